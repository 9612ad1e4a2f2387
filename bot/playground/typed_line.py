"""Reads a typed line: a command with its options, an unclear command, or a plain message."""

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from rapidfuzz import process

from bot.model import LANGUAGES, Language
from bot.playground.command_spec import Command, Option
from bot.playground.option_values import (
    Mark,
    Room,
    Value,
    fill,
    fill_unknown,
    is_free,
    marked,
    value_of,
)
from bot.services.lookup.keyboard_language import other_keyboard

_NAME = re.compile(r"[\w-]{1,32}")
# A command is suggested for a mistyped name if the names are at least this similar, by rapidfuzz's
# score from 0 to 100.
_MIN_SIMILARITY = 60
# The names in a group need a higher score: all begin with the group's name, so they are similar.
_MIN_SIMILARITY_IN_GROUP = 85
_SIGNS = {"channel": "#", "person": "@", "role": "@"}


@dataclass(frozen=True, slots=True)
class Run:
    """A command that can run.

    `values` maps Discord's option names to values. A number is a string of digits.
    """

    command: Command
    values: Mapping[str, Value]


@dataclass(frozen=True, slots=True)
class Unclear:
    """What is wrong with a line: the text with the key `playground.line.{key}`, and its values.

    `can_be_completed`: the line is the beginning of a command, which the list of commands can
    complete. `needs_more`: the line is right so far, and the person must type more. If
    `needs_more` is True, what the person types next continues the line in the page's input box.
    If it is False, what the person types next replaces the line.
    """

    key: str
    values: Mapping[str, str]
    can_be_completed: bool = False
    needs_more: bool = False

    @property
    def is_of_command(self) -> bool:
        """Return whether the line begins with a command's name, or means a group of commands."""
        return self.key not in ("nothing", "near", "path", "unknown")


def read_line(
    line: str, commands: Sequence[Command], room: Room, language: Language
) -> Run | Unclear | None:
    """Read a line. Return None for a plain message, such as one that begins with "/var/log".

    An Unclear has its values in `language`.
    """
    line = unicodedata.normalize("NFC", line)
    found = named_command(line, commands)
    if found is None:
        return _no_command(line, commands, language)
    command, rest = found
    marks, bare = marked(rest, command.options, room)
    filled = fill(bare, _unnamed(command, marks), room)
    if filled is None:
        # What looks like a text option's name and colon may be part of a text. Try again, and read
        # the names of text options as text.
        others = [option for option in command.options if not is_free(option)]
        fewer, more = marked(rest, others, room)
        if (filled := fill(more, _unnamed(command, fewer), room)) is not None:
            marks = fewer
    for mark in marks:
        if mark.value is None:
            return _refused(mark.option, mark.said, language)
    if filled is None:
        unnamed = _unnamed(command, marks)
        for word in bare.split():
            if option := _meant_for(word, unnamed, room):
                return _refused(option, word, language)
        if len(unnamed) == 1 and unnamed[0].choices:
            return _refused(unnamed[0], bare.strip(), language)
        filled = fill_unknown(bare, unnamed, room)
        if filled is None:
            return _left_over(command, bare, language)
    return _complete(command, {**values_of(marks), **filled}, language)


def named_command(line: str, commands: Sequence[Command]) -> tuple[Command, str] | None:
    """Return the command that a line names, and the rest of the line."""
    found: list[tuple[int, Command]] = []
    for command in commands:
        parts = ("|".join(map(re.escape, part.values())) for part in command.parts)
        pattern = r"\s+".join(f"(?:{part})" for part in parts)
        if match := re.match(rf"/{pattern}(?!\S)", line, re.IGNORECASE):
            found.append((match.end(), command))
    if not found:
        return None
    end, command = max(found, key=lambda each: each[0])
    return command, line[end:]


def values_of(marks: Iterable[Mark]) -> dict[str, Value]:
    return {mark.option.key: mark.value for mark in marks if mark.value is not None}


def _no_command(line: str, commands: Sequence[Command], language: Language) -> Unclear | None:
    if line.strip() == "/":
        return Unclear("nothing", {}, needs_more=True)
    if not line.startswith("/"):
        return None
    if meant := _mistyped(line, commands, language):
        return meant
    if line[1].isspace():
        return Unclear("nothing", {})
    typed, *rest = line[1:].split()
    if not _NAME.fullmatch(typed):
        return None
    if group := _group(typed, commands):
        if rest and (begun := _begun(line, group)):
            values = {"typed": line[1:], "near": begun[0].name(language)}
            return Unclear("near", values, can_be_completed=True)
        if rest and (near := _nearest(f"{typed} {rest[0]}", group, _MIN_SIMILARITY_IN_GROUP)):
            values = {"typed": f"{typed} {rest[0]}", "near": near.name(language)}
            return Unclear("near", values)
        return _goes_on(group, language, needs_more=not rest)
    near = _nearest(line[1:], commands) or _nearest(typed, commands)
    if near is None:
        return Unclear("unknown", {"typed": typed})
    values = {"typed": typed, "near": near.name(language)}
    return Unclear("near", values, bool(_begun(line, commands)))


