"""Everything that a person can use: of the registered commands, and of what Teapot shows.

A new command, button, menu or form is found without a change here.
"""

import itertools
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from bot.client import _ITEMS
from tests.discord_server.exchange import PRIVATE, components_of, message_of
from tests.discord_server.faults import HttpFault
from tests.discord_server.payloads import (
    COMPONENT,
    FORM,
    Place,
    attachment,
    member,
    user,
)
from tests.faults.life import Ended, Life

SUBCOMMANDS = (1, 2)
SLASH, USER_MENU, MESSAGE_MENU = 1, 2, 3
TYPES = range(3, 12)
STRING, INTEGER, BOOLEAN, USER, CHANNEL, ROLE, MENTIONABLE, NUMBER, FILE = TYPES
BUTTON, MENU, INPUT, UPLOAD = 2, 3, 4, 19
# What some option takes whose value is free. A command that takes none of them needs one more here.
TEXTS = ("502", "09:00", "Asia/Seoul", "5xx", "404.13", "timeout")
PERSON, OTHER_PERSON, A_ROLE, A_CHANNEL, A_FILE = "2", "3", "40", "20", "7"


@dataclass(frozen=True)
class Surface:
    """What a person does, and where: a command with its options, a press, or a form."""

    name: str
    kind: int
    data: dict[str, Any] = field(hash=False)
    place: Place
    state: str
    message: dict[str, Any] | None = field(default=None, hash=False)


async def use(
    life: Life,
    surface: Surface,
    fault: HttpFault | None = None,
    at: int = 0,
    *,
    lasts: bool = False,
) -> Ended:
    return await life.interact(
        surface.kind, surface.data, surface.place, fault=fault, at=at, lasts=lasts,
        message=surface.message,
    )  # fmt: skip


@dataclass(frozen=True)
class Command:
    """A command as it is registered, with its own options."""

    id: str
    type: int
    path: tuple[str, ...]
    options: Sequence[dict[str, Any]]

    @property
    def name(self) -> str:
        return " ".join(self.path)

    def data(self, values: Sequence[dict[str, Any]], files: str) -> dict[str, Any]:
        """Return an interaction's data."""
        nested = list(values)
        for name in reversed(self.path[1:]):
            nested = [{"type": 1, "name": name, "options": nested}]
        if len(self.path) == 3:
            nested[0]["type"] = 2
        data = {"id": self.id, "name": self.path[0], "type": self.type, "options": nested}
        if self.type != SLASH:
            data["target_id"] = "8" if self.type == MESSAGE_MENU else OTHER_PERSON
        return data | {"resolved": resolved(files)}


def commands(registered: Sequence[dict[str, Any]]) -> Iterator[Command]:
    for each in registered:
        yield from _leaves(each, each["id"], each["type"], (each["name"],))


def _leaves(
    spec: dict[str, Any], identity: str, kind: int, path: tuple[str, ...]
) -> Iterator[Command]:
    options = spec.get("options") or []
    nested = [each for each in options if each["type"] in SUBCOMMANDS]
    for each in nested:
        yield from _leaves(each, identity, kind, (*path, each["name"]))
    if not nested:
        yield Command(identity, kind, path, options)


def variants(command: Command, files: str) -> Iterator[tuple[str, list[dict[str, Any]]]]:
    """Yield a name for each set of options, with the data to try, of which one is answered."""
    needed = [each for each in command.options if each.get("required")]
    yield command.name, [command.data(each, files) for each in _filled(needed, 0)]
    if len(needed) < len(command.options):
        filled = _filled(command.options, -1)
        yield f"{command.name}, all options", [command.data(each, files) for each in filled]


