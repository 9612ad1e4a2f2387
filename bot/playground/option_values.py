"""Matches pieces of a typed line with a command's options."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from bot.playground.command_spec import Option

Value = str | bool
# A value, such as a role's name, has at most this many words. For an option that takes any text,
# there is no limit.
_MAX_WORDS = 5
_YES = frozenset({"true", "yes", "on", "예", "네", "참"})
_NO = frozenset({"false", "no", "off", "아니요", "아니오", "거짓"})


@dataclass(frozen=True, slots=True)
class Room:
    """The channels, people and roles that a line can name: the ID of each, by name."""

    channels: Mapping[str, str]
    people: Mapping[str, str]
    roles: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Mark:
    """An option that a line names, as in "role: Quiz".

    `start` and `end` are the offsets of the name with its colon. `said` is the text after the
    name. `value` is what Discord gets for the longest beginning of `said` that the option accepts.
    If the option accepts no beginning, `value` is None, except for a text option without choices.
    Such an option gets all of `said`, because the bot itself refuses a wrong text. If `said` is
    empty, `value` is None for every option.
    """

    option: Option
    start: int
    end: int
    said: str
    value: Value | None


def marked(text: str, options: Sequence[Option], room: Room) -> tuple[list[Mark], str]:
    """Return the options that a text names, and the rest of the text."""
    places = list(_places(text, options))
    starts = [*(start for _, start, _ in places), len(text)]
    bare = [text[: starts[0]]]
    marks: list[Mark] = []
    for (option, start, end), until in zip(places, starts[1:], strict=True):
        said = text[end:until].strip()
        taken = said if is_free(option) and option.accepts is None else _longest(option, said, room)
        value = value_of(option, taken, room) if taken else None
        if value is None and is_free(option):  # the bot itself refuses such a text
            taken = value = said or None
        marks.append(Mark(option, start, end, said, value))
        bare.append(said[len(taken) :] if taken else "")
    return marks, " ".join(part.strip() for part in bare if part.strip())


def fill(bare: str, options: Sequence[Option], room: Room) -> dict[str, Value] | None:
    """Divide a text without option names among the options, in order.

    Each option takes the most words that it accepts. It takes fewer, or none, if the other options
    can't take the rest. Returns None if words are left over in every division.
    """
    bare = bare.strip()
    if not bare:
        return {}
    if not options:
        return None
    option, *others = options
    words = list(re.finditer(r"\S+", bare))
    if not is_free(option) or option.accepts:
        words = words[:_MAX_WORDS]
    for word in reversed(words):
        value = value_of(option, bare[: word.end()], room)
        if value is None:
            continue
        filled = fill(bare[word.end() :], others, room)
        if filled is not None:
            return {option.key: value, **filled}
    return fill(bare, others, room)


def fill_unknown(bare: str, options: Sequence[Option], room: Room) -> dict[str, Value] | None:
    """Divide a text as fill() does, but let text options take a text that `accepts` refuses.

    The bot itself then refuses that text. Each text option takes one word, and the last text option
    takes the rest of the line.
    """
    texts = [each for each in options if is_free(each)]
    one_each = [
        replace(each, accepts=None if each is texts[-1] else _is_word) if each in texts else each
        for each in options
    ]
    return fill(bare, one_each, room)


def value_of(option: Option, said: str, room: Room) -> Value | None:
    """Return the value that Discord gets, or None if the option doesn't take the text."""
    plain = " ".join(said.split()).casefold()
    if option.choices:
        return _chosen(option, plain)
    match option.kind:
        case "text":
            return said if option.accepts is None or option.accepts(said) else None
        case "number":
            if not (said.isascii() and said.isdecimal() and len(said) < 10):
                return None
            is_in = (option.least or 0) <= int(said) <= (option.most or int(said))
            return str(int(said)) if is_in else None
        case "yes":
            return True if plain in _YES else False if plain in _NO else None
        case "channel":
            return _named(room.channels, plain.removeprefix("#"))
        case "person":
            return _named(room.people, plain.removeprefix("@"))
        case "role":
            return _named(room.roles, plain.removeprefix("@"))
        case "file":
            return None


def _chosen(option: Option, plain: str) -> str | None:
    """Return the value of the choice that a text names.

    The text may also be the part of the name before or inside the brackets. It may be the name's
    first word if no other choice's name begins with that word.
    """
    named = {
        str(choice.value): {
            name.strip().casefold()
            for full in choice.names.values()
            for name in (full, *re.split(r"[()]", full))
        }
        | {str(choice.value)}
        for choice in option.choices
    }
    for value, names in named.items():
        if plain and plain in names:
            return value
    begun = [
        value for value, names in named.items() if plain in {name.split(" ")[0] for name in names}
    ]
    return begun[0] if plain and len(begun) == 1 else None


def is_free(option: Option) -> bool:
    """Return whether an option is a text without choices."""
    return option.kind == "text" and not option.choices


def _places(text: str, options: Sequence[Option]) -> Iterator[tuple[Option, int, int]]:
    """Yield the first `name:` of each option, with its start and end.

    A file can't be typed: it is chosen in the form or in the option list of simcord, the simulated
    Discord. So `file:` is text.
    """
    by_name = {
        name.casefold(): each
        for each in options
        if each.kind != "file"
        for name in each.names.values()
    }
    names = "|".join(map(re.escape, sorted(by_name, key=len, reverse=True)))
    seen: set[str] = set()
    for match in re.finditer(rf"(?<!\S)({names})\s?[:：]\s*", text, re.IGNORECASE):
        option = by_name.get(match[1].casefold())
        if option is not None and option.key not in seen:
            seen.add(option.key)
            yield option, match.start(), match.end()


def _longest(option: Option, said: str, room: Room) -> str | None:
    """Return the longest beginning of a text that the option takes."""
    for word in reversed(list(re.finditer(r"\S+", said))[:_MAX_WORDS]):
        if value_of(option, said[: word.end()], room) is not None:
            return said[: word.end()]
    return None


def _named(ids: Mapping[str, str], name: str) -> str | None:
    return next((each for known, each in ids.items() if known.casefold() == name), None)


def _is_word(text: str) -> bool:
    return not re.search(r"\s", text)
