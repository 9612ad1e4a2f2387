"""Files in the message menu, in `/explain` and in its form, through the real client."""

import gzip
import logging
import multiprocessing
import random
import sqlite3
from collections.abc import Callable
from contextlib import closing
from typing import Any

import discord
import pytest

from bot.client import create_client
from bot.config import Config
from bot.services.extract.files import file_reader
from tests.commands.reading import labels, options, text_of
from tests.conftest import NOW, World

MENU = "Explain status codes"
LINE = (
    '203.0.113.9 - - [24/Nov/2026:02:11:09 +0000] "GET /v1/orders HTTP/1.1" 502 157 "-" "okhttp"\n'
)
KOREAN = "결제 서버가 아까부터 503 에러를 냅니다. 로그인 서버는 504가 떠요.\n"
PAGE = "<html><head><title>504 Gateway Time-out</title><style>p{width:500px}</style></head></html>"
PICTURE = b"\x89PNG\r\n\x1a\n" + random.Random(1).randbytes(3000)
TOO_LARGE = b"HTTP/1.1 502\n" * 700_000
BOMB = gzip.compress(b"HTTP/1.1 502\n" * 3_000_000)

File = tuple[str, bytes]
Ask = Callable[[World, list[File]], Any]


async def by_menu(world: World, files: list[File]) -> Any:
    message = await world.owner.send(world.channel, "", attachments=files)
    return await world.member.context_menu(world.channel, MENU, message)


async def by_command(world: World, files: list[File]) -> Any:
    (file,) = files
    return await world.member.slash(world.channel, "explain", file=file)


async def by_form(world: World, files: list[File]) -> Any:
    shown = await world.member.slash(world.channel, "explain")
    return await world.member.submit_modal(shown, {"files": files})


WAYS = pytest.mark.parametrize("ask", [by_menu, by_command, by_form])


@WAYS
async def test_a_log_is_explained_to_the_one_who_asks(world: World, ask: Ask) -> None:
    answer = await ask(world, [("access.log", LINE.encode())])
    assert answer.ephemeral
    assert "### 502 Bad Gateway" in text_of(answer)
    assert labels(answer) == ["More on 502"]


@WAYS
async def test_a_log_in_cp949_is_explained_in_korean(world: World, ask: Ask) -> None:
    world.place.locale = "ko"
    answer = await ask(world, [("message.txt", (KOREAN * 20).encode("cp949"))])
    assert labels(answer) == ["503 자세히", "504 자세히"]
    assert "서비스 이용 불가 ×20" in text_of(answer)


@pytest.mark.slow
@WAYS
async def test_a_packed_log_is_explained(world: World, ask: Ask) -> None:
    answer = await ask(world, [("access.log.1.gz", gzip.compress(LINE.encode() * 1000))])
    assert labels(answer) == ["More on 502"]


@WAYS
async def test_the_content_decides_and_not_the_name(world: World, ask: Ask) -> None:
    answer = await ask(world, [("unknown.bin", LINE.encode("utf-16"))])
    assert labels(answer) == ["More on 502"]


@WAYS
async def test_an_error_page_gives_only_what_it_shows(world: World, ask: Ask) -> None:
    answer = await ask(world, [("error.html", PAGE.encode())])
    assert labels(answer) == ["More on 504"]


@WAYS
async def test_a_number_in_a_file_without_codes_is_offered(world: World, ask: Ask) -> None:
    answer = await ask(world, [("message.txt", "주문 목록 정리\n결제 500\n".encode())])
    assert answer.ephemeral
    assert "Did you mean 500?" in text_of(answer)
    assert labels(answer) == ["500 Internal Server Error"]


