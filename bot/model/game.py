"""A live game of the quiz in a channel."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from bot.model.points import FULL_SCORE_PLAYERS, Level
from bot.model.quiz import Question, Topic

# Why a game ends: all was asked; somebody stopped it; nobody answered any more; Teapot was away for
# long; or it may no longer post in the channel.
Ending = Literal["finished", "stopped", "quiet", "away", "lost"]


@dataclass(frozen=True, slots=True)
class GameSettings:
    """What a game asks: `questions` on a topic, of any level if `level` is None, each for
    `seconds`."""

    topic: Topic
    level: Level | None
    questions: int
    seconds: int


@dataclass(frozen=True, slots=True)
class DraftGame:
    """A game that is not stored yet. `due_at` is when its first question is due."""

    guild_id: int
    channel_id: int
    started_by: int
    settings: GameSettings
    timezone: str
    started_at: datetime
    due_at: datetime


@dataclass(frozen=True, slots=True)
class Game:
    """A stored game. `ending` is set before the game has ended: its open question must still be
    closed and revealed."""

    id: int
    guild_id: int
    channel_id: int
    started_by: int
    settings: GameSettings
    timezone: str
    due_at: datetime
    ending: Ending | None


@dataclass(frozen=True, slots=True)
class AskedQuestion:
    """A question of a game: `number` counts from 1, and until `closes_at` answers are taken.
    Without a `message_id` Discord may not have taken it."""

    game_id: int
    number: int
    question_id: int
    question: Question
    closes_at: datetime
    message_id: int | None = None
    is_closed: bool = False
    is_revealed: bool = False


@dataclass(frozen=True, slots=True)
class Outcome:
    """How a question was answered: who had it, with their points, the most points first; and how
    many more had it who are not to be shown."""

    answered: int
    right: tuple[tuple[int, int], ...]
    hidden: int = 0


@dataclass(frozen=True, slots=True)
class Place:
    """Somebody's place in a game; `rank` is shared where the points are the same."""

    rank: int
    user_id: int
    points: int
    right: int
    answered: int


@dataclass(frozen=True, slots=True)
class Podium:
    """How a game ended: after so many questions, with so many people answering; `places` are those
    of them who may be shown, the best first."""

    ending: Ending
    asked: int
    players: int
    places: tuple[Place, ...]

    @property
    def counts_in_full(self) -> bool:
        return self.players >= FULL_SCORE_PLAYERS


@dataclass(frozen=True, slots=True)
class RecordedAnswer:
    """An answer in a game, kept. `is_new` is False for a second one, which changes nothing:
    `choice` is then the first."""

    question: Question
    choice: int
    is_new: bool
