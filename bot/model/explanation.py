"""Status codes in a pasted text: their places and their meanings."""

from dataclasses import dataclass

from bot.model.entry import Entry
from bot.model.lookup import Match, UnassignedCode

# The sender's name if the application itself answered, not a product in front of it.
APP = "app"


@dataclass(frozen=True, slots=True)
class Flag:
    """What a product writes beside a code: Envoy's "UF", HAProxy's "sH--", Heroku's "H12"."""

    product: str
    code: str


@dataclass(frozen=True, slots=True)
class Sender:
    """Who answered with a status code, or logged a code that is never sent.

    `name` is a product, or `APP` for the application itself; None if the text doesn't show it.
    `is_shown` is False if the number alone says it: 499 is usually nginx's. `is_logger` is True if
    the code is never sent, only logged. A product may flag a response that it passed on: `flag`
    doesn't say who answered.
    """

    name: str | None = None
    is_shown: bool = True
    is_logger: bool = False
    flag: Flag | None = None


@dataclass(frozen=True, slots=True)
class Mention:
    """A status code at one place in a text.

    `line` counts from 1; `start` and `end` are offsets in the whole text. `vendor` says which
    meaning of the number applies there; None is the registry's.
    """

    code: int
    line: int
    start: int
    end: int
    vendor: str | None


@dataclass(frozen=True, slots=True)
class Explanation:
    """A code in a text, its meaning, and a part of the line that mentions it first.

    The line reads `before`, the number, `after`.
    """

    mention: Mention
    result: Match | UnassignedCode
    before: str
    after: str
    sender: Sender

    @property
    def entry(self) -> Entry:
        """The code's entry, or its class's x00 entry if the code is unassigned."""
        return self.result.entry if isinstance(self.result, Match) else self.result.base


@dataclass(frozen=True, slots=True)
class CodeCount:
    """How often a status code is in a text, and where.

    `vendor` says which meaning of the number applies; None is the registry's. `sender` answered
    with the code, and is None if the text doesn't show it. `flag` is what a proxy writes beside the
    code: "UF", "sH--", "H12".

    Lines count from 1. The times read as the lines write them, and are None if lines have none.
    `paths` are the commonest paths of an error, up to three, without their query strings.
    """

    code: int
    vendor: str | None
    sender: str | None
    flag: str | None
    count: int
    first_line: int
    last_line: int
    first_at: str | None
    last_at: str | None
    paths: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class Summary:
    """What a text's lines hold: its status codes, the worst class first.

    The classes come in the order 5xx, 4xx, 3xx, 2xx, 1xx, others; the more frequent code of a class
    comes first.
    """

    lines: int
    codes: tuple[CodeCount, ...]
