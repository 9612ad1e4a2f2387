"""What no longer serves goes by itself, and nothing else changes."""

import logging
import random
from collections.abc import AsyncIterator, Sequence
from contextlib import AbstractAsyncContextManager
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.model import Key, Knowledge
from bot.model.daily import DraftClaim, Due, PostState
from bot.model.quiz import NewAnswer, Question
from bot.model.retention import (
    ASKED_IN_CHANNEL,
    BACKUP,
    EXERCISE,
    POSTED_DATE,
    REMOVED_SERVER,
    UNANSWERED_QUESTION,
    LedgerDate,
)
from bot.services.language import Languages
from bot.services.privacy import retention
from bot.services.privacy.departures import Departures
from bot.services.privacy.erasures import Erasures
from bot.services.privacy.retention import Retention, unused_dates
from bot.services.privacy.server_data import ServerData
from bot.services.quiz.questions import Questions
from bot.services.quiz.streak import streak
from bot.store import daily_post, erased_owner, game, posted_date, practice, quiz
from bot.store import retention as store
from bot.store.database import Connection, Database
from tests.conftest import Opener
from tests.examples import examples
from tests.services.daily.daily_stand_in import Clock, RecordingSender, daily_posts
from tests.services.privacy.two_servers import HERE, THERE, rows_of
from tests.services.quiz.quiz_stand_in import games_of
from tests.store.copies import older_migrations

ROOT = Path(__file__).parents[3]
NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)
TODAY = NOW.date()
DAY, MINUTE = timedelta(days=1), timedelta(minutes=1)
KEPT = TODAY - 90 * DAY
PEOPLE = (1, 2, 3)

# The days since the post before, and who answered it: in a row, a week apart, and mostly nobody.
gaps = st.sampled_from([1, 1, 6, 7, 8])
answers = st.sampled_from([set[int](), set[int](), {1}, {1, 2}, {3}])
posted = st.lists(st.tuples(gaps, answers), max_size=15)


def dated(some: Sequence[tuple[int, set[int]]]) -> dict[date, set[int]]:
    found, day = {}, date(2026, 1, 1)
    for days, people in some:
        day += days * DAY
        found[day] = people
    return found


def streaks(answered: dict[date, set[int]]) -> list[int]:
    newest_first = sorted(answered, reverse=True)
    return [
        streak([day for day, people in answered.items() if person not in people], newest_first)[0]
        for person in PEOPLE
    ]


@settings(max_examples=examples(300))
@given(posted, st.one_of(st.just(400), st.integers(0, 60)), st.integers(0, 6))
def test_no_streak_changes_now_or_later(
    some: list[tuple[int, set[int]]], age: int, later: int
) -> None:
    """The last posts are made after the deletion."""
    every = dated(some)
    until_then = list(every)[: max(0, len(every) - later)]
    gone = unused_dates(
        [LedgerDate(day, "sent", bool(every[day])) for day in until_then],
        date(2026, 1, 1) + age * DAY,
    )
    for end in range(len(until_then), len(every) + 1):
        now = {day: every[day] for day in list(every)[:end]}
        assert streaks({day: who for day, who in now.items() if day not in gone}) == streaks(now)


def test_a_server_that_nobody_answers_in_keeps_ninety_days() -> None:
    answered = [LedgerDate(TODAY - 300 * DAY, "sent", True)]
    silent = [LedgerDate(TODAY - days * DAY, "sent", False) for days in range(299, -1, -1)]
    gone = unused_dates([*answered, *silent], KEPT)
    assert gone == [day.local_date for day in silent if day.local_date < KEPT]


def test_a_miss_within_a_streak_stays_while_the_streak_does() -> None:
    ledger = [LedgerDate(TODAY - days * DAY, "sent", days != 100) for days in range(120, -1, -1)]
    assert unused_dates(ledger, KEPT) == []


