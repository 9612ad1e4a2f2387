"""Settings from the environment, and the folders of the shipped files."""

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from bot.errors import StartError

IN_MEMORY = ":memory:"
DEFAULT_DATABASE = "teapot.sqlite3"
MAX_CONTACT_CHARACTERS = 100


@dataclass(frozen=True, slots=True)
class Config:
    """The settings. `token` is kept out of repr, and so out of logs and tracebacks."""

    database: str | None = None
    token: str | None = field(default=None, repr=False)
    log_level: str = "INFO"
    contact: str | None = None

    @classmethod
    def from_environment(cls, environment: Mapping[str, str] = os.environ) -> "Config":
        """Read DISCORD_TOKEN and TEAPOT_*; raise StartError if a value can't be used."""
        log_level = environment.get("TEAPOT_LOG_LEVEL", "INFO").strip().upper()
        if log_level not in ("DEBUG", "INFO", "WARNING", "ERROR"):
            raise StartError(
                f"TEAPOT_LOG_LEVEL is {log_level!r}; it can be DEBUG, INFO, WARNING or ERROR."
            )
        token = environment.get("DISCORD_TOKEN", "").strip() or None
        if token is not None and not (token.isascii() and token.isprintable() and " " not in token):
            raise StartError(
                "DISCORD_TOKEN is not a token: it has spaces or other odd characters in it."
            )
        contact = environment.get("TEAPOT_CONTACT", "").strip() or None
        if contact and (len(contact) > MAX_CONTACT_CHARACTERS or not contact.isprintable()):
            raise StartError(
                "TEAPOT_CONTACT is not one line of text, such as an address,"
                f" with at most {MAX_CONTACT_CHARACTERS} characters."
            )
        return cls(
            database=environment.get("TEAPOT_DATABASE", "").strip() or None,
            token=token,
            log_level=log_level,
            contact=contact,
        )


def is_there(path: str) -> bool:
    """Return whether there is a file; raise OSError if the system can't tell.

    From Python 3.14 on, `Path.exists` returns False instead.
    """
    try:
        Path(path).stat()
    except (FileNotFoundError, NotADirectoryError):
        return False
    return True


def version() -> str:
    """Return the installed package's version; a checkout can run without being installed."""
    import importlib.metadata  # It takes longer to load than all else here.

    try:
        return importlib.metadata.version("teapot")
    except importlib.metadata.PackageNotFoundError:
        return "(not installed)"


def shipped(name: str) -> Path:
    """Return the folder `data` or `migrations`.

    It is inside the package in a wheel, and beside the package in a checkout.
    """
    package = Path(__file__).parent
    installed = package / name
    return installed if installed.is_dir() else package.parent / name
