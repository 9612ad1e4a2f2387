"""`/http` of what products write beside a status code, through the real client."""

import pytest

from tests.commands.reading import labels, links, text_of
from tests.conftest import World


async def test_a_sub_status_has_a_card_with_its_status_a_button_away(world: World) -> None:
    answer = await world.http("404.13")
    assert not answer.ephemeral
    assert text_of(answer).startswith("## IIS 404.13 · Content length too large\n-# Sub-status")
    assert "comes with HTTP 404" in text_of(answer)
    assert "Check first" in text_of(answer)
    assert links(answer)[0].startswith("https://learn.microsoft.com/")
    status = await world.owner.click(answer.response, label="404 Not Found")
    assert status.ephemeral
    assert text_of(status).startswith("## 404 Not Found")


async def test_the_card_is_read_in_korean_too(world: World) -> None:
    english = await world.http("websocket 1006")
    assert "Close code, not an HTTP status code" in text_of(english)
    assert text_of(english).startswith("## WebSocket 1006 · Abnormal Closure\n")
    korean = await world.member.click(english.response, label="한국어")
    assert text_of(korean).startswith("## WebSocket 1006\n-# 종료 코드")
    assert "`Abnormal Closure`" in text_of(korean).splitlines()[1]
    assert "HTTP 상태 코드가 아님" in text_of(korean)
    assert "먼저 확인할 것" in text_of(korean)
    status = await world.http("404.13")
    turned = await world.member.click(status.response, label="한국어")
    opened = await world.member.click(turned.response, label="404 Not Found")
    assert "4xx 클라이언트 오류" in text_of(opened)
    back = await world.member.click(korean.response, label="English")
    assert "Check first" in text_of(back)
    world.place.guild_locale = "ko"
    assert "하위 상태 코드 · HTTP 404 응답과 함께 나옴" in text_of(await world.http("iis 404.13"))


@pytest.mark.parametrize(
    ("typed", "title"),
    [
        ("1020", "Cloudflare 1020"),
        ("H12", "Heroku H12"),
        ("UF", "Envoy UF"),
        ("sH--", "HAProxy sH"),
        ("exit code 28", "curl 28"),
        ("grpc 14", "gRPC 14"),
    ],
)
async def test_each_products_code_is_found(world: World, typed: str, title: str) -> None:
    assert text_of(await world.http(typed)).startswith(f"## {title} · ")


async def test_a_status_named_beside_a_sub_status_shows_both(world: World) -> None:
    said = text_of(await world.http("cloudflare 403 1020"))
    assert said.startswith("**Cloudflare 1020 · Access denied**\n")
    assert "## 403 Forbidden" in said
    world.place.guild_locale = "ko"
    korean = text_of(await world.http("cloudflare 403 1020"))
    assert korean.startswith("**Cloudflare 1020** `Access denied`\n")


async def test_autocomplete_offers_a_code_that_the_command_understands(world: World) -> None:
    choices = await world.member.autocomplete(world.channel, "http", "code", "404.1")
    assert choices[0]["value"] == "IIS 404.1"
    [found] = [each for each in choices if each["value"] == "IIS 404.13"]
    assert found["name"] == "IIS 404.13 · Content length too large"
    assert "## IIS 404.13" in text_of(await world.http(found["value"]))


async def test_a_small_number_alone_is_asked_back_in_private(world: World) -> None:
    answer = await world.http("28")
    assert answer.ephemeral
    assert "curl 28 · Operation timeout" in labels(answer)
    opened = await world.member.click(answer.response, label="curl 28 · Operation timeout")
    assert "Exit code, not an HTTP status code" in text_of(opened)


async def test_a_number_of_several_products_names_the_others(world: World) -> None:
    answer = await world.http("1006")
    assert "## WebSocket 1006" in text_of(answer)
    other = await world.member.click(
        answer.response, label="Cloudflare 1006 · Your IP address has been banned"
    )
    assert "comes with HTTP 403" in text_of(other)


async def test_a_number_alone_in_explain_shows_its_card(world: World) -> None:
    answer = await world.member.slash(world.channel, "explain", text="404.13")
    assert "## IIS 404.13" in text_of(answer)


async def test_explain_says_what_a_products_own_code_means(world: World) -> None:
    log = "1763890000.123 5002 10.0.0.9 TCP_MISS_ABORTED/000 0 GET http://a.example/ - NONE/- -"
    said = text_of(await world.member.slash(world.channel, "explain", text=log))
    assert said.startswith("### Squid 000 · No response sent\n")
    assert "curl" not in said
    world.place.locale = "ko"
    said = text_of(
        await world.member.slash(world.channel, "explain", text="x error 1020 cloudflare")
    )
    assert "1020: 사이트의 방화벽 규칙이 요청을 차단했습니다." in said


async def test_a_detail_that_is_gone_says_so(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    card = await world.http("curl 28")
    assert "000 No Response (curl)" in labels(card)
    assert world.bot.app is not None
    monkeypatch.setattr(type(world.bot.app.lookup.details), "with_key", lambda *_: None)
    answer = await world.member.click(card.response, label="한국어")
    assert answer.ephemeral
    assert "don't have that code anymore" in text_of(answer)
