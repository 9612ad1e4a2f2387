"""Totals that are kept as answers come are what the answers add up to."""

import asyncio
import random
import shutil
import sqlite3
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import closing, suppress
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.config import shipped
from bot.errors import UserError
from bot.model import Knowledge
from bot.model.game import GameSettings
from bot.model.leaderboard import RebuildReport
from bot.model.quiz import Question
from bot.model.quiz_rules import POINTS, bonus
from bot.services.quiz.counted_answers import rebuild_scores
from bot.services.quiz.daily_answers import DailyAnswers
from bot.services.quiz.games import GameRunningError, Games
from bot.services.quiz.questions import Questions
from bot.services.quiz.streak import Streaks
from bot.store.database import Database, open_database
from tests.examples import examples
from tests.services.daily.daily_stand_in import Clock, at_once
from tests.services.quiz.quiz_stand_in import GUILD, StandInChannel, ask_of_the_day

DAY = date(2026, 11, 29)
ZONES = ("UTC", "Asia/Seoul", "America/New_York", "Pacific/Kiritimati")
# Sundays and last days of a month before midnight, there or elsewhere.
MOMENTS = [
    datetime(2026, 5, 31, 23, 58, tzinfo=UTC),
    datetime(2026, 11, 29, 14, 59, tzinfo=UTC),
    datetime(2026, 12, 31, 9, 59, tzinfo=UTC),
    datetime(2027, 1, 4, 4, 58, tzinfo=UTC),
]
Total = tuple[str, str, int]  # period, topic, person


@dataclass(frozen=True)
class AcknowledgedAnswer:
    """An answer that was acknowledged; `game` 0 is the question of the day."""

    game: int
    number: int
    user: int
    day: date
    question: Question
    is_right: bool
    bonus: int


