"""Status codes in a pasted text: their places and their meanings."""

from dataclasses import dataclass

from bot.model.detail import Detail
from bot.model.entry import Entry
from bot.model.lookup import Match, UnassignedCode

# The sender's name if the application itself answered, not a product in front of it.
APP = "app"


@dataclass(frozen=True, slots=True)
class Flag:
    """What a product writes beside a code: Envoy's "UF", HAProxy's "sH--", Heroku's "H12"."""

    product: str
    code: str

    @property
    def codes(self) -> tuple[str, ...]:
        """The codes that may have a `Detail`, the likeliest first.

        Envoy writes several with commas: "UF,URX". Of HAProxy's four letters, the first two say who
        ended the connection and when; the others are about cookies.
        """
        return (self.code[:2],) if self.product == "HAProxy" else tuple(self.code.split(","))


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


def is_error(code: int) -> bool:
    """Return whether a code tells of an error; numbers outside the classes do."""
    return code // 100 not in (1, 2, 3)


@dataclass(frozen=True, slots=True)
class CodeCount:
    """How often a status code is in a text, and where.

    `vendor` says which meaning of the number applies; None is the registry's. `sender` answered
    with the code, or logged it, and is None if the text doesn't show it. `flag` is the commonest
    flag that a product writes beside the code, or the first of equally common ones. `flagged`
    counts it. A sum of several texts has the commonest of their flags.

    Lines count from 1. The times read as the lines write them, and are None if lines have none.
    `paths` are the commonest paths of an error, up to three, without their query strings.
    If several texts were read, the files name those that the first and the last line are in; None
    is a text without a name.
    """

    code: int
    vendor: str | None
    sender: str | None
    flag: Flag | None
    count: int
    first_line: int
    last_line: int
    first_at: str | None
    last_at: str | None
    paths: tuple[tuple[str, int], ...]
    first_file: str | None = None
    last_file: str | None = None
    flagged: int = 0


@dataclass(frozen=True, slots=True)
class Summary:
    """What a text's lines hold: its status codes, the worst class first.

    The classes come in the order 5xx, 4xx, 3xx, 2xx, 1xx, others; the more frequent code of a class
    comes first. If the text has no code, `possible` are the numbers at its start that may be codes.
    """

    lines: int
    codes: tuple[CodeCount, ...]
    possible: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Explanation:
    """A code of a text, its meaning, and who answered with it, as the text shows or as is usual.

    `detail` is what the text's flag says. `own` is what the number means to the product that sent
    it, if that is no entry.
    """

    count: CodeCount
    result: Match | UnassignedCode
    sender: Sender
    detail: Detail | None = None
    own: Detail | None = None

    @property
    def entry(self) -> Entry:
        """The code's entry, or its class's x00 entry if the code is unassigned."""
        return self.result.entry if isinstance(self.result, Match) else self.result.base

    @property
    def is_error(self) -> bool:
        """Whether something failed: 4xx, 5xx, and the numbers that are in no class."""
        return is_error(self.count.code)
