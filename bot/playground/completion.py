"""Suggests how a line that is being typed may continue."""

import re
import unicodedata
from collections.abc import Awaitable, Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from bot.model import Language
from bot.playground.command_spec import Command, Option
from bot.playground.option_values import Room, Value, fill, marked
from bot.playground.typed_line import named_command, values_of

MAX_SUGGESTIONS = 25  # Discord's own limit


@dataclass(frozen=True, slots=True)
class Suggestion:
    """One item of the list below a typed line. `line` is the whole line once the item is chosen."""

    label: str
    note: str
    line: str


@dataclass(frozen=True, slots=True)
class Focus:
    """An option whose value may be the end of the line. The value begins at `start`.

    `values` are the other options' values. `is_named` says whether the line names the option.
    """

    command: Command
    option: Option
    values: Mapping[str, Value]
    start: int
    is_named: bool


# Asks the bot for an option's completions, as pairs of name and value.
Ask = Callable[[Focus, str], Awaitable[Sequence[tuple[str, str]]]]


async def suggest(
    line: str, commands: Sequence[Command], room: Room, language: Language, ask: Ask
) -> list[Suggestion]:
    """Return suggestions for the end of a typed line.

    They complete the command's name, or else the likeliest option that has suggestions. `ask` asks
    the bot for its own completions of an option.
    """
    line = unicodedata.normalize("NFC", line)
    if named_command(line, commands) is None:
        return _commands(line, commands, language)
    for focus in focuses(line, commands, room):
        if found := await _values(line, focus, room, language, ask):
            return found[:MAX_SUGGESTIONS]
    return []


def focuses(line: str, commands: Sequence[Command], room: Room) -> Iterator[Focus]:
    """Yield the options that the end of a line may belong to, the likeliest first."""
    found = named_command(line, commands)
    if found is None:
        return
    command, rest = found
    offset = len(line) - len(rest)
    marks, _ = marked(rest, command.options, room)
    if marks:
        last = marks[-1]
        before, bare = marked(rest[: last.start], command.options, room)
        unnamed = [each for each in command.options if each.key not in values_of(marks)]
        values = values_of(before) | (fill(bare, unnamed, room) or {})
        yield Focus(command, last.option, values, offset + last.end, is_named=True)
        return
    words = list(re.finditer(r"\S+", rest))
    is_between = bool(rest) and rest[-1].isspace()
    for head in range(len(words) + is_between):
        filled = fill(rest[: words[head - 1].end()] if head else "", command.options, room)
        left = [option for option in command.options if option.key not in (filled or {})]
        if filled is None or not left:
            continue
        option = next((option for option in left if option.is_required), left[0])
        start = words[head].start() if head < len(words) else len(rest)
        yield Focus(command, option, filled, offset + start, is_named=False)


async def _values(
    line: str, focus: Focus, room: Room, language: Language, ask: Ask
) -> list[Suggestion]:
    option, typed = focus.option, line[focus.start :]
    if not (option.is_required or focus.is_named):
        return _options(line, focus, language)
    if option.has_autocomplete:
        return [
            Suggestion(label, "", line[: focus.start] + value)
            for label, value in await ask(focus, typed)
        ]
    said = [choice.names[language] for choice in option.choices]
    match option.kind:
        case "text" if not said and not typed and not focus.is_named:
            said = [f"{option.names[language]}:"]
            return [Suggestion(said[0], option.description[language], line + said[0])]
        case "channel":
            said = [f"#{name}" for name in room.channels]
        case "person":
            said = [f"@{name}" for name in room.people]
        case "role":
            said = [f"@{name}" for name in room.roles]
        case "yes":
            said = ["True", "False"]
    return [
        Suggestion(name, "", line[: focus.start] + name)
        for name in said
        if typed.casefold().lstrip("#@") in name.casefold() and typed.casefold() != name.casefold()
    ]


def _options(line: str, focus: Focus, language: Language) -> list[Suggestion]:
    """Return the names of the optional options that may follow."""
    typed = line[focus.start :].casefold()
    return [
        Suggestion(f"{name}:", option.description[language], f"{line[: focus.start]}{name}:")
        for option in focus.command.options
        if option.key not in focus.values and option.kind != "file"
        if (name := option.names[language]).casefold().startswith(typed)
    ]


def _commands(line: str, commands: Sequence[Command], language: Language) -> list[Suggestion]:
    typed = line.removeprefix("/").casefold()
    return [
        Suggestion(f"/{name}", command.description[language], f"/{name} ")
        for command in commands
        for name in [command.name(language)]
        if any(command.name(each).casefold().startswith(typed) for each in ("en", "ko"))
    ]
