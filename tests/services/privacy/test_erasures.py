"""A running bot finishes its own erasures, and notices those of another process."""

from collections.abc import Iterable
from datetime import timedelta
from functools import partial
from pathlib import Path

import pytest

from bot.config import IN_MEMORY
from bot.model import Knowledge
from bot.model.retention import BACKUP
from bot.services.privacy import erasures
from bot.services.privacy.erasure_in_parts import Owner, erase, erase_all
from bot.store import erased_owner
from bot.store.database import Database, open_database
from bot.store.erased_remains import Remains
from tests.conftest import Opener
from tests.services.privacy.two_servers import (
    ADA,
    DAY,
    GRACE,
    HERE,
    MONDAY,
    THERE,
    TwoServers,
    filled,
    two_servers,
)
from tests.store.test_erased_remains import holding

STRANGER = 770000000000000009


async def count_uncleared(servers: TwoServers) -> int:
    _, uncleared = await erased_owner.last_and_uncleared(servers.database.reader)
    return len(uncleared)


async def test_after_a_tick_no_file_holds_what_was_erased(
    tmp_path: Path, opened: Opener, knowledge: Knowledge
) -> None:
    servers = await filled(tmp_path / "teapot.sqlite3", opened, knowledge)
    await servers.people.erase(ADA)
    await servers.server_data.erase(HERE)
    await servers.erasures.tick()
    assert not holding(tmp_path, ADA)
    assert not holding(tmp_path, HERE)
    assert holding(tmp_path, GRACE)


async def test_the_next_process_clears_what_a_killed_one_has_erased(
    tmp_path: Path, opened: Opener, knowledge: Knowledge
) -> None:
    servers = await filled(tmp_path / "teapot.sqlite3", opened, knowledge)
    await servers.people.erase(ADA)
    again = await two_servers(servers.database, knowledge)
    await again.erasures.load()
    await again.erasures.tick()
    assert not holding(tmp_path, ADA)


