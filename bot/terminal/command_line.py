"""Runs the command line's commands, and builds what they need."""

import argparse
import io
import os
import sys
from collections.abc import Callable, Sequence
from contextlib import nullcontext
from pathlib import Path
from typing import NoReturn

from bot.config import DEFAULT_DATABASE, Config
from bot.errors import InvalidFilesError, StartError, UserError
from bot.exit_codes import ExitCode, exit_code
from bot.terminal.arguments import parse_arguments
from bot.terminal.knowledge_cache import load
from bot.terminal.lookup_commands import run_lookup, run_search
from bot.terminal.output import end_line, terminal_voice

# A module that only one command needs is imported in that command: a lookup should be immediate.

NEED_A_TOKEN = ("run", "setup")
FOUND, NOTHING = ExitCode.DONE, ExitCode.NOTHING


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


def _check(options: argparse.Namespace, config: Config) -> int:
    from bot.terminal.check_command import run_check

    return run_check(options, config)


def _health(options: argparse.Namespace, config: Config) -> int:
    from bot.terminal.health_command import run_health

    return run_health(options, config)


def _rebuild_scores(options: argparse.Namespace, config: Config) -> int:
    from bot.terminal.rebuild_command import run_rebuild

    return run_rebuild(options, config)


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
