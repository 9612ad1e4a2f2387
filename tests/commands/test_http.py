"""`/http`, through the real client."""

import re
from typing import Any

import pytest
import simcord

from bot.client import create_client
from bot.config import Config
from tests.commands.reading import colour, labels, links, options, placeholders, text_of
from tests.conftest import NOW, World
from tests.discord_limits import COMMAND_NAME

KOREAN = "4xx 클라이언트 오류"


async def test_a_number_gets_its_card_for_everybody(world: World) -> None:
    answer = await world.http("418")
    assert not answer.ephemeral
    assert text_of(answer).startswith("## 418 I'm a teapot\n")
    assert links(answer) == ["https://www.rfc-editor.org/rfc/rfc9110.html#section-15.5.19"]


async def test_more_shows_all_that_is_known_to_the_one_who_asks(world: World) -> None:
    card = await world.http("418")
    more = await world.owner.click(card.response, label="More")
    assert more.ephemeral
    assert "RFC 2324" in text_of(more)
    assert "IANA" in text_of(more)
    assert set(links(more)) == {
        "https://www.rfc-editor.org/rfc/rfc9110.html#section-15.5.19",
        "https://developer.mozilla.org/en-US/docs/Web/HTTP/Reference/Status/418",
    }
    korean = await world.owner.click(more.response, label="한국어")
    assert "IANA" in text_of(korean)
    assert KOREAN in text_of(korean)
    assert options(await world.owner.click((await world.http("499")).response, label="More")) == [
        "499/Esri"
    ]


async def test_a_card_is_private_where_asked(world: World) -> None:
    assert (await world.http("404", private=True)).ephemeral


async def test_classes_have_their_colours(world: World) -> None:
    colours = [colour(await world.http(code)) for code in ("100", "200", "301", "404", "500")]
    assert len(set(colours)) == 5


async def test_the_likeliest_owner_comes_first_and_a_menu_has_the_others(world: World) -> None:
    answer = await world.http("499")
    assert "## 499 Client Closed Request\n-# 4xx Client error · nginx, not a standard" in text_of(
        answer
    )
    assert options(answer) == [
        "499/Esri",
        "Azure Application Gateway 499",
        "Cloud Foundry 499",
    ]
    azure = await world.member.select(answer.response, ["Azure Application Gateway 499"])
    assert "## Azure Application Gateway 499" in text_of(azure)
    assert "## 530" in text_of(await world.http("530"))
    assert len(options(await world.http("530"))) == 2


async def test_the_rule_of_thumb_is_on_the_class_card_and_behind_more(world: World) -> None:
    for asked, rule in (
        ("4xx", "Look at the request first. Operators need to act only on a sudden rise."),
        ("5xx", "Look at the server first. Operators should look right away"),
    ):
        assert rule in text_of(await world.http(asked))
    card = await world.http("404")
    assert "Look at the request first" not in text_of(card)
    more = await world.member.click(card.response, label="More")
    assert "Look at the request first" in text_of(more)


async def test_a_sign_that_says_little_is_explained_behind_more(world: World) -> None:
    for code, is_said in (("520", True), ("502", False)):
        card = await world.http(code)
        more = text_of(await world.member.click(card.response, label="More"))
        assert ("\n-# ✕? The response was empty or broken.\n" in more) == is_said


async def test_a_class_lists_its_codes(world: World) -> None:
    for typed in ("4xx", "4", "4XX", "4 xx", "４xx", "400번대", "4xx 에러"):
        answer = await world.http(typed)
        assert "## 4xx" in text_of(answer)
        assert "-# **404 Not Found**\n" in text_of(answer)
        assert "-# 424 Failed Dependency\n" in text_of(answer)
        assert "nginx" not in text_of(answer)
        assert {"404", "418", "499/nginx"} <= set(options(answer))
        assert placeholders(answer)[0] == "Open a code (bold = common)…"


