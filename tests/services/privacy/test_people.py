"""A person's rows: all of them are exported, and none is left after an erasure."""

from collections.abc import AsyncIterator
from datetime import date
from pathlib import Path

import pytest

from bot.model import Knowledge
from bot.model.game import Outcome
from bot.services.quiz.counted_answers import rebuild_scores
from bot.services.quiz.leaderboard import span_of
from bot.store import daily_post, erased_owner, game_question, quiz
from bot.store import game as game_store
from bot.store.database import DatabaseError
from tests.conftest import Opener
from tests.services.privacy.two_servers import (
    ADA,
    ALAN,
    GRACE,
    HERE,
    MONDAY,
    TABLES,
    THERE,
    TwoServers,
    naming,
    two_servers,
    without,
)

ALL_TIME = span_of("all", date.min)


@pytest.fixture
async def servers(
    tmp_path: Path, opened: Opener, knowledge: Knowledge
) -> AsyncIterator[TwoServers]:
    servers = await two_servers(await opened(str(tmp_path / "teapot.sqlite3")), knowledge)
    await servers.fill()
    yield servers
    assert (await rebuild_scores(servers.database)).different == 0


async def test_an_export_has_every_row_that_names_the_person(servers: TwoServers) -> None:
    exported = await servers.people.export(ADA)
    everywhere = naming(await servers.rows(), ADA)
    assert {name: len(rows) for name, rows in exported.items() if rows} == everywhere
    assert exported.keys() == everywhere.keys()
    for name, rows in exported.items():
        assert all(row.keys() == {*TABLES[name].columns, *TABLES[name].shown} for row in rows)
    assert {row["guild_id"] for row in exported["answer"]} == {str(HERE), str(THERE)}


async def test_an_export_names_no_other_person(servers: TwoServers) -> None:
    exported = str(await servers.people.export(ADA))
    assert str(GRACE) not in exported
    assert str(ALAN) not in exported


async def test_after_an_erasure_no_row_names_the_person(servers: TwoServers) -> None:
    named = naming(await servers.rows(), ADA)
    assert await servers.people.erase(ADA) == sum(named.values())
    assert naming(await servers.rows(), ADA) == {}
    assert not any((await servers.people.export(ADA)).values())
    assert servers.languages.chosen("user", ADA) is None
    for guild_id in (HERE, THERE):
        assert await servers.leaderboards.standing(guild_id, ALL_TIME, ADA) is None
        assert (await servers.stats.of(guild_id, ADA, is_own=True)).answered == 0


async def test_an_erasure_leaves_the_rows_of_others_as_they_were(servers: TwoServers) -> None:
    before = await servers.rows()
    streaks = await servers.streaks.of(HERE, [GRACE])
    assert streaks[GRACE] == 3
    await servers.people.erase(ADA)
    assert without(await servers.rows(), ADA) == without(before, ADA)
    assert await servers.streaks.of(HERE, [GRACE]) == streaks
    board = await servers.leaderboards.page(HERE, ALL_TIME, "all", 1, GRACE)
    assert (board.people, {each.user_id for each in board.standings}) == (2, {GRACE, ALAN})


async def test_a_second_erasure_finds_nothing_and_changes_nothing(servers: TwoServers) -> None:
    await servers.people.erase(ADA)
    before = await servers.rows()
    assert await servers.people.erase(ADA) == 0
    assert await servers.rows() == before
    assert len(await erased_owner.noted(servers.database.reader)) == 1


async def test_the_numbers_that_people_have_seen_stay(servers: TwoServers) -> None:
    """How many answered the question of the day, and how many of them were right."""
    day = MONDAY.date()
    question_id = await daily_post.question_on(servers.database.reader, HERE, day)
    assert question_id is not None
    before = await quiz.result(servers.database.reader, question_id)
    assert (before.answered, before.right) == (2, 1)
    await servers.people.erase(ADA)
    assert await quiz.result(servers.database.reader, question_id) == before
    await servers.people.erase(GRACE)
    assert await quiz.result(servers.database.reader, question_id) == before


async def test_a_running_game_counts_an_erased_player_on(servers: TwoServers) -> None:
    """Alan has left, so that Grace alone is left: her game still counts in full."""
    asked = servers.asked(HERE)
    assert asked is not None
    reader = servers.database.reader
    await servers.people.erase(ALAN)
    await servers.people.erase(ADA)
    assert await game_question.outcome(reader, asked.question_id) == Outcome(2, (), 1)
    assert await game_question.answered_lately(reader, asked.game_id, 2) == 5
    players, places = await game_store.places(reader, asked.game_id)
    assert (players, [place.user_id for place in places]) == (3, [GRACE])
    for _ in range(20):
        await servers.wait(21)
    assert not servers.games.are_running
    rows = await reader.execute_fetchall(
        "SELECT players, erased_players FROM game WHERE guild_id = ? ORDER BY id", (HERE,)
    )
    assert [tuple(row) for row in rows] == [(3, 0), (3, 2)]


async def test_a_game_waits_no_longer_for_an_erased_player(servers: TwoServers) -> None:
    """Ada and Grace have answered, and the question was open for Alan alone."""
    asked = servers.asked(HERE)
    assert asked is not None
    await servers.people.erase(ALAN)
    await servers.wait(1)
    assert servers.asked(HERE) is None


async def test_an_erasure_that_fails_in_the_middle_changes_nothing(servers: TwoServers) -> None:
    async with servers.database.transaction() as connection:
        await connection.execute(
            "CREATE TEMP TRIGGER fails BEFORE DELETE ON user_setting"
            " BEGIN SELECT RAISE(ABORT, 'as if the disk were full'); END"
        )
    before = await servers.rows()
    with pytest.raises(DatabaseError):
        await servers.people.erase(ADA)
    assert await servers.rows() == before
    assert servers.languages.chosen("user", ADA) == "ko"
