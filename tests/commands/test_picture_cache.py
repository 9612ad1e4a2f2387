"""The leaderboard's picture: drawn once, outside the bot's process, and never a reason to fail."""

import asyncio
import multiprocessing
import os
import statistics
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import timedelta
from multiprocessing import resource_tracker, spawn

import pytest

from bot.cards.picture.drawing import Bar, Chart
from bot.commands import picture_cache
from bot.commands.picture_cache import PICTURE_LIFETIME, Drawing, PictureCache
from bot.services.worker_process import WorkerProcess
from tests.cards.picture.stand_in import die, draw_its_title
from tests.commands.playing import app_in
from tests.commands.reading import alt_texts
from tests.commands.test_leaderboard import board, give, rows
from tests.conftest import Clock, World
from tests.needs import needs_font

CHART = Chart((Bar(1, "grace", 20, None, False),), "Backend", None)


@pytest.fixture
async def process() -> AsyncIterator[Drawing]:
    process: Drawing = WorkerProcess("drawer", draw_its_title, 10)
    yield process
    await process.close()
    assert multiprocessing.active_children() == []


@pytest.fixture
def cache(process: Drawing, clock: Clock, monkeypatch: pytest.MonkeyPatch) -> PictureCache:
    monkeypatch.setattr(picture_cache, "PATIENCE_SECONDS", 10)
    return PictureCache(process, clock)


def titled(title: str) -> Chart:
    return replace(CHART, title=title)


def times_drawn(process: Drawing, monkeypatch: pytest.MonkeyPatch) -> list[Chart]:
    drawn: list[Chart] = []
    plain = process.run

    async def run(chart: Chart) -> bytes | None:
        drawn.append(chart)
        return await plain(chart)

    monkeypatch.setattr(process, "run", run)
    return drawn


async def test_a_picture_is_drawn_outside_the_bots_process(cache: PictureCache) -> None:
    picture = await cache.picture(CHART)
    assert picture is not None
    assert int(picture.split()[0]) != os.getpid()


async def test_what_has_not_changed_is_drawn_once_also_for_twenty_at_once(
    cache: PictureCache, process: Drawing, monkeypatch: pytest.MonkeyPatch
) -> None:
    drawn = times_drawn(process, monkeypatch)
    first, *others = await asyncio.gather(*(cache.picture(CHART) for _ in range(20)))
    assert first is not None
    assert set(others) == {first} == {await cache.picture(CHART)}
    (only,) = CHART.bars
    await cache.picture(replace(CHART, bars=(replace(only, points=21),)))
    await cache.picture(replace(CHART, bars=()))
    assert len(drawn) == 3


async def test_a_process_that_dies_costs_one_picture(
    cache: PictureCache, process: Drawing, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(process, "_work", die)
    assert await cache.picture(CHART) is None
    monkeypatch.setattr(process, "_work", draw_its_title)
    assert await cache.picture(CHART) is not None


async def test_a_process_that_cannot_start_costs_the_picture_alone(
    cache: PictureCache, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Python starts this process once, with the first worker, and warns later if it died.
    resource_tracker.ensure_running()
    monkeypatch.setattr(spawn, "_python_exe", b"/nonexistent")
    assert await cache.picture(CHART) is None


async def test_a_late_picture_serves_the_next_one_who_asks(
    cache: PictureCache, process: Drawing, monkeypatch: pytest.MonkeyPatch
) -> None:
    await cache.picture(CHART)
    drawn = times_drawn(process, monkeypatch)
    plain, is_late = process.run, asyncio.Event()

    async def run(chart: Chart) -> bytes | None:
        await is_late.wait()
        return await plain(chart)

    monkeypatch.setattr(process, "run", run)
    monkeypatch.setattr(picture_cache, "PATIENCE_SECONDS", 0.05)
    assert await cache.picture(titled("late")) is None
    is_late.set()
    monkeypatch.setattr(picture_cache, "PATIENCE_SECONDS", 10)
    assert await cache.picture(titled("late")) is not None
    assert len(drawn) == 1


async def test_who_would_wait_too_long_gets_no_picture_at_once(
    cache: PictureCache, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(3):
        await cache.picture(titled(f"slow before {number}"))
    usual = statistics.median(cache._seconds)
    monkeypatch.setattr(picture_cache, "PATIENCE_SECONDS", 1.5 * usual)
    waiting = [asyncio.create_task(cache.picture(titled(f"slow {n}"))) for n in range(5)]
    done, _ = await asyncio.wait(waiting, timeout=0.01)
    assert [each.result() for each in done] == [None, None, None]
    monkeypatch.setattr(picture_cache, "PATIENCE_SECONDS", 10)
    assert await cache.picture(titled("slow 0")) is not None
    assert await cache.picture(titled("5")) is not None


async def test_pictures_are_forgotten_with_the_names_in_them(
    cache: PictureCache, process: Drawing, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    drawn = times_drawn(process, monkeypatch)
    await cache.picture(CHART)
    clock.now += PICTURE_LIFETIME - timedelta(seconds=1)
    cache.forget_old()
    await cache.picture(CHART)
    assert len(drawn) == 1
    clock.now += timedelta(seconds=1)
    cache.forget_old()
    await cache.picture(CHART)
    assert len(drawn) == 2


async def test_a_picture_that_is_drawn_during_a_deletion_is_not_kept(
    cache: PictureCache, process: Drawing
) -> None:
    """It may show the deleted person."""
    await cache.picture(CHART)
    drawing = asyncio.create_task(cache.picture(titled("slow")))
    await asyncio.sleep(0)  # until the cache has begun it
    cache.forget_all()
    assert await drawing is not None
    assert not cache._pictures
    assert await cache.picture(CHART) is not None
    assert len(cache._pictures) == 1


async def test_pictures_take_no_more_memory_than_they_may(
    cache: PictureCache, process: Drawing, clock: Clock
) -> None:
    size = len(await cache.picture(titled("0")) or b"")
    cache = PictureCache(process, clock, max_bytes=2 * size)
    for title in "0123":
        await cache.picture(titled(title))
    kept = [picture.decode()[-1] for _, picture in cache._pictures.values()]
    assert kept == ["2", "3"]


@needs_font
async def test_a_board_whose_picture_cannot_be_drawn_is_its_list(
    world: World, process: Drawing, monkeypatch: pytest.MonkeyPatch
) -> None:
    await give(world, {world.member.id: 20})
    monkeypatch.setattr(process, "_work", die)
    monkeypatch.setattr(app_in(world).pictures, "_process", process)
    answer = await board(world)
    assert rows(answer) == ["**1.** grace · **20** points · 100%"]
    assert alt_texts(answer) == []
    assert answer.response.attachments == []
    monkeypatch.setattr(process, "_work", draw_its_title)
    assert alt_texts(await board(world))
