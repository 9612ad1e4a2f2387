"""Builds regular expressions from lists of words."""

import re
from collections import defaultdict
from typing import Any, Final, cast


class _CompiledLater:
    """A pattern that is compiled when one of its attributes is first used."""

    def __init__(self, pattern: str, flags: int) -> None:
        self._pattern, self._flags = pattern, flags
        self._compiled: re.Pattern[str] | None = None

    def __getattr__(self, name: str) -> Any:
        # Store the value, so that only the first use of an attribute calls `__getattr__`.
        value = getattr(self.compile(), name)
        setattr(self, name, value)
        return value

    def compile(self) -> re.Pattern[str]:
        self._compiled = self._compiled or re.compile(self._pattern, self._flags)
        return self._compiled


_LATER: Final[list[_CompiledLater]] = []


def compile_later(pattern: str, flags: int = 0) -> re.Pattern[str]:
    """Return a pattern that is compiled when it is first used.

    Compiling all patterns takes a tenth of a second, and most texts need few of them.
    """
    _LATER.append(later := _CompiledLater(pattern, flags))
    return cast("re.Pattern[str]", later)


def compile_now() -> None:
    """Compile all the patterns of `compile_later`, so that no text waits for a compilation."""
    for each in _LATER:
        each.compile()


def any_of(patterns: str) -> str:
    """Return one pattern that matches any pattern of a list separated by whitespace."""
    return f"(?:{'|'.join(patterns.split())})"


def any_of_grouped(patterns: str, *, words: bool = False) -> str:
    """Like `any_of`, but grouped by first letter: `a(?:bc|de)`, which `re` searches much faster.

    Every pattern must therefore begin with a letter or with `(?:…|…)`. Put a look-behind after
    the first letter. With `words=True`, a match can't follow a letter, a digit, `_`, `/` or `-`:
    there, the word would be a part of a longer name or a path.
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
    # `\b` rules out most positions of a text sooner than the comparison with all the letters does.
    return rf"\b(?:{'|'.join(each_letter)})" if words else f"(?:{'|'.join(each_letter)})"


def any_of_mixed(patterns: str) -> str:
    """Like `any_of`, but groups the patterns that `any_of_grouped` can take."""
    some = patterns.split()
    letters = [each for each in some if _ungrouped(each)[0][:1].isalpha()]
    others = [each for each in some if each not in letters]
    return f"(?:{any_of_grouped(' '.join(letters))}|{'|'.join(others)})"


# The commonest characters of lines with numbers, the most common first; all others are rarer.
_COMMON: Final = " 0e4tso2arin51dl3c.pu,hm:gfwybkv-x)9(T/PSEAI8RC6?BMO\"7=_NLHD]['GFqUW;|>jz"


def rarest_of(text: str) -> str:
    """Return the character of `text` that most texts lack; "" if `text` is empty.

    A search for one character takes next to no time, so do it before the search for `text`.
    """
    rarity = {each: place for place, each in enumerate(_COMMON)}
    return max(text, key=lambda each: rarity.get(each, len(_COMMON)), default="")


_LETTERS = re.compile(r"(?:[\w<:' -](?![?*+{]))*")
_UPPER = re.compile("[A-Z]+")
_SPECIAL = re.compile(r"[\\.^$*+?{}\[\]|()]")


class Words:
    """A list of words and patterns to look for in a long text, in lower case.

    Most words are plain text, which `in` finds some ten times as fast as `re`. The others are
    patterns. `re` searches for a pattern only if the text contains the plain letters that the
    pattern begins with.
    """

    def __init__(self, patterns: str) -> None:
        self._plain = tuple(
            (rarest_of(text), text) for each in patterns.split() if (text := _plain_text(each))
        )
        self._others = tuple(
            (
                _beginning(each),
                compile_later(re.sub(r"^\\b(\w)", r"\1(?<![a-z0-9_]\1)", each), re.ASCII),
            )
            for each in patterns.split()
            if not _plain_text(each)
        )

    def those_in(self, lower_text: str) -> "Words | None":
        """Return those of the words that a text contains; None if it contains none.

        The caller can then look for fewer words in each line of the text.
        """
        found = Words("")
        found._plain = tuple(
            (rare, word) for rare, word in self._plain if rare in lower_text and word in lower_text
        )
        found._others = tuple(
            (beginning, pattern)
            for beginning, pattern in self._others
            if beginning in lower_text and pattern.search(lower_text)
        )
        return found if found._plain or found._others else None

    def are_in(self, lower_text: str) -> bool:
        """Return whether a text has any of the words."""
        for rare, word in self._plain:
            if rare in lower_text and word in lower_text:
                return True
        for beginning, pattern in self._others:
            if beginning in lower_text and pattern.search(lower_text):
                return True
        return False


def _beginning(pattern: str) -> str:
    """Return the plain letters at a pattern's start, without optional letters."""
    letters = _LETTERS.match(pattern.removeprefix(r"\b").replace(r"\s", " "))
    return "" if letters is None else letters[0]


def _plain_text(pattern: str) -> str:
    """Return the only text that a pattern matches, or "" if the pattern matches several texts."""
    text = pattern
    for escaped, plain in ((r"\s", " "), (r"\.", ""), (r"\+", "")):
        text = text.replace(escaped, plain)
    if _SPECIAL.search(text):
        return ""
    return pattern.replace(r"\s", " ").replace("\\", "")


def lower_in_place(text: str) -> str:
    """Return the text in lower case, with every character at the same index as before."""
    lower = text.lower()
    if len(lower) != len(text):  # The lower case of "İ" has two characters.
        lower = _UPPER.sub(lambda match: match[0].lower(), text)
    return lower


def at_end(pattern: str, gap: str) -> re.Pattern[str]:
    """Return a pattern for text before a number: `pattern`, then `gap`, then the text's end."""
    return compile_later(rf"{pattern}{gap}\Z")


def _ungrouped(pattern: str) -> list[str]:
    """Return "ac" and "bc" for "(?:a|b)c"."""
    group, _, rest = pattern.removeprefix("(?:").partition(")")
    if not pattern.startswith("(?:") or rest[:1] in ("?", "*", "+", "{"):
        return [pattern]
    return [each + rest for each in group.split("|")]
