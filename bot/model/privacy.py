"""What Teapot keeps of a person or a server."""

from collections.abc import Mapping
from dataclasses import dataclass

# An export's rows, by table. JSON can hold each value.
ReadableRows = Mapping[str, list[dict[str, str | int | bool | None]]]


@dataclass(frozen=True, slots=True)
class KeptOfServer:
    """How many daily posts (rows of `daily_post`), games and quiz answers a server has."""

    posts: int
    games: int
    answers: int


@dataclass(frozen=True, slots=True)
class ServerExport:
    """A server's rows, and the number of further rows, which belong to the server's people."""

    rows: ReadableRows
    of_people: int


@dataclass(frozen=True, slots=True)
class KeptOfPerson:
    """How many rows name a person, and how many of them are quiz answers.

    `is_hidden_everywhere` is the person's choice to be hidden from others in every server.
    `hidden_in` is the number of servers that hide the person now. If `is_hidden_everywhere`, this
    number includes only servers where the person has answered or chosen to be hidden.
    `is_unrecorded` means that answers are not stored.
    """

    rows: int
    answers: int
    hidden_in: int
    is_hidden_everywhere: bool
    is_unrecorded: bool

    @property
    def has_choices(self) -> bool:
        """Whether the person is hidden anywhere, or unrecorded."""
        return self.hidden_in > 0 or self.is_hidden_everywhere or self.is_unrecorded
