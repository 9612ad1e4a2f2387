"""Settings from the environment, and the folders of the shipped files."""

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from bot.errors import StartError

IN_MEMORY = ":memory:"
DEFAULT_DATABASE = "teapot.sqlite3"
MAX_CONTACT_CHARACTERS = 100
MAX_URL_CHARACTERS = 512  # Discord's limit for a button's link
MAX_PORT = 65_535


SETTINGS = (
    "DISCORD_TOKEN",
    "DISCORD_TOKEN_FILE",
    "TEAPOT_CONTACT",
    "TEAPOT_DATABASE",
    "TEAPOT_LOG_FORMAT",
    "TEAPOT_LOG_LEVEL",
    "TEAPOT_METRICS",
    "TEAPOT_PRIVACY_URL",
)
LOG_FORMATS = ("text", "json")
LOG_LEVELS = ("DEBUG", "INFO", "WARNING", "ERROR")
# The variables that Kubernetes sets in containers for a service named teapot.
_OF_KUBERNETES = re.compile(r"TEAPOT_(\w+_)?(SERVICE_(HOST|PORT(_\w+)?)|PORT_\d+_\w+)")
# A URL and nothing else, without characters that Discord or a reader could misread.
PLAIN_LINK = re.compile(
    r"https://[\w-]+(\.[\w-]+)+(:[0-9]{1,5})?(/[\w./?&=#%+~-]*[\w/=])?", re.ASCII
)
_ADDRESS = re.compile(r"(?P<host>[\w.-]+|\[[0-9a-fA-F:.]+\]):(?P<port>[0-9]{1,5})")
_ADDRESS_OF_KUBERNETES = re.compile(r"(tcp|udp|sctp)://")


@dataclass(frozen=True, slots=True)
class Address:
    """The host and the port that a server listens on."""

    host: str
    port: int

    def __str__(self) -> str:
        return f"{self.host}:{self.port}"


@dataclass(frozen=True, slots=True)
class Config:
    """The settings. `token` is kept out of repr, and so out of logs and tracebacks."""

    database: str | None = None
    token: str | None = field(default=None, repr=False)
    log_format: str = "text"
    log_level: str = "INFO"
    metrics: Address | None = None
    contact: str | None = None
    privacy_url: str | None = None

    @classmethod
    def from_environment(
        cls, environment: Mapping[str, str] = os.environ, *, needs_token: bool = False
    ) -> "Config":
        """Read the settings. Raise StartError with a line for each unusable setting.

        The file of the token is read only if a token is needed.
        """
        problems = _unknown(environment)
        config = cls(
            database=environment.get("TEAPOT_DATABASE", "").strip() or None,
            token=_token(environment, problems, is_needed=needs_token),
            log_format=_log_format(environment, problems),
            log_level=_log_level(environment, problems),
            metrics=_metrics(environment, problems),
            contact=_contact(environment, problems),
            privacy_url=_privacy_url(environment, problems),
        )
        if problems:
            raise StartError(*problems)
        return config

    def existing_database(self) -> str:
        """Return the path of the database. Raise StartError if it has no file."""
        path = self.database or DEFAULT_DATABASE
        if not Path(path).is_file():
            raise StartError(
                f"There is no database {path}. Set TEAPOT_DATABASE to the bot's database."
            )
        return path


def _unknown(environment: Mapping[str, str]) -> list[str]:
    """Return a line for each unknown setting.

    A misspelt name has no effect, and would go unnoticed without this line.
    """
    problems = []
    for name, value in environment.items():
        is_ours = name.startswith("TEAPOT_") and name not in SETTINGS
        if is_ours and not (_OF_KUBERNETES.fullmatch(name) or _ADDRESS_OF_KUBERNETES.match(value)):
            import difflib  # Few runs need it, and its import would slow down `teapot 502`.

            nearest = difflib.get_close_matches(name, SETTINGS, n=1, cutoff=0)
            problems.append(f"{name} is not a setting. The nearest one is {nearest[0]}.")
    return problems