async def test_a_large_file_is_written_anew_once_a_day_at_most(
    tmp_path: Path, opened: Opener, knowledge: Knowledge, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Everyone's writes wait for that, for a second for each 100 MB."""
    monkeypatch.setattr(erasures, "MAX_SOON_REWRITTEN_BYTES", 0)
    servers = await filled(tmp_path / "teapot.sqlite3", opened, knowledge)
    left = []
    for person in (ADA, GRACE):
        # As another process does it: its ID is unknown here, so that all pages are written.
        await erase(servers.database, Owner("person", person), servers.clock.now)
        await servers.erasures.tick()
        left.append(await count_uncleared(servers))
    servers.clock.now += DAY - timedelta(minutes=1)
    await servers.erasures.tick()
    left.append(await count_uncleared(servers))
    servers.clock.now += timedelta(minutes=1)
    await servers.erasures.tick()
    assert [*left, await count_uncleared(servers)] == [0, 1, 1, 0]
    assert not holding(tmp_path, GRACE)


@pytest.mark.parametrize(
    ("by_another", "here", "searched"),
    [
        ((ADA,), (STRANGER,), None),  # All pages are written anew.
        ((), (ADA, ADA), [ADA]),
        ((), (ADA, GRACE), [ADA, GRACE]),
    ],
)
async def test_the_files_are_searched_for_each_erased_id(
    opened: Opener,
    tmp_path: Path,
    knowledge: Knowledge,
    monkeypatch: pytest.MonkeyPatch,
    by_another: tuple[int, ...],
    here: tuple[int, ...],
    searched: list[int] | None,
) -> None:
    """An erasure that found nothing, or a second one, doesn't take another one's place."""
    seen: list[Iterable[int] | None] = []

    async def clear(_: Database, ids: Iterable[int] | None, *, may_rewrite: bool) -> Remains:
        assert may_rewrite
        seen.append(ids)
        return Remains.NONE

    monkeypatch.setattr(erasures, "clear_remains", clear)
    servers = await filled(tmp_path / "teapot.sqlite3", opened, knowledge)
    for person in by_another:
        await erase(servers.database, Owner("person", person), servers.clock.now)
    for person in here:
        await servers.people.erase(person)
        if person != STRANGER:
            await servers.languages.set_choice("user", person, "en")
    await servers.erasures.tick()
    assert seen == [searched]


async def test_erasures_of_one_person_are_one_note(
    tmp_path: Path, opened: Opener, knowledge: Knowledge
) -> None:
    """A person may come and go as often as they like, and each tick reads all notes."""
    servers = await filled(tmp_path / "teapot.sqlite3", opened, knowledge)
    await servers.people.erase(GRACE)
    for _ in range(3):
        servers.clock.now += DAY
        await servers.people.erase(ADA)
        await servers.languages.set_choice("user", ADA, "en")
        await servers.erasures.tick()
    of_grace, of_ada = await erased_owner.noted(servers.database.reader)
    assert of_ada.erased_at - of_grace.erased_at == 3 * DAY.total_seconds()


async def test_all_people_are_erased_in_linear_time(opened: Opener) -> None:
    """The running bot's writes wait for the end."""
    steps = []
    for people in (100, 200):
        database = await opened(IN_MEMORY)
        ran: list[int] = []
        async with database.transaction() as connection:
            await connection.executemany(
                "INSERT INTO user_setting VALUES (?, 'ko')", [(ADA + n,) for n in range(people)]
            )
            await connection.set_progress_handler(partial(ran.append, 1), 10)
        assert await erase_all(database, MONDAY) == people
        steps.append(len(ran))
    assert steps[1] < 2.5 * steps[0]


async def test_what_another_process_erased_is_forgotten(
    tmp_path: Path, opened: Opener, knowledge: Knowledge
) -> None:
    path = tmp_path / "teapot.sqlite3"
    servers = await filled(path, opened, knowledge)
    other = await open_database(str(path))
    await erase(other, Owner("person", ADA), MONDAY)
    await erase(other, Owner("server", HERE), MONDAY)
    await other.close()
    await servers.erasures.tick()
    languages = servers.languages
    assert (languages.chosen("user", ADA), languages.chosen("user", GRACE)) == (None, "ko")
    assert (languages.chosen("guild", HERE), languages.chosen("guild", THERE)) == (None, "ko")
    assert servers.games.servers() == set()
    await servers.wait(60)  # The game's steps find no game, and raise nothing.


async def test_what_another_process_erases_of_people_who_came_back_is_forgotten(
    tmp_path: Path, opened: Opener, knowledge: Knowledge
) -> None:
    """Also if this process erased them before, and has not cleared its files yet."""
    servers = await filled(tmp_path / "teapot.sqlite3", opened, knowledge)
    await servers.people.erase(ADA)
    await servers.server_data.erase(HERE)
    await servers.languages.set_choice("user", ADA, "en")
    await servers.play(HERE, 0)
    await erase(servers.database, Owner("person", ADA), servers.clock.now)
    await erase(servers.database, Owner("server", HERE), servers.clock.now)
    await servers.people.erase(GRACE)
    await servers.languages.set_choice("user", GRACE, "en")
    await servers.erasures.tick()
    assert servers.languages.chosen("user", ADA) is None
    assert servers.languages.chosen("user", GRACE) == "en"
    assert servers.games.servers() == set()


async def test_a_person_who_comes_back_is_not_forgotten_again(
    tmp_path: Path, opened: Opener, knowledge: Knowledge
) -> None:
    """Neither by the tick after their erasure, nor by a later process."""
    servers = await filled(tmp_path / "teapot.sqlite3", opened, knowledge)
    await servers.people.erase(ADA)
    await servers.languages.set_choice("user", ADA, "en")
    for _ in range(2):
        await servers.erasures.tick()
        assert servers.languages.chosen("user", ADA) == "en"
    again = await two_servers(servers.database, knowledge)
    await again.erasures.load()
    await again.erasures.tick()
    assert again.languages.chosen("user", ADA) == "en"


async def test_an_erasure_is_noted_for_as_long_as_backups_live(
    tmp_path: Path, opened: Opener, knowledge: Knowledge
) -> None:
    """Also after a month without one, the next is noticed."""
    path = tmp_path / "teapot.sqlite3"
    servers = await filled(path, opened, knowledge)
    await servers.people.erase(ADA)
    await servers.erasures.tick()
    reader = servers.database.reader
    for later, count in ((BACKUP - DAY, 1), (BACKUP + DAY, 0)):
        async with servers.database.transaction() as connection:
            await erased_owner.forget(connection, servers.clock.now + later - BACKUP)
        assert len(await erased_owner.noted(reader)) == count
    await erase(servers.database, Owner("person", GRACE), servers.clock.now)
    await servers.erasures.tick()
    assert servers.languages.chosen("user", GRACE) is None
