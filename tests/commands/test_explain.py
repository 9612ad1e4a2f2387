"""`/explain` and the message menu, through the real client."""

import logging
import sqlite3
from contextlib import closing
from typing import Any

import discord
import pytest

from bot.cards.layout import COLOURS
from bot.client import create_client
from bot.config import Config
from tests.commands.reading import colour, labels, options, text_of
from tests.conftest import NOW, World
from tests.logs import access_log

MENU = "Explain status codes"
LOG = (
    '203.0.113.9 - - [24/Nov/2026:02:11:09 +0000] "GET /v1/orders HTTP/1.1" 502 157 "-" "okhttp"\n'
    "the app behind it answers 500, and my phone shows a 499 (nginx)"
)


async def menu(world: World, content: str, **options: Any) -> Any:
    message = await world.owner.send(world.channel, content)
    return await world.member.context_menu(world.channel, MENU, message)


async def explain(world: World, text: str) -> Any:
    return await world.member.slash(world.channel, "explain", text=text)


async def test_a_messages_menu_explains_its_codes_to_the_one_who_asks(world: World) -> None:
    answer = await menu(world, LOG)
    assert answer.ephemeral
    said = text_of(answer)
    assert said.index("### 500 ") < said.index("### 502 Bad Gateway") < said.index("### 499 ")
    assert r"-# Line 1 · 02\:11\:09" in said
    assert "-# `/v1/orders`\n" in said
    assert "Check first: " in said
    assert "`client ✕ nginx [499] → app`" in said
    assert "Logged by nginx, never sent" in said
    assert options(answer) == ["500", "502", "499/nginx"]


async def test_it_answers_in_korean_to_a_korean(world: World) -> None:
    world.place.locale = "ko"
    answer = await menu(world, "아까부터 502가 떠요. 499도 보이고요")
    assert "### 502 Bad Gateway · 잘못된 게이트웨이" in text_of(answer)
    assert "먼저 확인할 것: " in text_of(answer)
    assert labels(answer) == ["502 자세히", "499 자세히"]


async def test_the_menu_has_its_name_in_both_languages(world: World) -> None:
    [sent] = [
        each.json or [] for each in world.env.http_requests if each.path.endswith("/commands")
    ]
    [found] = [each for each in sent if each.get("type") == 3]
    assert found["name"] == MENU
    assert found["name_localizations"]["ko"] == "상태 코드 설명"
    assert found["integration_types"] == [0, 1]
    assert found["contexts"] == [0, 1, 2]


async def test_a_button_opens_the_full_card_even_after_a_restart(
    world: World, config: Config
) -> None:
    answer = await explain(world, "HTTP/1.1 503 Service Unavailable")
    restarted = create_client(config, clock=lambda: NOW)
    await world.bot.close()
    await world.env.restart_bot(restarted)
    card = await world.member.click(answer.response, label="More on 503")
    await restarted.close()
    assert card.ephemeral
    assert text_of(card).startswith("## 503 Service Unavailable")


async def test_a_log_begins_with_its_worst_code_and_has_its_colour(world: World) -> None:
    answer = await explain(world, access_log())
    assert answer.ephemeral
    said = text_of(answer)
    assert said.startswith("### 502 Bad Gateway ×15\n")
    assert "-# `/v1/payments/confirm` ×12 · `/v1/orders` ×3" in said
    assert "-# Also: 304 ×6 · 200 ×27\n-# 57 lines in all · 24/Nov/2026 +0000" in said
    assert colour(answer) == COLOURS[5]
    picked = await world.member.select(answer.response, values=["429"])
    assert text_of(picked).startswith("## 429 Too Many Requests")


async def test_every_code_at_once_fits(world: World) -> None:
    answer = await explain(world, " ".join(f"HTTP {code}" for code in range(100, 600)))
    assert text_of(answer).count("### ") == 2
    assert len(options(answer)) == 25


async def test_unassigned_numbers_share_the_button_of_their_class(world: World) -> None:
    answer = await explain(world, "HTTP 427, then HTTP 432 and HTTP 400")
    assert text_of(answer).count("### ") == 3
    assert labels(answer) == ["More on 400"]


async def test_a_number_alone_is_looked_up_in_private(world: World) -> None:
    for text, title in (
        ("404", "## 404 Not Found"),
        ("502 ㅠㅠ", "## 502 Bad Gateway"),
        ("404가 뭐야?", "## 404 Not Found"),
        ("5xx", "## 5xx Server error"),
        ("599!!", "## 599"),
        ("427", "427"),
    ):
        for answer in (await explain(world, text), await menu(world, text)):
            assert answer.ephemeral
            assert title in text_of(answer).splitlines()[0]


