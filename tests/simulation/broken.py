"""Deliberately broken copies of the code. The simulator must find each within a few seeds."""

import asyncio
import secrets
from collections.abc import Callable
from typing import Any

import pytest

import bot.model.daily
import bot.model.game
import bot.services.daily.attempts
import bot.services.daily.plan
import bot.services.daily.send_once
import bot.services.quiz.daily_answers
from bot.model.daily import Claim
from bot.model.quiz import NewAnswer
from bot.posting.games import DiscordGameChannel
from bot.posting.servers import Servers
from bot.services.daily.attempts import Attempts
from bot.services.quiz.answer_batch import AnswerBatch, KeptAnswer
from bot.store import daily_post, game, game_question, quiz, score
from bot.store.database import Connection

Break = Callable[[pytest.MonkeyPatch], None]


def mark_before_send(patch: pytest.MonkeyPatch) -> None:
    real = Attempts._send

    async def send(self: Attempts, claim: Claim) -> None:
        async with self._database.transaction() as connection:
            await daily_post.mark_sent(connection, claim, 0)
        await real(self, claim)

    patch.setattr(Attempts, "_send", send)


def send_without_nonce(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(bot.model.daily, "nonce", lambda *_: secrets.token_hex(10))


def send_without_searching(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(bot.services.daily.attempts, "must_search", lambda *_, **__: False)


def send_at_any_time(patch: pytest.MonkeyPatch) -> None:
    for module in (bot.services.daily.plan, bot.services.daily.send_once):
        patch.setattr(module, "in_time", lambda *_: True)


def forget_a_failure(patch: pytest.MonkeyPatch) -> None:
    async def mark_failed(connection: Connection, claim: Claim, _: object) -> None:
        await daily_post.mark_missed(connection, claim, "discord", is_unsent=True)

    patch.setattr(daily_post, "mark_failed", mark_failed)


def count_twice(patch: pytest.MonkeyPatch) -> None:
    real = score.count_daily_answer

    async def count(connection: Connection, question_id: int, user_id: int) -> None:
        await real(connection, question_id, user_id)
        await real(connection, question_id, user_id)

    patch.setattr(score, "count_daily_answer", count)


def end_without_counting(patch: pytest.MonkeyPatch) -> None:
    async def count(_: Connection, __: int) -> None:
        pass

    patch.setattr(score, "count_game", count)


def acknowledge_before_the_commit(patch: pytest.MonkeyPatch) -> None:
    real = AnswerBatch.keep
    kept: set[Any] = set()

    async def keep(self: AnswerBatch, answer: NewAnswer) -> KeptAnswer:
        kept.add(asyncio.ensure_future(real(self, answer)))
        return KeptAnswer(answer.choice, is_new=True)

    patch.setattr(AnswerBatch, "keep", keep)


def leave_cards_open(patch: pytest.MonkeyPatch) -> None:
    async def reveal(*_: Any) -> None:
        pass

    patch.setattr(DiscordGameChannel, "reveal", reveal)


def ask_again_without_looking(patch: pytest.MonkeyPatch) -> None:
    async def find(*_: Any) -> None:
        return None

    patch.setattr(DiscordGameChannel, "find", find)
    patch.setattr(bot.model.game, "nonce", lambda *_: secrets.token_hex(10))


def post_a_second_podium(patch: pytest.MonkeyPatch) -> None:
    async def has_ended(*_: Any) -> bool:
        return False

    patch.setattr(DiscordGameChannel, "has_ended", has_ended)
    patch.setattr(bot.model.game, "nonce", lambda *_: secrets.token_hex(10))


def post_in_another_server(patch: pytest.MonkeyPatch) -> None:
    real = Servers.channel
    first: list[Any] = []

    def channel(self: Servers, guild_id: int, channel_id: int) -> Any:
        first.append(real(self, guild_id, channel_id))
        return first[0]

    patch.setattr(Servers, "channel", channel)


def repeat_questions(patch: pytest.MonkeyPatch) -> None:
    async def nothing(*_: Any) -> dict[str, int]:
        return {}

    patch.setattr(game, "rounds", nothing)
    patch.setattr(game_question, "subjects", nothing)


def let_the_last_answer_count(patch: pytest.MonkeyPatch) -> None:
    real = quiz.add_answers

    async def add(connection: Connection, answers: list[NewAnswer]) -> Any:
        for each in answers:
            await connection.execute(
                "DELETE FROM answer WHERE question_id = ? AND user_id = ?",
                (each.question_id, each.user_id),
            )
        return await real(connection, answers)

    patch.setattr(quiz, "add_answers", add)


# Each with a seed that finds it soon.
BROKEN: dict[Break, int] = {
    mark_before_send: 20,
    send_without_nonce: 33,
    send_without_searching: 12,
    send_at_any_time: 33,
    forget_a_failure: 20,
    count_twice: 3,
    end_without_counting: 0,
    acknowledge_before_the_commit: 4,
    leave_cards_open: 0,
    ask_again_without_looking: 10,
    post_a_second_podium: 4,
    post_in_another_server: 5,
    repeat_questions: 12,
    let_the_last_answer_count: 4,
}