async def test_words_find_their_code(world: World) -> None:
    for typed, title in (
        ("not found", "404 Not Found"),
        ("Payload Too Large", "413 Content Too Large"),
        ("Unprocessable Entity", "422 Unprocessable Content"),
        ("Request-URI Too Long", "414 URI Too Long"),
        ("StatusTeapot", "418 I'm a teapot"),
        ("HTTP_418_IM_A_TEAPOT", "418 I'm a teapot"),
        ("UNPROCESSABLE_ENTITY", "422 Unprocessable Content"),
        (":not_found", "404 Not Found"),
        ("HttpStatus.NOT_FOUND", "404 Not Found"),
        ("nginx client closed", "499 Client Closed Request"),
        ("redirect keep POST", "307 Temporary Redirect"),
        ("요청이 너무 많음", "429 Too Many Requests"),
        ("권한 없음", "403 Forbidden"),
        ("upstream 응답 없음", "504 Gateway Timeout"),
        ("unathorized", "401 Unauthorized"),
        ("요청이 너무 만음", "429 Too Many Requests"),
        ("요청이너무많음", "429 Too Many Requests"),
        ("ㅊㅈㅈㅈ", "418 I'm a teapot"),
        ("499 esri", "499 Token Required"),
        ("404 Not Found", "404 Not Found"),
        ("418번", "418 I'm a teapot"),
    ):
        answer = await world.http(typed)
        assert text_of(answer).startswith(f"## {title}\n")


async def test_the_runners_up_are_in_a_menu(world: World) -> None:
    answer = await world.http("gateway timeout")
    assert "## 504" in text_of(answer)
    assert "502" in options(answer)


async def test_an_unassigned_number_is_treated_as_its_class(world: World) -> None:
    for typed, base in (("427", "400 Bad Request"), ("298", "200 OK")):
        answer = await world.http(typed)
        assert f"{typed} is unassigned" in text_of(answer)
        assert "RFC 9110 §15" in text_of(answer)
        assert labels(answer) == [base]


async def test_an_unassigned_number_says_which_products_use_it(world: World) -> None:
    answer = await world.http("299")
    assert "299 is unassigned" in text_of(answer)
    assert "it is used:\n- Linode 299 · Deprecated: " in text_of(answer)
    linode = await world.member.click(answer.response, label="Linode 299 · Deprecated")
    assert "## Linode 299" in text_of(linode)


async def test_what_is_no_code_gets_one_private_line(world: World) -> None:
    for typed in (
        "42",
        "99999",
        "-1",
        "777",
        "",
        "   ",
        "x" * 6000,
        "🫖",
        "🫖🫖🫖",
        "!?",
        "6xx",
        "9",
    ):
        answer = await world.http(typed)
        assert answer.ephemeral
        assert len(text_of(answer)) < 250
        assert "##" not in text_of(answer)


async def test_when_nothing_is_near_there_is_no_wrong_card(world: World) -> None:
    answer = await world.http("zebra crossing saxophone")
    assert answer.ephemeral
    assert text_of(answer).startswith("I found no code")
    assert len(labels(answer)) <= 5


async def test_mash_is_told_how_to_ask_and_nobody_else_sees_it(world: World) -> None:
    for typed in ("ㅁㄴㅇㄹ", "ㅋㅋㅋ", "ㅎㅎ", "ㅇㅇ", "ㄱㄱ", "asdf", "hello there"):
        for locale, told in (
            ("en-US", "For a log or an error message, use"),
            ("ko", "로그나 에러 메시지는"),
        ):
            world.place.locale = locale
            answer = await world.http(typed)
            assert answer.ephemeral
            first, how = text_of(answer).split("\n")
            assert f"`{typed}`" in first
            assert told in how
            assert labels(answer) == []


async def test_a_long_text_with_codes_is_explained_in_private(world: World) -> None:
    line = '10.0.0.1 - - [02/Mar/2026:10:12:44 +0900] "GET /cart HTTP/1.1" 502 157 "-" "curl/8.5.0"'
    answer = await world.http(f"what is this? {line}")
    assert answer.ephemeral
    assert "502 Bad Gateway" in text_of(answer)


async def test_a_long_text_without_codes_is_searched(world: World) -> None:
    said = "upstream sent too big header while reading response header from upstream"
    answer = await world.http(f"{said}, client: 10.0.0.3, server: shop.example.com")
    assert not answer.ephemeral
    assert text_of(answer).startswith("## 502 Bad Gateway\n")


async def test_what_is_near_is_offered_with_how_to_ask(world: World) -> None:
    answer = await world.http("handshake")
    assert answer.ephemeral
    assert {"101 Switching Protocols", "525 SSL Handshake Failed (Cloudflare)"} <= set(
        labels(answer)
    )
    assert "Did you mean one of these?" in text_of(answer)
    assert "For a log or an error message, use" in text_of(answer)


