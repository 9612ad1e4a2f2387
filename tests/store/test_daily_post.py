"""What the ledger says of questions that were sent."""

from collections.abc import AsyncIterator
from datetime import UTC, date, datetime, time, timedelta

import pytest

from bot.config import IN_MEMORY
from bot.model import Key
from bot.model.daily import DraftClaim, Due
from bot.model.quiz import Question, Subject
from bot.store import daily_post, quiz
from bot.store.database import Database, open_database

GUILD = 1
TODAY = date(2026, 11, 24)
DAY = timedelta(days=1)


@pytest.fixture
async def database() -> AsyncIterator[Database]:
    database = await open_database(IN_MEMORY)
    yield database
    await database.close()


async def claimed(
    database: Database,
    day: date,
    code: int,
    *,
    is_sent: bool,
    shows: int = 418,
    cycle: int = 0,
    guild_id: int = GUILD,
) -> None:
    at = datetime.combine(day, time(9), UTC)
    question = Question(Subject("name", Key(code), 1), ("a", "b", "c", "d"), 0)
    draft = DraftClaim(guild_id, Due(day, at), "UTC", 2, None, cycle, Key(shows), question)
    async with database.transaction() as connection:
        question_id = await quiz.add_question(connection, guild_id, question, [], at)
        await daily_post.claim(connection, draft, question_id, at, at)
        claim = await daily_post.claimed(connection, guild_id, day)
        assert claim is not None
        if is_sent:
            await daily_post.mark_sent(connection, claim, 1)


async def sent(database: Database, day: date) -> list[tuple[date, Key]]:
    found = await daily_post.sent_questions(database.reader, GUILD, day)
    return [(each.local_date, each.key) for each in found]


async def test_the_sent_questions_are_the_last_before_a_date_and_all_since(
    database: Database,
) -> None:
    for days, code in ((5, 401), (3, 403), (-1, 404)):
        await claimed(database, TODAY - days * DAY, code, is_sent=True)
    for days in (1, -2):
        await claimed(database, TODAY - days * DAY, 500, is_sent=False)
    assert await sent(database, TODAY) == [
        (TODAY - 3 * DAY, Key(403)),
        (TODAY + DAY, Key(404)),
    ]
    assert await sent(database, TODAY - 5 * DAY) == [
        (TODAY - 5 * DAY, Key(401)),
        (TODAY - 3 * DAY, Key(403)),
        (TODAY + DAY, Key(404)),
    ]


async def test_without_an_earlier_question_none_is_sent_before(database: Database) -> None:
    assert await sent(database, TODAY) == []
    await claimed(database, TODAY, 404, is_sent=True)
    assert await sent(database, TODAY) == [(TODAY, Key(404))]


async def test_a_sent_post_is_claimed_no_more(database: Database) -> None:
    await claimed(database, TODAY, 404, is_sent=False)
    assert await daily_post.claimed(database.reader, GUILD, TODAY) is not None
    await claimed(database, TODAY + DAY, 404, is_sent=True)
    assert await daily_post.claimed(database.reader, GUILD, TODAY + DAY) is None


async def test_the_deck_goes_on_with_what_its_newest_cycle_has_not_shown(
    database: Database,
) -> None:
    for days, cycle, code in ((3, 0, 404), (2, 1, 410), (1, 1, 500)):
        day = TODAY - days * DAY
        await claimed(database, day, 403, is_sent=days > 1, shows=code, cycle=cycle)
    await claimed(database, TODAY, 403, is_sent=True, shows=502, cycle=5, guild_id=GUILD + 1)
    assert await daily_post.shown(database.reader, GUILD) == (1, {Key(410), Key(500)})
    assert await daily_post.shown(database.reader, GUILD + 2) == (0, set())
