"""Whatever a person chooses, and in which order: boards and rows are as they chose."""

import asyncio
import shutil
from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.errors import UserError
from bot.model import Knowledge
from bot.services.quiz.counted_answers import rebuild_scores
from bot.services.quiz.leaderboard import span_of
from bot.store.database import open_database
from tests.examples import examples
from tests.services.privacy.two_servers import ADA, GRACE, HERE, THERE, TwoServers, two_servers
from tests.services.quiz.quiz_stand_in import ask_of_the_day

FIRST = date(2026, 11, 23)
DAYS = 4
ALL_TIME = span_of("all", date.min)
guilds = st.sampled_from([HERE, THERE])
choices = st.one_of(
    st.tuples(st.just("answer"), guilds, st.integers(0, DAYS - 1)),
    st.tuples(st.just("answer"), guilds, st.integers(0, DAYS - 1)),
    st.tuples(st.just("hide_here"), guilds, st.booleans()),
    st.tuples(st.just("hide"), st.booleans()),
    st.tuples(st.just("unrecord"), st.booleans()),
    st.tuples(st.just("erase"), st.booleans()),
)


@dataclass
class Chooser:
    """Ada, and what she may expect."""

    servers: TwoServers
    answered: set[tuple[int, int]] = field(default_factory=set)
    erased: set[tuple[int, int]] = field(default_factory=set)
    hides_in: defaultdict[int, bool] = field(default_factory=lambda: defaultdict(bool))
    hides_everywhere: bool = False
    is_unrecorded: bool = False

    async def answer(self, guild_id: int, day: int) -> None:
        answer = self.servers.answers.give(guild_id, FIRST + timedelta(days=day), ADA, 0)
        if (guild_id, day) in self.erased and not self.is_unrecorded:
            with pytest.raises(UserError):
                await answer
            return
        given = await answer
        if not self.is_unrecorded:
            self.answered.add((guild_id, day))
        assert given.is_recorded is ((guild_id, day) in self.answered)

    async def hide_here(self, guild_id: int, is_hidden: bool) -> None:
        if self.hides_everywhere and not is_hidden:
            with pytest.raises(UserError):
                await self.servers.hidden.set_hidden(guild_id, ADA, is_hidden=False)
        else:
            await self.servers.hidden.set_hidden(guild_id, ADA, is_hidden=is_hidden)
            self.hides_in[guild_id] = is_hidden

    async def hide(self, is_hidden: bool) -> None:
        await self.servers.hidden.set_hidden_everywhere(ADA, is_hidden=is_hidden)
        self.hides_everywhere = is_hidden
        if not is_hidden:
            self.hides_in.clear()

    async def unrecord(self, is_unrecorded: bool) -> None:
        await self.servers.unrecorded.set_unrecorded(ADA, is_unrecorded=is_unrecorded)
        self.is_unrecorded = is_unrecorded

    async def erase(self, keeps_choices: bool) -> None:
        await self.servers.people.erase(ADA, keeps_choices=keeps_choices)
        self.erased |= self.answered
        self.answered.clear()
        if not keeps_choices:
            self.hides_in.clear()
            self.hides_everywhere = self.is_unrecorded = False

    async def check(self) -> None:
        kept = await self.servers.people.kept(ADA)
        assert kept.answers == len(self.answered)
        assert (kept.is_hidden_everywhere, kept.is_unrecorded) == (
            self.hides_everywhere,
            self.is_unrecorded,
        )
        for guild_id in (HERE, THERE):
            has_answered = any(guild == guild_id for guild, _ in self.answered)
            hides = self.hides_everywhere or self.hides_in[guild_id]
            board = await self.servers.leaderboards.page(guild_id, ALL_TIME, "all", 1, None)
            shown = {ADA, GRACE} if has_answered and not hides else {GRACE}
            assert {each.user_id for each in board.standings} == shown
            assert board.people == len(shown)
        assert (await rebuild_scores(self.servers.database)).different == 0


@pytest.mark.slow
@settings(max_examples=examples(30))
@given(st.lists(choices, min_size=3, max_size=14))
def test_boards_and_rows_are_as_a_person_chose(
    knowledge: Knowledge, template: Path, script: list[tuple[object, ...]]
) -> None:
    async def choose(path: Path) -> None:
        database = await open_database(str(path))
        try:
            chooser = Chooser(await two_servers(database, knowledge))
            for name, *values in script:
                await getattr(chooser, str(name))(*values)
                await chooser.check()
        finally:
            await database.close()

    with TemporaryDirectory() as folder:
        path = Path(folder, "teapot.sqlite3")
        shutil.copyfile(template, path)
        asyncio.run(choose(path))


@pytest.fixture(scope="module")
def template(knowledge: Knowledge, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Both servers have asked a question a day, and Grace has answered the first."""
    path = tmp_path_factory.mktemp("template") / "teapot.sqlite3"

    async def fill() -> None:
        database = await open_database(str(path))
        servers = await two_servers(database, knowledge)
        for guild_id in (HERE, THERE):
            for day in range(DAYS):
                date_asked = FIRST + timedelta(days=day)
                await ask_of_the_day(database, servers.questions, guild_id, date_asked)
            await servers.answers.give(guild_id, FIRST, GRACE, 0)
        await database.close()

    asyncio.run(fill())
    return path
