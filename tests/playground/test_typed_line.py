"""A typed line is read as the person meant it, or answered with what is wrong."""

import asyncio
import re
import shutil
from collections.abc import Mapping
from pathlib import Path
from typing import Any, cast

import pytest
from hypothesis import given
from hypothesis import strategies as st
from simcord import Env

from bot.client import Teapot, create_client
from bot.config import Config
from bot.model import LANGUAGES, Language
from bot.playground.command_spec import Command, commands
from bot.playground.completion import Focus, suggest
from bot.playground.composer import commands_of
from bot.playground.option_values import Room
from bot.playground.typed_line import Run, Unclear, read_line
from bot.texts import Texts
from tests.conftest import Clock

DOCS = Path(__file__).parents[2] / "docs"
ROOM = Room(
    channels={"backend": "11", "random": "12", "백엔드": "13"},
    people={"Ada": "21", "Grace": "22", "지우": "23"},
    roles={"On call": "31", "당번": "32"},
)
CHANNEL, TIME, ZONE = "channel", "time", "timezone"
SET = {CHANNEL: "11", TIME: "9:00", ZONE: "Seoul"}
LOG = '10.0.3.14 - - [24/Nov/2026:02:11:09 +0000] "GET /v1?time:1 HTTP/1.1" 502 157 "-"'


@pytest.fixture(scope="module")
def spoken(seeded: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Command, ...]:
    """The commands of a client that has started. No test changes them, so one start is enough."""
    path = shutil.copyfile(seeded, tmp_path_factory.mktemp("spoken") / "teapot.sqlite3")

    async def started() -> tuple[Command, ...]:
        env = Env(create_client(Config(database=str(path)), clock=Clock()), shard_count=1)
        await env.start()
        try:
            bot = cast("Teapot", env.bot)
            assert bot.app is not None
            return await commands_of(bot.tree, bot.app.zones)
        finally:
            await env.shutdown()
            await env.bot.close()

    return asyncio.run(started())


