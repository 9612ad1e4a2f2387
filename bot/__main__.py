"""The command line, and the composition root of what it runs; the client builds its own parts."""

import argparse
import asyncio
import io
import logging
import os
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import cast

from bot import terminal
from bot.config import DEFAULT_DATABASE, IN_MEMORY, Config, shipped, version
from bot.errors import SourceError, StartError, UserError
from bot.knowledge.seed import read_knowledge, seed
from bot.model import LANGUAGES, Language
from bot.model.leaderboard import RebuildReport
from bot.services.extract import find_codes
from bot.services.extract.explain import explain
from bot.services.lookup.lookup import Lookup, open_lookup
from bot.services.quiz.scores import Scores
from bot.store.database import DatabaseError, open_database
from bot.texts import Voice, load_texts

FOUND, NOTHING, UNUSABLE, INTERRUPTED = 0, 1, 2, 130


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs one command; its exit code: 0 done or found, 1 nothing found or not as it
    should be, 2 can't be done so."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):  # a terminal that has no Korean shows "?" instead
            stream.reconfigure(errors="replace")
    options = _parser().parse_args(arguments)
    try:
        config = Config.from_environment()
        code = cast("int", options.command(options, config))
        if sys.stdout is not None:  # closed by whoever started it
            sys.stdout.flush()
        return code
    except SourceError as error:
        for complaint in error.complaints:
            print(complaint, file=sys.stderr)
        return UNUSABLE
    except StartError as error:
        print(f"teapot: {error}", file=sys.stderr)
        return UNUSABLE
    except KeyboardInterrupt:
        return INTERRUPTED
    except BrokenPipeError:
        # Whoever read the output has seen enough (`| head`); Python would flush again at its end.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return FOUND
    except DatabaseError as error:
        print(f"teapot: the database can't be used: {error}.", file=sys.stderr)
        return UNUSABLE
    except OSError as error:
        print(f"teapot: {error}.", file=sys.stderr)
        return UNUSABLE


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="teapot", description="HTTP status codes explained, on Discord and in the terminal."
    )
    parser.add_argument("--version", action="version", version=f"%(prog)s {version()}")
    commands = parser.add_subparsers(required=True, metavar="COMMAND")

    run = commands.add_parser("run", help="run the bot on Discord (needs DISCORD_TOKEN)")
    run.set_defaults(command=_run)

    play = commands.add_parser("play", help="try the bot in a local web page, without a token")
    play.add_argument("--port", type=_port, default=0, help="0, the default, picks a free one")
    play.add_argument("--language", choices=LANGUAGES, default="en")
    play.add_argument("--open", action="store_true", help="open it in a browser")
    play.set_defaults(command=_play)

    lookup = commands.add_parser("lookup", help="explain a code, a class or words")
    lookup.add_argument("query", nargs="+")
    _add_output(lookup)
    lookup.set_defaults(command=_lookup)

    search = commands.add_parser("search", help="list the codes closest to some words")
    search.add_argument("query", nargs="+", help="words, or '-' to read one query per line")
    search.add_argument("--limit", type=_limit, default=10)
    _add_output(search)
    search.set_defaults(command=_search)

    explain = commands.add_parser("explain", help="find the status codes in a log or any text")
    explain.add_argument("file", nargs="?", default="-", help="'-', the default, is standard input")
    _add_output(explain)
    explain.set_defaults(command=_explain)

    check = commands.add_parser("check", help="check all data and texts, and list every mistake")
    check.add_argument("--data", type=Path, help="a data folder other than the shipped one")
    check.set_defaults(command=_check)

    rebuild = commands.add_parser("rebuild-scores", help="check quiz totals, and fix wrong ones")
    rebuild.set_defaults(command=_rebuild_scores)
    return parser


