"""Two servers that the same people play in: every table that can name them has a row that does."""

import random
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, time, timedelta
from pathlib import Path
from typing import Any

from bot.errors import UserError
from bot.model import Knowledge
from bot.model.daily import Daily, Schedule
from bot.model.game import AskedQuestion, GameSettings
from bot.services.daily.posts import DailyPosts
from bot.services.language import Languages
from bot.services.privacy.erasures import Erasures
from bot.services.privacy.people import People
from bot.services.privacy.server_data import ServerData
from bot.services.quiz.daily_answers import DailyAnswers
from bot.services.quiz.games import Games
from bot.services.quiz.hidden import HiddenPeople
from bot.services.quiz.leaderboard import Leaderboards
from bot.services.quiz.questions import Questions
from bot.services.quiz.stats import Stats
from bot.services.quiz.streak import Streaks
from bot.services.quiz.unrecorded import UnrecordedPeople
from bot.store import daily_post, departure, quiz
from bot.store.data_owners import NO_PERSON, OWNED, Kind
from bot.store.database import Database
from tests.conftest import Opener
from tests.services.daily.daily_stand_in import Clock, RecordingSender, at_once, daily_posts
from tests.services.quiz.quiz_stand_in import StandInChannel

# As long as Discord's, so that no number is one of them by chance.
ADA, GRACE, ALAN = 770000000000000001, 770000000000000002, 770000000000000003
HERE, THERE = 880000000000000001, 880000000000000002
CHANNELS = {HERE: 990000000000000001, THERE: 990000000000000002}
ROLE = 660000000000000001
MONDAY = datetime(2026, 11, 23, 8, 59, tzinfo=UTC)
DAY = timedelta(days=1)
TABLES = {table.name: table for table in OWNED}
Rows = dict[str, list[tuple[Any, ...]]]


@dataclass
class TwoServers:
    """The services, as the client builds them."""

    database: Database
    languages: Languages
    questions: Questions
    daily: DailyPosts
    clock: Clock
    channel: StandInChannel = field(default_factory=StandInChannel)
    games: Games = field(init=False)

    def __post_init__(self) -> None:
        self.games = Games(
            self.database,
            self.questions,
            self.channel,
            self.clock,
            at_once,
            random.Random(0),
            lambda: None,
        )
        self.streaks = Streaks(self.database)
        self.answers = DailyAnswers(self.database, self.streaks, self.clock)
        self.leaderboards = Leaderboards(self.database, self.streaks)
        self.stats = Stats(self.database, self.leaderboards, self.streaks)
        self.hidden = HiddenPeople(self.database)
        self.unrecorded = UnrecordedPeople(self.database)
        self.erasures = Erasures(self.database, self.languages, self.games, self.clock)
        self.people = People(self.database, self.erasures)
        self.server_data = ServerData(self.database, self.erasures)

    async def fill(self) -> None:
        """Everybody has answers, points, exercises and settings in both servers. HERE plays a game
        that has asked two questions, of which the second is open."""
        for guild_id, hidden in ((HERE, ADA), (THERE, GRACE)):
            await self.languages.set_choice("guild", guild_id, "ko")
            await self.hidden.set_hidden(guild_id, hidden, is_hidden=True)
            schedule = Schedule(time(9), "UTC")
            await self.daily.set(Daily(guild_id, CHANNELS[guild_id], ROLE, schedule))
            async with self.database.transaction() as connection:
                await departure.note(connection, guild_id, self.clock.now)
                await connection.execute("INSERT INTO dealt VALUES (?, 0, 404, '')", (guild_id,))
        for user_id in (ADA, GRACE, ALAN):
            await self.languages.set_choice("user", user_id, "ko")
        await self.post(right=ADA, wrong=GRACE)
        await self.post(right=GRACE, wrong=ADA)
        await self.post(right=GRACE, wrong=ALAN)  # closes the question before
        for guild_id in (HERE, THERE):
            await self.play(guild_id, 3)
            await self.wait(7)
        await self.play(HERE, 1)
        await self.wait(7)
        for user_id in (ADA, GRACE):
            await self.press(HERE, user_id, is_right=user_id == ADA)
        await self.hidden.set_hidden_everywhere(ADA, is_hidden=True)
        await self.unrecorded.set_unrecorded(ADA, is_unrecorded=True)

    async def post(self, *, right: int, wrong: int) -> None:
        """Post the next day's question, and have two people answer it."""
        day = self.clock.now.date()
        self.clock.now = datetime.combine(day, time(9), UTC)
        await self.daily.tick()
        for guild_id in (HERE, THERE):
            question_id = await daily_post.question_on(self.database.reader, guild_id, day)
            assert question_id is not None
            question, _ = await quiz.question(self.database.reader, question_id)
            await self.answers.give(guild_id, day, right, question.right)
            await self.answers.give(guild_id, day, wrong, (question.right + 1) % 4)
        self.clock.now += DAY

    async def play(self, guild_id: int, questions: int) -> None:
        """Have everyone answer the first questions of a game: Ada right, the others wrong."""
        await self.games.start(
            guild_id, CHANNELS[guild_id], ADA, "UTC", GameSettings("all", None, 3, 20)
        )
        for _ in range(questions):
            await self.wait(7)
            for user_id in (ADA, GRACE, ALAN):
                await self.press(guild_id, user_id, is_right=user_id == ADA)
            await self.wait(21)

    async def wait(self, seconds: float) -> None:
        self.clock.now += timedelta(seconds=seconds)
        await self.games.tick()

    def asked(self, guild_id: int) -> AskedQuestion | None:
        return self.channel.open.get(CHANNELS[guild_id])

    async def press(self, guild_id: int, user_id: int, *, is_right: bool) -> None:
        asked = self.asked(guild_id)
        if asked is None:
            return
        choice = (asked.question.right + (not is_right)) % 4
        try:
            await self.games.answer(guild_id, asked.question_id, user_id, choice)
        except UserError:  # its time is over
            return

    async def rows(self) -> Rows:
        return await rows_of(self.database)