@pytest.mark.parametrize(
    ("line", "name", "values"),
    [
        ("/http 418", "http", {"code": "418"}),
        ("/HTTP 418 ", "http", {"code": "418"}),
        ("/http too many requests", "http", {"code": "too many requests"}),
        ("/http code:too many requests", "http", {"code": "too many requests"}),
        ("/http 요청이 너무 많음", "http", {"code": "요청이 너무 많음"}),
        ("/http code: 404 private:true", "http", {"code": "404", "private": True}),
        ("/http 404 private:False", "http", {"code": "404", "private": False}),
        ("/http private:yes too many", "http", {"code": "too many", "private": True}),
        ("/http 코드:404 나만보기:예", "http", {"code": "404", "private": True}),
        ("/http 코드：404", "http", {"code": "404"}),
        ("/explain", "explain", {}),
        ("/설명", "explain", {}),
        (f"/explain {LOG}", "explain", {"text": LOG}),
        (f"/explain text:{LOG}", "explain", {"text": LOG}),
        ("/explain 502\n  and text:html 499", "explain", {"text": "502\n  and text:html 499"}),
        ("/explain file: pay.go:12 502", "explain", {"text": "file: pay.go:12 502"}),
        ("/설명 내용:결제 API가 503", "explain", {"text": "결제 API가 503"}),
        ("/설명 결제 API가 503", "explain", {"text": "결제 API가 503"}),
        ("/daily status", "daily status", {}),
        ("/daily set #backend 9:00 Seoul", "daily set", SET),
        ("/daily   set  #BACKEND   9:00   Seoul", "daily set", SET),
        ("/daily set backend 9:00 Seoul", "daily set", SET),
        ("/daily set channel:#backend time:9:00 timezone:Seoul", "daily set", SET),
        ("/daily set channel:backend time:9:00 timezone:Seoul", "daily set", SET),
        ("/daily set timezone:Seoul time:9:00 channel:#backend", "daily set", SET),
        ("/daily set #backend time:9:00 Seoul", "daily set", SET),
        (
            "/daily set #backend 9 am New York true @On call",
            "daily set",
            {CHANNEL: "11", TIME: "9 am", ZONE: "New York", "weekdays-only": True, "role": "31"},
        ),
        (
            "/daily set #backend 9:00 Seoul role:On call weekdays-only:no",
            "daily set",
            {**SET, "role": "31", "weekdays-only": False},
        ),
        (
            "/오늘의코드 설정 #백엔드 오전 9시 서울",
            "daily set",
            {CHANNEL: "13", TIME: "오전 9시", ZONE: "서울"},
        ),
        (
            "/오늘의코드 설정 채널:#백엔드 시각:오전 9시 시간대:서울 역할:@당번",
            "daily set",
            {CHANNEL: "13", TIME: "오전 9시", ZONE: "서울", "role": "32"},
        ),
        # What an option doesn't know is for the bot to refuse.
        ("/daily set #backend 25:99 Seoul", "daily set", {**SET, TIME: "25:99"}),
        ("/daily set #backend 9:00 Atlantis", "daily set", {**SET, ZONE: "Atlantis"}),
        ("/quiz start", "quiz start", {}),
        ("/퀴즈 시작", "quiz start", {}),
        ("/quiz 시작", "quiz start", {}),
        ("/quiz start questions:3 seconds:10", "quiz start", {"questions": "3", "seconds": "10"}),
        ("/퀴즈 시작 문제수:3 제한시간:10", "quiz start", {"questions": "3", "seconds": "10"}),
        ("/quiz start 3 10", "quiz start", {"questions": "3", "seconds": "10"}),
        ("/quiz start caching 5 easy", "quiz start",
         {"topic": "caching", "questions": "5", "level": "1"}),
        ("/quiz start topic:nonstandard codes 5", "quiz start",
         {"topic": "vendors", "questions": "5"}),
        ("/퀴즈 시작 주제:비표준 코드 난이도:어려움", "quiz start",
         {"topic": "vendors", "level": "3"}),
        ("/quiz stats @Grace", "quiz stats", {"member": "22"}),
        ("/퀴즈 기록 멤버:지우", "quiz stats", {"member": "23"}),
        ("/quiz hide-me", "quiz hide-me", {}),
        ("/leaderboard", "leaderboard", {}),
        ("/순위표", "leaderboard", {}),
        ("/순위표 전체", "leaderboard", {"period": "all"}),
        ("/leaderboard all", "leaderboard", {"period": "all"}),
        ("/순위표 캐시", "leaderboard", {"topic": "caching"}),
        ("/순위표 이번 주 전체", "leaderboard", {"period": "week", "topic": "all"}),
        ("/언어 나 영어", "language me", {"language": "en"}),
        ("/언어 나 English", "language me", {"language": "en"}),
        ("/언어 나 English (영어)", "language me", {"language": "en"}),
        ("/language me Korean", "language me", {"language": "ko"}),
        ("/language me 한국어", "language me", {"language": "ko"}),
        ("/leaderboard This week", "leaderboard", {"period": "week"}),
        ("/leaderboard week", "leaderboard", {"period": "week"}),
        ("/순위표 기간:이번 주 주제:캐시", "leaderboard", {"period": "week", "topic": "caching"}),
    ],
)  # fmt: skip
def test_a_line_is_the_command_that_it_says(
    spoken: tuple[Command, ...], line: str, name: str, values: Mapping[str, Any]
) -> None:
    read = read_line(line, spoken, ROOM, "en")
    assert isinstance(read, Run), read
    assert (" ".join(read.command.path), read.values) == (name, values)


@pytest.mark.parametrize(("page", "language"), [("try.md", "en"), ("try.ko.md", "ko")])
def test_what_the_pages_say_to_type_works(
    spoken: tuple[Command, ...], page: str, language: Language
) -> None:
    lines = re.findall("`(/[^`]+)`", (DOCS / page).read_text("utf-8"))
    assert len(lines) > 5
    for line in lines:
        assert isinstance(read_line(line, spoken, ROOM, language), Run), line


def test_a_name_typed_in_parts_of_letters_is_the_same_name(spoken: tuple[Command, ...]) -> None:
    """As some file managers and terminals paste Korean."""
    line = "/\u110f\u1171\u110c\u1173 \u1109\u1175\u110c\u1161\u11a8"
    read = read_line(line, spoken, ROOM, "ko")
    assert isinstance(read, Run)
    assert read.command.path == ("quiz", "start")


@pytest.mark.parametrize(
    "line",
    [
        "418",
        "",
        " /http 418",
        " /http/404",
        "/v1/orders returns 502",
        "/v1/http/404",
        "/quiz/17 502",
        "/httpd/404",
        "/explain.log",
        "//",
        "// TODO: retry a 503",
        "/etc/nginx.conf",
        "ㅗㅅ세 404",
    ],
)
def test_what_is_no_command_is_a_plain_message(spoken: tuple[Command, ...], line: str) -> None:
    assert read_line(line, spoken, ROOM, "en") is None


