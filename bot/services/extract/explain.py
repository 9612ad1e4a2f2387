"""Explains what texts contain: each of their codes once, with its meaning and sender."""

from collections.abc import Iterable

from bot.model import Explanation
from bot.services.extract.excerpts import Excerpt, find_excerpts
from bot.services.lookup.lookup import Lookup


def explain(text: str, lookup: Lookup) -> list[Explanation]:
    """Return an explanation of every code in `text`, in order of their first mentions."""
    return explain_excerpts(find_excerpts(text), lookup)


def explain_excerpts(excerpts: Iterable[Excerpt], lookup: Lookup) -> list[Explanation]:
    """Return an explanation of every code in the excerpts of one or several texts."""
    first: dict[tuple[int, str | None], Excerpt] = {}
    for each in excerpts:
        first.setdefault((each.mention.code, each.mention.vendor), each)
    return [
        Explanation(
            each.mention,
            lookup.find_code(each.mention.code, each.mention.vendor),
            each.before,
            each.after,
            each.sender,
        )
        for each in first.values()
    ]
