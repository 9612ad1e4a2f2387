"""What Teapot keeps of a person."""

from collections.abc import Mapping
from dataclasses import dataclass

# An export's rows by table, as JSON can hold them.
ReadableRows = Mapping[str, list[dict[str, str | int | bool | None]]]


@dataclass(frozen=True, slots=True)
class KeptOfPerson:
    """How many rows name a person, and how many of them are quiz answers."""

    rows: int
    answers: int