async def test_a_products_error_without_a_status_is_explained_in_private(world: World) -> None:
    world.place.locale = "ko"
    log = "app[web.1]: slow\nheroku[web.1]: Error R14 (Memory quota exceeded)"
    for answer in (await explain(world, log), await menu(world, log)):
        assert answer.ephemeral
        assert text_of(answer).startswith("## Heroku R14")


async def test_a_number_that_may_be_a_code_is_offered_as_a_button(world: World) -> None:
    for locale, text, said, label in (
        ("ko", "결제 500", "찾는 코드가 500인가요?", "500 Internal Server Error"),
        ("en-US", "결제 500", "Did you mean 500?", "500 Internal Server Error"),
        ("ko", "413 boxes of it", "찾는 코드가 413인가요?", "413 Content Too Large"),
        ("en-US", "499 boxes of it", "Did you mean 499?", "499 Client Closed Request (nginx)"),
    ):
        world.place.locale = locale
        answer = await explain(world, text)
        assert answer.ephemeral
        assert said in text_of(answer)
        assert labels(answer) == [label]
        card = await world.member.click(answer.response, label=label)
        assert card.ephemeral
        assert text_of(card).startswith(f"## {label[:3]} ")


async def test_several_numbers_that_may_be_codes_are_all_offered(world: World) -> None:
    answer = await explain(world, "결제 500\n카드 400")
    assert "Did you mean one of these?" in text_of(answer)
    assert labels(answer) == ["500 Internal Server Error", "400 Bad Request"]


async def test_without_a_text_a_modal_takes_several_lines(world: World) -> None:
    world.place.locale = "ko"
    shown = await world.member.slash(world.channel, "explain")
    answer = await world.member.submit_modal(shown, {"text": "GET /\nHTTP/2 404\n"})
    assert answer.ephemeral
    assert "### 404 Not Found" in text_of(answer)


async def test_where_nothing_is_found_one_private_line_says_how_to_look_one_up(
    world: World,
) -> None:
    for text in ("port 404", "에러 500건", "hello", "took 502ms"):
        answer = await explain(world, text)
        assert answer.ephemeral
        assert "</http>" in text_of(answer)


async def test_a_path_pings_nobody_and_formats_nothing(world: World) -> None:
    for path in (
        "/@everyone<@1><@&2>",
        "/[here](https://example.com)",
        "/`**x**`||x||```",
        "/\u202ex\u202c\x1b[31m",
    ):
        line = f'x - - [24/Nov/2026:02:11:09 +0000] "GET {path} HTTP/1.1" 404 0 "-" "-"'
        [said] = [
            each for each in text_of(await explain(world, line)).splitlines() if "-# `" in each
        ]
        shown = said.removeprefix("-# ")
        assert shown[0] == shown[-1] == "`"
        assert "`" not in shown[1:-1]
        assert shown.isprintable()


@pytest.mark.parametrize("group_chat", [False, True])
async def test_it_works_in_direct_messages_and_group_chats(world: World, group_chat: bool) -> None:
    world.place.group_chat = group_chat
    user = world.env.create_user("lin")
    answer = await user.slash("explain", text="HTTP/1.1 504")
    assert "### 504 Gateway Timeout" in text_of(answer)


async def test_embeds_are_read_too(world: World) -> None:
    alerts = world.guild.create_webhook(world.channel, "alerts")
    embed = discord.Embed(title="Request failed with status code 502", description="since 02:11")
    embed.add_field(name="upstream", value="HTTP/1.1 504")
    message = await alerts.send(embeds=[embed])
    answer = await world.member.context_menu(world.channel, MENU, message)
    assert labels(answer) == ["More on 502", "More on 504"]


async def test_the_text_is_neither_stored_nor_logged(
    world: World, config: Config, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG, logger="teapot")
    await menu(world, "HTTP 502 c4n4ry")
    await explain(world, "HTTP 502 c4n4ry")
    assert "c4n4ry" not in caplog.text
    assert config.database is not None
    with closing(sqlite3.connect(config.database)) as connection:
        assert "c4n4ry" not in "\n".join(connection.iterdump())


async def test_what_goes_wrong_in_the_modal_gets_an_id(
    world: World, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def broken(*_: Any) -> None:
        raise RuntimeError("out of tea")

    shown = await world.member.slash(world.channel, "explain")
    monkeypatch.setattr("bot.commands.explain.summarise", broken)
    answer = await world.member.submit_modal(shown, {"text": "it says HTTP 404"})
    assert answer.ephemeral
    assert "out of tea" in caplog.text
    identity = text_of(answer).split("`")[1]
    assert identity in caplog.text
    caplog.clear()
