"""Reads the store as an auditor does: by SQL of its own, and rules of its own in Python."""

import json
import sqlite3
from collections import Counter, defaultdict
from datetime import date, timedelta
from typing import NamedTuple

from discord.utils import escape_markdown

_FULL_SCORE_PLAYERS = 2
_SOLO_ANSWERS_A_DAY = 10


class Wish(NamedTuple):
    channel_id: int
    time: str
    timezone: str
    weekdays_only: bool
    paused: str | None


def wish(reader: sqlite3.Connection, guild_id: int) -> Wish | None:
    row = reader.execute(
        "SELECT channel_id, time, timezone, weekdays_only, paused FROM daily WHERE guild_id = ?",
        (guild_id,),
    ).fetchone()
    return None if row is None else Wish(*row)


def has_left(reader: sqlite3.Connection, guild_id: int) -> bool:
    """Return whether the store knows that Teapot was removed from a server."""
    rows = reader.execute("SELECT 1 FROM departure WHERE guild_id = ?", (guild_id,))
    return rows.fetchone() is not None


def state(reader: sqlite3.Connection, guild_id: int, day: str) -> str | None:
    row = reader.execute(
        "SELECT state FROM daily_post WHERE guild_id = ? AND local_date = ?", (guild_id, day)
    ).fetchone()
    return None if row is None else str(row[0])


def daily_choice(
    reader: sqlite3.Connection, guild_id: int, day: str, person: int
) -> tuple[int, int] | None:
    """Return a person's choice and points of a date."""
    row = reader.execute(
        "SELECT choice, points FROM answer JOIN daily_post USING (question_id)"
        " WHERE daily_post.guild_id = ? AND daily_post.local_date = ? AND user_id = ?",
        (guild_id, day, person),
    ).fetchone()
    return None if row is None else (int(row[0]), int(row[1]))


def game_choice(reader: sqlite3.Connection, question: int, person: int) -> str | None:
    """Return the label of a person's choice, as a reply writes it."""
    row = reader.execute(
        "SELECT json_extract(document, '$.options[' || choice || ']')"
        " FROM answer JOIN question ON question.id = question_id"
        " WHERE question_id = ? AND user_id = ?",
        (question, person),
    ).fetchone()
    return None if row is None else escape_markdown(str(row[0]))


def closes_at(reader: sqlite3.Connection, question: int) -> int | None:
    """Return when a question that is still open closes."""
    row = reader.execute(
        "SELECT closes_at FROM game_question JOIN question ON question.id = question_id"
        " WHERE question_id = ? AND closed_at IS NULL",
        (question,),
    ).fetchone()
    return None if row is None else int(row[0])


def question_guild(reader: sqlite3.Connection, question: int) -> int | None:
    row = reader.execute("SELECT guild_id FROM question WHERE id = ?", (question,)).fetchone()
    return None if row is None else int(row[0])


def open_questions(reader: sqlite3.Connection) -> set[int]:
    rows = reader.execute(
        "SELECT question_id FROM game_question JOIN question ON question.id = question_id"
        " WHERE closed_at IS NULL"
    )
    return {question for (question,) in rows}


def overdue_games(reader: sqlite3.Connection, before: float) -> list[int]:
    return [each for (each,) in reader.execute("SELECT id FROM game WHERE due_at < ?", (before,))]


def broken(reader: sqlite3.Connection) -> list[object]:
    (integrity,) = reader.execute("PRAGMA integrity_check(1)").fetchone()
    references = reader.execute("PRAGMA foreign_key_check").fetchall()
    mixed = reader.execute(
        "SELECT answer.question_id FROM answer JOIN question ON question.id = question_id"
        " WHERE answer.guild_id <> question.guild_id"
        " OR is_right <> (choice = json_extract(document, '$.right'))"
    ).fetchall()
    return [*([] if integrity == "ok" else [integrity]), *references, *mixed]


def repeated_subjects(reader: sqlite3.Connection) -> list[object]:
    return reader.execute(
        "SELECT game_id, subject, count(*) FROM game_question"
        " JOIN question ON question.id = question_id GROUP BY 1, 2 HAVING count(*) > 1"
    ).fetchall()


def wrong_scores(reader: sqlite3.Connection) -> list[object]:
    """Return the totals that aren't what the answers add up to: (key, stored, derived)."""
    derived = _derived(reader)
    stored = {
        tuple(key): (points, answered, right)
        for *key, points, answered, right in reader.execute(
            "SELECT guild_id, period, topic, user_id, points, answered, right FROM score"
        )
    }
    return [
        (key, stored.get(key), derived.get(key))
        for key in stored.keys() | derived.keys()
        if stored.get(key) != derived.get(key)
    ]


def _derived(reader: sqlite3.Connection) -> dict[tuple[object, ...], tuple[int, int, int]]:
    totals: dict[tuple[object, ...], list[int]] = defaultdict(lambda: [0, 0, 0])
    alone: Counter[tuple[int, int, str]] = Counter()
    rows = reader.execute(
        "SELECT answer.guild_id, user_id, answer.local_date, is_right, answer.points, bonus,"
        " topics, game.id, players, settled FROM answer"
        " JOIN question ON question.id = answer.question_id"
        " LEFT JOIN game_question USING (question_id) LEFT JOIN game ON game.id = game_id"
        " ORDER BY settled, number, answer.question_id"
    )
    for guild_id, user_id, day, is_right, points, bonus, topics, game, players, settled in rows:
        if game is not None:
            if settled is None:
                continue
            if players >= _FULL_SCORE_PLAYERS:
                points += bonus
            else:
                alone[guild_id, user_id, day] += 1
                if alone[guild_id, user_id, day] > _SOLO_ANSWERS_A_DAY:
                    continue
        on = date.fromisoformat(day)
        monday = on - timedelta(days=on.weekday())
        for period in ("all", day[:7], str(monday)):
            for topic in json.loads(topics):
                total = totals[guild_id, period, topic, user_id]
                total[0] += points
                total[1] += 1
                total[2] += is_right
    return {key: (points, answered, right) for key, (points, answered, right) in totals.items()}