def _token(environment: Mapping[str, str], problems: list[str], *, is_needed: bool) -> str | None:
    token = environment.get("DISCORD_TOKEN", "").strip()
    file, name = environment.get("DISCORD_TOKEN_FILE", "").strip(), "DISCORD_TOKEN"
    if token and file:
        problems.append("DISCORD_TOKEN and DISCORD_TOKEN_FILE are both set. Remove one of them.")
        return None
    if file and is_needed:
        name = "DISCORD_TOKEN_FILE"
        try:
            token = Path(file).read_text(encoding="utf-8", errors="replace").strip()
        except (OSError, ValueError) as error:
            problems.append(f"DISCORD_TOKEN_FILE can't be read: {error}.")
            return None
        if not token:
            problems.append("DISCORD_TOKEN_FILE names an empty file.")
    elif not token and is_needed:
        problems.append(
            "DISCORD_TOKEN is not set. Set it to your bot's token. To try the bot without one,"
            " run: teapot play"
        )
    if not (token.isascii() and token.isprintable() and " " not in token):
        problems.append(f"{name} is not a token: it has spaces or other odd characters in it.")
    return token or None


def _log_format(environment: Mapping[str, str], problems: list[str]) -> str:
    log_format = environment.get("TEAPOT_LOG_FORMAT", "text").strip().lower()
    if log_format not in LOG_FORMATS:
        problems.append(f"TEAPOT_LOG_FORMAT is {log_format!r}; it can be text or json.")
    return log_format


def _log_level(environment: Mapping[str, str], problems: list[str]) -> str:
    level = environment.get("TEAPOT_LOG_LEVEL", "INFO").strip().upper()
    if level not in LOG_LEVELS:
        problems.append(
            f"TEAPOT_LOG_LEVEL is {level!r}; it can be {', '.join(LOG_LEVELS[:-1])}"
            f" or {LOG_LEVELS[-1]}."
        )
    return level


def _metrics(environment: Mapping[str, str], problems: list[str]) -> Address | None:
    text = environment.get("TEAPOT_METRICS", "").strip()
    if not text:
        return None
    found = _ADDRESS.fullmatch(text)
    if found and 1 <= int(found["port"]) <= MAX_PORT:
        return Address(found["host"].strip("[]"), int(found["port"]))
    problems.append(
        f"TEAPOT_METRICS is {text!r}; it can be an address and a port, such as 127.0.0.1:9464."
    )
    return None


def _contact(environment: Mapping[str, str], problems: list[str]) -> str | None:
    contact = environment.get("TEAPOT_CONTACT", "").strip() or None
    if contact and (len(contact) > MAX_CONTACT_CHARACTERS or not contact.isprintable()):
        problems.append(
            "TEAPOT_CONTACT must be one line of text, such as an address,"
            f" with at most {MAX_CONTACT_CHARACTERS} characters."
        )
    return contact


def _privacy_url(environment: Mapping[str, str], problems: list[str]) -> str | None:
    url = environment.get("TEAPOT_PRIVACY_URL", "").strip() or None
    if url and not (len(url) <= MAX_URL_CHARACTERS and PLAIN_LINK.fullmatch(url)):
        problems.append(
            "TEAPOT_PRIVACY_URL must be an address such as https://example.com/privacy,"
            f" with at most {MAX_URL_CHARACTERS} characters."
        )
    return url


def is_there(path: str) -> bool:
    """Return whether the file exists; raise OSError if the system can't tell.

    From Python 3.14 on, `Path.exists` returns False instead.
    """
    try:
        Path(path).stat()
    except (FileNotFoundError, NotADirectoryError):
        return False
    return True


def version() -> str:
    """Return the package's version, or "(not installed)" in a checkout that isn't installed."""
    import importlib.metadata  # This import takes longer than the rest of the module.

    try:
        return importlib.metadata.version("teapot")
    except importlib.metadata.PackageNotFoundError:
        return "(not installed)"


def shipped(name: str) -> Path:
    """Return the folder `data` or `migrations`.

    A wheel has the folder inside the package, a checkout beside the package.
    """
    package = Path(__file__).parent
    installed = package / name
    return installed if installed.is_dir() else package.parent / name
