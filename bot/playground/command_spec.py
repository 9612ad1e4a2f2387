"""Teapot's commands as a person may type them, read from the payload that Discord gets."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from bot.model import LOCALES, Language

Names = Mapping[Language, str]
Kind = Literal["text", "number", "yes", "channel", "person", "role", "file"]

_COMMAND, _GROUPS = 1, (1, 2)
_KINDS: dict[int, Kind] = {
    3: "text",
    4: "number",
    5: "yes",
    6: "person",
    7: "channel",
    8: "role",
    11: "file",
}


@dataclass(frozen=True, slots=True)
class Choice:
    names: Names
    value: str | int


@dataclass(frozen=True, slots=True)
class Option:
    """An option of a command.

    `key` is the option's name in Discord's payload, `names` its localised names. `least` and `most`
    limit a number or a text's length. With `has_autocomplete`, the bot suggests values. An option
    without `accepts` accepts every text.
    """

    key: str
    names: Names
    description: Names
    kind: Kind
    is_required: bool
    choices: tuple[Choice, ...]
    least: int | None
    most: int | None
    has_autocomplete: bool
    accepts: Callable[[str], bool] | None


@dataclass(frozen=True, slots=True)
class Command:
    """A command.

    `path` is the name in Discord's payload: the group's name, if there is a group, and then the
    name in the group. `parts` are the localised names of each part of `path`.
    """

    path: tuple[str, ...]
    parts: tuple[Names, ...]
    description: Names
    options: tuple[Option, ...]

    def name(self, language: Language) -> str:
        return " ".join(part[language] for part in self.parts)


def commands(
    payloads: Iterable[Mapping[str, Any]], accepts: Mapping[str, Callable[[str], bool]]
) -> tuple[Command, ...]:
    """Return every command that can be typed. A group becomes one command for each subcommand.

    `accepts` is keyed by an option's name.
    """
    return tuple(
        each
        for payload in payloads
        if payload["type"] == _COMMAND
        for each in _commands(payload, (), (), accepts)
    )


def _commands(
    part: Mapping[str, Any],
    path: tuple[str, ...],
    parts: tuple[Names, ...],
    accepts: Mapping[str, Callable[[str], bool]],
) -> Iterator[Command]:
    path, parts = (*path, part["name"]), (*parts, _names(part, "name"))
    options = part.get("options") or ()
    inner = [option for option in options if option["type"] in _GROUPS]
    for each in inner:
        yield from _commands(each, path, parts, accepts)
    if not inner:
        description = _names(part, "description")
        yield Command(path, parts, description, tuple(_option(each, accepts) for each in options))


def _option(part: Mapping[str, Any], accepts: Mapping[str, Callable[[str], bool]]) -> Option:
    kind = _KINDS[part["type"]]
    ends = ("min_length", "max_length") if kind == "text" else ("min_value", "max_value")
    return Option(
        part["name"],
        _names(part, "name"),
        _names(part, "description"),
        kind,
        bool(part.get("required")),
        tuple(Choice(_names(each, "name"), each["value"]) for each in part.get("choices") or ()),
        part.get(ends[0]),
        part.get(ends[1]),
        bool(part.get("autocomplete")),
        accepts.get(part["name"]),
    )


def _names(part: Mapping[str, Any], what: str) -> Names:
    localised = part.get(f"{what}_localizations") or {}
    return {
        language: str(localised.get(locale, part[what])) for language, locale in LOCALES.items()
    }