@pytest.mark.parametrize(
    ("state", "is_answered", "is_gone"),
    [("skipped", False, True), ("missed", False, True), ("sent", False, True),
     ("claimed", False, False), ("missed", True, False), ("sent", True, False)],
)  # fmt: skip
def test_what_goes_with_a_date(state: PostState, is_answered: bool, is_gone: bool) -> None:
    old, last = KEPT - DAY, KEPT
    for day, expected in ((old, is_gone), (last, False)):
        gone = unused_dates([LedgerDate(day, state, is_answered)], KEPT)
        assert gone == ([day] if expected else [])


class Stored:
    """Ledgers on the real file."""

    def __init__(self, database: Database, knowledge: Knowledge) -> None:
        self.database = database
        self.clock = Clock(NOW)
        questions = Questions(knowledge)
        self.question = questions.ask(questions.subjects[0], random.Random(0))
        games = games_of(database, questions, self.clock)
        erasures = Erasures(database, Languages(database, {}), games, self.clock)
        data = ServerData(database, erasures)
        daily = daily_posts(database, knowledge, RecordingSender(), self.clock)
        departures = Departures(database, daily, games, data, self.clock)
        self.retention = Retention(database, departures, self.clock)

    async def sweep(self) -> None:
        await self.retention.sweep(lambda _: True)

    async def post(self, guild_id: int, days_ago: int, *people: int, cycle: int = 0) -> Question:
        day = TODAY - days_ago * DAY
        at = datetime.combine(day, time(9), UTC)
        draft = DraftClaim(
            guild_id, Due(day, at), "UTC", 1, None, cycle, Key(days_ago), self.question
        )
        async with self.database.transaction() as connection:
            question_id = await quiz.add_question(connection, guild_id, self.question, [], at)
            await daily_post.claim(connection, draft, question_id, at, at)
            claim = await daily_post.claimed(connection, guild_id, day)
            assert claim is not None
            await daily_post.mark_sent(connection, claim, 1)
            for user_id in people:
                answer = NewAnswer(question_id, user_id, guild_id, day, 0, True, 10, at)
                await quiz.add_answer(connection, answer)
        return self.question

    async def dates(self, guild_id: int) -> list[int]:
        """How many days ago the posts are that the ledger has."""
        found = await daily_post.dates(self.database.reader, guild_id, date.min)
        return sorted((TODAY - day).days for day in found)

    async def count(self, table: str) -> int:
        (row,) = await self.database.reader.execute_fetchall(f"SELECT count(*) FROM {table}")
        return int(row[0])


@pytest.fixture
async def stored(
    tmp_path: Path, opened: Opener, knowledge: Knowledge, caplog: pytest.LogCaptureFixture
) -> AsyncIterator[Stored]:
    """Fails at the end where an error was logged."""
    yield Stored(await opened(str(tmp_path / "teapot.sqlite3")), knowledge)
    assert not [each for each in caplog.get_records("call") if each.levelno >= logging.ERROR]


async def test_unanswered_questions_go_after_ninety_days(stored: Stored) -> None:
    for days_ago in (93, 92, 91, 90, 0):
        await stored.post(HERE, days_ago)
    for days_ago in (95, 94):
        await stored.post(THERE, days_ago, 7)
    before = await rows_of(stored.database)
    await stored.sweep()
    assert await stored.dates(HERE) == [0, 90]
    assert await stored.dates(THERE) == [94, 95]
    after = await rows_of(stored.database)
    assert [row for row in after["question"] if THERE in row] == [
        row for row in before["question"] if THERE in row
    ]
    assert len(after["question"]) == 4
    assert after["answer"] == before["answer"]


async def test_the_deck_repeats_no_code_of_a_date_that_is_gone(stored: Stored) -> None:
    await stored.post(HERE, 95)
    for days_ago in (94, 93, 92, 1):
        await stored.post(HERE, days_ago, cycle=1)
    async with stored.database.transaction() as connection:
        await connection.execute(
            "UPDATE daily_post SET state = 'missed' WHERE local_date = ?",
            ((TODAY - 92 * DAY).isoformat(),),
        )
    shown = await daily_post.shown(stored.database.reader, HERE)
    await stored.sweep()
    assert await stored.dates(HERE) == [1]
    assert await daily_post.shown(stored.database.reader, HERE) == shown == (
        1, {Key(94), Key(93), Key(1)}
    )  # fmt: skip
    assert await stored.count("dealt") == 2


