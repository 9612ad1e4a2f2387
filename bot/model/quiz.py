"""Questions of the quiz, and answers to them."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal, get_args

from bot.model import Key, Kind
from bot.model.quiz_rules import Level, points

Topic = Literal[
    "all", "1xx", "2xx", "3xx", "4xx", "5xx", "redirects", "caching", "auth", "vendors", "webdav"
]
TOPICS: tuple[Topic, ...] = get_args(Topic)


@dataclass(frozen=True, slots=True)
class Subject:
    """The subject of a question: an entry, which is one meaning of a status code.

    `key` is the entry's key. A question of the kind "scenario" describes a situation that fits the
    entry: `scenario` is the situation's key.
    """

    kind: Kind
    key: Key
    level: Level
    scenario: str = ""

    def __str__(self) -> str:
        return f"{self.kind}:{self.scenario or self.key}"


@dataclass(frozen=True, slots=True)
class Question:
    """A subject with its options. The options are the same in every language.

    `right` is the index of the right option.
    """

    subject: Subject
    options: tuple[str, ...]
    right: int

    @property
    def key(self) -> Key:
        return self.subject.key

    @property
    def worth(self) -> int:
        """The points of a right answer, without the bonus of a game."""
        return points(self.subject.level, is_right=True)

    def has(self, choice: int) -> bool:
        """Return whether an option has this index. Choices come from outside: check each."""
        return 0 <= choice < len(self.options)

    def points(self, choice: int) -> int:
        """Return the points of a choice, without the bonus of a game."""
        return points(self.subject.level, is_right=choice == self.right)


@dataclass(frozen=True, slots=True)
class NewAnswer:
    """An answer to be stored.

    `local_date` is the date in the server's time zone. `points` depend on the question's level.
    `bonus` are the additional points for speed in a game.
    """

    question_id: int
    user_id: int
    guild_id: int
    local_date: date
    choice: int
    is_right: bool
    points: int
    answered_at: datetime
    bonus: int = 0


@dataclass(frozen=True, slots=True)
class ScoredAnswer:
    """A person's first answer to a question of the day.

    `is_new` is False if the person had already answered: the new press of a button changed nothing.
    `streak` counts how many times in a row the person has answered the question of the day.
    `is_recorded` is False if the person asked Teapot not to store answers. This person can press
    again, and so isn't told whether the answer is right.
    """

    question: Question
    choice: int
    points: int
    is_new: bool
    streak: int
    is_recorded: bool = True

    @property
    def is_right(self) -> bool:
        return self.choice == self.question.right


@dataclass(frozen=True, slots=True)
class Exercise:
    """A question to practise.

    `seed` reproduces the question's options. `check` is a checksum of the right option's index and
    of the options that were shown. An answer is refused if a change of the data has changed the
    options since they were shown. `is_repeat` means that the person got the question wrong before.
    `waiting` counts the exercises that are due.
    """

    question: Question
    seed: int
    check: str
    is_repeat: bool
    waiting: int


@dataclass(frozen=True, slots=True)
class PracticeResult:
    """The result of an answer in practice.

    The question is asked again on `again_on`; None means never. `was_repeat` means that the
    question was due because the person got it wrong before.
    """

    question: Question
    choice: int
    again_on: date | None
    was_repeat: bool

    @property
    def is_right(self) -> bool:
        return self.choice == self.question.right
