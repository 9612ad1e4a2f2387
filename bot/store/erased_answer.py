"""The people who answered a question and were erased afterwards, as salted hashes.

An erased answer stays in the numbers that others see (`erasure.py` keeps it there). Without this
table, a person could erase an answer, give another, and be counted twice. A hash is kept until the
question closes, and in a game until the game ends.
"""

import hashlib
import json
import secrets
from collections import defaultdict
from collections.abc import Collection
from typing import NamedTuple

from bot.store.database import Connection

_SALT_BYTES = 16
# Adds a hash for each answer of a person to a question of a running game or to an open question.
_NOTE = """
INSERT INTO erased_answer (question, hash, salt) SELECT question_id, :hash, :salt FROM answer
JOIN question ON question.id = question_id
WHERE user_id = :id AND (closed_at IS NULL OR EXISTS (
    SELECT 1 FROM game_question JOIN game ON game.id = game_id
    WHERE game_question.question_id = answer.question_id AND due_at IS NOT NULL
))
ON CONFLICT DO NOTHING
"""
# For each given question of a game, the hashes for every question of the same game.
_OF_THEIR_GAMES = """
SELECT asked.question_id, its.question_id, hash FROM json_each(?) AS given
JOIN game_question AS asked ON asked.question_id = given.value
JOIN game_question AS its ON its.game_id = asked.game_id
JOIN erased_answer ON question = its.question_id
"""
# `erased_players` is the number of a game's erased players. After an erasure, a person's first
# answer makes the person a normal player again, so the number drops by 1.
_UNCOUNT_RETURNED = """
UPDATE game SET erased_players = erased_players - 1
WHERE id = (SELECT game_id FROM game_question WHERE question_id = :question)
AND 1 = (
    SELECT count(*) FROM answer JOIN game_question USING (question_id)
    WHERE game_id = game.id AND user_id = :user
)
"""
Key = tuple[int, int]  # (question, person)


class Erased(NamedTuple):
    """The new answers of people who were erased during the answer's game, as (question, person).

    `repeated` are answers to a question that the person answered before the erasure. `returned` are
    answers of a person who answered another question of the game before the erasure.
    """

    repeated: set[Key]
    returned: set[Key]


async def note(connection: Connection, user_id: int) -> None:
    """Note a person's answers to open questions and to questions of running games.

    Call it before the erasure.
    """
    salt = await _salt(connection) or secrets.token_bytes(_SALT_BYTES)
    await connection.execute(_NOTE, {"salt": salt, "hash": _hash(salt, user_id), "id": user_id})


async def contains(connection: Connection, question_id: int, user_id: int) -> bool:
    salt = await _salt(connection)
    if salt is None:
        return False
    rows = await connection.execute_fetchall(
        "SELECT 1 FROM erased_answer WHERE question = ? AND hash = ?",
        (question_id, _hash(salt, user_id)),
    )
    return bool(list(rows))


async def in_games(connection: Connection, keys: Collection[Key]) -> Erased:
    """Return those of `keys` whose person was erased during the answer's game.

    `keys` are new answers.
    """
    erased = Erased(set(), set())
    salt = await _salt(connection)
    if salt is None:
        return erased
    found: defaultdict[tuple[int, bytes], set[int]] = defaultdict(set)
    questions = json.dumps(sorted({question_id for question_id, _ in keys}))
    for asked, its, hashed in await connection.execute_fetchall(_OF_THEIR_GAMES, (questions,)):
        found[asked, bytes(hashed)].add(its)
    for key in keys:
        question_id, user_id = key
        answered = found.get((question_id, _hash(salt, user_id)), set())
        if question_id in answered:
            erased.repeated.add(key)
        if answered - {question_id}:
            erased.returned.add(key)
    return erased


async def uncount_returned(connection: Connection, keys: Collection[Key]) -> None:
    """Stop counting people as erased players, because they have answered again.

    Call it after adding the answers.
    """
    await connection.executemany(
        _UNCOUNT_RETURNED,
        [{"question": question_id, "user": user_id} for question_id, user_id in keys],
    )


async def forget_closed(connection: Connection, question_id: int) -> None:
    """Forget the hashes for a closed question, unless the question's game is still running."""
    await connection.execute(
        "DELETE FROM erased_answer WHERE question = ? AND NOT EXISTS ("
        "SELECT 1 FROM game_question JOIN game ON game.id = game_id"
        " WHERE question_id = question AND due_at IS NOT NULL)",
        (question_id,),
    )


async def forget_game(connection: Connection, game_id: int) -> None:
    await connection.execute(
        "DELETE FROM erased_answer WHERE question IN"
        " (SELECT question_id FROM game_question WHERE game_id = ?)",
        (game_id,),
    )


async def _salt(connection: Connection) -> bytes | None:
    """Return the salt that all rows share; None without rows.

    With one salt, a person has the same hash in each row.
    """
    rows = await connection.execute_fetchall("SELECT salt FROM erased_answer LIMIT 1")
    return next((bytes(salt) for (salt,) in rows), None)


def _hash(salt: bytes, user_id: int) -> bytes:
    return hashlib.sha256(salt + str(user_id).encode()).digest()
