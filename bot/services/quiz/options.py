"""Chooses a question's wrong options: near the right one, but wrong according to the data."""

import random
import re
from collections.abc import Callable, Collection

from bot.model import LANGUAGES, PROXIES, Entry, Key, Kind, Knowledge, Scenario
from bot.model.quiz import Subject

OPTION_COUNT = 4
WRONG_COUNT = OPTION_COUNT - 1
_Group = tuple[bool, bool, bool, bool]
_NUMBER = re.compile(r"(?<!\d)\d{3}(?!\d)")


class WrongOptions:
    """Chooses the wrong options of a question about any subject.

    A subject is an entry and a kind of question about the entry, such as 404's name.
    `quiz.also` of an entry lists further options that could be called right. They are never offered
    as wrong ones.
    """

    def __init__(self, knowledge: Knowledge) -> None:
        self._entries = knowledge.entries
        self._by_key = {entry.key: entry for entry in knowledge.entries}
        self._registered = {entry.code for entry in knowledge.entries if not entry.vendor}
        self._grouped: dict[tuple[Key, frozenset[int]], list[tuple[_Group, Entry]]] = {}
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
        """Return three wrong options, at random among equally near ones."""
        return self._kinds[subject.kind](subject, chance)

    def _other_meanings(self, subject: Subject, chance: random.Random) -> list[str]:
        return self._nearest(subject, chance)

    def _unfit_for(self, subject: Subject, chance: random.Random) -> list[str]:
        scenario = self._scenarios[subject.scenario]
        return self._nearest(
            subject,
            chance,
            lambda other: other.code not in scenario.also,
            named=_told_apart(scenario),
        )

    def _other_names(self, subject: Subject, chance: random.Random) -> list[str]:
        """Return names of other codes of the right code's class.

        The right code's own name and aliases are left out.
        """
        entry = self._by_key[subject.key]
        return self._nearest(
            subject,
            chance,
            lambda other: (
                other.status_class == entry.status_class
                and other.name not in (entry.name, *entry.aliases)
            ),
            lambda other: other.name,
        )

    def _other_headers(self, subject: Subject, chance: random.Random) -> list[str]:
        entry = self._by_key[subject.key]
        own = {*entry.facts.required_headers, *entry.facts.recommended_headers}
        others = {
            header
            for each in self._entries
            if not each.vendor
            for header in (*each.facts.required_headers, *each.facts.recommended_headers)
        }
        return chance.sample(sorted(others - own - {*entry.also("header")}), WRONG_COUNT)

    def _other_redirects(self, subject: Subject, chance: random.Random) -> list[str]:
        entry = self._by_key[subject.key]
        own = entry.facts
        others = [
            number(each.key)
            for each in self._entries
            if each.facts.redirect_method is not None
            and (each.facts.redirect_method, each.facts.permanent)
            != (own.redirect_method, own.permanent)
            and number(each.key) not in entry.also("redirect")
        ]
        return chance.sample(others, WRONG_COUNT)

    def _not_cacheable(self, subject: Subject, chance: random.Random) -> list[str]:
        return self._nearest(
            subject, chance, lambda other: other.facts.cacheable_by_default is False
        )

    def _other_senders(self, subject: Subject, chance: random.Random) -> list[str]:
        entry = self._by_key[subject.key]
        right = {each.vendor for each in self._entries if each.code == entry.code}
        vendors = {each.vendor for each in self._entries if each.vendor}
        return chance.sample(
            sorted(vendors - right - {PROXIES, *entry.also("sender")}), WRONG_COUNT
        )

    def _without_its_header(self, subject: Subject, chance: random.Random) -> list[str]:
        own = set(self._by_key[subject.key].facts.required_headers)

        def may_carry(other: Entry) -> bool:
            known = other.facts
            return bool(own & {*known.required_headers, *known.recommended_headers})

        return self._nearest(subject, chance, lambda other: not may_carry(other))

    def _nearest(
        self,
        subject: Subject,
        chance: random.Random,
        is_wrong: Callable[[Entry], bool] = lambda _: True,
        said: Callable[[Entry], str] = lambda other: f"{other.code:03}",
        named: Collection[int] = (),
    ) -> list[str]:
        """Return the three wrong options that are most easily confused with the right one.

        The codes in `named`, which the scenario's reason names, come first. If none of them is
        similar to the right code, one similar option follows, so that the answer doesn't stand out.
        The other options follow, nearest first.

        An option is similar if it has the right code's class. If only vendors use the right code,
        a similar option is another code that only vendors use, of the same class if possible.
        """
        entry = self._by_key[subject.key]
        nearest: dict[str, Entry] = {}
        also = entry.also(subject.kind)
        for each in self._by_nearness(entry, chance, named):
            if is_wrong(each) and (option := said(each)) not in also:
                nearest.setdefault(option, each)
        chosen = [option for option, each in nearest.items() if each.code in named][:WRONG_COUNT]
        needed = [o for o, each in nearest.items() if each.status_class == entry.status_class]
        if entry.code not in self._registered:
            vendors = [o for o, each in nearest.items() if each.code not in self._registered]
            needed = [option for option in vendors if option in needed] or vendors
        if len(chosen) < WRONG_COUNT and not any(option in needed for option in chosen):
            chosen += needed[:1]
        return [*chosen, *(option for option in nearest if option not in chosen)][:WRONG_COUNT]

    def _by_nearness(
        self, entry: Entry, chance: random.Random, named: Collection[int]
    ) -> list[Entry]:
        """Return the entries that may be wrong options, nearest first.

        Related entries come first, then entries of the same vendor, then entries of the class. Next
        come failures if the entry is a failure, or else entries that aren't failures. The entries
        of 000 and 999 have no class, but count as failures, so failures come next for them. The
        order within each group is random, and frequent codes tend to come first.

        The code of `entry` is no option. Any other code in `named` is an option. A code that isn't
        in `named` is no option if nothing sends it, or if it is a vendor's and `entry` has no
        vendor.
        """
        groups = self._groups(entry, frozenset(named))
        drawn = sorted(
            (group, chance.random() / each.frequency**2, place)
            for place, (group, each) in enumerate(groups)
        )
        return [groups[place][1] for _, _, place in drawn]

    def _groups(self, entry: Entry, named: frozenset[int]) -> list[tuple[_Group, Entry]]:
        """Return each entry that may be a wrong option, with a sort key for its group."""
        if (entry.key, named) not in self._grouped:
            related = {each.key for each in entry.related}
            self._grouped[entry.key, named] = [
                (
                    (
                        each.key not in related,
                        bool(entry.vendor) and each.vendor != entry.vendor,
                        each.status_class != entry.status_class,
                        _is_failure(each) != _is_failure(entry),
                    ),
                    each,
                )
                for each in self._entries
                if each.code != entry.code
                and (
                    each.code in named
                    or (each.registration != "unused" and bool(entry.vendor or not each.vendor))
                )
            ]
        return self._grouped[entry.key, named]


def _is_failure(entry: Entry) -> bool:
    return not 1 <= entry.status_class <= 3


def _told_apart(scenario: Scenario) -> frozenset[int]:
    """Return the codes that a scenario's reason names: people confuse them with the right code."""
    found = (_NUMBER.findall(scenario.text(language).why) for language in LANGUAGES)
    return frozenset(int(each) for numbers in found for each in numbers)


def number(key: Key) -> str:
    """Return the key's code as text, written with three digits."""
    return f"{key.code:03}"
