"""Questions and answers."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal, get_args

from bot.model import Key
from bot.model.points import POINTS, Level

# meaning: a code's summary, which number is it? name: what is a number called? scenario: which code
# fits? header: which one must it carry? redirect: which one is permanent and keeps the method, say?
# cacheable: which one is, by default? sender: whose number is it? example: which number is blanked?
Kind = Literal[
    "meaning", "name", "scenario", "header", "redirect", "cacheable", "sender", "example"
]
Topic = Literal[
    "all", "1xx", "2xx", "3xx", "4xx", "5xx", "redirects", "caching", "auth", "vendors", "webdav"
]
TOPICS: tuple[Topic, ...] = get_args(Topic)


@dataclass(frozen=True, slots=True)
class Subject:
    """What can be asked: about the entry `key`, or, where `kind` is scenario, the situation named
    `scenario`."""

    kind: Kind
    key: Key
    level: Level
    scenario: str = ""

    def __str__(self) -> str:
        return f"{self.kind}:{self.scenario or self.key}"


@dataclass(frozen=True, slots=True)
class Question:
    """A subject as it was asked. `options` are four texts, the same in every language; `right`
    says which of them answers it, from 0."""

    subject: Subject
    options: tuple[str, ...]
    right: int

    @property
    def key(self) -> Key:
        return self.subject.key

    @property
    def worth(self) -> int:
        return POINTS[self.subject.level]

    def has(self, choice: int) -> bool:
        """Whether there is an option of this number: a choice comes from outside."""
        return 0 <= choice < len(self.options)

    def points(self, choice: int) -> int:
        """What a choice scores, without a bonus."""
        return self.worth if choice == self.right else 0


@dataclass(frozen=True, slots=True)
class NewAnswer:
    """A fact: `local_date` is the server's own; `bonus` is for speed, in a game, on top of what the
    answer is worth by level."""

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
    """What became of a person's answer. `is_new` is False for a second one, which changes nothing:
    `choice` is then the first. `streak` counts the days in a row."""

    question: Question
    choice: int
    points: int
    is_new: bool
    streak: int

    @property
    def is_right(self) -> bool:
        return self.choice == self.question.right


@dataclass(frozen=True, slots=True)
class Exercise:
    """A question to practise. `seed` makes the same options again; `check` tells whether they still
    are the same, since the data may change. `is_repeat`: it was wrong before; `waiting` are as many
    as are due."""

    question: Question
    seed: int
    check: str
    is_repeat: bool
    waiting: int


@dataclass(frozen=True, slots=True)
class PracticeResult:
    """What became of an answer. `again_on` is when it is asked again; None where it was right and
    need not come again. `was_repeat`: it had been wrong before, and was due."""

    question: Question
    choice: int
    again_on: date | None
    was_repeat: bool

    @property
    def is_right(self) -> bool:
        return self.choice == self.question.right