async def test_a_product_or_a_general_word_is_asked_back_in_private(world: World) -> None:
    for typed, offered in (
        ("nginx", "499 Client Closed Request (nginx)"),
        ("retry", "449 Retry With (IIS)"),
    ):
        answer = await world.http(typed)
        assert answer.ephemeral
        assert offered in labels(answer)


async def test_what_was_typed_pings_nobody_and_formats_nothing(world: World) -> None:
    for typed in (
        "@everyone `a` **b**",
        "<@&1> zzz",
        "||x|| https://evil.example",
        "[x](https://evil.example)",
    ):
        answer = await world.http(typed, private=True)
        said = text_of(answer)
        if said.startswith("I found no code"):
            assert said.split(" Did you mean")[0].split("\n")[0].count("`") == 2
        sent: list[Any] = [r.json for r in world.env.http_requests if r.path.endswith("callback")]
        assert all(
            body["data"].get("allowed_mentions") == {"parse": []}
            for body in sent
            if body["type"] == 4
        )


async def test_autocomplete_offers_the_commonest_before_anything_is_typed(world: World) -> None:
    choices = await world.member.autocomplete(world.channel, "http", "code", "")
    assert len(choices) == 25
    assert {"404", "500", "502", "429"} <= {choice["value"] for choice in choices}


async def test_autocomplete_is_best_first(world: World) -> None:
    for typed, first in (
        ("40", "40"),
        ("4", "4"),
        ("418", "418"),
        ("teap", "418"),
        ("너무 많", "429"),
        ("4xx", "4"),
    ):
        choices = await world.member.autocomplete(world.channel, "http", "code", typed)
        assert choices[0]["value"].startswith(first)
        assert len(choices) <= 25
        assert all(len(choice["name"]) <= 100 for choice in choices)


async def test_autocomplete_bears_anything(world: World) -> None:
    for typed in ("🫖", "x" * 6000, "@everyone", "0", "99999", "ㅊ"):
        await world.member.autocomplete(world.channel, "http", "code", typed)


async def test_a_picked_choice_and_the_same_text_typed_give_the_same_card(world: World) -> None:
    choices = await world.member.autocomplete(world.channel, "http", "code", "esri token required")
    picked = await world.http(choices[0]["value"])
    assert text_of(picked).startswith("## 499 Token Required\n")
    assert text_of(await world.http("499/Esri")) == text_of(picked)


async def test_a_click_answers_the_one_who_clicked_and_leaves_the_card(world: World) -> None:
    card = await world.http("401")
    before = text_of(card)
    for label in ("More", "In code", "한국어"):
        answer = await world.owner.click(card.response, label=label)
        assert answer.ephemeral
        assert text_of(card) == before
    assert "HTTPStatus.UNAUTHORIZED" in text_of(
        await world.owner.click(card.response, label="In code")
    )


async def test_the_other_language_is_a_click_away_both_ways(world: World) -> None:
    korean = await world.member.click((await world.http("404")).response, label="한국어")
    assert KOREAN in text_of(korean)
    english = await world.member.click(korean.response, label="English")
    assert KOREAN not in text_of(english)


async def test_a_card_that_was_turned_answers_in_its_own_language(world: World) -> None:
    """And so does what is opened from it, however far; an untouched card answers the reader's."""
    world.place.locale = world.place.guild_locale = "ko"
    posted = await world.http("499")
    turned = await world.member.click(posted.response, label="English")
    more = await world.member.click(turned.response, label="More")
    related = await world.member.click(more.response, label="408")
    opened = [
        turned, more, related,
        await world.member.select(turned.response, ["499/Esri"]),
        await world.member.select(more.response, ["499/Esri"]),
        await world.member.click(related.response, label="In code"),
        await world.member.click(related.response, label="More"),
    ]  # fmt: skip
    for answer in opened:
        assert not re.search("[가-힣]", text_of(answer))
    back = await world.member.click(more.response, label="한국어")
    korean = [
        back,
        await world.member.click(back.response, label="408"),
        await world.member.click(related.response, label="한국어"),
        await world.member.click(posted.response, label="자세히"),
    ]
    for answer in korean:
        assert re.search("[가-힣]", text_of(answer))
    world.place.locale = "en-US"
    assert not re.search(
        "[가-힣]", text_of(await world.member.click(posted.response, label="자세히"))
    )


