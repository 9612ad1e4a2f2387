"""Finds the groups of synonyms that a text mentions."""

import re
from collections import defaultdict
from collections.abc import Iterable

from bot.services.lookup.words import normalise, stem

_NOT_HANGUL = re.compile("[^가-힣]+")
_NO_GROUPS: frozenset[str] = frozenset()


class Synonyms:
    """Finds groups of synonyms in a text.

    A Latin member is one or two words, compared by their stems. A Korean member may be anywhere in
    the text's Hangul, with the spaces removed, since particles and endings follow it.
    """

    def __init__(self, groups: Iterable[Iterable[str]]) -> None:
        self._latin: dict[str, set[str]] = defaultdict(set)
        self._korean: dict[str, set[str]] = defaultdict(set)
        for number, group in enumerate(groups):
            for member in group:
                normalised = normalise(member)
                if not normalised:
                    continue
                if normalised[0] >= "가":
                    self._korean[normalised.replace(" ", "")].add(f"={number}")
                else:
                    stems = " ".join(stem(word) for word in normalised.split())
                    self._latin[stems].add(f"={number}")
        # By first syllable: the lengths of the members. Most syllables begin no member.
        self._lengths: dict[str, set[int]] = defaultdict(set)
        for member in self._korean:
            self._lengths[member[0]].add(len(member))

    def groups_in(self, normalised: str) -> set[str]:
        """Return the groups that a text mentions, as terms such as "=3", which no word equals."""
        found: set[str] = set()
        stems = [stem(word) for word in normalised.split()]
        for one, two in zip(stems, [*stems[1:], ""], strict=True):
            found |= self._latin.get(one, _NO_GROUPS)
            found |= self._latin.get(f"{one} {two}", _NO_GROUPS)
        joined = _NOT_HANGUL.sub("", normalised)
        for start, syllable in enumerate(joined):
            for length in self._lengths.get(syllable, ()):
                found |= self._korean.get(joined[start : start + length], _NO_GROUPS)
        return found
