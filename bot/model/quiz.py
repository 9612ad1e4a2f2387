"""Questions and answers."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

from bot.model import Key

Level = Literal[1, 2, 3]
Kind = Literal["meaning"]  # a code's summary; which number is it?
# What a right answer is worth; a wrong one is worth nothing.
POINTS: dict[Level, int] = {1: 10, 2: 20, 3: 30}


@dataclass(frozen=True, slots=True)
class Question:
    """About the entry `key`. `options` are four texts, the same in every language; `right` says
    which of them answers it, from 0."""

    kind: Kind
    key: Key
    options: tuple[str, ...]
    right: int
    level: Level

    @property
    def worth(self) -> int:
        return POINTS[self.level]


@dataclass(frozen=True, slots=True)
class GivenAnswer:
    """A fact: `local_date` is the server's own."""

    question_id: int
    user_id: int
    guild_id: int
    local_date: date
    choice: int
    is_right: bool
    points: int
    answered_at: datetime


@dataclass(frozen=True, slots=True)
class Answered:
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
