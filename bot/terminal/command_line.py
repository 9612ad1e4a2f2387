"""Runs the command line's commands, and builds what they need."""

import argparse
import io
import os
import sys
from collections.abc import Callable, Sequence
from contextlib import nullcontext
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

from bot.config import DEFAULT_DATABASE, Config, shipped
from bot.errors import InvalidFilesError, StartError, UserError
from bot.exit_codes import ExitCode, exit_code
from bot.terminal.arguments import parse_arguments
from bot.terminal.cached import load
from bot.terminal.lookup_commands import run_lookup, run_search
from bot.terminal.output import end_line, terminal_voice

# A module that only one command needs is imported in that command: a lookup should be immediate.
if TYPE_CHECKING:
    from bot.model.leaderboard import RebuildReport

NEED_A_TOKEN = ("run", "setup")
FOUND, NOTHING, UNUSABLE = ExitCode.DONE, ExitCode.NOTHING, ExitCode.UNUSABLE


def entry_point(arguments: Sequence[str] | None = None) -> NoReturn:
    """Run one command, and end the process with its exit code, without waiting for threads.

    A stopped bot may have a thread that waits half a minute for a name server.
    """
    code = main(arguments)
    for stream in (sys.stdout, sys.stderr):
        if stream is not None:  # It is None if the parent process closed it.
            stream.flush()
    os._exit(code)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command, and return the exit code. Print the reason if the command fails.

    Raises SystemExit if the arguments are wrong. An unexpected error is raised unchanged.
    """
    for stream in (sys.stdout, sys.stderr):
        # A terminal that can't show Korean shows "?", and the command goes on.
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")
    options = parse_arguments(arguments)
    try:
        config = Config.from_environment(needs_token=options.command in NEED_A_TOKEN)
        code = COMMANDS[options.command](options, config)
        if sys.stdout is not None:
            sys.stdout.flush()
        return code
    except StartError as error:
        print(*(f"teapot: {line}" for line in error.lines), sep="\n", file=sys.stderr)
        return exit_code(error, options.command)
    except InvalidFilesError as error:
        print(*error.complaints, sep="\n", file=sys.stderr)
        return exit_code(error, options.command)
    except UserError as error:  # such as a file that can't be read
        said = terminal_voice(load()[0], options.lang).say(error.key, **error.values)
        print(f"teapot: {said}", file=sys.stderr)
        return exit_code(error, options.command)
    except KeyboardInterrupt:
        end_line()
        return ExitCode.INTERRUPTED
    except BrokenPipeError:
        # The reader has seen enough (`| head`). stdout becomes the null device, so that the flush
        # in `entry_point` raises no such error again.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return FOUND
    except OSError as error:
        print(f"teapot: {error}.", file=sys.stderr)
        return exit_code(error, options.command)
    except Exception as error:
        from bot.store.database import DatabaseError

        if not isinstance(error, DatabaseError):
            raise
        print(f"teapot: the database can't be used: {error}.", file=sys.stderr)
        return exit_code(error, options.command)


def _run(_options: argparse.Namespace, config: Config) -> int:
    from bot.run import run

    run(config)
    return FOUND


def _setup(options: argparse.Namespace, config: Config) -> int:
    from bot.terminal.setup import set_up
    from bot.texts import load_texts

    texts = load_texts()
    print(*set_up(config, texts, texts.voice(options.lang)), sep="\n")
    return FOUND


def _play(options: argparse.Namespace, config: Config) -> int:
    import asyncio

    from bot.store.lock import locked
    from bot.texts import load_texts

    try:
        from bot.playground import play
    except ModuleNotFoundError as error:
        voice = load_texts().voice(options.language)
        raise StartError(voice.say("playground.missing", name=str(error.name))) from error
    with locked(config.database) if config.database else nullcontext():
        asyncio.run(play(config, port=options.port, language=options.language, opens=options.open))
    return FOUND


def _explain(options: argparse.Namespace, config: Config) -> int:
    from bot.terminal.explain_command import run_explain

    return run_explain(options, config)


def _check(options: argparse.Namespace, _config: Config) -> int:
    from bot.knowledge.seed import complaints_about

    folder = options.data or shipped("data")
    if complaints := complaints_about(folder):
        print(*complaints, sep="\n")
        return UNUSABLE
    print("All data and texts are in order.")
    return FOUND if options.registry is None else _compare(folder, options.registry)


def _compare(folder: Path, registry: Path) -> int:
    from bot.knowledge.registry import differences

    if found := differences(folder, registry):
        print(*found, sep="\n")
        return NOTHING
    print("The data agrees with IANA's registry.")
    return FOUND


def _health(options: argparse.Namespace, config: Config) -> int:
    import time

    from bot.health import faults, read_beat

    path = config.database or DEFAULT_DATABASE
    if not Path(path).is_file():
        raise StartError(f"There is no database {path}. Set TEAPOT_DATABASE to the bot's database.")
    try:
        beat = read_beat(path)
    except ValueError as error:
        raise StartError(f"The heartbeat of {path} can't be read: {error}.") from error
    if found := faults(beat, time.monotonic(), only_live=options.live):
        print("The bot is not well:", "; ".join(found) + ".")
        return NOTHING
    print("The bot is live." if options.live else "The bot is live and ready.")
    return FOUND


def _rebuild_scores(_options: argparse.Namespace, config: Config) -> int:
    path = config.database or DEFAULT_DATABASE
    if not Path(path).is_file():
        raise StartError(f"There is no database {path}. Set TEAPOT_DATABASE to the bot's database.")
    import asyncio

    rebuilt = asyncio.run(_rebuild(path))
    found = f"{rebuilt.different} were wrong and are now fixed"
    print(
        f"{rebuilt.totals} totals rebuilt from {rebuilt.answers} answers:"
        f" {found if rebuilt.different else 'all were right'}."
    )
    return NOTHING if rebuilt.different else FOUND


async def _rebuild(path: str) -> "RebuildReport":
    from bot.services.quiz.scores import Scores
    from bot.store.database import open_database

    database = await open_database(path)
    try:
        return await Scores(database).rebuild()
    finally:
        await database.close()


def _backup(options: argparse.Namespace, config: Config) -> int:
    from bot.terminal.backup_commands import backup_lines

    database, voice = config.database or DEFAULT_DATABASE, terminal_voice(load()[0], options.lang)
    print(*backup_lines(database, options.file, voice), sep="\n")
    return FOUND


def _restore(options: argparse.Namespace, config: Config) -> int:
    from bot.terminal.backup_commands import restore_lines

    database, voice = config.database or DEFAULT_DATABASE, terminal_voice(load()[0], options.lang)
    print(*restore_lines(database, options.file, voice), sep="\n")
    return FOUND


def _export(options: argparse.Namespace, config: Config) -> int:
    from bot.terminal.privacy_commands import export_text

    voice = terminal_voice(load()[0], options.lang)
    text = export_text(config.database or DEFAULT_DATABASE, options.user, voice)
    if text is None:
        print(voice.say("erase.nothing"), file=sys.stderr)
        return NOTHING
    print(text)
    return FOUND


def _erase(options: argparse.Namespace, config: Config) -> int:
    from bot.terminal.privacy_commands import erase_lines

    database = config.database or DEFAULT_DATABASE
    if options.all and not options.yes and Path(database).is_file():
        raise UserError("erase.sure", database=database)
    voice = terminal_voice(load()[0], options.lang)
    print(*erase_lines(database, options.user, options.server, voice), sep="\n")
    return FOUND


COMMANDS: dict[str, Callable[[argparse.Namespace, Config], int]] = {
    "run": _run,
    "setup": _setup,
    "play": _play,
    "lookup": run_lookup,
    "search": run_search,
    "explain": _explain,
    "check": _check,
    "health": _health,
    "rebuild-scores": _rebuild_scores,
    "backup": _backup,
    "restore": _restore,
    "export": _export,
    "erase": _erase,
}
