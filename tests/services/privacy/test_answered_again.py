"""A person who answers, deletes their data and answers again is counted once."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime, time
from pathlib import Path

import pytest

from bot.errors import UserError
from bot.model import Knowledge
from bot.model.daily import Daily, Result, Schedule
from bot.model.game import GameSettings
from bot.services.privacy.erasure_in_parts import Owner, erase
from bot.services.quiz.counted_answers import rebuild_scores
from bot.store import daily_post, game_question, quiz
from bot.store import game as game_store
from bot.store.database import open_database
from bot.store.erased_copies import erase_later
from bot.store.erased_owner import noted
from tests.conftest import Opener
from tests.services.privacy.two_servers import (
    ADA,
    ALAN,
    CHANNELS,
    DAY,
    GRACE,
    HERE,
    MONDAY,
    TwoServers,
    naming,
    two_servers,
)

TODAY = MONDAY.date()


@pytest.fixture
async def servers(
    tmp_path: Path, opened: Opener, knowledge: Knowledge
) -> AsyncIterator[TwoServers]:
    """A question of the day is open, and nobody has answered it."""
    servers = await two_servers(await opened(str(tmp_path / "teapot.sqlite3")), knowledge)
    schedule = Schedule(time(9), "UTC")
    await servers.daily.set(Daily(HERE, CHANNELS[HERE], None, schedule))
    servers.clock.now = datetime.combine(TODAY, time(9), UTC)
    await servers.daily.tick()
    yield servers
    assert (await rebuild_scores(servers.database)).different == 0


async def give(servers: TwoServers, user_id: int, *, is_right: bool) -> bool:
    """Answer the question of the day; return False if that was refused."""
    question = (await result(servers)).question
    choice = (question.right + (not is_right)) % 4
    try:
        await servers.answers.give(HERE, TODAY, user_id, choice)
    except UserError as error:
        if error.key != "quiz.erased_answer":
            raise
        return False
    return True


async def result(servers: TwoServers) -> Result:
    question_id = await daily_post.question_on(servers.database.reader, HERE, TODAY)
    assert question_id is not None
    return await quiz.result(servers.database.reader, question_id)


async def hashes(servers: TwoServers) -> int:
    (row,) = await servers.database.reader.execute_fetchall("SELECT count(*) FROM erased_answer")
    return int(row[0])


async def press(servers: TwoServers, user_id: int, *, is_right: bool = True) -> bool:
    """Answer the game's question; return False if that was refused."""
    asked = servers.asked(HERE)
    assert asked is not None
    try:
        await servers.games.answer(
            HERE, asked.question_id, user_id, (asked.question.right + (not is_right)) % 4
        )
    except UserError as error:
        if error.key != "quiz.erased_answer":
            raise
        return False
    return True


async def play(servers: TwoServers) -> int:
    """Start a game, have it ask its first question, and return its id."""
    game = await servers.games.start(
        HERE, CHANNELS[HERE], ADA, "UTC", GameSettings("all", None, 3, 20)
    )
    await servers.wait(7)
    return game.id


async def players(servers: TwoServers, game_id: int) -> int:
    return (await game_store.places(servers.database.reader, game_id))[0]


async def test_the_question_of_the_day_takes_no_second_answer(servers: TwoServers) -> None:
    """The reply to the first one has ruled an option out."""
    await give(servers, GRACE, is_right=True)
    for _ in range(2):
        assert await give(servers, ADA, is_right=False) == (await hashes(servers) == 0)
        await servers.people.erase(ADA)
    found = await result(servers)
    assert (found.answered, found.right) == (2, 1)
    assert naming(await servers.rows(), ADA) == {}


async def test_a_deletion_before_the_answer_refuses_nothing(servers: TwoServers) -> None:
    await servers.languages.set_choice("user", ADA, "ko")
    assert await servers.people.erase(ADA) == 1
    assert await give(servers, ADA, is_right=True)
    await servers.people.erase(ADA)
    assert await give(servers, GRACE, is_right=True)
    assert (await result(servers)).answered == 2


async def test_the_hash_goes_when_the_question_closes(servers: TwoServers) -> None:
    await give(servers, ADA, is_right=False)
    await servers.people.erase(ADA)
    assert await hashes(servers) == 1
    servers.clock.now += DAY
    await servers.daily.tick()
    assert await hashes(servers) == 0
    with pytest.raises(UserError, match=r"daily\.closed"):
        await servers.answers.give(HERE, TODAY, ADA, 0)


async def test_the_hash_goes_with_the_server(servers: TwoServers) -> None:
    await give(servers, ADA, is_right=False)
    await servers.people.erase(ADA)
    await erase(servers.database, Owner("server", HERE), servers.clock.now)
    assert await hashes(servers) == 0


async def test_unrecorded_people_may_play_on(servers: TwoServers) -> None:
    """Their answers change no number."""
    await give(servers, ADA, is_right=False)
    await play(servers)
    await press(servers, ADA)
    await servers.people.erase(ADA)
    await servers.unrecorded.set_unrecorded(ADA, is_unrecorded=True)
    assert await give(servers, ADA, is_right=True)
    assert await press(servers, ADA)
    assert (await result(servers)).answered == 1
    await servers.unrecorded.set_unrecorded(ADA, is_unrecorded=False)
    assert not await give(servers, ADA, is_right=True)
    assert not await press(servers, ADA)


async def test_a_games_question_takes_no_second_answer(servers: TwoServers) -> None:
    game_id = await play(servers)
    assert await press(servers, GRACE)
    for _ in range(3):
        assert await press(servers, ADA) == (await hashes(servers) == 0)
        await servers.people.erase(ADA)
    asked = servers.asked(HERE)
    assert asked is not None
    outcome = await game_question.outcome(servers.database.reader, asked.question_id)
    assert outcome.answered == await players(servers, game_id) == 2


async def test_a_player_who_comes_back_is_one_player(servers: TwoServers) -> None:
    """With two players, Ada's fast answers would count in full."""
    game_id = await play(servers)
    for _ in range(3):
        assert await press(servers, ADA)
        assert await players(servers, game_id) == 1
        await servers.people.erase(ADA)
        assert await players(servers, game_id) == 1
        assert not await press(servers, ADA)
        await servers.wait(21)
        await servers.wait(7)
    assert not servers.games.are_running
    (row,) = await servers.database.reader.execute_fetchall("SELECT players FROM game")
    assert row[0] == 1
    assert await hashes(servers) == 0


async def test_a_player_who_stays_is_counted_beside_an_erased_one(servers: TwoServers) -> None:
    game_id = await play(servers)
    for user_id in (ADA, GRACE, ALAN):
        await press(servers, user_id)
    await servers.people.erase(ADA)
    await servers.wait(7)
    await servers.wait(7)
    for user_id in (ADA, GRACE):
        await press(servers, user_id)
    assert await players(servers, game_id) == 3
    await servers.people.erase(GRACE)
    await servers.people.erase(ADA)
    assert await players(servers, game_id) == 3


async def test_a_restored_backup_takes_no_second_answer_either(
    servers: TwoServers, tmp_path: Path
) -> None:
    await give(servers, ADA, is_right=False)
    backup = tmp_path / "backup.sqlite3"
    await servers.database.reader.execute("VACUUM INTO ?", (str(backup),))
    await servers.people.erase(ADA)
    restored = await open_database(str(backup))
    try:
        await erase_later(restored, await noted(servers.database.reader))
        (row,) = await restored.reader.execute_fetchall("SELECT count(*) FROM erased_answer")
        assert row[0] == 1
    finally:
        await restored.close()
