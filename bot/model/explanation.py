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

        Envoy separates several codes with commas: "UF,URX". The first two of HAProxy's four letters
        say who ended the connection and when; the other two are about cookies.
        """
        return (self.code[:2],) if self.product == "HAProxy" else tuple(self.code.split(","))


@dataclass(frozen=True, slots=True)
class Sender:
    """Who answered with a status code, or logged a code that is never sent.

    `name` is a product, or `APP` for the application itself; None if the sender is unknown.
    `is_from_text` is True if the text shows the sender, and False if the sender is a guess from the
    number: 499 is usually nginx's. `is_logger` is True if the code is never sent, only logged.
    `flag` doesn't say who answered, because a product may flag a response that it passed on.
    """

    name: str | None = None
    is_from_text: bool = True
    is_logger: bool = False
    flag: Flag | None = None


@dataclass(frozen=True, slots=True)
class Mention:
    """A status code at one place in a text.

    `line` counts from 1; `start` and `end` are offsets in the whole text. `vendor` is the vendor
    that defines what the number means there; None is the registry.
    """

    code: int
    line: int
    start: int
    end: int
    vendor: str | None


def is_error(code: int) -> bool:
    """Return whether a code tells of an error. A number outside the classes is an error."""
    return code // 100 not in (1, 2, 3)


@dataclass(frozen=True, slots=True)
class CodeCount:
    """How often a status code occurs in a text, and where.

    `vendor` is the vendor that defines what the number means; None is the registry. `sender`
    answered with the code or logged the code; None if the sender is unknown. `flag` is the
    commonest flag that a product writes beside the code, or the first of equally common flags.
    `flagged` is how often that flag occurs. If several texts were read, only the commonest flag
    of each text is counted, and `flag` is one of these flags.

    Lines count from 1. The times are copied from the lines; None if the lines have no time. `paths`
    are the commonest paths of an error, at most MAX_PATHS, without query strings. If several texts
    were read, `first_file` and `last_file` are the names of the texts with the first and the last
    line; None if the text has no name.
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
    """The status codes of a text's lines, the worst class first.

    The classes come in the order 5xx, 4xx, 3xx, 2xx, 1xx, others; the more frequent code of a class
    comes first. `possible` are the numbers at the text's start that may be codes, if the text has
    no code.
    """

    lines: int
    codes: tuple[CodeCount, ...]
    possible: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Explanation:
    """A code of a text, the code's meaning, and the sender that the text shows or that is usual.

    `detail` is the meaning of the flag beside the code. `own` is what the number means to the
    product that sends it, if the data has a detail for this: Squid's 000 is "No response sent".
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
