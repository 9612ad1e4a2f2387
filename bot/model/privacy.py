"""What Teapot keeps of a person or a server."""

from collections.abc import Mapping
from dataclasses import dataclass

# An export's rows by table, as JSON can hold them.
ReadableRows = Mapping[str, list[dict[str, str | int | bool | None]]]


@dataclass(frozen=True, slots=True)
class KeptOfServer:
    """How many dates of daily posts, games, and quiz answers a server has."""

    posts: int
    games: int
    answers: int


@dataclass(frozen=True, slots=True)
class ServerExport:
    """A server's rows, and how many more are about its people: those are the people's own."""

    rows: ReadableRows
    of_people: int


@dataclass(frozen=True, slots=True)
class KeptOfPerson:
    """How many rows name a person, and how many of them are quiz answers.

    `is_hidden` means in every server, and `has_choices` that they hide or are unrecorded anywhere.
    """

    rows: int
    answers: int
    is_hidden: bool
    is_unrecorded: bool
    has_choices: bool
