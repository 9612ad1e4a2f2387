"""The data rules of `teapot check` for an entry's `quiz`.

`quiz` says which questions about the entry are not asked, and which further options are right, so
that the quiz doesn't offer them as wrong.

`problems` is pure: it takes an entry and yields (dotted field, problem) pairs, as in
`entry_checks.py`.
"""

import re
from collections.abc import Iterator

from bot.model import Entry, Key, Kind

_FIELD_NAME = re.compile(r"[A-Z][A-Za-z]*(?:-[A-Z][A-Za-z]*)*")


def problems(entry: Entry, known: frozenset[Key]) -> Iterator[tuple[str, str]]:
    """Yield every rule that the entry's `quiz` breaks, as (dotted field, problem)."""
    if entry.quiz is None:
        if entry.doubt is not None:
            yield (
                "quiz",
                "is missing: name the questions that the doubt touches, or write 'unasked: []'",
            )
        return
    if "scenario" in entry.quiz.unasked:
        yield "quiz.unasked", "has scenario: delete the situation instead"
    for kind, options in entry.quiz.also.items():
        if kind in ("name", "scenario"):
            yield f"quiz.also.{kind}", "belongs in the entry's `aliases` or the situation's `also`"
        elif kind in entry.quiz.unasked:
            yield f"quiz.also.{kind}", "is about a question that is not asked"
        for option in options:
            if not _is_option(option, kind, entry, known) or options.count(option) > 1:
                yield f"quiz.also.{kind}", f"{option} is the entry's own, unknown, or named twice"


def _is_option(option: str, kind: Kind, entry: Entry, known: frozenset[Key]) -> bool:
    if kind == "sender":
        return option in {key.vendor for key in known} - {"", entry.vendor}
    if kind == "header":
        own = entry.facts.required_headers
        return _FIELD_NAME.fullmatch(option) is not None and option not in own
    return option in {f"{key.code:03}" for key in known} - {f"{entry.code:03}"}