def _nearest(
    typed: str, commands: Sequence[Command], least: float = _MIN_SIMILARITY
) -> Command | None:
    """Return the command with the nearest name. Korean syllables are compared by their letters."""
    named = [
        (unicodedata.normalize("NFD", command.name(each)), command)
        for command in commands
        for each in LANGUAGES
    ]
    spoken = [name for name, _ in named]
    near = process.extractOne(unicodedata.normalize("NFD", typed), spoken, score_cutoff=least)
    return named[near[2]][1] if near else None


def _mistyped(line: str, commands: Sequence[Command], language: Language) -> Unclear | None:
    """Return an Unclear with the correct name of a command that the person has mistyped.

    The typed name has wrong slashes, wrong spaces, or letters of the wrong keyboard. On a keyboard
    of the other language, the same keys type the right letters. Returns None if the corrected line
    names neither a command nor a group of commands.
    """
    tidy = f"/{line.lstrip('/ ')}"
    first, second, *_ = [*tidy[1:].split(), "", ""]
    typed = line[1 : line.index(first) + len(first)]
    if "/" in first:
        found = named_command(f"/{first.replace('/', ' ')}", commands)
        near = found and found[0].name(language) + found[1]
        return Unclear("path", {"typed": typed, "near": near}) if near else None
    other = other_keyboard(first)
    for meant in (tidy, f"/{other_keyboard(f'{first} {second}')}", f"/{other}"):
        if found := named_command(meant, commands):
            return Unclear("near", {"typed": typed, "near": found[0].name(language)})
    group = _group(other, commands) or (_group(first, commands) if tidy != line else [])
    return _goes_on(group, language, needs_more=False) if group else None


def _goes_on(group: Iterable[Command], language: Language, *, needs_more: bool) -> Unclear:
    names = _list(f"/{command.name(language)}" for command in group)
    return Unclear("goes_on", {"commands": names}, needs_more=needs_more)


def _group(typed: str, commands: Iterable[Command]) -> list[Command]:
    """Return the commands of the group that is named `typed`."""
    return [
        command
        for command in commands
        if typed.casefold() in map(str.casefold, command.parts[0].values())
    ]


def _begun(line: str, commands: Iterable[Command]) -> list[Command]:
    """Return the commands with a name, in either language, that starts with the typed line."""
    typed = line[1:].casefold()
    return [
        command
        for command in commands
        if any(command.name(each).casefold().startswith(typed) for each in LANGUAGES)
    ]


def _unnamed(command: Command, marks: Iterable[Mark]) -> list[Option]:
    named = {mark.option.key for mark in marks}
    return [option for option in command.options if option.key not in named]


def _meant_for(word: str, options: Iterable[Option], room: Room) -> Option | None:
    """Return the option that a word is clearly meant for, if that option refuses the word."""
    for option in options:
        sign = _SIGNS.get(option.kind)
        is_meant = word.startswith(sign) if sign else option.kind == "number" and word.isdigit()
        if is_meant and value_of(option, word, room) is None:
            return option
    return None


def _left_over(command: Command, bare: str, language: Language) -> Unclear:
    """Describe a text that no option takes."""
    values = {"command": command.name(language), "typed": bare}
    if not command.options:
        return Unclear("nothing_after", values)
    names = _list(f"{option.names[language]}:" for option in command.options)
    return Unclear("left_over", {**values, "options": names})


def _refused(option: Option, said: str, language: Language) -> Unclear:
    values = {"option": option.names[language], "typed": said}
    if not said:
        return Unclear("empty", {"option": option.names[language]})
    if option.choices:
        names = _list(choice.names[language] for choice in option.choices)
        return Unclear("choice", {**values, "choices": names})
    if option.kind == "number":
        return Unclear("number", {**values, "least": str(option.least), "most": str(option.most)})
    return Unclear(option.kind, values)


def _complete(command: Command, values: Mapping[str, Value], language: Language) -> Run | Unclear:
    """Return a run if no required option is missing and no text is too long."""
    for option in command.options:
        name, value = option.names[language], values.get(option.key)
        if value is None and option.is_required:
            said = {"command": command.name(language), "option": name}
            said["description"] = option.description[language]
            return Unclear("missing", said, can_be_completed=not values, needs_more=True)
        if is_free(option) and option.most is not None and len(str(value or "")) > option.most:
            return Unclear("long", {"option": name, "most": str(option.most)})
    return Run(command, values)


def _list(names: Iterable[str]) -> str:
    return ", ".join(f"`{name}`" for name in names)
