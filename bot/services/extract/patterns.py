"""Builds regular expressions from lists of words."""

import re
from collections import defaultdict
from typing import Any, cast


class _CompiledLater:
    """A pattern that is compiled when one of its attributes is first used."""

    def __init__(self, pattern: str, flags: int) -> None:
        self._pattern, self._flags = pattern, flags

    def __getattr__(self, name: str) -> Any:
        # Kept as an attribute, so that only the first use of a method comes here.
        value = getattr(re.compile(self._pattern, self._flags), name)
        setattr(self, name, value)
        return value


def compile_later(pattern: str, flags: int = 0) -> re.Pattern[str]:
    """Return a pattern that is compiled when it is first used.

    Compiling all patterns takes a tenth of a second, and most texts need few of them.
    """
    return cast("re.Pattern[str]", _CompiledLater(pattern, flags))


def any_of(patterns: str) -> str:
    """Return one pattern that matches any of a list's, which whitespace separates."""
    return f"(?:{'|'.join(patterns.split())})"


def any_of_grouped(patterns: str, *, words: bool = False) -> str:
    """Like `any_of`, but grouped by first letter: `a(?:bc|de)`, which `re` searches much faster.

    Every pattern must therefore begin with a letter or with `(?:…|…)`. Put a look-behind after
    that letter. With `words=True`, no letter may precede the match, and no
    sign that joins words to a path or a name.
    """
    rests = defaultdict(list)
    for pattern in patterns.split():
        for each in _ungrouped(pattern):
            assert each[0] not in "\\[(.", each
            rests[each[0]].append(each[1:])
    guard = r"(?<![\w/-]{})" if words else ""
    each_letter = (
        f"{first}{guard.format(first)}(?:{'|'.join(some)})" for first, some in rests.items()
    )
    return f"(?:{'|'.join(each_letter)})"


class Words:
    """A list of words and patterns to look for in a long text, in lower case.

    Most are plain words, which `in` finds some ten times as fast as `re`. A word that begins with
    `\\b` is grouped by its first letter, like those of `any_of_grouped`.
    """

    def __init__(self, patterns: str) -> None:
        self._plain = [each for each in patterns.split() if each.isalnum()]
        others = (each for each in patterns.split() if not each.isalnum())
        starts = [re.sub(r"^\\b(\w)", r"\1(?<![a-z0-9_]\1)", each) for each in others]
        self._others = compile_later(any_of_grouped(" ".join(starts)), re.ASCII) if starts else None

    def are_in(self, lower_text: str) -> bool:
        if any(word in lower_text for word in self._plain):
            return True
        return self._others is not None and self._others.search(lower_text) is not None


def at_end(pattern: str, gap: str) -> re.Pattern[str]:
    """Compile a pattern for the end of the text before a number, with at most `gap` between."""
    return compile_later(rf"{pattern}{gap}\Z")


def _ungrouped(pattern: str) -> list[str]:
    """Return "ac" and "bc" for "(?:a|b)c"."""
    if not pattern.startswith("(?:"):
        return [pattern]
    group, rest = pattern.removeprefix("(?:").split(")", 1)
    return [each + rest for each in group.split("|")]
