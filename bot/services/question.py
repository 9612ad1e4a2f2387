"""Questions, made from what Teapot knows and never typed twice."""

import random
import re
from collections.abc import Sequence

from bot.model import Entry, Key
from bot.model.quiz import Level, Question

OPTIONS = 4
_NUMBER = re.compile(r"\d{3}|[1-5]xx")


def question_of_the_day(
    entries: Sequence[Entry], today: Key, yesterday: Key | None, seed: str
) -> Question:
    """What does which number mean? Neither the code of the day's own, which stands right above,
    nor the last question's. Deterministic from `seed`."""
    chance = random.Random(seed)
    asked = [
        entry
        for entry in entries
        if entry.key not in (today, yesterday) and entry.code != today.code and can_be_asked(entry)
    ]
    # What people meet often comes up often.
    entry = chance.choices(asked, [each.frequency**2 for each in asked])[0]
    wrong = _wrong_options(entry, [each for each in entries if each.code != today.code], chance)
    options = [f"{key.code:03}" for key in (entry.key, *wrong)]
    right = options[0]
    chance.shuffle(options)
    return Question("meaning", entry.key, tuple(options), options.index(right), level(entry))


def can_be_asked(entry: Entry) -> bool:
    """Its summary gives no number away, in either language."""
    return not (_NUMBER.search(entry.en.summary) or _NUMBER.search(entry.ko.summary))


def level(entry: Entry) -> Level:
    """By how often people meet it; a vendor's own is never easy."""
    if entry.frequency >= 4 and not entry.vendor:
        return 1
    return 2 if entry.frequency >= 3 else 3


def _wrong_options(entry: Entry, entries: Sequence[Entry], chance: random.Random) -> list[Key]:
    """Other numbers that somebody might take it for: what it is confused with, then its class."""
    related = {related.key for related in entry.related}

    def unlikely(other: Entry) -> tuple[bool, bool, float]:
        nearness = chance.random() / other.frequency
        return other.key not in related, other.status_class != entry.status_class, nearness

    numbers = {entry.code}
    wrong: list[Key] = []
    for other in sorted(entries, key=unlikely):
        if other.code not in numbers and len(wrong) < OPTIONS - 1:
            numbers.add(other.code)
            wrong.append(other.key)
    return wrong
