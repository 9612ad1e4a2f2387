"""Teapot's texts in both languages, read from `locales/en.yaml` and `ko.yaml`.

In a text, `{/daily set}` stands for a command: the key of its name is `command.daily.set.name`. An
argument may follow, as in `{/http 404}`. `{/daily pause|resume}` names several commands of a group.
This module alone decides how a command is shown, which depends on where people read the text.

An English text with the placeholder {count} is a plural. Its singular has the same key with `.one`
at the end, and is said when the count is 1. A Korean text has no singular.
"""

import functools
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from bot.errors import Complaint, InvalidFilesError
from bot.korean_terms import term_problems
from bot.model import LANGUAGES, Language

FOLDER = Path(__file__).parent / "locales"
_NAMED = re.compile(r"\{/([^{}]+)\}")
_TERMINAL = "terminal."
# A command of the terminal in a text.
_COMMAND = re.compile(r"\bteapot (?=lookup\b|explain\b)")
_ONE = ".one"
_COUNT = "count"


@dataclass(frozen=True, slots=True)
class _Command:
    """A command that a text names.

    Both `own` and `name` are the command's name in parts: the group's name, if there is a group,
    and then the name in the group. `own` is in the text's language, `name` in English.
    """

    own: tuple[str, ...]
    name: tuple[str, ...]
    argument: str

    @property
    def typed(self) -> str:
        return f"/{' '.join(self.own)}{self.argument}"


# Shows the commands that a text names. The arguments are the text's language and key, and the
# commands.
_Show = Callable[[Language, str, list[_Command]], str]
_HELP = "help.text"


def _plainly(_language: Language, _key: str, commands: list[_Command]) -> str:
    return ", ".join(command.typed for command in commands)


@dataclass(frozen=True, slots=True)
class Voice:
    """The texts in one language, by key."""

    language: Language
    texts: Mapping[str, str]

    def say(self, key: str, **values: str | int) -> str:
        """Return the text of `key` with its {placeholders} filled in.

        Raises KeyError for a missing key, which is a programming error.
        """
        if values.get(_COUNT) == 1:
            key = f"{key}{_ONE}" if f"{key}{_ONE}" in self.texts else key
        return self.texts[key].format(**values)


class Texts:
    """Every text in each language.

    By default, a text names commands without markup, as in `/daily set`: the descriptions of
    commands are such texts, and Discord shows them as plain text.
    """

    def __init__(
        self,
        written: dict[Language, dict[str, str]],
        show: _Show = _plainly,
    ) -> None:
        self._written = written
        self._voices = {
            language: Voice(
                language, _filled(texts, written["en"], functools.partial(show, language))
            )
            for language, texts in written.items()
        }

    def voice(self, language: Language) -> Voice:
        return self._voices[language]

    def in_chat(self, ids: Mapping[str, int]) -> "Texts":
        """Return the texts for messages on Discord, where a command can be clicked.

        `ids` are the commands' IDs by English name. A command without an ID is shown as code.
        """

        def show(language: Language, key: str, commands: list[_Command]) -> str:
            first, command_id = commands[0], ids.get(commands[0].name[0])
            # Discord shows a command's mention as it is written, and a click works only with the
            # English name. So the Korean name comes before the mention. The Korean help lists
            # Korean names alone.
            is_listed = key == _HELP and language != "en"
            if command_id is None or first.argument or is_listed:
                return " ".join(f"`{each.typed}`" for each in commands)
            mentions = [f"</{' '.join(each.name)}:{command_id}>" for each in commands]
            if first.own == first.name:
                return " ".join(mentions)
            named = zip(commands, mentions, strict=True)
            return " ".join(f"`{each.typed}`({mention})" for each, mention in named)

        return Texts(self._written, show)

    def in_terminal(self, program: str = "teapot") -> "Texts":
        """Return the texts for the command line: `terminal.KEY` replaces `KEY`.

        `program` is how the texts name the command line: "teapot", or ".venv/bin/teapot".
        """
        written = {
            language: texts
            | {
                key.removeprefix(_TERMINAL): _COMMAND.sub(f"{program} ", text)
                for key, text in texts.items()
                if key.startswith(_TERMINAL)
            }
            for language, texts in self._written.items()
        }
        return Texts(written)

    @property
    def written(self) -> dict[Language, dict[str, str]]:
        """The texts as they are in the files."""
        return self._written

    @property
    def all_keys(self) -> frozenset[str]:
        return frozenset(self._written["en"])


