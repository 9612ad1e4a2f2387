"""Whatever comes in, even what Discord would not pass: nothing is raised, limits are kept, nothing
pings, and nothing of another server is shown or changed."""

import asyncio
import sqlite3
from collections.abc import Iterator
from contextlib import AsyncExitStack, closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.discord_limits import broken_limits
from tests.discord_server.exchange import text_of
from tests.discord_server.payloads import AUTOCOMPLETE, COMMAND, COMPONENT, FORM, Place
from tests.discord_server.server import guild
from tests.faults import incoming
from tests.faults.bench import Rows, rows_of
from tests.faults.explore import do, go
from tests.faults.life import GUILD, QUIET, Clock, Ended, Life, fresh, leaping, living, said
from tests.faults.life import serving_a_server as serving
from tests.faults.surfaces import Command, commands, resolved

PLACES = st.sampled_from([Place(QUIET, GUILD), Place(30)])
# Another server with its own people, whose name and ids appear nowhere else.
OTHER, OTHER_CHANNEL, STRANGER = 770_011, 770_020, 770_002
THERE = Place(OTHER_CHANNEL, OTHER)
SECRETS = ("zerubbabel", str(OTHER), str(OTHER_CHANNEL), str(STRANGER))


@dataclass(frozen=True, repr=False)
class Session:
    """A client that takes what comes in, and the loop that it runs in."""

    runner: asyncio.Runner
    life: Life
    others: Rows

    @property
    def files(self) -> str:
        return f"http://{self.life.discord.address}"

    def commands(self) -> list[Command]:
        return list(commands(self.life.discord.commands))

    def send(self, kind: int, data: dict[str, Any], place: Place, **options: Any) -> None:
        """Send an interaction, and check what holds of every one."""
        ended: Ended = self.runner.run(self.life.interact(kind, data, place, **options))
        assert ended.result in ("answered", "refused"), said(ended.log)
        assert said([each for each in ended.log if each.exc_info]) == []
        assert broken_limits(ended.exchange.requests) == []  # type: ignore[arg-type]
        for shown in ended.exchange.shown:
            assert shown.get("allowed_mentions", {"parse": []})["parse"] == []
            assert not [each for each in SECRETS if each in text_of(shown)]

    def of_others(self) -> Rows:
        return _of_others(self.life.database)


def _of_others(database: Path) -> Rows:
    with closing(sqlite3.connect(database)) as connection:
        return {
            table: type(rows)({row: n for row, n in rows.items() if {OTHER, STRANGER} & {*row}})
            for table, rows in rows_of(connection).items()
        }


@pytest.fixture(scope="module")
def session(seeded: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Session]:
    """A client in two servers; in the other one, a game and a question of the day are open."""
    database = fresh(seeded, tmp_path_factory.mktemp("fuzz") / "teapot.sqlite3")
    with leaping() as runner:
        stack, clock = AsyncExitStack(), Clock()

        async def begin() -> Life:
            other = guild(OTHER, OTHER_CHANNEL) | {"name": "zerubbabel"}
            discord = await stack.enter_async_context(serving(other))
            life = await stack.enter_async_context(living(discord, database, clock))
            await do(life, "quiz", "start", THERE, person=STRANGER)
            await go(life, 4)
            return life

        try:
            life = runner.run(begin())
            session = Session(runner, life, _of_others(database))
            assert session.others["game"].total() == 1
            yield session
            assert session.of_others() == session.others
        finally:
            runner.run(stack.aclose())


@given(data=st.data(), place=PLACES)
def test_options(session: Session, data: st.DataObject, place: Place) -> None:
    command = data.draw(st.sampled_from(session.commands()))
    chosen = data.draw(incoming.options(command))
    session.send(COMMAND, command.data(chosen, session.files), place)


@given(data=st.data(), place=PLACES, text=incoming.TEXTS)
def test_texts(session: Session, data: st.DataObject, place: Place, text: str) -> None:
    """Of every option that takes one."""
    command = data.draw(st.sampled_from([each for each in session.commands() if _free(each)]))
    chosen = [{"name": each["name"], "type": 3, "value": text} for each in _free(command)]
    session.send(COMMAND, command.data(chosen, session.files), place)
    chosen[0]["focused"] = True
    if _free(command)[0].get("autocomplete"):
        session.send(AUTOCOMPLETE, command.data(chosen, session.files), place)


def _free(command: Command) -> list[dict[str, Any]]:
    return [each for each in command.options if each["type"] == 3 and not each.get("choices")]


@given(press=incoming.presses(), place=PLACES)
def test_buttons_and_menus(
    session: Session, press: tuple[dict[str, Any], dict[str, Any]], place: Place
) -> None:
    data, message = press
    session.send(COMPONENT, data, place, message=message)


@given(data=st.data(), place=PLACES)
def test_forms(session: Session, data: st.DataObject, place: Place) -> None:
    session.send(FORM, data.draw(incoming.forms(session.files)), place)


@pytest.mark.slow
@given(data=st.data(), place=PLACES, content=incoming.CONTENTS)
def test_files_and_messages(
    session: Session, data: st.DataObject, place: Place, content: bytes
) -> None:
    session.life.discord.files["fuzzed"] = content
    file = data.draw(incoming.files(session.files))
    sent = resolved(session.files) | {
        "attachments": {"7": file},
        "messages": {"8": data.draw(incoming.messages(file))},
    }
    explain, menu = (
        next(each for each in session.commands() if each.name == name)
        for name in ("explain", "Explain status codes")
    )
    chosen = [{"name": "file", "type": 11, "value": "7"}]
    session.send(COMMAND, explain.data(chosen, "") | {"resolved": sent}, place)
    session.send(COMMAND, menu.data([], "") | {"resolved": sent}, place)