def suggestions(command: Command, files: str) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield a name and the data for each option that is completed while it is typed."""
    for option in command.options:
        if option.get("autocomplete"):
            typed = {"name": option["name"], "type": option["type"], "value": "5", "focused": True}
            yield f"{command.name}, typing {option['name']}", command.data([typed], files)


def _filled(options: Sequence[dict[str, Any]], choice: int) -> Iterator[list[dict[str, Any]]]:
    values = [_values(each, choice) for each in options]
    for chosen in itertools.product(*values):
        yield [
            {"name": each["name"], "type": each["type"], "value": value}
            for each, value in zip(options, chosen, strict=True)
        ]


def _values(option: dict[str, Any], choice: int) -> Sequence[Any]:
    """Return what the option may be: the first or last choice, or a value of its type."""
    if option.get("choices"):
        return (option["choices"][choice]["value"],)
    numbers = (option.get("min_value", 1), option.get("max_value", 5))
    return {
        STRING: TEXTS, INTEGER: numbers[:1], NUMBER: numbers[:1], BOOLEAN: (True,),
        USER: (OTHER_PERSON,), MENTIONABLE: (OTHER_PERSON,), CHANNEL: (A_CHANNEL,),
        ROLE: (A_ROLE,), FILE: (A_FILE,),
    }[option["type"]]  # fmt: skip


def resolved(files: str) -> dict[str, Any]:
    """Return what Discord tells of the ids in options: of more than there are."""
    plain = {key: value for key, value in member(3).items() if key != "user"}
    role = {
        "id": A_ROLE, "name": "on call", "color": 0, "hoist": False, "position": 1,
        "permissions": "0", "managed": False, "mentionable": True, "flags": 0,
    }  # fmt: skip
    channel = {"id": A_CHANNEL, "name": "quiz", "type": 0, "permissions": "0"}
    log = attachment(f"{files}/files/2000")
    said = message_of({}) | {"id": "8", "content": "upstream said 502", "attachments": [log]}
    return {
        "users": {OTHER_PERSON: user(3)},
        "members": {OTHER_PERSON: plain},
        "roles": {A_ROLE: role},
        "channels": {A_CHANNEL: channel},
        "attachments": {A_FILE: log},
        "messages": {"8": said},
    }


def presses(shown: dict[str, Any], place: Place, state: str) -> Iterator[Surface]:
    """Yield each button and menu of a message."""
    is_private = bool(shown.get("flags", 0) & PRIVATE)
    posted = shown if "id" in shown else message_of(shown)
    message = posted | {"channel_id": str(place.channel_id)}
    for part in components_of(message["components"]):
        data = {"component_type": part["type"], "custom_id": part["custom_id"], "id": part["id"]}
        if part["type"] == MENU:
            data["values"] = [part["options"][0]["value"]]
        kind = kind_of(part["custom_id"])
        name = f"{kind}{', in private' if is_private else ''}"
        yield Surface(name, COMPONENT, data, place, state, message)


def forms(shown: dict[str, Any], place: Place, state: str, files: str) -> Iterator[Surface]:
    """Yield a form's submissions: with a text alone, and with all fields."""
    fields = list(components_of(shown.get("components", [])))
    texts = [each for each in fields if each["type"] == INPUT]
    for name, sent in (("", texts), (", all fields", fields)):
        data = {
            "custom_id": shown["custom_id"],
            "components": [{"type": 18, "component": _submitted(each)} for each in sent],
            "resolved": {"attachments": {A_FILE: attachment(f"{files}/files/2000")}},
        }
        yield Surface(f"form {shown['custom_id']}{name}", FORM, data, place, state)


def _submitted(part: dict[str, Any]) -> dict[str, Any]:
    value = {"values": [A_FILE]} if part["type"] == UPLOAD else {"value": "got a 502 here"}
    return {"type": part["type"], "custom_id": part["custom_id"]} | value


def kind_of(custom_id: str) -> str:
    """Return the name of the class that answers a button or menu."""
    for item in _ITEMS:
        if item.__discord_ui_compiled_template__.fullmatch(custom_id):
            return item.__name__
    return custom_id
