"""A live game of the quiz in a channel."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from bot.model.nonce import nonce
from bot.model.quiz import Question, Topic
from bot.model.quiz_rules import FULL_SCORE_PLAYERS, Level

# Why a game ended. finished: all questions were asked. stopped: a person stopped the game. quiet:
# the last questions got no answer. away: Teapot was down for too long. lost: Teapot can't post in
# the channel, or a step of the game failed in every retry.
Ending = Literal["finished", "stopped", "quiet", "away", "lost"]


@dataclass(frozen=True, slots=True)
class GameSettings:
    """What a game asks. `level` None means every level; each question is open for `seconds`."""

    topic: Topic
    level: Level | None
    questions: int
    seconds: int


@dataclass(frozen=True, slots=True)
class DraftGame:
    """A game that is not stored yet, so it has no id. Its first question is due at `due_at`."""

    guild_id: int
    channel_id: int
    started_by: int
    settings: GameSettings
    timezone: str
    started_at: datetime
    due_at: datetime


@dataclass(frozen=True, slots=True)
class Game:
    """A game that is running; its next step is due at `due_at`.

    `timezone` decides the local dates of the answers. A running game with an `ending` was told to
    end: it asks no further question, reveals the open one, and then posts the podium.
    """

    id: int
    guild_id: int
    channel_id: int
    started_by: int
    settings: GameSettings
    timezone: str
    started_at: datetime
    due_at: datetime
    ending: Ending | None

    @property
    def podium_nonce(self) -> str:
        return nonce("podium", self.id, self.channel_id, str(self.started_at))


@dataclass(frozen=True, slots=True)
class AskedQuestion:
    """A game's question, open until `closes_at`. `number` counts from 1. `asked_at` is when
    the question was chosen, before it was posted.

    `message_id` is None until Teapot knows that the question reached Discord.
    """

    game_id: int
    number: int
    question_id: int
    question: Question
    asked_at: datetime
    closes_at: datetime
    message_id: int | None = None
    is_closed: bool = False
    is_revealed: bool = False

    @property
    def nonce(self) -> str:
        return self._nonce("question")

    @property
    def separate_answer_nonce(self) -> str:
        """Return the nonce of the answer's own message.

        The message is sent if the question's message was deleted and so can't show the answer.
        """
        return self._nonce("answer")

    def _nonce(self, kind: str) -> str:
        return nonce(kind, self.question_id, str(self.asked_at), self.question)


@dataclass(frozen=True, slots=True)
class Outcome:
    """How a question was answered.

    `right` has the people with the right answer, each with their points, the most points first. Of
    people with equal points, the one who answered earlier is first. `hidden` is the number of the
    other right answers. These are the answers of people who chose to be in no result, and the
    answers of people who had their answers erased. Of erased answers, only the number is kept.
    """

    answered: int
    right: tuple[tuple[int, int], ...]
    hidden: int = 0


@dataclass(frozen=True, slots=True)
class Place:
    """A person's place in a game. People with equal points share a rank."""

    rank: int
    user_id: int
    points: int
    right: int
    answered: int


@dataclass(frozen=True, slots=True)
class Podium:
    """How a game ended: `asked` questions were asked, and `players` people answered.

    `places` has the players who don't hide, best first: by points, then by right answers. A game
    with fewer than FULL_SCORE_PLAYERS (two) players doesn't count in full. If one person played
    alone, the leaderboard counts only `counted_alone` of that person's points.
    """

    ending: Ending
    asked: int
    players: int
    places: tuple[Place, ...]
    counted_alone: int = 0

    @property
    def counts_in_full(self) -> bool:
        return self.players >= FULL_SCORE_PLAYERS


@dataclass(frozen=True, slots=True)
class RecordedAnswer:
    """A person's first answer to a game's question. `is_new` is False for a later press, which
    changes nothing. `is_recorded` is False if the person wants no answer to be kept."""

    question: Question
    choice: int
    is_new: bool
    is_recorded: bool = True