@pytest.mark.slow
@WAYS
async def test_a_file_that_is_not_read_is_named_with_the_limit(world: World, ask: Ask) -> None:
    for locale in ("en", "ko"):
        for name, content, said in (
            (
                "huge.log",
                TOO_LARGE,
                {
                    "en": "Not read, over 8 MB: `huge.log`",
                    "ko": "8MB가 넘어 읽지 않았습니다: `huge.log`",
                },
            ),
            (
                "bomb.gz",
                BOMB,
                {
                    "en": "Not read, over 32 MB when unpacked: `bomb.gz`",
                    "ko": "압축을 풀면 32MB가 넘어 읽지 않았습니다: `bomb.gz`",
                },
            ),
            (
                "screen.png",
                PICTURE,
                {
                    "en": "Not read, not a text file: `screen.png`",
                    "ko": "텍스트 파일이 아니어서 읽지 않았습니다: `screen.png`",
                },
            ),
        ):
            world.place.locale = "ko" if locale == "ko" else "en-US"
            answer = await ask(world, [(name, content)])
            assert answer.ephemeral
            assert text_of(answer) == said[locale]


@WAYS
async def test_a_file_that_is_gone_is_named(
    world: World, ask: Ask, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(world.env.backend.cdn, "get", lambda _: None)  # Discord answers 404
    for locale in ("en", "ko"):
        world.place.locale = "ko" if locale == "ko" else "en-US"
        answer = await ask(world, [("access.log", LINE.encode())])
        assert (
            text_of(answer)
            == {
                "en": "Not read, could not be fetched from Discord: `access.log`",
                "ko": "Discord에서 가져오지 못해 읽지 않았습니다: `access.log`",
            }[locale]
        )


@pytest.mark.parametrize("ask", [by_menu, by_form])
async def test_the_rest_is_explained_and_reasons_share_a_line(world: World, ask: Ask) -> None:
    files = [
        ("a.png", PICTURE),
        ("access.log", LINE.encode()),
        ("b.png", PICTURE),
        ("huge.log", TOO_LARGE),
        ("message.txt", KOREAN.encode()),
    ]
    answer = await ask(world, files)
    assert sorted(options(answer)) == ["502", "503", "504"]
    assert text_of(answer).splitlines()[-2:] == [
        "-# Not read, not a text file: `a.png`, `b.png`",
        "-# Not read, over 8 MB: `huge.log`",
    ]


async def test_the_first_five_files_of_a_message_are_read(world: World) -> None:
    for more, said in ((1, "One more was"), (3, "3 more were")):
        files = [
            (f"{code}.log", f"HTTP/1.1 {code}\n".encode()) for code in (400, 401, 403, 404, 405)
        ]
        answer = await by_menu(world, files + [("late.log", LINE.encode())] * more)
        assert "502" not in text_of(answer)
        assert text_of(answer).endswith(f"-# I read up to 5 files at once. {said} not read.")


async def test_a_file_without_codes_gets_the_line_that_says_so(world: World) -> None:
    answer = await by_command(world, [("notes.txt", b"nothing to see")])
    assert "</http>" in text_of(answer)


async def test_a_message_and_its_file_are_explained_together(world: World) -> None:
    message = await world.owner.send(
        world.channel, "the client shows HTTP 500", attachments=[("access.log", LINE.encode())]
    )
    answer = await world.member.context_menu(world.channel, MENU, message)
    assert labels(answer) == ["More on 500", "More on 502"]


async def test_a_text_and_a_file_of_the_command_are_explained_together(world: World) -> None:
    answer = await world.member.slash(
        world.channel, "explain", text="HTTP 500", file=("access.log", LINE.encode())
    )
    assert labels(answer) == ["More on 500", "More on 502"]


async def test_a_forwarded_messages_file_is_read(world: World) -> None:
    message = await world.owner.send(
        world.channel, "HTTP 500", attachments=[("access.log", LINE.encode())]
    )
    forwarded = await world.owner.forward(message, world.channel)
    answer = await world.member.context_menu(world.channel, MENU, forwarded)
    assert labels(answer) == ["More on 500", "More on 502"]


async def test_a_polls_question_and_answers_are_read(world: World) -> None:
    poll = discord.Poll("HTTP 502 on deploy?", duration=NOW - NOW.replace(hour=8))
    poll.add_answer(text="HTTP/1.1 504 instead")
    poll.add_answer(text="no")
    channel = world.bot.get_channel(world.channel.id)
    assert isinstance(channel, discord.TextChannel)
    message = await channel.send(poll=poll)
    answer = await world.member.context_menu(world.channel, MENU, message)
    assert labels(answer) == ["More on 502", "More on 504"]


async def test_a_file_name_pings_nobody_and_formats_nothing(world: World) -> None:
    answer = await by_command(world, [("@everyone`**x**`.png", PICTURE)])
    assert text_of(answer) == "Not read, not a text file: `@everyoneˋ**x**ˋ.png`"


@pytest.mark.slow
async def test_a_big_file_is_read_in_the_process(world: World) -> None:
    assert multiprocessing.active_children() == []
    answer = await by_command(world, [("access.log", LINE.encode() * 2000)])
    assert labels(answer) == ["More on 502"]
    assert [each.name for each in multiprocessing.active_children()] == ["teapot-reader"]
    await world.bot.close()
    assert multiprocessing.active_children() == []


async def test_files_beyond_what_can_wait_are_named_and_the_text_is_explained(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(file_reader, "MAX_TURNS", 0)
    answer = await world.member.slash(
        world.channel, "explain", text="HTTP 500", file=("access.log", LINE.encode())
    )
    assert labels(answer) == ["More on 500"]
    assert "too many files are waiting. Try again in a minute: `access.log`" in text_of(answer)


async def test_files_are_neither_stored_nor_logged(
    world: World, config: Config, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG, logger="teapot")
    await by_command(world, [("c4n4ry.log", b"HTTP 502 c4n4ry")])
    await by_command(world, [("c4n4ry.png", PICTURE)])
    assert "c4n4ry" not in caplog.text
    assert config.database is not None
    with closing(sqlite3.connect(config.database)) as connection:
        assert "c4n4ry" not in "\n".join(connection.iterdump())


# The form


async def test_the_form_takes_a_text_and_files_together(world: World) -> None:
    shown = await world.member.slash(world.channel, "explain")
    answer = await world.member.submit_modal(
        shown, {"text": "HTTP 500", "files": [("access.log", LINE.encode())]}
    )
    assert labels(answer) == ["More on 500", "More on 502"]


async def test_an_empty_form_gets_a_line_that_says_what_it_takes(world: World) -> None:
    for text in ("", " \n"):
        shown = await world.member.slash(world.channel, "explain")
        answer = await world.member.submit_modal(shown, {"text": text})
        assert answer.ephemeral
        assert text_of(answer) == "Paste a text or add a file. Then I'll explain its status codes."


async def test_two_people_can_have_the_form_open(world: World) -> None:
    first = await world.member.slash(world.channel, "explain")
    second = await world.owner.slash(world.channel, "explain")
    assert labels(await world.owner.submit_modal(second, {"text": "GET: HTTP 404"})) == [
        "More on 404"
    ]
    assert labels(await world.member.submit_modal(first, {"text": "GET: HTTP 502"})) == [
        "More on 502"
    ]


async def test_a_form_opened_before_a_restart_is_answered(world: World, config: Config) -> None:
    shown = await world.member.slash(world.channel, "explain")
    restarted = create_client(config, clock=lambda: NOW)
    await world.bot.close()
    await world.env.restart_bot(restarted)
    answer = await world.member.submit_modal(
        shown, {"text": "HTTP 500", "files": [("access.log", LINE.encode())]}
    )
    assert labels(answer) == ["More on 500", "More on 502"]
    await restarted.close()


async def test_an_older_form_is_told_so(world: World) -> None:
    for locale, said in (
        ("en-US", "That form is out of date. Open it again with </explain>."),
        ("ko", "이제 쓸 수 없는 입력창입니다. `/설명`(</explain>) 명령어로 다시 열어 주세요."),
    ):
        world.place.locale = locale
        shown = await world.member.slash(world.channel, "explain")
        shown._interaction.modal["custom_id"] = "9f3c0a0f5d1e4c2b8a7d6e5f4c3b2a10"
        answer = await world.member.submit_modal(shown, {"text": "HTTP 404"})
        assert answer.ephemeral
        assert text_of(answer) == said
