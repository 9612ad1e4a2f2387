"""What a person is told if the reply or the database fails, one promise each."""

import logging
from collections.abc import Awaitable, Callable
from pathlib import Path

import pytest

from bot.texts import Texts
from tests.discord_server.exchange import text_of
from tests.discord_server.faults import HTTP_FAULTS, HttpFault
from tests.discord_server.payloads import AUTOCOMPLETE, COMMAND
from tests.faults.database import spoilt
from tests.faults.life import PLACES, Clock, Ended, Life, fresh, living, run_leaping, said
from tests.faults.life import serving_a_server as serving

Trial = Callable[[Life], Awaitable[Ended]]
FAULTS = {each.name: each for each in HTTP_FAULTS}
HELP = {"id": "106", "type": 1, "name": "help"}
KOREAN = {"type": 3, "name": "language", "value": "ko"}
SPEAK_KOREAN = {
    "id": "102", "type": 1, "name": "language",
    "options": [{"type": 1, "name": "me", "options": [KOREAN]}],
}  # fmt: skip
TYPING = {
    "id": "100", "type": 1, "name": "http",
    "options": [{"type": 3, "name": "code", "value": "5", "focused": True}],
}  # fmt: skip


@pytest.fixture
def outcome(seeded: Path, tmp_path: Path) -> Callable[[Trial], Ended]:
    def tried(trial: Trial) -> Ended:
        async def main() -> Ended:
            database = fresh(seeded, tmp_path / "teapot.sqlite3")
            async with serving() as discord, living(discord, database, Clock()) as life:
                return await trial(life)

        ended: Ended = run_leaping(main())
        return ended

    return tried


def failing(fault: HttpFault, *, lasts: bool = False, locale: str = "en-US") -> Trial:
    return lambda life: life.interact(
        COMMAND, HELP, PLACES[0], fault=fault, lasts=lasts, locale=locale
    )


def lines(ended: Ended) -> list[str]:
    return [text_of(each) for each in ended.exchange.shown]


@pytest.mark.parametrize(("locale", "language"), [("en-US", "en"), ("ko", "ko")])
def test_a_reply_that_hangs_is_given_up_in_time_to_say_so(
    outcome: Callable[[Trial], Ended], texts: Texts, locale: str, language: str
) -> None:
    ended = outcome(failing(FAULTS["hang"], locale=locale))
    assert lines(ended) == [texts.voice(language).say("error.late")]  # type: ignore[arg-type]
    assert (ended.result, ended.error_id) == ("late", None)
    assert "help had no reply after 2.2 s, and was given up" in said(ended.log)


@pytest.mark.parametrize("name", ["429 of 45 s", "429 of 45 s, global", "hang"])
def test_no_reply_is_tried_once_discord_takes_none(
    outcome: Callable[[Trial], Ended], name: str
) -> None:
    ended = outcome(failing(FAULTS[name], lasts=True))
    assert ended.seconds < 3
    assert ended.result == "late"
    assert not [each for each in ended.log if each.exc_info]


def test_an_interaction_that_is_over_is_one_line_of_the_log(
    outcome: Callable[[Trial], Ended],
) -> None:
    ended = outcome(failing(FAULTS["10062"], lasts=True))
    assert len(ended.exchange.requests) == 1
    assert ended.result == "late"
    warnings = [each for each in ended.log if each.levelno > logging.INFO]
    assert said(warnings) == ["Discord no longer takes a reply to help"]


def test_a_dropped_line_is_sent_again(outcome: Callable[[Trial], Ended], texts: Texts) -> None:
    async def unknown(life: Life) -> Ended:
        data = {"id": "1", "type": 1, "name": "gone"}
        return await life.interact(COMMAND, data, PLACES[0], fault=FAULTS["drop"])

    ended = outcome(unknown)
    assert ended.result == "refused"
    assert lines(ended) == [texts.voice("en").say("error.unknown_command")]


@pytest.mark.parametrize("fault", ["full", "read-only", "gone"])
@pytest.mark.parametrize(("locale", "language"), [("en-US", "en"), ("ko", "ko")])
def test_a_database_that_fails_is_a_line_in_the_persons_language(
    outcome: Callable[[Trial], Ended], texts: Texts, fault: str, locale: str, language: str
) -> None:
    async def spoil(life: Life) -> Ended:
        async with spoilt(life.client, life.database, fault):
            return await life.interact(COMMAND, SPEAK_KOREAN, PLACES[0], locale=locale)

    ended = outcome(spoil)
    assert ended.error_id is not None
    voice = texts.voice(language)  # type: ignore[arg-type]
    assert lines(ended) == [voice.say("error.database", id=ended.error_id)]


@pytest.mark.parametrize("name", ["500", "drop", "hang", "403"])
def test_suggestions_that_can_not_be_sent_are_sent_once(
    outcome: Callable[[Trial], Ended], name: str
) -> None:
    def typing(life: Life) -> Awaitable[Ended]:
        return life.interact(AUTOCOMPLETE, TYPING, PLACES[0], fault=FAULTS[name], lasts=True)

    ended = outcome(typing)
    assert ended.seconds < 3
    assert ended.result in ("failed", "late")
    assert "discord.app_commands.tree" not in {each.name for each in ended.log}


def test_a_reply_comes_without_a_copy_of_it(outcome: Callable[[Trial], Ended]) -> None:
    ended = outcome(lambda life: life.interact(COMMAND, HELP, PLACES[0]))
    assert len(ended.exchange.shown) == 1
    assert ended.exchange.copies == 0
