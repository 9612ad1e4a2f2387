"""`teapot play`: builds the simulation, serves its page, and ends it."""

import asyncio
import contextlib
import dataclasses
import signal
import threading
import webbrowser
from datetime import UTC, datetime

from simcord import Env
from simcord.backend.errors import SetupError
from simcord.preview import Preview

from bot.client import Teapot, create_client
from bot.config import IN_MEMORY, Config
from bot.errors import StartError
from bot.model import LOCALES, Language
from bot.model.explain_limits import READ_TIMEOUT_SECONDS
from bot.playground import simcord_private
from bot.playground.clock import run_time
from bot.playground.composer import Composer, commands_of
from bot.playground.page_words import words
from bot.playground.scene import OLDEST_MESSAGE_AGE, set_scene
from bot.terminal import knowledge_cache
from bot.terminal.output import end_line
from bot.texts import Voice, load_texts


async def play(config: Config, *, port: int, language: Language, opens: bool = False) -> None:
    """Serve the playground until Ctrl-C, SIGTERM or the page's closing. Open a browser if `opens`.

    The database is in memory unless TEAPOT_DATABASE names a file.
    """
    has_file = config.database is not None
    config = dataclasses.replace(config, database=config.database or IN_MEMORY)
    # Without a lookup, the client seeds the database, which takes a second. A database in memory
    # would be seeded at each start, so the client gets the cached lookup instead.
    lookup = None if has_file else knowledge_cache.load()[1]
    # The clock belongs to `env`, the simulation. `env` is built around the client, so it doesn't
    # exist yet, and the lambda looks it up at each call.
    client = create_client(config, clock=lambda: env.now(), lookup=lookup)
    # simcord gives up on an answer after `settle_timeout`. The bot may take READ_TIMEOUT_SECONDS to
    # read a file.
    env = Env(client, shard_count=1, check_errors=False, settle_timeout=READ_TIMEOUT_SECONDS + 10)
    simcord_private.begin(env, datetime.now(UTC) - OLDEST_MESSAGE_AGE, "Teapot")
    voice = load_texts().voice(language)
    try:
        with (
            simcord_private.all_locales_are(LOCALES[language]),
            simcord_private.all_commands_are_named(),
            simcord_private.markdown_parsers_are_kept(),
        ):
            await env.start()
            assert client.app is not None, "env.start() has called setup_hook"
            client.app = dataclasses.replace(client.app, has_menus=False)
            simcord_private.describe_commands(env, LOCALES[language])
            await _serve(env, client, voice, port, has_file=has_file, opens=opens)
            await env.shutdown()
    finally:
        await client.close()


async def _serve(
    env: Env,
    client: Teapot,
    voice: Voice,
    port: int,
    *,
    has_file: bool,
    opens: bool,
) -> None:
    app, database = client.app, client.database
    assert app is not None, "the simulation has started, so setup_hook has run"
    assert database is not None, "the simulation has started, so setup_hook has run"
    scene = await set_scene(env, app, database, voice, has_past=not has_file)
    commands = await commands_of(client.tree, app.zones)
    composer = Composer(commands, scene, voice)
    preview = env.preview(
        scene.channel,
        viewers=scene.viewers,
        layout="channel",
        locale=LOCALES[voice.language],
        timezone=scene.timezone,
    )
    lock = asyncio.Lock()
    simcord_private.extend_preview(preview, lock, composer, words(commands, voice), port)
    stop = _interrupted()
    try:
        await preview.__aenter__()
    except (OSError, SetupError) as error:
        raise StartError(voice.say("playground.port", port=port)) from error
    try:
        _announce(preview.url, voice, opens=opens)
        await _run(env, preview, lock, stop)
    finally:
        await preview.close()


def _interrupted() -> asyncio.Event:
    """Return an event that Ctrl-C or SIGTERM sets."""
    stop = asyncio.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        # Windows' event loop takes no signal handlers. asyncio.run handles Ctrl-C there.
        with contextlib.suppress(NotImplementedError):
            asyncio.get_running_loop().add_signal_handler(number, stop.set)
    return stop


def _announce(address: str, voice: Voice, *, opens: bool) -> None:
    """Print what to open and what to type, and open a browser if `opens`."""
    print(voice.say("playground.open", address=address), flush=True)
    print(voice.say("playground.type"), flush=True)
    if opens:
        # With some browsers, open() returns only when the browser is closed.
        opening = (address, voice.say("playground.no_browser"))
        threading.Thread(target=_open, args=opening, daemon=True).start()


async def _run(env: Env, preview: Preview, lock: asyncio.Lock, stop: asyncio.Event) -> None:
    """Keep the simulated clock running until the page is closed or `stop` is set."""
    time = asyncio.create_task(run_time(env, lock, preview.refresh))
    others = [asyncio.create_task(preview.wait_closed()), asyncio.create_task(stop.wait())]
    await asyncio.wait((time, *others), return_when=asyncio.FIRST_COMPLETED)
    if stop.is_set():
        end_line()
    async with lock:
        for task in (time, *others):
            task.cancel()
    await asyncio.wait((time, *others))
    if not time.cancelled():
        time.result()  # raises the error that ended it


def _open(address: str, otherwise: str) -> None:
    """Open a browser, or print `otherwise` if there is none."""
    if not webbrowser.open(address):
        print(otherwise, flush=True)