@pytest.mark.parametrize(
    ("line", "key", "said"),
    [
        ("/", "nothing", "/http 418"),
        (" / ", "nothing", "/http 418"),
        ("/htp 418", "near", "http"),
        ("/퀴즈시작", "near", "퀴즈 시작"),
        ("/leaderbord", "near", "leaderboard"),
        ("/deploy production", "unknown", "deploy"),
        ("/ what", "nothing", "/http 418"),
        ("/ 404", "nothing", "/http 418"),
        ("/ http 404", "near", "/http"),
        ("//http 404", "near", "/http"),
        ("//quiz", "goes_on", "/quiz start"),
        ("/http/404", "path", "/http 404"),
        ("//http/404", "path", "/http 404"),
        ("/quiz/start", "path", "/quiz start"),
        # On the keyboard of the other language.
        ("/ㅗㅅ세 404", "near", "/http"),
        ("/ㅗㅅㅅㅔ 404", "near", "/http"),
        ("/tjfaud 502", "near", "/설명"),
        ("/tjfaud abc", "near", "/설명"),
        ("/tnsdnlvy", "near", "/순위표"),
        ("/znlwm tlwkr", "near", "/퀴즈 시작"),
        ("/znlwm", "goes_on", "/퀴즈 시작"),
        ("/벼ㅑㅋ ㄴㅅㅁㄱㅅ", "near", "/quiz start"),
        ("/quiz st", "near", "/quiz start"),
        ("/퀴즈 시", "near", "/퀴즈 시작"),
        ("/퀴즈 시자", "near", "/퀴즈 시작"),
        ("/quiz strat 3", "near", "/quiz start"),
        ("/daily sett #backend", "near", "/daily set"),
        ("/quiz please", "goes_on", "/quiz start"),
        ("/quiz", "goes_on", "/quiz practice"),
        ("/quiz begin", "goes_on", "/quiz start"),
        ("/오늘의코드", "goes_on", "/오늘의코드 설정"),
        ("/http", "missing", "code"),
        ("/http private:true", "missing", "code"),
        ("/daily set #backend 9:00", "missing", "timezone"),
        ("/daily set 9:00 Seoul", "missing", "channel"),
        ("/daily set #nowhere 9:00 Seoul", "channel", "#nowhere"),
        ("/daily set channel:#nowhere time:9:00 timezone:UTC", "channel", "#nowhere"),
        ("/daily set #backend 9:00 Seoul @nobody", "role", "@nobody"),
        ("/quiz stats @nobody", "person", "@nobody"),
        ("/quiz start 99", "number", "99"),
        ("/quiz start questions:99", "number", "99"),
        ("/quiz start questions:three", "number", "three"),
        ("/quiz start questions:", "empty", "questions"),
        ("/quiz start topic:cats", "choice", "everything"),
        ("/leaderboard this", "left_over", "this"),
        ("/language me French", "choice", "French"),
        ("/언어 나 불어", "choice", "불어"),
        ("/http 404 private:maybe", "yes", "maybe"),
        ("/quiz start for all", "left_over", "for all"),
        ("/daily off now", "nothing_after", "now"),
        (f"/explain {'a' * 6001}", "long", "6000"),
    ],
)
def test_what_is_wrong_is_said(
    spoken: tuple[Command, ...], texts: Texts, line: str, key: str, said: str
) -> None:
    for language in LANGUAGES:
        read = read_line(line, spoken, ROOM, language)
        assert isinstance(read, Unclear), read
        assert read.key == key
        answer = texts.voice(language).say(f"playground.line.{read.key}", **read.values)
        assert said in answer or language != ("ko" if not said.isascii() else "en"), answer


@pytest.mark.parametrize("line", ["/quiz start 99", "/language me French", "/leaderboard this"])
def test_no_particle_follows_a_colon(spoken: tuple[Command, ...], texts: Texts, line: str) -> None:
    read = read_line(line, spoken, ROOM, "ko")
    assert isinstance(read, Unclear)
    answer = texts.voice("ko").say(f"playground.line.{read.key}", **read.values)
    assert not re.search(":`[가-힣]", answer), answer


