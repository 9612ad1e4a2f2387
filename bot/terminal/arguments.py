"""The command line's arguments: its commands, their options, and their help."""

import argparse
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from bot.config import version
from bot.model import LANGUAGES


def parse_arguments(arguments: Sequence[str] | None) -> argparse.Namespace:
    """Return the options, with the command's name as `command`; exit if they are wrong."""
    parser = argparse.ArgumentParser(
        prog="teapot", description="HTTP status codes explained, on Discord and in the terminal."
    )
    parser.add_argument("--version", action=_Version, nargs=0, help="show the version and exit")
    commands = parser.add_subparsers(required=True, metavar="COMMAND", dest="command")

    commands.add_parser("run", help="run the bot on Discord (needs DISCORD_TOKEN)")

    setup = commands.add_parser(
        "setup", help="write the application's settings on Discord (needs DISCORD_TOKEN)"
    )
    setup.add_argument("--lang", choices=LANGUAGES, default="en")

    play = commands.add_parser("play", help="try the bot in a local web page, without a token")
    play.add_argument("--port", type=_port, default=0, help="0, the default, picks a free one")
    play.add_argument("--language", choices=LANGUAGES, default="en")
    play.add_argument("--open", action="store_true", help="open it in a browser")

    lookup = commands.add_parser("lookup", help="explain a code, a class or words")
    lookup.add_argument("query", nargs="+")
    _add_output(lookup)

    search = commands.add_parser("search", help="list the codes closest to some words")
    search.add_argument("query", nargs="+", help="words, or '-' to read one query per line")
    search.add_argument("--limit", type=_limit, default=10)
    _add_output(search)

    explain = commands.add_parser("explain", help="find the status codes in a log or any text")
    explain.add_argument(
        "file", nargs="*", default=["-"], help="'-', the default, is standard input"
    )
    explain.add_argument(
        "--mentions", action="store_true", help="print each place of a code as a line of JSON"
    )
    _add_output(explain)

    check = commands.add_parser("check", help="check all data and texts, and list every mistake")
    check.add_argument("--data", type=Path, help="a data folder other than the shipped one")
    check.add_argument(
        "--registry", type=Path, help="also compare with IANA's registry: http-status-codes-1.csv"
    )

    health = commands.add_parser("health", help="say whether the running bot is live and ready")
    health.add_argument(
        "--live", action="store_true", help="check only whether it is live; Discord may be away"
    )

    commands.add_parser("rebuild-scores", help="check quiz totals, and fix wrong ones")

    backup = commands.add_parser("backup", help="copy the database to a new file")
    backup.add_argument("file", type=Path)
    _add_language(backup)

    restore = commands.add_parser("restore", help="put a backup in the database's place")
    restore.add_argument("file", type=Path)
    _add_language(restore)

    export = commands.add_parser("export", help="print what is kept of a person, as JSON")
    export.add_argument("--user", type=_discord_id, required=True, metavar="ID")
    _add_language(export)

    erase = commands.add_parser("erase", help="erase a person, a server, or everything")
    whom = erase.add_mutually_exclusive_group(required=True)
    whom.add_argument("--user", type=_discord_id, metavar="ID")
    whom.add_argument("--server", type=_discord_id, metavar="ID")
    whom.add_argument("--all", action="store_true", help="all people and servers; needs --yes")
    erase.add_argument("--yes", action="store_true", help="confirm --all")
    _add_language(erase)
    return parser.parse_args(arguments)


class _Version(argparse.Action):
    """Prints the version.

    argparse's own action would read the version, which is slow, at the start of every command.
    """

    def __call__(self, parser: argparse.ArgumentParser, *_: Any) -> None:
        print(parser.prog, version())
        parser.exit()


def _add_output(parser: argparse.ArgumentParser) -> None:
    _add_language(parser)
    parser.add_argument("--json", action="store_true")


def _add_language(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--lang", choices=LANGUAGES, default="en")


def _port(text: str) -> int:
    if not (text.isdecimal() and int(text) <= 65535):
        raise argparse.ArgumentTypeError("a port is a number from 0 to 65535")
    return int(text)


def _discord_id(text: str) -> int:
    if not (text.isdecimal() and 0 < int(text) < 1 << 63):
        raise argparse.ArgumentTypeError("not a Discord ID, which is a number")
    return int(text)


def _limit(text: str) -> int:
    if not (text.isdecimal() and int(text) >= 1):
        raise argparse.ArgumentTypeError("a limit is a number, 1 or higher")
    return int(text)