async def test_a_menu_opens_the_other_owner_privately(world: World) -> None:
    card = await world.http("499")
    answer = await world.owner.select(card.response, ["499/Esri"])
    assert answer.ephemeral
    assert text_of(answer).startswith("## 499 Token Required\n")


async def test_a_class_menu_opens_a_code(world: World) -> None:
    card = await world.http("4xx")
    answer = await world.member.select(card.response, ["404"], custom_id="pick:0")
    assert text_of(answer).startswith("## 404 Not Found")


async def test_buttons_work_after_a_restart(world: World, config: Config) -> None:
    card = await world.http("401")
    await world.bot.close()
    again = create_client(config, clock=lambda: NOW)
    try:
        await world.env.restart_bot(again)
        more = await world.owner.click(card.response, label="More")
        answer = await world.owner.click(more.response, label="403")
        assert text_of(answer).startswith("## 403 Forbidden")
    finally:
        await again.close()


async def test_a_code_that_is_gone_says_so(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    card = await world.http("401")
    assert world.bot.app is not None
    monkeypatch.setattr(type(world.bot.app.lookup), "entry", lambda *_: None)
    answer = await world.owner.click(card.response, label="More")
    assert answer.ephemeral
    assert "don't have that code anymore" in text_of(answer)


async def test_the_language_follows_the_server_in_public_and_the_person_in_private(
    world: World,
) -> None:
    world.place.guild_locale = "ko"
    assert KOREAN in text_of(await world.http("404"))
    assert KOREAN not in text_of(await world.http("404", private=True))
    world.place.guild_locale, world.place.locale = "en-US", "ko"
    assert KOREAN not in text_of(await world.http("404"))
    assert KOREAN in text_of(await world.http("404", private=True))
    assert "`42`번은 모르는 코드입니다" in text_of(await world.http("42"))


@pytest.mark.parametrize("group_chat", [False, True])
async def test_it_works_in_direct_messages_and_group_chats(world: World, group_chat: bool) -> None:
    world.place.group_chat = group_chat
    world.place.locale = "ko"
    answer = await world.member.user.slash("http", code="404")
    assert KOREAN in text_of(answer)


async def test_the_korean_name_stands_beside_the_number_only_in_korean(world: World) -> None:
    card = await world.http("404")
    assert text_of(card).startswith("## 404 Not Found\n-# 4xx Client error")
    korean = await world.member.click(card.response, label="한국어")
    assert text_of(korean).startswith("## 404 Not Found · 찾을 수 없음\n")


async def test_anybody_may_install_it_and_both_languages_name_it(world: World) -> None:
    synced: Any
    (synced,) = [r.json for r in world.env.http_requests if r.path.endswith("/commands")]
    http = next(command for command in synced if command["name"] == "http")
    assert sorted(http["integration_types"]) == [0, 1]
    assert sorted(http["contexts"]) == [0, 1, 2]
    for part in (http, *http["options"]):
        assert set(part["name_localizations"]) == {"ko", "en-US"}
        assert set(part["description_localizations"]) == {"ko", "en-US"}
        assert all(COMMAND_NAME.fullmatch(name) for name in part["name_localizations"].values())


async def test_commands_are_synced_only_when_they_changed(config: Config) -> None:
    counts = []
    for _ in range(2):
        bot = create_client(config, clock=lambda: NOW)
        try:
            async with simcord.run(bot, shard_count=1) as env:
                counts.append(sum(r.path.endswith("/commands") for r in env.http_requests))
        finally:
            await bot.close()
    assert counts == [1, 0]


async def test_the_unexpected_gets_an_id_that_is_in_the_log(
    world: World, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def broken(*_: Any) -> None:
        raise RuntimeError("no tea")

    assert world.bot.app is not None
    monkeypatch.setattr(type(world.bot.app.lookup), "find", broken)
    answer = await world.http("404")
    assert answer.ephemeral
    identity = text_of(answer).split("`")[1]
    assert identity in caplog.text
    assert "no tea" in caplog.text
    assert "no tea" not in text_of(answer)
    monkeypatch.undo()
    card = await world.http("401")
    monkeypatch.setattr(type(world.bot.app.lookup), "entry", broken)
    assert "`" in text_of(await world.member.click(card.response, label="More"))
    world.forgiven = world.env.error_cursor + 1
