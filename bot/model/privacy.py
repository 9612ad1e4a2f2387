"""What Teapot keeps of a person."""

from collections.abc import Mapping
from dataclasses import dataclass

# An export's rows by table, as JSON can hold them.
ReadableRows = Mapping[str, list[dict[str, str | int | bool | None]]]


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