@dataclass
class PlayedServer:
    """A server with games, driven as people and the clock drive it; it notes what was given."""

    database: Database
    questions: Questions
    clock: Clock
    game_channel: StandInChannel = field(default_factory=StandInChannel)
    given: list[AcknowledgedAnswer] = field(default_factory=list)
    games: Games = field(init=False)
    answers: DailyAnswers = field(init=False)
    zones: dict[int, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.answers = DailyAnswers(self.database, Streaks(self.database), self.clock)
        self.games = Games(
            self.database,
            self.questions,
            self.game_channel,
            self.clock,
            at_once,
            random.Random(0),
            lambda: None,
        )

    async def start(self, channel: int, zone: str, questions: int) -> None:
        with suppress(GameRunningError):
            game = await self.games.start(
                GUILD, channel, 1, zone, GameSettings("all", None, questions, 20)
            )
            self.zones[game.id] = zone

    async def wait(self, seconds: float) -> None:
        self.clock.now += timedelta(seconds=seconds)
        await self.games.tick()

    async def stop(self, channel: int) -> None:
        try:
            await self.games.stop(GUILD, channel, 1, may_manage_messages=False)
        except UserError:  # none is running
            return
        await self.games.tick()  # closes what is open
        await self.games.tick()

    async def press(self, channel: int, user: int, is_right: bool) -> None:
        asked = self.game_channel.open.get(channel)
        if asked is None:
            return
        question, now = asked.question, self.clock()
        choice = (question.right + (not is_right)) % 4
        try:
            taken = await self.games.answer(GUILD, asked.question_id, user, choice)
        except UserError:  # its time is over
            return
        if taken.is_new:
            left = (asked.closes_at - now).total_seconds() / 20
            more = round(POINTS[question.subject.level] / 2 * min(left, 1)) if is_right else 0
            day = now.astimezone(ZoneInfo(self.zones[asked.game_id])).date()
            self.given.append(
                AcknowledgedAnswer(asked.game_id, asked.number, user, day, question, is_right, more)
            )

    async def alone(self, channel: int, user: int, questions: int) -> None:
        """One person's game, or that person's part of a game that goes on."""
        await self.start(channel, "Asia/Seoul", questions)
        for _ in range(questions):
            await self.wait(7)
            await self.press(channel, user, True)
            await self.wait(21)
        await self.stop(channel)

    async def of_the_day(self, user: int, is_right: bool) -> None:
        question = self.questions.ask(self.questions.subjects[0], random.Random(0))
        choice = (question.right + (not is_right)) % 4
        if (await self.answers.give(GUILD, DAY, user, choice)).is_new:
            self.given.append(AcknowledgedAnswer(0, 0, user, DAY, question, is_right, 0))

    async def totals(self) -> dict[Total, tuple[int, int, int]]:
        async with self.database.reader.execute(
            "SELECT period, topic, user_id, points, answered, right FROM score"
        ) as cursor:
            return {(row[0], row[1], row[2]): (row[3], row[4], row[5]) async for row in cursor}

    async def total(self, user: int) -> tuple[int, int, int] | None:
        """All that a person has: points, answers, right answers."""
        return (await self.totals()).get(("all", "all", user))

    async def counts(self) -> dict[tuple[str, str, int], int]:
        """How many people are kept to have so many points, by period and topic; nothing is kept of
        points that nobody has any more."""
        async with self.database.reader.execute(
            "SELECT period, topic, points, people FROM score_count"
        ) as cursor:
            return {(row[0], row[1], row[2]): row[3] async for row in cursor}

    def expected(self) -> dict[Total, tuple[int, int, int]]:
        """By the rules as people read them."""
        counted = [(each, 0) for each in self.given if each.game == 0]
        alone: Counter[tuple[int, date]] = Counter()
        for game in self.game_channel.ended:
            answers = sorted(
                (each for each in self.given if each.game == game), key=lambda each: each.number
            )
            is_shared = len({each.user for each in answers}) >= 2
            for each in answers:
                alone[each.user, each.day] += not is_shared
                if is_shared or alone[each.user, each.day] <= 10:
                    counted.append((each, each.bonus if is_shared else 0))
        points: Counter[Total] = Counter()
        answered: Counter[Total] = Counter()
        right: Counter[Total] = Counter()
        for each, more in counted:
            year, week, _ = each.day.isocalendar()
            monday = date.fromisocalendar(year, week, 1).isoformat()
            for period in ("all", each.day.isoformat()[:7], monday):
                for topic in self.questions.topics(each.question.subject):
                    total = period, topic, each.user
                    answered[total] += 1
                    right[total] += each.is_right
                    worth = POINTS[each.question.subject.level]
                    points[total] += (worth + more) if each.is_right else 0
        return {total: (points[total], answered[total], right[total]) for total in answered}


@pytest.fixture
async def played(tmp_path: Path, knowledge: Knowledge) -> AsyncIterator[PlayedServer]:
    database = await open_database(str(tmp_path / "teapot.sqlite3"))
    yield PlayedServer(database, Questions(knowledge), Clock(MOMENTS[0]))
    await database.close()


channels, users = st.integers(1, 3), st.integers(1, 4)
steps = st.one_of(
    st.tuples(st.just("start"), channels, st.sampled_from(ZONES), st.integers(3, 6)),
    st.tuples(st.just("press"), channels, users, st.booleans()),
    st.tuples(st.just("press"), channels, users, st.booleans()),
    st.tuples(st.just("press"), channels, users, st.booleans()),
    st.tuples(st.just("wait"), st.sampled_from([1, 4, 7, 22, 22, 700])),
    st.tuples(st.just("wait"), st.sampled_from([1, 4, 7, 22])),
    st.tuples(st.just("stop"), channels),
    st.tuples(st.just("alone"), channels, users, st.integers(3, 9)),
    st.tuples(st.just("of_the_day"), users, st.booleans()),
)


@pytest.mark.slow
@settings(max_examples=examples(40))
@given(st.sampled_from(MOMENTS), st.lists(steps, min_size=10, max_size=40))
def test_kept_totals_are_what_the_answers_add_up_to(
    knowledge: Knowledge, moment: datetime, script: list[tuple[object, ...]]
) -> None:
    """Whoever plays, in whatever channels and zones, in whatever order games end."""

    async def play(path: Path) -> None:
        database = await open_database(str(path))
        try:
            played = PlayedServer(database, Questions(knowledge), Clock(moment))
            await ask_of_the_day(database, played.questions, GUILD, DAY)
            for name, *values in script:
                await getattr(played, str(name))(*values)
            await check(played)
            for channel in (3, 1, 2):
                await played.stop(channel)
            assert not played.games.are_running
            await check(played)
        finally:
            await database.close()

    async def check(played: PlayedServer) -> None:
        expected = played.expected()
        assert await played.totals() == expected
        counts = Counter((*total[:2], points) for total, (points, _, _) in expected.items())
        assert await played.counts() == counts
        rebuilt = await rebuild_scores(played.database)
        assert rebuilt == RebuildReport(len(expected), len(played.given), 0)

    with TemporaryDirectory() as folder:
        asyncio.run(play(Path(folder, "teapot.sqlite3")))


async def test_answers_from_before_the_count_are_counted(tmp_path: Path) -> None:
    """A Teapot that had but questions of the day is updated: nobody starts from nothing."""
    path, scripts = str(tmp_path / "teapot.sqlite3"), tmp_path / "migrations"
    scripts.mkdir()
    for script in sorted(shipped("migrations").glob("*.sql"))[:3]:
        shutil.copy(script, scripts)
    await (await open_database(path, scripts)).close()
    days = ["2026-11-29", "2026-11-30", "2026-12-06", "2027-01-01"]  # a Sunday, its Monday, …
    with closing(sqlite3.connect(path)) as connection:
        for number, day in enumerate(days, 1):
            connection.execute("INSERT INTO question VALUES (?, 1, '{}', 0, 0)", (number,))
            connection.executemany(
                "INSERT INTO answer VALUES (?, ?, 1, ?, 0, ?, ?, 0)",
                [(number, 7, day, 1, 10 * number), (number, 8, day, 0, 0)],
            )
        connection.commit()
    database = await open_database(path)
    try:
        async with database.reader.execute(
            "SELECT period, points FROM score WHERE user_id = 7 ORDER BY period"
        ) as cursor:
            assert [tuple(row) async for row in cursor] == [
                ("2026-11", 30),
                ("2026-11-23", 10),
                ("2026-11-30", 50),
                ("2026-12", 30),
                ("2026-12-28", 40),
                ("2027-01", 40),
                ("all", 100),
            ]
        assert await rebuild_scores(database) == RebuildReport(14, 8, 0)
    finally:
        await database.close()


async def test_ten_questions_a_day_alone_count(played: PlayedServer) -> None:
    await played.alone(1, 7, 9)
    await played.alone(1, 7, 9)
    first = [POINTS[each.question.subject.level] for each in played.given[:10]]
    assert await played.total(7) == (sum(first), 10, 10)
    assert played.game_channel.counted_alone == [sum(first[:9]), first[9]]


async def test_alone_the_game_that_ended_first_comes_first(played: PlayedServer) -> None:
    """However long before the other it began: totals are only added to."""
    await played.start(1, "Asia/Seoul", 12)
    await played.start(2, "Asia/Seoul", 12)
    for _ in range(9):
        await played.wait(7)
        await played.press(1, 7, is_right=True)
        await played.press(2, 7, is_right=False)
        await played.wait(21)
    await played.stop(2)
    assert await played.total(7) == (0, 9, 0)
    await played.stop(1)
    first = next(each.question for each in played.given if each.is_right)
    assert await played.total(7) == (POINTS[first.subject.level], 10, 1)


async def test_a_game_of_two_counts_in_full_and_when_it_has_ended(played: PlayedServer) -> None:
    await played.start(1, "Asia/Seoul", 12)
    for _ in range(12):
        await played.wait(7)
        await played.press(1, 7, is_right=True)
        await played.press(1, 8, is_right=False)
        await played.wait(21)
        assert await played.total(7) is None
    assert await rebuild_scores(played.database) == RebuildReport(0, 24, 0)
    await played.stop(1)
    right = [each for each in played.given if each.user == 7]
    assert all(each.bonus > 0 for each in right)
    points = sum(POINTS[each.question.subject.level] + each.bonus for each in right)
    assert await played.total(7) == (points, 12, 12)
    assert await played.total(8) == (0, 12, 0)
    await played.alone(1, 8, 9)
    assert (await played.total(8) or ())[1:] == (21, 9)


async def test_an_answer_of_the_day_counts_at_once(played: PlayedServer) -> None:
    await ask_of_the_day(played.database, played.questions, GUILD, DAY)
    for user in range(7, 30):
        await played.of_the_day(user, is_right=True)
        assert await played.total(user) == (played.given[0].question.worth, 1, 1)


@pytest.mark.parametrize("worth", POINTS.values())
@given(left=st.floats(-0.5, 1.5), less=st.floats(0, 1))
def test_the_bonus_is_within_half_and_never_grows_as_time_passes(
    worth: int, left: float, less: float
) -> None:
    assert 0 <= bonus(worth, left) <= worth / 2
    assert bonus(worth, left - less) <= bonus(worth, left)
    assert (bonus(worth, 1), bonus(worth, 0)) == (worth / 2, 0)


@pytest.mark.slow
async def test_what_is_wrong_is_mended_and_nothing_else(
    tmp_path: Path, knowledge: Knowledge
) -> None:
    """Also where it is more than what is mended at a time."""
    database = await open_database(str(tmp_path / "teapot.sqlite3"))
    try:
        played = PlayedServer(database, Questions(knowledge), Clock(MOMENTS[0]))
        await ask_of_the_day(database, played.questions, GUILD, DAY)
        for user in range(1, 400):
            await played.of_the_day(user, user % 3 > 0)
        async with database.transaction() as connection:
            await connection.execute("DELETE FROM score WHERE user_id > 3")
            await connection.execute("INSERT INTO score VALUES (1, 'all', '5xx', 9, 10, 1, 1)")
        expected = played.expected()
        wrong = sum(user > 3 for _, _, user in expected) + 1
        assert await rebuild_scores(database) == RebuildReport(len(expected), 399, wrong)
        assert await played.totals() == expected
        counts = Counter((*total[:2], points) for total, (points, _, _) in expected.items())
        assert await played.counts() == counts
    finally:
        await database.close()
