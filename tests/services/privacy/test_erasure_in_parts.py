"""An erasure in parts ends as one in a single part, whatever comes between two parts."""

import asyncio
from pathlib import Path
from typing import Any

import pytest

from bot.model import Knowledge
from bot.services.privacy import erasure_in_parts
from bot.services.privacy.erasure_in_parts import Owner, erase, erase_all
from bot.services.quiz.counted_answers import rebuild_scores
from bot.store import erased_owner
from bot.store.backup import back_up
from bot.store.database import DatabaseError
from bot.store.erasure import Part
from bot.store.restore import restore
from tests.conftest import Opener
from tests.services.privacy.two_servers import (
    ADA,
    HERE,
    MONDAY,
    Rows,
    TwoServers,
    filled,
    naming,
    two_servers,
)
from tests.store.test_erased_remains import holding

STRANGER = 770000000000000009


def small_parts(monkeypatch: pytest.MonkeyPatch, rows: int) -> None:
    monkeypatch.setattr(erasure_in_parts, "ROWS_AT_A_TIME", rows)
    monkeypatch.setattr(erasure_in_parts, "PERSON_ROWS_AT_A_TIME", rows)
    monkeypatch.setattr(erasure_in_parts, "PAUSE_SECONDS", 0)


def rows_left(rows: Rows) -> int:
    return sum(map(len, rows.values()))


async def cut_off(servers: TwoServers, owner: Owner | None, monkeypatch: pytest.MonkeyPatch) -> int:
    """Begin an erasure in small parts, and end it as a kill would after some of them."""
    left = 3

    async def pause(_: float) -> None:
        nonlocal left
        left -= 1
        if not left:
            raise ConnectionAbortedError("killed")

    with monkeypatch.context() as patch:
        patch.setattr("bot.services.privacy.erasure_in_parts.asyncio.sleep", pause)
        database = servers.database
        erasing = erase_all(database, MONDAY) if owner is None else erase(database, owner, MONDAY)
        with pytest.raises(ConnectionAbortedError):
            await erasing
    return rows_left(await servers.rows())


@pytest.mark.slow
@pytest.mark.parametrize("owner", [Owner("person", ADA), Owner("server", HERE), None])
async def test_the_next_start_finishes_an_erasure_that_was_killed_between_its_parts(
    tmp_path: Path,
    opened: Opener,
    knowledge: Knowledge,
    monkeypatch: pytest.MonkeyPatch,
    owner: Owner | None,
) -> None:
    small_parts(monkeypatch, 2)
    servers = await filled(tmp_path / "teapot.sqlite3", opened, knowledge)
    before = await servers.rows()
    left = await cut_off(servers, owner, monkeypatch)
    assert 0 < left < rows_left(before)
    again = await two_servers(servers.database, knowledge)
    await again.games.load()
    await again.erasures.load()
    after = await again.rows()
    if owner is None:
        assert rows_left(after) == 0
    else:
        assert naming(after, owner.id) == {}
        assert rows_left(after) > 0
    assert await erased_owner.unfinished(again.database.reader) == {}
    await again.erasures.tick()
    for erased in (ADA, HERE) if owner is None else (owner.id,):
        assert not holding(tmp_path, erased)
    assert (await rebuild_scores(again.database)).different == 0


@pytest.mark.slow
@pytest.mark.parametrize("owner", [Owner("person", ADA), Owner("server", HERE)])
async def test_an_erasure_in_parts_leaves_what_one_in_a_single_part_leaves(
    tmp_path: Path,
    opened: Opener,
    knowledge: Knowledge,
    monkeypatch: pytest.MonkeyPatch,
    owner: Owner,
) -> None:
    left = []
    for rows in (1, 10_000):
        small_parts(monkeypatch, rows)
        servers = await filled(tmp_path / f"{rows}.sqlite3", opened, knowledge)
        done = await erase(servers.database, owner, MONDAY)
        assert done is not None
        noted = await erased_owner.noted(servers.database.reader)
        left.append((done.rows, len(noted), await servers.rows()))
    assert left[0] == left[1]


@pytest.mark.slow
async def test_other_writes_come_between_the_parts(
    tmp_path: Path, opened: Opener, knowledge: Knowledge, monkeypatch: pytest.MonkeyPatch
) -> None:
    small_parts(monkeypatch, 2)
    servers = await filled(tmp_path / "teapot.sqlite3", opened, knowledge)
    erasing = asyncio.create_task(servers.server_data.erase(HERE))
    written = 0
    while not erasing.done():
        await servers.languages.set_choice("user", STRANGER + written, "en")
        written += 1
        await asyncio.sleep(0)
    assert written > 5
    assert naming(await servers.rows(), HERE) == {}


@pytest.mark.slow
@pytest.mark.parametrize("owner", [Owner("person", ADA), Owner("server", HERE)])
async def test_the_next_tick_finishes_an_erasure_that_failed_between_its_parts(
    tmp_path: Path,
    opened: Opener,
    knowledge: Knowledge,
    monkeypatch: pytest.MonkeyPatch,
    owner: Owner,
) -> None:
    """Such as one whose next part waited for another process's lock."""
    small_parts(monkeypatch, 2)
    servers = await filled(tmp_path / "teapot.sqlite3", opened, knowledge)
    plain, parts = erasure_in_parts._erase, 0

    async def fail_once(*given: Any) -> Part:
        nonlocal parts
        parts += 1
        if parts == 3:
            raise DatabaseError("database is locked")
        return await plain(*given)

    monkeypatch.setattr(erasure_in_parts, "_erase", fail_once)
    erase = servers.people.erase if owner.scope == "person" else servers.server_data.erase
    with pytest.raises(DatabaseError):
        await erase(owner.id)
    assert naming(await servers.rows(), owner.id)
    await servers.erasures.tick()
    assert naming(await servers.rows(), owner.id) == {}
    assert not holding(tmp_path, owner.id)
    assert owner.id not in servers.languages.known("user") | servers.languages.known("guild")
    assert HERE not in servers.games.servers() or owner.scope == "person"


@pytest.mark.slow
async def test_a_backup_of_an_unfinished_erasure_is_erased_again_when_it_is_restored(
    tmp_path: Path, opened: Opener, knowledge: Knowledge, monkeypatch: pytest.MonkeyPatch
) -> None:
    small_parts(monkeypatch, 2)
    folder, backups = tmp_path / "bot", tmp_path / "backups"
    folder.mkdir()
    backups.mkdir()
    path, backup = folder / "teapot.sqlite3", backups / "backup.sqlite3"
    servers = await filled(path, opened, knowledge)
    await cut_off(servers, Owner("server", HERE), monkeypatch)
    back_up(path, backup)
    assert holding(backups, HERE)
    await servers.erasures.tick()
    assert not holding(folder, HERE)
    await servers.database.close()
    restored = await restore(str(path), backup, MONDAY)
    assert restored.erased == 1
    assert not holding(folder, HERE)
    again = await two_servers(await opened(str(path)), knowledge)
    assert naming(await again.rows(), HERE) == {}
    await again.erasures.load()
    assert await erased_owner.unfinished(again.database.reader) == {}
