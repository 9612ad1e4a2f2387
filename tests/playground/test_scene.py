"""The server that the playground opens on is alive."""

import re
from datetime import UTC, date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import discord
import pytest

from bot.commands.app import App
from bot.model import LANGUAGES, Language
from bot.playground.last_week import play_last_week
from bot.playground.scene import OLDEST_MESSAGE_AGE, local_zone, set_scene
from bot.services.daily.zones import Zones
from bot.services.quiz.counted_answers import rebuild_scores
from bot.services.quiz.leaderboard import span_of
from bot.store.game import rounds
from bot.texts import Texts
from tests.conftest import World

DOCS = Path(__file__).parents[2] / "docs"
GUILD, CHANNEL, PLAYERS = 1, 2, range(10, 16)


async def played_last_week(world: World, now: datetime, timezone: str) -> App:
    world.clock.now = now
    app = world.bot.app
    assert app is not None
    await play_last_week(app, world.database, GUILD, CHANNEL, list(PLAYERS), timezone)
    return app


@pytest.mark.slow
@pytest.mark.parametrize(
    "now",
    [
        datetime(2026, 11, 23, 9, tzinfo=UTC),
        datetime(2026, 12, 1, 0, 1, tzinfo=UTC),  # the month has just begun
        datetime(2027, 1, 1, 0, 0, tzinfo=UTC),
    ],
)
@pytest.mark.parametrize("timezone", ["UTC", "Asia/Seoul"])
async def test_last_weeks_players_are_on_the_board_of_this_month(
    world: World, now: datetime, timezone: str
) -> None:
    app = await played_last_week(world, now, timezone)
    month = span_of("month", now.astimezone(ZoneInfo(timezone)).date())
    board = await app.leaderboards.page(GUILD, month, "all", 1, None)
    assert {each.user_id for each in board.standings} == set(PLAYERS)
    assert board.standings[0].points > board.standings[-1].points > 0
    everything = await app.leaderboards.page(GUILD, span_of("all", date.min), "all", 1, None)
    assert everything.standings[0].points >= board.standings[0].points
    # They are what real answers add up to, and no game is left running.
    assert (await rebuild_scores(world.database)).different == 0
    assert not app.games.are_running


@pytest.mark.slow
@pytest.mark.parametrize(
    "now",
    [
        datetime(2026, 11, 30, 0, 1, tzinfo=UTC),  # Monday: the week has just begun
        datetime(2026, 12, 1, 18, tzinfo=UTC),
        datetime(2026, 12, 3, 9, tzinfo=UTC),
        datetime(2026, 12, 6, 3, tzinfo=UTC),
        datetime(2026, 12, 6, 23, tzinfo=UTC),  # Sunday, or Monday in Seoul
    ],
)
@pytest.mark.parametrize("timezone", ["UTC", "Asia/Seoul"])
async def test_somebody_has_climbed_since_the_week_before_on_any_day(
    world: World, now: datetime, timezone: str
) -> None:
    app = await played_last_week(world, now, timezone)
    week = span_of("week", now.astimezone(ZoneInfo(timezone)).date())
    board = await app.leaderboards.page(GUILD, week, "all", 1, None)
    assert {each.user_id for each in board.standings} == set(PLAYERS)
    assert max(each.change or 0 for each in board.standings) > 0


@pytest.mark.parametrize(("language", "span"), [("en", "this month"), ("ko", "이번 달")])
def test_the_hint_speaks_of_the_board_that_opens(
    texts: Texts, language: Language, span: str
) -> None:
    voice = texts.voice(language)
    hint = voice.say("playground.said.hint", channel="backend", other="Grace", zone="UTC")
    assert voice.say("command.leaderboard.name") in hint.splitlines()[-1]
    assert span in hint.splitlines()[-1]


@pytest.mark.parametrize(
    ("language", "page", "zone"), [("en", "try.md", "Berlin"), ("ko", "try.ko.md", "서울")]
)
def test_the_hint_and_the_page_say_to_type_the_same(
    texts: Texts, language: Language, page: str, zone: str
) -> None:
    voice = texts.voice(language)
    channel = voice.say("playground.channel")
    hint = voice.say("playground.said.hint", channel=channel, other="Grace", zone=zone)
    told = re.findall("(?m)^- `(/[^`]+)`", (DOCS / page).read_text("utf-8"))
    assert told == re.findall("(?m)^`(/[^`]+)`", hint)
    assert len(told) == 5


@pytest.mark.slow
async def test_nothing_was_asked_in_the_channel_of_the_page(world: World, texts: Texts) -> None:
    """Its first game begins with what comes first."""
    app = world.bot.app
    assert app is not None
    scene = await set_scene(world.env, app, world.database, texts.voice("en"), has_past=True)
    assert await rounds(world.database.reader, scene.channel.id) == {}


@pytest.mark.slow
async def test_a_person_who_looks_has_answered_nothing_yet(world: World, texts: Texts) -> None:
    app = world.bot.app
    assert app is not None
    scene = await set_scene(world.env, app, world.database, texts.voice("en"), has_past=True)
    own = [await app.stats.of(scene.guild.id, each.id, is_own=True) for each in scene.viewers]
    assert [each.answered for each in own] == [0, 0]
    board = await app.leaderboards.page(scene.guild.id, span_of("all", date.min), "all", 1, None)
    assert len(board.standings) == 6


async def test_people_have_just_talked_and_left_a_hint(world: World, texts: Texts) -> None:
    app = world.bot.app
    assert app is not None
    for language in LANGUAGES:
        began = world.env.now()
        scene = await set_scene(
            world.env, app, world.database, texts.voice(language), has_past=False
        )
        assert world.env.now() - began == OLDEST_MESSAGE_AGE
        assert scene.viewers[0].name != scene.viewers[1].name
        assert set(scene.people) >= {each.name for each in scene.viewers}
        channel = world.bot.get_channel(scene.channel.id)
        assert isinstance(channel, discord.TextChannel)
        said = [message.content async for message in channel.history()]
        assert any("502" in each for each in said[1:])
        assert re.findall("`(/[^`]+)`", said[0])


def test_times_are_this_machines(
    zones: Zones, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    europe = tmp_path / "zoneinfo" / "Europe"
    europe.mkdir(parents=True)
    (europe / "Berlin").touch()
    localtime = tmp_path / "localtime"
    localtime.symlink_to(europe / "Berlin")
    monkeypatch.delenv("TZ", raising=False)
    assert local_zone(zones, localtime) == "Europe/Berlin"
    assert local_zone(zones, tmp_path / "none") is None
    for name, zone in (("Asia/Seoul", "Asia/Seoul"), ("UTC", None), ("Mars/Olympus", None)):
        monkeypatch.setenv("TZ", name)
        assert local_zone(zones, localtime) == zone