async def test_a_question_within_a_streak_stays(stored: Stored) -> None:
    for days_ago in (95, 93, 91):
        await stored.post(HERE, days_ago, 7)
    await stored.post(HERE, 92)
    await stored.sweep()
    assert await stored.dates(HERE) == [91, 92, 93, 95]


async def test_a_part_is_deleted_at_a_time_until_all_is_gone(
    stored: Stored, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(retention, "ROWS_AT_A_TIME", 2)
    monkeypatch.setattr(retention, "SERVERS_AT_A_TIME", 1)
    for guild_id in (HERE, THERE):
        for days_ago in (93, 92, 91):
            await stored.post(guild_id, days_ago)
    left = []
    for _ in range(6):
        await stored.sweep()
        left.append(await stored.count("daily_post"))
    assert left == [4, 3, 1, 0, 0, 0]


async def test_all_ledgers_are_looked_at_once_a_day(
    stored: Stored, monkeypatch: pytest.MonkeyPatch
) -> None:
    plain, looked_at = store.ledger, list[int]()

    async def noted(connection: Connection, guild_id: int) -> list[LedgerDate]:
        looked_at.append(guild_id)
        return await plain(connection, guild_id)

    monkeypatch.setattr(store, "ledger", noted)
    await stored.post(HERE, 89)
    for days, left in ((0, [89]), (1, [89]), (2, [])):
        for minutes in range(3):
            stored.clock.now = NOW + days * DAY + minutes * MINUTE
            await stored.sweep()
        assert await stored.dates(HERE) == left
        assert looked_at == [HERE] * (days + 1)


async def test_a_minute_with_nothing_to_delete_writes_nothing(
    stored: Stored, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Other writes need not wait. A row of each kind is kept, and none is due."""
    await stored.post(HERE, 0)
    async with stored.database.transaction() as connection:
        await game.set_round(connection, 1, stored.question, 3, NOW - 365 * DAY)
        await practice.put(connection, 1, "name:404", 0, TODAY - 365 * DAY)
        await posted_date.keep(connection, HERE, TODAY, NOW + DAY)
        await erased_owner.note(connection, "person", 1, NOW - BACKUP)
    plain, begun = Database.transaction, list[Database]()

    def noted(database: Database) -> AbstractAsyncContextManager[Connection]:
        begun.append(database)
        return plain(database)

    monkeypatch.setattr(Database, "transaction", noted)
    await stored.sweep()
    assert not begun
    stored.clock.now += DAY
    await stored.sweep()
    assert len(begun) == 4
    for table in ("asked", "practice", "posted_date", "erased_owner"):
        assert await stored.count(table) == 0


async def test_a_question_that_is_answered_meanwhile_stays(
    stored: Stored, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Somebody presses a button of a server whose posts have been paused for months."""
    plain = store.delete_dates
    await stored.post(HERE, 91)

    async def answered_before(connection: Connection, guild_id: int, days: list[date]) -> None:
        answer = NewAnswer(1, 7, HERE, TODAY, 0, True, 10, NOW)
        await quiz.add_answer(connection, answer)
        await plain(connection, guild_id, days)

    monkeypatch.setattr(store, "delete_dates", answered_before)
    await stored.sweep()
    assert await stored.dates(HERE) == [91]
    assert await stored.count("dealt") == 0


async def test_what_a_channel_was_asked_goes_after_a_year(stored: Stored) -> None:
    async with stored.database.transaction() as connection:
        for channel_id, days in ((1, 365), (2, 366)):
            at = NOW - days * DAY
            await game.set_round(connection, channel_id, stored.question, 3, at)
    await stored.sweep()
    assert list(await game.rounds(stored.database.reader, 1)) == [str(stored.question.subject)]
    assert await game.rounds(stored.database.reader, 2) == {}


async def test_a_migration_dates_what_channels_were_asked_before(
    tmp_path: Path, opened: Opener
) -> None:
    """From the newest question; what has none counts from the migration on."""
    path = str(tmp_path / "teapot.sqlite3")
    database = await opened(path, older_migrations(tmp_path / "migrations", 9))
    old = int((NOW - 400 * DAY).timestamp())
    async with database.transaction() as connection:
        await connection.executescript(f"""
            INSERT INTO question (id, guild_id, document, subject, asked_at)
            VALUES (1, 1, '{{}}', 'name:404', {old - 1}), (2, 1, '{{}}', 'name:404', {old});
            INSERT INTO game (id, guild_id, channel_id, started_by, topic, questions, seconds,
                timezone, started_at, ending, players, settled)
            VALUES (1, 1, 2, 3, 'all', 2, 20, 'UTC', {old}, 'finished', 1, 1);
            INSERT INTO game_question (game_id, number, question_id, closes_at)
            VALUES (1, 1, 1, {old}), (1, 2, 2, {old});
            INSERT INTO asked (channel_id, subject, round) VALUES (2, 'name:404', 1),
                (2, 'name:405', 1);
        """)
    migrated = await opened(path)
    rows = await migrated.reader.execute_fetchall("SELECT asked_at FROM asked ORDER BY subject")
    (dated,), (undated,) = rows
    assert dated == old
    assert abs(datetime.now(UTC).timestamp() - undated) < 600


async def test_an_untouched_exercise_goes_after_a_year(stored: Stored) -> None:
    async with stored.database.transaction() as connection:
        for user_id, days in ((1, 365), (2, 366)):
            await practice.put(connection, user_id, "name:404", 0, TODAY - days * DAY)
    await stored.sweep()
    assert await practice.due(stored.database.reader, 1, TODAY) == ["name:404"]
    assert await practice.due(stored.database.reader, 2, TODAY) == []


async def test_the_hash_of_a_posted_date_goes_when_the_date_is_over(stored: Stored) -> None:
    await stored.post(HERE, 0)
    async with stored.database.transaction() as connection:
        await posted_date.keep(connection, HERE, TODAY, NOW + 3 * DAY)
    for days, left in ((2, 1), (3, 0)):
        stored.clock.now = NOW + days * DAY
        await stored.sweep()
        assert await stored.count("posted_date") == left


@pytest.mark.parametrize(
    "condition",
    ["FROM asked WHERE asked_at < 1", "FROM practice WHERE due_on < ''",
     "FROM posted_date WHERE kept_until <= 1", "FROM departure WHERE left_at <= 1",
     "FROM daily_post WHERE guild_id > 1"],
)  # fmt: skip
async def test_looking_for_old_rows_reads_no_whole_table(stored: Stored, condition: str) -> None:
    rows = await stored.database.reader.execute_fetchall(
        f"EXPLAIN QUERY PLAN SELECT 1 {condition} LIMIT 1"
    )
    assert all("SEARCH" in row[3] for row in rows)


def test_the_docs_name_each_limit() -> None:
    page = " ".join((ROOT / "docs/security.md").read_text(encoding="utf-8").split())
    for said, limit in (
        ("After a server removes Teapot, Teapot keeps the server's data for {}", REMOVED_SERVER),
        ("The hash of its ID stays for {}", BACKUP),
        ("A hash of each of the last posted dates stays for {}", POSTED_DATE),
        (
            "an unanswered question of the day, with its date in the ledger, after {}",
            UNANSWERED_QUESTION,
        ),
        ("what a channel was asked, after {}", ASKED_IN_CHANNEL),
        ("an exercise, {} after it was due", EXERCISE),
    ):
        assert said.format(f"{limit.days} days") in page
