"""The subjects of the questions that people answered wrong, and when each subject is due again.

A subject, such as "name:404", is what a question asks about. It joins a kind of question with an
entry or a scenario.
"""

from datetime import date, timedelta

from bot.store.database import Connection


async def add_mistakes(connection: Connection, question_id: int, due_after: timedelta) -> None:
    """Make a question's subject due for everyone who answered the question wrong.

    `due_after` is the time from the answer's local date to the due date. Skips people who
    meanwhile asked Teapot not to store their answers. A question without a subject changes nothing.
    """
    await connection.execute(
        "INSERT INTO practice (user_id, subject, step, due_on)"
        " SELECT user_id, subject, 0, date(local_date, ?)"
        " FROM answer JOIN question ON question.id = question_id"
        " WHERE question_id = ? AND NOT is_right AND subject <> ''"
        " AND user_id NOT IN (SELECT user_id FROM unrecorded)"
        " ON CONFLICT (user_id, subject) DO UPDATE SET step = 0, due_on = excluded.due_on",
        (f"{due_after.days:+} days", question_id),
    )


async def due(connection: Connection, user_id: int, today: date) -> list[str]:
    """Return the subjects that are due for a person, the longest due first."""
    async with connection.execute(
        "SELECT subject FROM practice WHERE user_id = ? AND due_on <= ? ORDER BY due_on, subject",
        (user_id, today.isoformat()),
    ) as cursor:
        return [subject async for (subject,) in cursor]


async def step(connection: Connection, user_id: int, subject: str, today: date) -> int | None:
    """Return how many times a person has answered a due subject right since the last mistake.

    Returns None if the subject isn't due.
    """
    async with connection.execute(
        "SELECT step FROM practice WHERE user_id = ? AND subject = ? AND due_on <= ?",
        (user_id, subject, today.isoformat()),
    ) as cursor:
        row = await cursor.fetchone()
    return None if row is None else int(row[0])


async def put(connection: Connection, user_id: int, subject: str, step: int, due_on: date) -> None:
    await connection.execute(
        "INSERT OR REPLACE INTO practice (user_id, subject, step, due_on) VALUES (?, ?, ?, ?)",
        (user_id, subject, step, due_on.isoformat()),
    )


async def remove(connection: Connection, user_id: int, subject: str) -> None:
    await connection.execute(
        "DELETE FROM practice WHERE user_id = ? AND subject = ?", (user_id, subject)
    )