def _add_output(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--lang", choices=LANGUAGES, default="en")
    parser.add_argument("--json", action="store_true")


def _port(text: str) -> int:
    if not (text.isdecimal() and int(text) <= 65535):
        raise argparse.ArgumentTypeError("a port is a number from 0 to 65535")
    return int(text)


def _limit(text: str) -> int:
    if not (text.isdecimal() and int(text) >= 1):
        raise argparse.ArgumentTypeError("a limit is a number, 1 or higher")
    return int(text)


def _run(_options: argparse.Namespace, config: Config) -> int:
    if config.token is None:
        raise StartError(
            "DISCORD_TOKEN is not set. Set it to your bot's token. To try the bot without one,"
            " run: teapot play"
        )
    # discord.py takes half a second to import; what needs it not is not kept waiting.
    import aiohttp
    import discord

    from bot.client import create_client

    start_logging(config.log_level)
    # Teapot has no voice: discord.py need not warn that it could not speak.
    discord.VoiceClient.warn_nacl = discord.VoiceClient.warn_dave = False
    try:
        create_client(config).run(config.token, log_handler=None)
    except discord.LoginFailure:
        raise StartError(
            "Discord rejected DISCORD_TOKEN. Copy the bot's token again. To try the bot without"
            " one, run: teapot play"
        ) from None
    except discord.HTTPException as error:
        raise StartError(f"Discord refused to start the bot: {error}.") from error
    except (aiohttp.ClientConnectionError, TimeoutError) as error:
        raise StartError(f"Discord can't be reached: {error}.") from error
    return FOUND


def start_logging(level: str) -> None:
    """To standard error. Below INFO, discord.py writes out every event, and so what people type
    and paste, which Teapot keeps nowhere."""
    logging.basicConfig(level=level, format="%(asctime)s %(levelname)-7s %(name)s: %(message)s")
    if level == "DEBUG":
        logging.getLogger("discord").setLevel(logging.INFO)


def _play(options: argparse.Namespace, config: Config) -> int:
    language = cast("Language", options.language)
    try:
        from bot.playground import play
    except ModuleNotFoundError as error:
        missing = load_texts().voice(language).say("playground.missing", name=str(error.name))
        raise StartError(missing) from error
    asyncio.run(play(config, port=options.port, language=language, opens=options.open))
    return FOUND


def _lookup(options: argparse.Namespace, config: Config) -> int:
    query, voice = _words(options.query), _voice(options)
    lookup = asyncio.run(_load_lookup(config))
    try:
        answer = lookup.find(query)
    except UserError as error:
        if options.json:
            print(terminal.json_line({"query": query, "entries": []}))
        print(voice.say(error.key, **error.values), file=sys.stderr)
        return NOTHING
    if options.json:
        print(terminal.json_line(terminal.lookup_json(query, answer)))
    else:
        print(terminal.answer_text(answer, voice))
    return FOUND if terminal.shown(answer) else NOTHING


def _search(options: argparse.Namespace, config: Config) -> int:
    lookup = asyncio.run(_load_lookup(config))
    from_input = options.query == ["-"]
    found = False
    for query in _typed_lines() if from_input else [_words(options.query)]:
        hits = lookup.hits(query, options.limit)
        found = found or bool(hits)
        if options.json or from_input:
            print(terminal.json_line(terminal.search_json(query, hits)), flush=True)
        elif hits:
            print(terminal.hits_text(hits, cast("Language", options.lang)))
        else:
            print(_without_hits(query, lookup, _voice(options)), file=sys.stderr)
    return FOUND if found else NOTHING


def _without_hits(query: str, lookup: Lookup, voice: Voice) -> str:
    """What to say of a query for which there is nothing to list."""
    try:
        return terminal.answer_text(lookup.find(query), voice)
    except UserError as error:
        return voice.say(error.key, **error.values)


def _explain(options: argparse.Namespace, config: Config) -> int:
    text = _pasted(options.file)
    if options.json:
        mentions = find_codes(text)
        print(terminal.json_line({"mentions": mentions}))
        return FOUND if mentions else NOTHING
    voice, explained = _voice(options), explain(text, asyncio.run(_load_lookup(config)))
    if not explained:
        print(voice.say("explain.nothing"), file=sys.stderr)
        return NOTHING
    print("\n\n".join(terminal.explained_text(each, voice) for each in explained))
    return FOUND


def _voice(options: argparse.Namespace) -> Voice:
    return load_texts().in_terminal().voice(cast("Language", options.lang))


def _pasted(name: str) -> str:
    """The whole file, or standard input; what is no UTF-8 in it can be no code either."""
    if name == "-":
        content = sys.stdin.buffer.read() if sys.stdin else b""
    else:
        content = Path(name).read_bytes()
    return content.decode("utf-8", "replace")


def _words(arguments: list[str]) -> str:
    """Bytes that are no UTF-8 come as lone surrogates, which nothing can print."""
    return " ".join(arguments).encode("utf-8", "replace").decode()


def _typed_lines() -> Iterator[str]:
    """The lines of standard input that say something; none where it is closed."""
    if isinstance(sys.stdin, io.TextIOWrapper):
        sys.stdin.reconfigure(encoding="utf-8", errors="replace")
    for line in sys.stdin or ():
        if line.strip():
            yield line.strip()


async def _load_lookup(config: Config) -> Lookup:
    """From the configured database where there is one, else from one in memory: no file is left."""
    named = config.database if config.database and _is_there(config.database) else None
    database = await open_database(named or IN_MEMORY)
    try:
        knowledge = await seed(database)
        # In memory nothing is kept, so there the index is only made if words are searched.
        return await open_lookup(database, knowledge) if named else Lookup(knowledge)
    finally:
        await database.close()


def _is_there(path: str) -> bool:
    """Raises where the system can't tell; from Python 3.14 on, `Path.exists` hides that."""
    try:
        Path(path).stat()
    except (FileNotFoundError, NotADirectoryError):
        return False
    return True


def _check(options: argparse.Namespace, _config: Config) -> int:
    complaints = []
    for source in (load_texts, lambda: read_knowledge(options.data or shipped("data"))):
        try:
            source()
        except SourceError as error:
            complaints += error.complaints
    if complaints:
        print(*complaints, sep="\n")
        return UNUSABLE
    print("All data and texts are in order.")
    return FOUND


def _rebuild_scores(_options: argparse.Namespace, config: Config) -> int:
    path = config.database or DEFAULT_DATABASE
    if not Path(path).is_file():
        raise StartError(f"There is no database {path}. Set TEAPOT_DATABASE to the bot's database.")
    rebuilt = asyncio.run(_rebuild(path))
    found = f"{rebuilt.different} were wrong and are now fixed"
    print(
        f"{rebuilt.totals} totals rebuilt from {rebuilt.answers} answers:"
        f" {found if rebuilt.different else 'all were right'}."
    )
    return NOTHING if rebuilt.different else FOUND


async def _rebuild(path: str) -> RebuildReport:
    database = await open_database(path)
    try:
        return await Scores(database).rebuild()
    finally:
        await database.close()


if __name__ == "__main__":
    sys.exit(main())
