"""What the commands share for their output: the program's name, line ends, and lines of JSON."""

import shutil
import sys
from pathlib import Path
from typing import Any

import msgspec

from bot.model import Language
from bot.texts import Texts, Voice


def program() -> str:
    """Return what a person types to run Teapot: "teapot", or the path that was typed.

    The path is needed if PATH has no `teapot`, or if the `teapot` in PATH is another file.
    """
    typed = sys.argv[0]
    on_path = shutil.which("teapot")
    needs_path = Path(typed).name == "teapot" and on_path not in (
        typed,
        str(Path(typed).absolute()),
    )
    return typed if needs_path else "teapot"


def terminal_voice(texts: Texts, language: Language) -> Voice:
    """Return a language's texts, with commands named as they are typed in this terminal."""
    return texts.in_terminal(program()).voice(language)


def end_line() -> None:
    """Begin a new line on a terminal, so that the shell's prompt doesn't follow the echoed ^C."""
    if sys.stdout is not None and sys.stdout.isatty():
        print(flush=True)


def json_line(value: Any) -> str:
    """Return one line of JSON, without escapes for letters outside ASCII."""
    return msgspec.json.encode(value).decode()