def load_texts(folder: Path = FOLDER) -> Texts:
    """Read the texts. Raise InvalidFilesError with every complaint about either language."""
    # Imported here because a cached copy of the texts needs no YAML.
    from bot.strict_yaml import read, scalars

    complaints: list[Complaint] = []
    texts: dict[Language, dict[str, str]] = {}
    places: dict[Language, dict[str, Complaint]] = {}
    for language in LANGUAGES:
        node, yaml_file = read(folder / f"{language}.yaml", folder.parent.parent, complaints)
        found = list(scalars(node, yaml_file)) if node is not None else []
        texts[language] = {key: text for key, text, _ in found}
        places[language] = {
            key: Complaint(yaml_file.name, line, key, "-", "") for key, _, line in found
        }
    if not complaints:
        complaints += _unequal(texts, places, "en", "ko") + _unequal(texts, places, "ko", "en")
        complaints += _without_command(texts, places)
        complaints += _wrong_singulars(texts, places)
        complaints += [
            replace(places["ko"][key], problem=problem)
            for key, text in texts["ko"].items()
            for problem in term_problems(text)
        ]
    if complaints:
        raise InvalidFilesError(sorted(complaints))
    return Texts(texts)


def _filled(
    texts: dict[str, str], english: dict[str, str], show: Callable[[str, list[_Command]], str]
) -> dict[str, str]:
    """Return the texts with each command shown by `show`."""

    def shown(key: str, found: re.Match[str]) -> str:
        commands = []
        for keys, argument in _commands(found[1], english):
            own = tuple(texts[key] for key in keys)
            commands.append(_Command(own, tuple(english[key] for key in keys), argument))
        return show(key, commands)

    return {key: _NAMED.sub(functools.partial(shown, key), text) for key, text in texts.items()}


def _commands(named: str, texts: Mapping[str, str]) -> Iterator[tuple[list[str], str]]:
    """Yield each command's keys and argument: (["command.http.name"], " 404") for "http 404".

    The keys are empty if no command has the name.
    """
    *before, last = named.split(" ")
    for each in last.split("|"):
        keys: list[str] = []
        words, path = [*before, each], "command"
        while words and f"{path}.{words[0]}.name" in texts:
            path = f"{path}.{words.pop(0)}"
            keys.append(f"{path}.name")
        yield keys, "".join(f" {word}" for word in words)


def _unequal(
    texts: dict[Language, dict[str, str]],
    places: dict[Language, dict[str, Complaint]],
    language: Language,
    other: Language,
) -> list[Complaint]:
    """Return a complaint for each text that is missing, or has different placeholders, in `other`.

    Leaves out singulars.
    """
    complaints: list[Complaint] = []
    for key, text in texts[language].items():
        place = places[language][key]
        if key.endswith(_ONE):
            continue
        if key not in texts[other]:
            complaints.append(replace(place, problem=f"is missing in {other}.yaml"))
        elif _placeholders(text, texts) != _placeholders(texts[other][key], texts):
            complaints.append(replace(place, problem=f"has other placeholders in {other}.yaml"))
    return complaints


def _without_command(
    texts: dict[Language, dict[str, str]], places: dict[Language, dict[str, Complaint]]
) -> list[Complaint]:
    """Return a complaint for each name in {/…} that is no command."""
    return [
        replace(places[language][key], problem=f"names no command: /{named}")
        for language in LANGUAGES
        for key, text in texts[language].items()
        for named in _NAMED.findall(text)
        if not all(keys for keys, _ in _commands(named, texts[language]))
    ]


def _wrong_singulars(
    texts: dict[Language, dict[str, str]], places: dict[Language, dict[str, Complaint]]
) -> list[Complaint]:
    """Return a complaint for each count without a singular, and for each wrong singular."""
    complaints = [
        replace(places["ko"][key], problem="is a singular; Korean has none")
        for key in texts["ko"]
        if key.endswith(_ONE)
    ]
    english = texts["en"]
    for key, text in english.items():
        placeholders, plural = _placeholders(text, texts), key.removesuffix(_ONE)
        problem = None
        if plural == key:
            if _COUNT in placeholders and f"{key}{_ONE}" not in english:
                problem = f"has a count and no {key}{_ONE}"
        elif _COUNT not in (of_plural := _placeholders(english.get(plural, ""), texts)):
            problem = f"is a singular, but {plural} has no {{count}}"
        elif placeholders | {_COUNT} != of_plural:
            problem = f"has other placeholders than {plural}"
        if problem is not None:
            complaints.append(replace(places["en"][key], problem=problem))
    return complaints


def _placeholders(text: str, texts: dict[Language, dict[str, str]]) -> set[str]:
    """Return the names of a text's values, and its commands' keys.

    Leaves out a command's argument, which may differ between languages.
    """
    named = {
        key
        for found in _NAMED.findall(text)
        for keys, _ in _commands(found, texts["en"])
        for key in keys
    }
    return named | set(re.findall(r"\{(\w+)\}", text))
