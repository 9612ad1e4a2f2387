"""The private parts of simcord 3.2.1 that the playground uses, except those of the page's server.

simcord is a simulated Discord. tests/playground/test_simcord_private.py fails if another version
changes any of these parts.
"""

import asyncio
import contextlib
import dataclasses
from collections.abc import Callable, Coroutine, Iterator, Mapping
from datetime import datetime
from typing import Any, Protocol

import simcord.interactions
from simcord import Env
from simcord.preview import Preview, _markdown
from simcord.preview._dependencies import _DependencyRead

from bot.playground.completion import Suggestion
from bot.playground.page_server import PageServer
from bot.playground.typed_line import Run, Unclear

# Discord sends a longer message as a file.
MAX_MESSAGE_CHARACTERS = 2000
FILE = "message.txt"


class Composer(Protocol):
    """Reads a line typed on the page, says what is unclear in it, and suggests how it goes on.

    `viewer` is the member of the simulated server who types the line.
    """

    def read(self, line: str, viewer: Any) -> Run | Unclear | None: ...

    def say(self, unclear: Unclear) -> str: ...

    async def suggest(self, line: str, viewer: Any) -> list[Suggestion]: ...


@contextlib.contextmanager
def all_locales_are(locale: str) -> Iterator[None]:
    """Set the locale of all people and servers. simcord's is always en-US."""
    plain = simcord.interactions.base_payload

    def localised(*args: Any, **kwargs: Any) -> tuple[Any, dict[str, Any]]:
        record, payload = plain(*args, **kwargs)
        payload["locale"] = locale
        if "guild_locale" in payload:
            payload["guild_locale"] = locale
        return record, payload

    simcord.interactions.base_payload = localised
    try:
        yield
    finally:
        simcord.interactions.base_payload = plain


@contextlib.contextmanager
def all_commands_are_named() -> Iterator[None]:
    """Show the names of commands that a viewer may not use, as Discord does.

    simcord shows "unavailable" in their place.
    """
    # simcord has no setting for this, so its method is replaced, which mypy refuses.
    plain = _DependencyRead.entity

    def entity(read: _DependencyRead, kind: str, identity: Any) -> bool:
        return kind == "command" or plain(read, kind, identity)

    _DependencyRead.entity = entity  # type: ignore[assignment,method-assign]
    try:
        yield
    finally:
        # mypy refuses it, as above.
        _DependencyRead.entity = plain  # type: ignore[method-assign]


@contextlib.contextmanager
def markdown_parsers_are_kept() -> Iterator[None]:
    """Build one Markdown parser for each kind of field. simcord builds one for each text."""
    plain = _markdown._markdown_parser
    parsers: dict[frozenset[tuple[str, bool | str]], tuple[Any, dict[str, Any]]] = {}

    def parser(policy: Mapping[str, bool | str], context: Mapping[str, Any]) -> Any:
        kind = frozenset(policy.items())
        if kind not in parsers:
            # The parser looks names up in this dict while it reads a text.
            names: dict[str, Any] = {}
            parsers[kind] = plain(policy, names), names
        found, names = parsers[kind]
        names.clear()
        names.update(context)
        return found

    _markdown._markdown_parser = parser
    try:
        yield
    finally:
        _markdown._markdown_parser = plain


def begin(env: Env, at: datetime, bot_name: str) -> None:
    """Set simcord's clock and the bot's name, and keep no transcript.

    Call this function before `env.start()`.

    simcord's clock begins on a fixed day, and its transcript, which is for tests, grows with every
    event.
    """
    env.backend.bot_user.name = bot_name
    env.backend.clock.advance((at - env.now()).total_seconds())
    env.backend.transcript = _Nothing()


def describe_commands(env: Env, locale: str) -> None:
    """Translate descriptions of commands and options, and names of choices, as Discord does.

    simcord shows the English texts. The names of commands and options stay English, because
    discord.py looks them up.
    """

    def describe(part: dict[str, Any]) -> None:
        if found := (part.get("description_localizations") or {}).get(locale):
            part["description"] = found
        for inner in part.get("options") or ():
            describe(inner)
        for choice in part.get("choices") or ():
            choice["name"] = (choice.get("name_localizations") or {}).get(locale, choice["name"])

    for commands in env.backend.commands.values():
        for command in commands.values():
            describe(command)


