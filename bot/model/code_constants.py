"""The libraries whose constants for a code are shown, and the versions that have a constant."""

from dataclasses import dataclass
from typing import Annotated, Literal

from msgspec import Meta

from bot.model.text_limits import Remark

Library = Literal["python", "go", "spring", "javascript", "rust", "csharp", "rack", "symfony"]
Version = Annotated[str, Meta(min_length=1, max_length=16)]


@dataclass(frozen=True, slots=True)
class Versions:
    """The versions of a library that have its constant for a code.

    `since` is the first version with the constant; None if even the oldest version in use has it.
    `until` is the last version with the constant; None if the newest has it. `deprecated` is the
    first version that advises against the constant. `before` is the constant that versions older
    than `since` have instead.
    """

    since: Version | None = None
    deprecated: Version | None = None
    until: Version | None = None
    before: Remark | None = None
