"""Chooses the wrong options of a question: near the right one, and wrong by the data."""

import random
import re
from collections.abc import Callable, Collection

from bot.model import LANGUAGES, PROXIES, Entry, Key, Kind, Knowledge, Scenario
from bot.model.quiz import Subject

OPTION_COUNT = 4
# Codes that another code's one-line meaning also fits, and that are therefore not offered as wrong
# options: 301's "moved permanently" is true of 308.
ALSO_MEANT = {
    301: {308},
    302: {303, 307},
    400: {422},
    403: {451},
    420: {429},
    422: {400},
    440: {401},
    460: {499},
    502: {504},
    520: {502},
    522: {504},
    526: {502},
    598: {504},
    599: {0},
    783: {400},
}
# Groups of vendors that belong together: a wrong option must not be a relative of the right one.
RELATED_VENDORS = (frozenset({"AWS", "CloudFront"}), frozenset({"Exchange", "IIS", "Microsoft"}))
_NUMBER = re.compile(r"(?<!\d)\d{3}(?!\d)")


class WrongOptions:
    def __init__(self, knowledge: Knowledge) -> None:
        self._entries = knowledge.entries
        self._by_key = {entry.key: entry for entry in knowledge.entries}
        self._scenarios = {scenario.key: scenario for scenario in knowledge.scenarios}
        self._kinds: dict[Kind, Callable[[Subject, random.Random], list[str]]] = {
            "meaning": self._other_meanings,
            "name": self._other_names,
            "scenario": self._unfit_for,
            "header": self._other_headers,
            "redirect": self._other_redirects,
            "cacheable": self._not_cacheable,
            "sender": self._other_senders,
            "example": self._without_its_header,
        }

    def draw(self, subject: Subject, chance: random.Random) -> list[str]:
        """Return three wrong options, at random among those that are equally near."""
        return self._kinds[subject.kind](subject, chance)

    def _other_meanings(self, subject: Subject, chance: random.Random) -> list[str]:
        """Return wrong options for a meaning.

        For a registered code they are all registered: a vendor's code often has the same meaning.
        """
        entry = self._by_key[subject.key]
        covered = ALSO_MEANT.get(entry.code, set())
        return self._nearest(
            entry,
            chance,
            lambda other: other.code not in covered and bool(entry.vendor or not other.vendor),
        )

    def _unfit_for(self, subject: Subject, chance: random.Random) -> list[str]:
        scenario = self._scenarios[subject.scenario]
        return self._nearest(
            self._by_key[subject.key],
            chance,
            lambda other: other.code not in scenario.also,
            likeliest=_told_apart(scenario),
        )

    def _other_names(self, subject: Subject, chance: random.Random) -> list[str]:
        """Return names that neither the registry nor a vendor gives to the code."""
        entry = self._by_key[subject.key]
        right = {
            name
            for other in self._entries
            if other.code == entry.code
            for name in (other.name, *other.aliases)
        }
        return self._nearest(
            entry, chance, lambda other: other.name not in right, lambda other: other.name
        )

    def _other_headers(self, subject: Subject, chance: random.Random) -> list[str]:
        facts = self._by_key[subject.key].facts
        own = {*facts.required_headers, *facts.recommended_headers}
        others = {
            header
            for entry in self._entries
            if not entry.vendor
            for header in (*entry.facts.required_headers, *entry.facts.recommended_headers)
        }
        return chance.sample(sorted(others - own), OPTION_COUNT - 1)

    def _other_redirects(self, subject: Subject, chance: random.Random) -> list[str]:
        """Return the codes of other redirects.

        303 is no wrong option for 302: it turns every POST into a GET, which 302 allows.
        """
        own = self._by_key[subject.key].facts
        others = [
            number(entry.key)
            for entry in self._entries
            if entry.facts.redirect_method is not None
            and (entry.facts.redirect_method, entry.facts.permanent)
            != (own.redirect_method, own.permanent)
            and (subject.key.code, entry.code) != (302, 303)
        ]
        return chance.sample(others, OPTION_COUNT - 1)

    def _not_cacheable(self, subject: Subject, chance: random.Random) -> list[str]:
        entry = self._by_key[subject.key]
        return self._nearest(entry, chance, lambda other: other.facts.cacheable_by_default is False)

    def _other_senders(self, subject: Subject, chance: random.Random) -> list[str]:
        senders = {entry.vendor for entry in self._entries if entry.code == subject.key.code}
        right = senders.union(*(group for group in RELATED_VENDORS if group & senders))
        vendors = {entry.vendor for entry in self._entries if entry.vendor}
        return chance.sample(sorted(vendors - right - {PROXIES}), OPTION_COUNT - 1)

    def _without_its_header(self, subject: Subject, chance: random.Random) -> list[str]:
        entry = self._by_key[subject.key]
        own = set(entry.facts.required_headers)

        def may_carry(other: Entry) -> bool:
            known = other.facts
            return bool(own & {*known.required_headers, *known.recommended_headers})

        return self._nearest(entry, chance, lambda other: not may_carry(other) and not other.vendor)

    def _nearest(
        self,
        entry: Entry,
        chance: random.Random,
        is_wrong: Callable[[Entry], bool],
        said: Callable[[Entry], str] = lambda other: number(other.key),
        likeliest: Collection[int] = (),
    ) -> list[str]:
        """Return the three wrong options that are most easily confused with an entry.

        First the `likeliest` codes, then the entry's related ones, then its class. Within each
        group the order is random, and frequent codes tend to come first.
        """
        related = {each.key for each in entry.related}
        ranked = sorted(
            (each for each in self._entries if each.code != entry.code and is_wrong(each)),
            key=lambda each: (
                each.code not in likeliest,
                each.key not in related,
                each.status_class != entry.status_class,
                chance.random() / each.frequency,
            ),
        )
        return list(dict.fromkeys(said(each) for each in ranked))[: OPTION_COUNT - 1]


def _told_apart(scenario: Scenario) -> frozenset[int]:
    """Return the codes that a scenario's reason names: people confuse the right one with them."""
    found = (_NUMBER.findall(scenario.text(language).why) for language in LANGUAGES)
    return frozenset(int(each) for numbers in found for each in numbers)


def number(key: Key) -> str:
    """Return a code with three digits."""
    return f"{key.code:03}"
