"""Years of answers in a thousand servers, made by SQL: one server has 20,000 people, who answer a
question of the day and play games of a hundred; the others have games of five."""

import sqlite3
from contextlib import closing
from datetime import date, timedelta
from pathlib import Path

import msgspec

from bot.model.quiz import Question
from bot.store.database import open_database
from bot.store.score import ALL_TOTALS, COLUMNS

BIG = 1_100_000_000_000_000_000  # the big server, with an id as long as Discord's are
SERVERS, PEOPLE, FEW = 1_000, 20_000, 25
TODAY = date(2026, 11, 22)  # a Sunday
A_DAY = 1_000  # answers to the question of the day
REGULARS = 100  # of them are from people who never miss one
QUESTIONS, MANY_PLAY, FEW_PLAY = 10, 100, 5  # in a game
HIDDEN = 100

_NUMBERS = "WITH RECURSIVE number (n) AS (SELECT 0 UNION ALL SELECT n + 1 FROM number LIMIT :count)"
_QUESTION = f"""
{_NUMBERS} INSERT INTO question (id, guild_id, document, topics, asked_at, closed_at)
SELECT :question + n, :guild + n / {QUESTIONS} % :servers, :document,
    iif(n % 3, '["all","4xx"]', '["all","5xx","caching"]'), 0, 0 FROM number
"""
_POST = f"""
{_NUMBERS} INSERT INTO daily_post (guild_id, local_date, state, timezone, due_at, channel_id,
    question_id)
SELECT :guild, date(:first, n || ' days'), 'sent', 'UTC', 0, 1, :question + n FROM number
"""
_GAME = f"""
{_NUMBERS} INSERT INTO game (id, guild_id, channel_id, started_by, topic, level, questions,
    seconds, timezone, started_at, due_at, ending, players, settled)
SELECT :game + n, :guild + n % :servers, n, n, 'all', NULL, {QUESTIONS}, 20, 'UTC', 0, NULL,
    'finished', :playing, :game + n FROM number
"""
_GAME_QUESTION = f"""
{_NUMBERS} INSERT INTO game_question
SELECT :game + n / {QUESTIONS}, n % {QUESTIONS} + 1, :question + n, 0, n, 1 FROM number
"""
# `mixed` is as good as random: whether an answer is right, and how soon it came.
_ANSWER = f"""
{_NUMBERS}, made AS ({{made}}), mixed AS (
    SELECT *, (question_id * 40503 + user_id % 99991) * 2654435761 >> 12 & 1023 AS mixed FROM made
)
INSERT INTO answer
SELECT question_id, user_id, guild_id, date(:first, day || ' days'), mixed % 4, mixed < 640,
    iif(mixed < 640, 10 + question_id % 3 * 10, 0), unixepoch(:first, day || ' days') + mixed,
    iif(mixed < 640 AND :playing, mixed % (6 + question_id % 3 * 5), 0)
FROM mixed
"""
_OF_THE_DAY = f"""
SELECT :question + n / {A_DAY} AS question_id, :guild AS guild_id, n / {A_DAY} AS day,
    :guild + iif(n % {A_DAY} < {REGULARS}, n % {A_DAY}, {REGULARS} + (
        n / {A_DAY} * {A_DAY - REGULARS} + n % {A_DAY}
    ) * 7919 % {PEOPLE - REGULARS}) AS user_id
FROM number
"""
_IN_GAMES = f"""
SELECT :question + n / :playing AS question_id,
    :guild + n / :playing / {QUESTIONS} % :servers AS guild_id, n * :days / :count AS day,
    :guild + (
        n / :playing / {QUESTIONS} / :servers * :playing + n % :playing
    ) * 7919 % :people AS user_id
FROM number
"""
_HIDDEN = f"{_NUMBERS} INSERT INTO hidden SELECT :guild, :guild + n * 97 FROM number"


async def make(path: Path, answers: int, question: Question) -> None:
    """So many answers, up to TODAY, with their totals. Ten times as many are ten times as many
    days, and the same people."""
    await (await open_database(str(path))).close()
    big_games = answers * 135 // 1_000_000
    rounds = answers // 2 // ((SERVERS - 1) * QUESTIONS * FEW_PLAY)
    small_games = rounds * (SERVERS - 1)
    of_the_day = answers - QUESTIONS * (big_games * MANY_PLAY + small_games * FEW_PLAY)
    days = -(-of_the_day // A_DAY)
    known: dict[str, int | str] = {
        "first": (TODAY - timedelta(days=days - 1)).isoformat(), "days": days,
        "document": msgspec.json.encode(question).decode(),
    }  # fmt: skip
    with closing(sqlite3.connect(path)) as connection:
        connection.executescript(
            "PRAGMA synchronous = OFF; PRAGMA cache_size = -200000; PRAGMA temp_store = MEMORY"
        )
        daily = known | {"guild": BIG, "servers": 1, "question": 1, "playing": 0}
        connection.execute(_QUESTION, daily | {"count": days})
        connection.execute(_POST, daily | {"count": days})
        connection.execute(_ANSWER.format(made=_OF_THE_DAY), daily | {"count": of_the_day})
        big = daily | {"question": days + 1, "game": 1, "playing": MANY_PLAY, "people": PEOPLE}
        _play(connection, big, big_games)
        small = big | {
            "guild": BIG + PEOPLE, "servers": SERVERS - 1, "people": FEW, "playing": FEW_PLAY,
            "question": days + 1 + big_games * QUESTIONS, "game": big_games + 1,
        }  # fmt: skip
        _play(connection, small, small_games)
        connection.execute(_HIDDEN, {"guild": BIG, "count": HIDDEN})
        connection.execute(f"INSERT INTO score ({COLUMNS}) {ALL_TOTALS}")
        connection.commit()


def _play(connection: sqlite3.Connection, known: dict[str, int | str], games: int) -> None:
    questions = games * QUESTIONS
    connection.execute(_QUESTION, known | {"count": questions})
    connection.execute(_GAME, known | {"count": games})
    connection.execute(_GAME_QUESTION, known | {"count": questions})
    answers = questions * int(known["playing"])
    connection.execute(_ANSWER.format(made=_IN_GAMES), known | {"count": answers})
