"""What Teapot says, in both languages: `locales/en.yaml` and `ko.yaml`, one sentence a key.

A text names a command by its keys: `{/daily set}`, or with what is typed after it, `{/http 404}`.
How that is shown depends on where the text is read, and is decided here alone.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from bot.errors import Complaint, SourceError
from bot.model import LANGUAGES, Language
from bot.source import read, scalars

LOCALES = Path(__file__).parent / "locales"
_NAMED = re.compile(r"\{/([^{}]+)\}")
_TERMINAL = "terminal."


@dataclass(frozen=True, slots=True)
class _Command:
    """`typed` is in the text's language and has the argument, if any; `name` is in English."""

    typed: str
    name: str
    has_argument: bool


class Texts:
    """Every text by language and key. A key that is missing is a programming error: KeyError.

    Commands are named without markup, `/daily set`, which is right for a command's description.
    """

    def __init__(
        self,
        written: dict[Language, dict[str, str]],
        show: Callable[[_Command], str] = lambda command: f"/{command.typed}",
    ) -> None:
        self._written = written
        self._texts = {language: _filled(texts, written["en"], show)
                       for language, texts in written.items()}  # fmt: skip

    def say(self, language: Language, key: str, **values: str | int) -> str:
        """The text of `key` with its {placeholders} filled in."""
        return self._texts[language][key].format(**values)

    def in_chat(self, ids: Mapping[str, int]) -> "Texts":
        """For messages on Discord. A command whose id is among `ids`, by English name, can be
        clicked."""

        def show(command: _Command) -> str:
            typed = f"`/{command.typed}`"
            command_id = ids.get(command.name.split()[0])
            if command_id is None or command.has_argument:
                return typed
            mention = f"</{command.name}:{command_id}>"
            # Every client shows a mention as it is written, and only the English name can be
            # clicked. So the name that a Korean client has for the command stands before it.
            return mention if command.typed == command.name else f"{typed}({mention})"

        return Texts(self._written, show)

    def in_terminal(self) -> "Texts":
        """For the command line: each text below `terminal` replaces the one for Discord."""
        written = {
            language: texts
            | {
                key.removeprefix(_TERMINAL): text
                for key, text in texts.items()
                if key.startswith(_TERMINAL)
            }
            for language, texts in self._written.items()
        }
        return Texts(written)

    @property
    def all_keys(self) -> frozenset[str]:
        return frozenset(self._texts["en"])


def load_texts(folder: Path = LOCALES) -> Texts:
    """Both languages' texts; raises SourceError with every complaint about either."""
    complaints: list[Complaint] = []
    texts: dict[Language, dict[str, str]] = {}
    places: dict[Language, dict[str, Complaint]] = {}
    for language in LANGUAGES:
        node, source = read(folder / f"{language}.yaml", folder.parent.parent, complaints)
        found = list(scalars(node, source)) if node is not None else []
        texts[language] = {key: text for key, text, _ in found}
        places[language] = {
            key: Complaint(source.file, line, key, "-", "") for key, _, line in found
        }
    if not complaints:
        complaints += _unequal(texts, places, "en", "ko") + _unequal(texts, places, "ko", "en")
        complaints += _nameless(texts, places)
    if complaints:
        raise SourceError(sorted(complaints))
    return Texts(texts)


def _filled(
    texts: dict[str, str], english: dict[str, str], show: Callable[[_Command], str]
) -> dict[str, str]:
    """The texts with every command shown."""

    def shown(found: re.Match[str]) -> str:
        keys, argument = _command(found[1], english)
        typed = " ".join(texts[key] for key in keys)
        name = " ".join(english[key] for key in keys)
        return show(_Command(f"{typed}{argument}", name, bool(argument)))

    return {key: _NAMED.sub(shown, text) for key, text in texts.items()}


def _command(named: str, texts: Mapping[str, str]) -> tuple[list[str], str]:
    """The keys of the command's names and what is typed after it: "http 404" is
    (["command.http.name"], " 404"). No keys where it names no command."""
    keys: list[str] = []
    words, path = named.split(" "), "command"
    while words and f"{path}.{words[0]}.name" in texts:
        path = f"{path}.{words.pop(0)}"
        keys.append(f"{path}.name")
    return keys, "".join(f" {word}" for word in words)


def _unequal(
    texts: dict[Language, dict[str, str]],
    places: dict[Language, dict[str, Complaint]],
    language: Language,
    other: Language,
) -> list[Complaint]:
    """Keys that stand in one language only, and placeholders that differ."""
    complaints: list[Complaint] = []
    for key, text in texts[language].items():
        place = places[language][key]
        if key not in texts[other]:
            complaints.append(replace(place, problem=f"is missing in {other}.yaml"))
        elif _placeholders(text, texts) != _placeholders(texts[other][key], texts):
            complaints.append(replace(place, problem=f"has other placeholders in {other}.yaml"))
    return complaints


def _nameless(
    texts: dict[Language, dict[str, str]], places: dict[Language, dict[str, Complaint]]
) -> list[Complaint]:
    """What is written as a command and is none."""
    return [
        replace(places[language][key], problem=f"names no command: /{named}")
        for language in LANGUAGES
        for key, text in texts[language].items()
        for named in _NAMED.findall(text)
        if not _command(named, texts[language])[0]
    ]


def _placeholders(text: str, texts: dict[Language, dict[str, str]]) -> set[str]:
    """Values, and the commands that are named; what is typed after a command may differ."""
    named = {key for found in _NAMED.findall(text) for key in _command(found, texts["en"])[0]}
    return named | set(re.findall(r"\{(\w+)\}", text))
