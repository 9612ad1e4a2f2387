"""An upgrade settles the zone of each server that has set one or played games."""

import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

from bot.config import shipped
from bot.store import server_zone
from tests.conftest import Opener

MIGRATION = "_server_zones.sql"
GAME = (
    "INSERT INTO game (guild_id, channel_id, started_by, topic, questions, seconds, timezone,"
    " started_at, due_at, ending, players, settled) VALUES (?, 1, 1, 'all', 3, 20, ?, 0, NULL,"
    " 'finished', 0, ?)"
)


async def test_an_upgrade_settles_zones(tmp_path: Path, opened: Opener) -> None:
    before, path = tmp_path / "migrations", str(tmp_path / "teapot.sqlite3")
    before.mkdir()
    for script in sorted(shipped("migrations").glob("*.sql")):
        if script.name.endswith(MIGRATION):
            break
        shutil.copy(script, before)
    await (await opened(path, before)).close()
    with closing(sqlite3.connect(path)) as connection:
        daily = "INSERT INTO daily VALUES (?, 1, NULL, '09:00', ?, 0, 'asked', NULL, NULL)"
        connection.execute(daily, (1, "Europe/Berlin"))
        for number, (guild, zone) in enumerate([(1, "UTC"), (2, "UTC"), (2, "Asia/Seoul")], 1):
            connection.execute(GAME, (guild, zone, number))
        connection.commit()
    database = await opened(path)
    zones = [await server_zone.get(database.reader, guild) for guild in (1, 2, 3)]
    assert zones == ["Europe/Berlin", "Asia/Seoul", None]