@pytest.mark.parametrize(
    ("line", "needs_more"),
    [
        ("/", True),
        ("/quiz", True),
        ("/오늘의코드 ", True),
        ("/http", True),
        ("/daily set #backend 9:00", True),
        ("/quiz begin", False),
        ("/quiz st", False),
        ("/htp 418", False),
        ("/quiz start 99", False),
    ],
)
def test_what_is_only_missing_is_told_from_what_is_wrong(
    spoken: tuple[Command, ...], line: str, needs_more: bool
) -> None:
    read = read_line(line, spoken, ROOM, "en")
    assert isinstance(read, Unclear)
    assert read.needs_more == needs_more


@pytest.mark.parametrize(
    ("line", "can_be_completed"),
    [
        ("/lead", True),
        ("/순위", True),
        ("/quiz st", True),
        ("/퀴즈 시", True),
        ("/quiz", False),
        ("/quiz begin", False),
        ("/htp", False),
        ("/tjfaud", False),
    ],
)
def test_a_line_that_a_command_begins_with_is_only_unfinished(
    spoken: tuple[Command, ...], line: str, can_be_completed: bool
) -> None:
    read = read_line(line, spoken, ROOM, "en")
    assert isinstance(read, Unclear)
    assert read.can_be_completed == can_be_completed


@given(st.text(alphabet="/quiz star:dly#backend@ 09퀴즈 시작\n", max_size=60))
def test_no_line_is_too_odd_to_be_read(line: str) -> None:
    read = read_line(f"/{line}", SOME, ROOM, "en")
    assert read is None or isinstance(read, Run | Unclear)


@pytest.mark.parametrize(
    ("line", "language", "offered"),
    [
        ("/qu", "en", ["/quiz start "]),
        ("/qu", "ko", ["/퀴즈 시작 "]),
        ("/퀴즈 시", "ko", ["/퀴즈 시작 "]),
        ("/http 4", "en", ["/http asked:4"]),
        ("/http private:true 4", "en", []),
        ("/http code:too ma", "en", ["/http code:asked:too ma"]),
        ("/daily set #ba", "en", ["/daily set #backend"]),
        ("/daily set #backend 9:00 Se", "en", ["/daily set #backend 9:00 asked:Se"]),
        ("/daily set #backend 9:00 timezone:New Y", "en",
         ["/daily set #backend 9:00 timezone:asked:New Y"]),
        ("/quiz start topic:ca", "en", ["/quiz start topic:caching"]),
        ("/quiz start ", "en", ["/quiz start topic:", "/quiz start level:"]),
        ("/quiz start 3 s", "en", ["/quiz start 3 seconds:"]),
        ("/퀴즈 시작 제", "ko", ["/퀴즈 시작 제한시간:"]),
        ("/quiz stats member:@G", "en", ["/quiz stats member:@Grace"]),
        ("/daily off ", "en", []),
        ("hello", "en", []),
    ],
)  # fmt: skip
async def test_what_may_come_next_is_offered(
    spoken: tuple[Command, ...], line: str, language: Language, offered: list[str]
) -> None:
    async def ask(focus: Focus, typed: str) -> list[tuple[str, str]]:
        return [(typed, f"asked:{typed}")] if typed else []

    found = [each.line for each in await suggest(line, spoken, ROOM, language, ask)]
    assert set(offered) <= set(found)
    assert bool(offered) == bool(found)


async def test_a_file_is_not_offered_to_be_typed(spoken: tuple[Command, ...]) -> None:
    async def ask(focus: Focus, typed: str) -> list[tuple[str, str]]:
        return []

    found = await suggest("/explain ", spoken, ROOM, "en", ask)
    assert [each.line for each in found] == ["/explain text:"]


SOME = commands(
    [
        {
            "type": 1, "name": "quiz", "description": "", "options": [
                {"type": 1, "name": "start", "description": "", "options": [
                    {"type": 4, "name": "dq", "description": "", "max_value": 20},
                    {"type": 3, "name": "text", "description": "", "required": True},
                ]},
            ],
        },
        {
            "type": 1, "name": "daily", "description": "", "options": [
                {"type": 7, "name": "channel", "description": ""},
                {"type": 3, "name": "time", "description": "", "required": True},
                {"type": 3, "name": "zone", "description": ""},
            ],
        },
    ],
    {"time": str.isdigit},
)  # fmt: skip
