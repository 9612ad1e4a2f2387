"""Time zones as people name them."""

import unicodedata
from dataclasses import dataclass
from typing import Annotated

import msgspec

ZoneName = Annotated[str, msgspec.Meta(min_length=1, max_length=40)]

# Discord's autocomplete takes 25 choices.
OfferedZones = Annotated[tuple[str, ...], msgspec.Meta(min_length=1, max_length=25)]


@dataclass(frozen=True, slots=True)
class ZoneNames:
    """`names` maps each zone of the IANA database to what people call it. Likelier zones are first.
    `offered_first` are the zones that are offered before a person types."""

    offered_first: OfferedZones
    names: dict[str, tuple[ZoneName, ...]]


def folded_zone(text: str) -> str:
    """Return the form of a zone's name in which names are compared: "newyork" for "New York"."""
    folded = unicodedata.normalize("NFKC", text).casefold()
    return "".join(folded.split()).replace("_", "")
