"""Plays made-up games of last week and this week by the real rules.

The leaderboard gets its rows from the games.
"""

import random
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from bot.commands.app import App
from bot.model.game import AskedQuestion, Game, GameSettings, Outcome, Podium
from bot.services.quiz.game_runner import PAUSE_BETWEEN_QUESTIONS
from bot.services.quiz.games import DELAY_BEFORE_FIRST_QUESTION, Games
from bot.services.quiz.questions import Questions
from bot.store.database import Database

# How long ago each game began, unless `_begins` moves it to another week or month.
_FIRST, _SECOND, _LAST = timedelta(days=6, hours=2), timedelta(days=3, hours=1), timedelta(hours=20)
# The first game began at least this long before this week. So last week has a leaderboard, and this
# week's leaderboard can show who climbed since last week.
_BEFORE_THIS_WEEK = timedelta(hours=12)
_QUESTIONS, _SECONDS = 7, 20
_SEED = 418


@dataclass
class _Past:
    """A clock that this module sets to past times, and a `GameChannel` that only collects the
    questions."""

    now: datetime
    asked: list[AskedQuestion] = field(default_factory=list)

    async def ask(self, game: Game, asked: AskedQuestion) -> int:  # noqa: ARG002, of GameChannel
        self.asked.append(asked)
        return len(self.asked)

    async def find(self, game: Game, asked: AskedQuestion) -> int | None:  # noqa: ARG002, of GameChannel
        return None

    async def show_deadline(self, game: Game, asked: AskedQuestion) -> None: ...

    async def has_ended(self, game: Game) -> bool:  # noqa: ARG002, of GameChannel
        return False

    async def reveal(self, game: Game, asked: AskedQuestion, outcome: Outcome) -> None: ...

    async def close(self, game: Game, asked: AskedQuestion, outcome: Outcome) -> bool:  # noqa: ARG002, of GameChannel
        return True

    async def end(self, game: Game, podium: Podium) -> None: ...


async def play_last_week(
    app: App,
    database: Database,
    guild_id: int,
    channel_id: int,
    players: Sequence[int],
    timezone: str,
) -> None:
    """Play three games. `players` are ordered by how much they know, the best first."""
    now, chance = app.clock(), random.Random(_SEED)
    past = _Past(now)
    games = Games(
        database,
        Questions(app.lookup.knowledge),
        past,
        lambda: past.now,
        _at_once,
        chance,
        lambda: None,
    )
    for began in _begins(now.astimezone(ZoneInfo(timezone))):
        past.now = began
        await games.start(
            guild_id,
            channel_id,
            players[0],
            timezone,
            GameSettings("all", None, _QUESTIONS, _SECONDS),
        )
        past.now += DELAY_BEFORE_FIRST_QUESTION
        await _play(games, past, guild_id, players, chance)


def _begins(now: datetime) -> tuple[datetime, datetime, datetime]:
    """Return when the games began. The last began in this week and this month.

    A leaderboard shows this month by default.
    """
    today = now.replace(hour=0, minute=0, second=0, microsecond=0)
    week, month = today - timedelta(days=now.weekday()), today.replace(day=1)
    return (
        min(now - _FIRST, week - _BEFORE_THIS_WEEK),
        now - _SECOND,
        max(now - _LAST, week, month),
    )


async def _play(
    games: Games, past: _Past, guild_id: int, players: Sequence[int], chance: random.Random
) -> None:
    """Play the running game to its end."""
    while games.are_running:
        questions = len(past.asked)
        await games.tick()
        if len(past.asked) > questions:
            await _answer(games, past, guild_id, players, chance)
            past.now += timedelta(seconds=_SECONDS)
        else:
            past.now += PAUSE_BETWEEN_QUESTIONS


async def _answer(
    games: Games, past: _Past, guild_id: int, players: Sequence[int], chance: random.Random
) -> None:
    """Give each player's answer. The better players are faster and more often right."""
    asked, began = past.asked[-1], past.now
    for place, player in enumerate(players):
        skill = 0.95 - 0.5 * place / max(1, len(players) - 1)
        is_right = chance.random() < skill
        choice = asked.question.right if is_right else (asked.question.right + 1) % 4
        past.now = began + timedelta(seconds=2 + place + 3 * chance.random())
        await games.answer(guild_id, asked.question_id, player, choice)
    past.now = began


async def _at_once() -> None: ...
