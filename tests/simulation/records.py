"""What the simulated Discord keeps: servers, channels, messages, and what people did."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from tests.simulation import payloads


@dataclass
class Channel:
    id: int
    guild_id: int
    is_allowed: bool = True  # whether Teapot may see it, post there and read its history
    is_gone: bool = False
    messages: list["Message"] = field(default_factory=list)


@dataclass
class Guild:
    id: int
    locale: str
    channels: list[Channel] = field(default_factory=list)
    members: set[int] = field(default_factory=set)
    is_joined: bool = True

    @property
    def admin(self) -> int:
        return min(self.members)

    @property
    def system_channel(self) -> Channel:
        return self.channels[0]


@dataclass
class Message:
    id: int
    channel: Channel
    at: float
    sent: dict[str, Any]
    is_deleted: bool = False
    edits: list[float] = field(default_factory=list)

    @property
    def nonce(self) -> str | None:
        return self.sent.get("nonce")

    @property
    def is_seen(self) -> bool:
        return not self.is_deleted and not self.channel.is_gone

    @property
    def texts(self) -> list[str]:
        return payloads.texts(self.sent.get("components"))

    @property
    def part_ids(self) -> list[int]:
        return [each["id"] for each in self.sent.get("components") or [] if "id" in each]

    @property
    def buttons(self) -> dict[str, bool]:
        return payloads.buttons(self.sent.get("components"))


@dataclass
class Interaction:
    """What a person did, and the reply that they got: its texts, None while there is none."""

    id: int
    guild_id: int
    channel: Channel
    person: int
    what: str
    at: float
    told: Callable[["Interaction"], None]
    message: Message | None = None
    said: list[str] | None = None
    buttons: dict[str, bool] = field(default_factory=dict)
    shown: Message | None = None  # the reply, as only this person sees it
    is_deferred: bool = False
    is_over: bool = False
