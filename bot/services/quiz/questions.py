"""Makes the questions of the quiz from the entries, so that no fact is written twice."""

import random
from collections.abc import Sequence
from functools import cached_property

from bot.model import Key, Knowledge
from bot.model.quiz import Question, Subject, Topic
from bot.model.quiz_rules import Level
from bot.services.quiz.options import WrongOptions, number
from bot.services.quiz.subjects import every_subject

AUTH_CODES = frozenset({401, 403, 407, 419, 440, 498, 511, 561})
CACHING_CODES = frozenset({203, 206, 226, 304, 410, 412, 416, 428})
WEBDAV_CODES = frozenset({102, 207, 208, 422, 423, 424, 507, 508})


class Questions:
    """Makes questions about every subject.

    A subject is a pair: a kind of question, and the entry that the question asks about. An example
    is the name of 404.
    """

    def __init__(self, knowledge: Knowledge) -> None:
        self._knowledge = knowledge
        self._by_key = {entry.key: entry for entry in knowledge.entries}
        self._wrong = WrongOptions(knowledge)
        self._pools: dict[tuple[Topic, Level | None], tuple[Subject, ...]] = {}

    @cached_property
    def subjects(self) -> tuple[Subject, ...]:
        """Every subject. Built at the first access, so that a start doesn't wait for it."""
        return tuple(every_subject(self._knowledge))

    def on(self, topic: Topic, level: Level | None = None) -> list[Subject]:
        """Return the subjects that a game on a topic and level can ask about."""
        if (topic, level) not in self._pools:  # Each step of a game asks for them.
            self._pools[topic, level] = tuple(
                subject
                for subject in self.subjects
                if topic in self.topics(subject) and level in (None, subject.level)
            )
        return list(self._pools[topic, level])

    def ease_order(self, subject: Subject) -> tuple[int, int]:
        """Return a sort key, easy subjects first.

        The key is a pair. Its first number is the level, less 1 if the subject `is_common`. Its
        second number is the code's frequency, negated.
        """
        return subject.level - self.is_common(subject), -self._by_key[subject.key].frequency

    def to_begin_with(self, subjects: Sequence[Subject]) -> list[Subject]:
        """Return the subjects that suit the first questions.

        The result is the first of these groups that isn't empty:

        1. the subjects about registered common codes
        2. the subjects about any common code
        3. the subjects that don't ask who sends a code
        4. all subjects
        """
        return (
            [each for each in subjects if self.is_registered_and_common(each)]
            or [each for each in subjects if self.is_common(each)]
            or [each for each in subjects if each.kind != "sender"]
            or list(subjects)
        )

    def is_common(self, subject: Subject) -> bool:
        """Return whether a subject is about a common code.

        False for a question that asks who sends a code: people who know the code may not know the
        sender.
        """
        return subject.kind != "sender" and self._by_key[subject.key].is_common

    def is_registered_and_common(self, subject: Subject) -> bool:
        """Return whether a subject is about a registered common code.

        A vendor's code is common only for people who use the vendor's product.
        """
        return self.is_common(subject) and not subject.key.vendor

    def ask(self, subject: Subject, chance: random.Random) -> Question:
        """Return a question with the right option and three wrong ones, in random order."""
        right = self.answer(subject)
        options = [right, *self._wrong.draw(subject, chance)]
        chance.shuffle(options)
        return Question(subject, tuple(options), options.index(right))

    def of_the_day(self, today: Key, yesterday: Key | None, seed: str) -> Question:
        """Return the question of the day, which `seed` determines.

        The question avoids `today`, the code that the post shows above the question. It also avoids
        `yesterday`, the previous question's entry. Frequent codes are drawn more often. A server's
        first question has no `yesterday`, and is about a common code.
        """
        chance = random.Random(seed)
        asked = [
            subject
            for subject in self.subjects
            if subject.key != yesterday and subject.key.code != today.code
        ]
        if yesterday is None:
            asked = self.to_begin_with(asked)
        weights = [self._by_key[subject.key].frequency ** 2 for subject in asked]
        while True:
            question = self.ask(chance.choices(asked, weights)[0], chance)
            if number(today) not in question.options:
                return question

    def answer(self, subject: Subject) -> str:
        """Return the right option."""
        entry = self._by_key[subject.key]
        match subject.kind:
            case "name":
                return entry.name
            case "header":
                return entry.facts.required_headers[0]
            case "sender":
                return entry.vendor
            case _:
                return number(subject.key)

    def topics(self, subject: Subject) -> list[Topic]:
        """Return the topics that a subject belongs to."""
        code, is_vendors = subject.key.code, bool(subject.key.vendor)
        classes: dict[int, Topic] = {1: "1xx", 2: "2xx", 3: "3xx", 4: "4xx", 5: "5xx"}
        topics: dict[Topic, bool] = {
            "redirects": self._by_key[subject.key].facts.redirect_method is not None,
            "caching": subject.kind == "cacheable" or (code in CACHING_CODES and not is_vendors),
            "auth": code in AUTH_CODES,
            "vendors": is_vendors,
            "webdav": code in WEBDAV_CODES and not is_vendors,
        }
        found: list[Topic] = ["all", *(topic for topic, holds in topics.items() if holds)]
        return found if is_vendors or code // 100 not in classes else [*found, classes[code // 100]]
