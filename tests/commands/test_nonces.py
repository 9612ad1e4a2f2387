"""A nonce is this database's and this moment's: Discord posts each one once, for some minutes."""

import shutil
from datetime import timedelta
from pathlib import Path

from bot.config import Config
from tests.commands.playing import asked, begin, is_open, message_of, newest, press, restarted, wait
from tests.commands.test_daily import (
    DUE,
    MINUTE,
    command,
    posts,
    sent_bodies,
    set_daily,
    text_in,
    tick,
    unmark,
)
from tests.conftest import Clock, World


async def begin_anew(world: World, config: Config, clock: Clock, seeded: Path) -> None:
    """Begin with a fresh database, half a minute later."""
    await world.bot.close()
    assert config.database is not None
    for ending in ("-wal", "-shm"):
        Path(config.database + ending).unlink(missing_ok=True)
    shutil.copyfile(seeded, config.database)
    clock.now += timedelta(seconds=30)
    await restarted(world, config, clock)


async def test_a_fresh_database_posts_its_own_questions(
    world: World, config: Config, clock: Clock, seeded: Path
) -> None:
    await begin(world)
    old = message_of(world, await asked(world))
    said = text_in(old)
    await begin_anew(world, config, clock, seeded)
    await begin(world)
    assert (await asked(world)).message_id != old.id
    assert len(posts(world)) == 2
    assert "You picked" in await press(world, world.owner)
    await wait(world, 20)
    assert "1 of 1 got it right" in newest(world)
    assert text_in(next(each for each in posts(world) if each.id == old.id)) == said


async def test_a_fresh_database_posts_its_own_podium(
    world: World, config: Config, clock: Clock, seeded: Path
) -> None:
    for _ in range(2):
        await begin(world)
        await world.owner.slash(world.channel, "quiz stop")
        await wait(world)
        await wait(world)
        await begin_anew(world, config, clock, seeded)
    assert sum("Stopped early" in text_in(each) for each in posts(world)) == 2


async def test_every_nonce_fits(world: World) -> None:
    await set_daily(world)
    await tick(world, DUE)
    await begin(world)
    await world.owner.slash(world.channel, "quiz stop")
    await wait(world)
    await wait(world)
    nonces = [body["nonce"] for body in sent_bodies(world)]
    assert len(set(nonces)) == 3
    assert max(map(len, nonces)) <= 25


async def test_a_question_that_was_deleted_before_its_mark_is_posted_again(
    world: World, config: Config, clock: Clock
) -> None:
    """Discord then answers the nonce with 10008."""
    await begin(world)
    message = message_of(world, await asked(world))
    async with world.database.transaction() as connection:
        await connection.execute("UPDATE game_question SET message_id = NULL")
    await world.owner.delete(message)
    await restarted(world, config, clock)
    await wait(world)
    assert is_open(message_of(world, await asked(world)))
    assert "You picked" in await press(world, world.owner)


async def test_a_post_that_was_deleted_before_its_mark_stays_deleted(
    world: World, config: Config, clock: Clock
) -> None:
    await set_daily(world)
    await tick(world, DUE)
    await unmark(world)
    await world.owner.delete(posts(world)[0])
    await restarted(world, config, clock)
    await tick(world, DUE + MINUTE)
    assert posts(world) == []
    assert "2026-11-24: posted" in await command(world, "status")


async def test_a_fresh_database_posts_its_own_question_of_the_day(
    world: World, config: Config, clock: Clock, seeded: Path
) -> None:
    await set_daily(world)
    await tick(world, DUE)
    await tick(world, DUE + timedelta(days=1))
    await begin_anew(world, config, clock, seeded)
    await set_daily(world)
    async with world.database.transaction() as connection:
        await connection.execute(
            "UPDATE daily SET next_date = '2026-11-25', next_due_at = ?",
            (int((DUE + timedelta(days=1)).timestamp()),),
        )
    await tick(world, DUE + timedelta(days=1, minutes=1))
    first, second = sent_bodies(world)[1:]
    assert first["components"] != second["components"]
    assert len(posts(world)) == 3
