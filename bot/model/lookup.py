"""What a lookup returns: an entry, a detail, a class, an unassigned code, or no match."""

from dataclasses import dataclass

from bot.model.detail import Detail
from bot.model.entry import Entry


@dataclass(frozen=True, slots=True)
class Hit:
    """An entry that a query may mean. `score` is 0 to 1."""

    entry: Entry
    score: float


@dataclass(frozen=True, slots=True)
class Match:
    """The entry that the query means, and other meanings of the query, likeliest first.

    `detail` is a product's own code, if the query names one in addition to the status code.
    `other_details` are products' own meanings of the entry's number when it is a status.
    """

    entry: Entry
    alternatives: tuple[Entry, ...] = ()
    other_details: tuple[Detail, ...] = ()
    detail: Detail | None = None


@dataclass(frozen=True, slots=True)
class DetailMatch:
    """The detail that the query means, and the entries of the detail's statuses.

    `other_details` are other meanings of the query, likeliest first.
    """

    detail: Detail
    entries: tuple[Entry, ...] = ()
    other_details: tuple[Detail, ...] = ()


@dataclass(frozen=True, slots=True)
class StatusClass:
    """One of HTTP's five classes (RFC 9110 §15) and its entries in the order of their numbers."""

    digit: int
    entries: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class UnassignedCode:
    """A number that HTTP allows and that has no entry.

    A client must treat it as `base`, the x00 code of its class (RFC 9110 §15). `details` are
    products' own meanings of the number.
    """

    code: int
    base: Entry
    details: tuple[Detail, ...] = ()


@dataclass(frozen=True, slots=True)
class NoMatch:
    """No entry is near enough to be shown as the answer; the nearest are `suggestions`."""

    query: str
    suggestions: tuple[Entry, ...]
    details: tuple[Detail, ...] = ()


LookupResult = Match | DetailMatch | StatusClass | UnassignedCode | NoMatch
