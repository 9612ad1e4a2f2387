"""Status codes in a pasted text: their places and their meanings."""

from dataclasses import dataclass
from typing import Literal

from bot.model.entry import Entry
from bot.model.lookup import Match, UnassignedCode

# The sender of a response: "app" and "balancer" are kinds of sender, the others are products.
Sender = Literal[
    "app",
    "balancer",
    "Apache",
    "Caddy",
    "Cloudflare",
    "CloudFront",
    "Envoy",
    "HAProxy",
    "IIS",
    "Kong",
    "nginx",
    "Squid",
    "Varnish",
]


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

    The line reads `before`, the number, `after`. `sender` is None if the text doesn't show it.
    """

    mention: Mention
    result: Match | UnassignedCode
    before: str
    after: str
    sender: Sender | None

    @property
    def entry(self) -> Entry:
        """The code's entry, or its class's x00 entry if the code is unassigned."""
        return self.result.entry if isinstance(self.result, Match) else self.result.base