def extend_preview(
    preview: Preview,
    lock: asyncio.Lock,
    composer: Composer,
    words: Mapping[str, Any],
    port: int,
) -> None:
    """Make the page serve our script and texts, run typed commands, and queue actions.

    Call this function before the preview is entered. simcord itself sends a typed command as a
    message, and refuses an action while another one runs.
    """
    # simcord has no hook for these, so its methods are replaced on this one object, which mypy
    # refuses.
    preview._server = PageServer(preview, port, words)
    preview._action = _actions(preview, lock, composer)  # type: ignore[assignment,method-assign]
    preview._publish = _publishing(preview)  # type: ignore[method-assign]


def _actions(
    preview: Preview, lock: asyncio.Lock, composer: Composer
) -> Callable[[str | None, Any], Coroutine[Any, Any, dict[str, Any]]]:
    """Return the function that answers the page's requests."""
    act = preview._action

    async def action(context_id: str | None, body: Any) -> dict[str, Any]:
        if not isinstance(body, Mapping):
            return await act(context_id, body)
        page = preview._get_page(context_id)
        kind, line = body.get("kind"), str(body.get("line", ""))
        if kind == "typed":
            return _answer(composer.read(line, page.viewer), composer)
        async with lock, contextlib.AsyncExitStack() as stack:
            if kind == "suggest":
                found = await composer.suggest(line, page.viewer)
                return {"suggestions": [dataclasses.asdict(each) for each in found]}
            if kind == "send_message":
                content = str(body.get("content", ""))
                read = composer.read(content, page.viewer)
                # The page first sends the line as kind "typed", and shows what is unclear.
                if isinstance(read, Unclear):
                    request = {name: body.get(name) for name in ("request_id", "sequence")}
                    return preview._reject(page, "validation-failed", **request)
                if isinstance(read, Run):
                    body = _command(read, body, page)
                elif len(content) > MAX_MESSAGE_CHARACTERS:
                    stack.enter_context(_sent_as_file(page.viewer, content))
                    body = {**body, "content": FILE}
            # The page may have changed after a person pressed a button, and simcord refuses a press
            # on an older revision of the page. Apply the press to the current revision.
            if "published_revision" in body:
                body = {**body, "published_revision": page.revision}
            newest = _newest(preview, page)
            result = await act(context_id, body)
            # If a page shows older messages and its action brings a new message, show the newest
            # messages.
            if page.window_end_id is not None and _newest(preview, page) != newest:
                page.window_end_id = None
                preview._publish(page, reason="refresh")
            return result

    return action


def _newest(preview: Preview, page: Any) -> int | None:
    """Return the ID of the channel's last message."""
    return next(reversed(preview.env.backend.messages.get(page.channel_id, {})), None)


@contextlib.contextmanager
def _sent_as_file(viewer: Any, content: str) -> Iterator[None]:
    """Replace the next message of `viewer` by a file with `content`."""
    send = viewer.send

    def send_file(channel: Any, _: str, **options: Any) -> Any:
        return send(channel, attachments=[(FILE, content.encode())], **options)

    viewer.send = send_file
    try:
        yield
    finally:
        del viewer.send


def _publishing(preview: Preview) -> Callable[..., None]:
    """Return the function that publishes the visible messages of a page.

    The function's time doesn't depend on the number of messages in the channel.
    """
    publish = preview._publish

    def publish_window(page: Any, **options: Any) -> None:
        if page.id == "python" and page.snapshot:
            return  # simcord's own page, which is for tests
        # Without a query, simcord lists all messages, and our page hides that list. For the query
        # "0", simcord looks up the message with the ID 0, which doesn't exist, and lists nothing.
        page.navigation_query = "0"
        publish(page, **options)

    return publish_window


def _answer(read: Run | Unclear | None, composer: Composer) -> dict[str, Any]:
    if isinstance(read, Unclear):
        return {
            "isClear": False,
            "isCommand": read.is_of_command,
            "canBeCompleted": read.can_be_completed,
            "needsMore": read.needs_more,
            "say": composer.say(read),
        }
    return {"isClear": True, "isCommand": read is not None}


def _command(read: Run, body: Mapping[str, Any], page: Any) -> dict[str, Any]:
    """Return the body that the page sends for a command picked from its list."""
    path = list(read.command.path)
    entry = next(each for each in page.command_catalog["entries"] if each["path"] == path)
    envelope = (
        "protocol_version",
        "sequence",
        "request_id",
        "generation",
        "bot_generation",
        "published_revision",
    )
    return {
        **{name: body.get(name) for name in envelope},
        "kind": "run_command",
        "command_id": entry["commandId"],
        "path": path,
        "schema_fingerprint": entry["schemaFingerprint"],
        "options": dict(read.values),
    }


class _Nothing(list[Any]):
    """A list that drops what is appended."""

    def append(self, item: Any, /) -> None: ...