async def two_servers(database: Database, knowledge: Knowledge) -> TwoServers:
    clock = Clock(MONDAY)
    return TwoServers(
        database,
        await Languages.load(database),
        Questions(knowledge),
        daily_posts(database, knowledge, RecordingSender(), clock),
        clock,
    )


async def filled(path: Path, opened: Opener, knowledge: Knowledge) -> TwoServers:
    servers = await two_servers(await opened(str(path)), knowledge)
    await servers.fill()
    await servers.erasures.load()
    return servers


async def rows_of(database: Database) -> Rows:
    """Return every row of every table that holds a person's or a server's data."""
    return {
        table.name: [
            tuple(row)
            for row in await database.reader.execute_fetchall(
                f"SELECT {', '.join(table.columns)} FROM {table.name}"
            )
        ]
        for table in OWNED
    }


def naming(rows: Mapping[str, list[tuple[Any, ...]]], number: int) -> dict[str, int]:
    """Return how many rows of each table have a number in any cell, also inside a text."""
    return {
        name: count
        for name, table in rows.items()
        if (count := sum(any(str(number) in str(cell) for cell in row) for row in table))
    }


def without(rows: Rows, person: int, *columns: str) -> Rows:
    """Return the rows that are not about a person, with NO_PERSON in that person's place elsewhere.

    Leaves out the counts of what is erased, how many people have how many points, and `columns`.
    """
    left: Rows = {}
    for name, table in rows.items():
        names = list(TABLES[name].columns)
        own = {names.index(each) for each in TABLES[name].named(Kind.PERSON)}
        compared = [not each.startswith("erased") and each not in columns for each in names]
        left[name] = [
            tuple(
                NO_PERSON if cell == person else cell
                for cell, is_compared in zip(row, compared, strict=True)
                if is_compared
            )
            for row in table
            if not any(row[place] == person for place in own)
        ]
    del left["score_count"]
    return left
