"""The order of a text's codes: the worst class first, then the most frequent."""

from collections.abc import Iterable
from typing import Final

from bot.model.explanation import CodeCount, Summary

# HTTP has no class 0 or 6–9; these come last.
_WORST_FIRST: Final = {5: 0, 4: 1, 3: 2, 2: 3, 1: 4}


def summary_of(lines: int, codes: Iterable[CodeCount], possible: Iterable[int] = ()) -> Summary:
    """Return a summary with the codes, worst first, or with `possible` if there is no code.

    `possible` are numbers that may be codes.
    """

    def place(each: CodeCount) -> tuple[int, int, int]:
        return _WORST_FIRST.get(each.code // 100, len(_WORST_FIRST)), -each.count, each.code

    ordered = tuple(sorted(codes, key=place))
    return Summary(lines, ordered, () if ordered else tuple(dict.fromkeys(possible)))
