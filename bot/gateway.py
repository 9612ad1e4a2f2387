"""A discord.py client that stays connected to the gateway through every outage.

In discord.py 2.7, a shard that is refused twice in a row ends the whole client, and so does an
event that can't be parsed. In this client, such a shard reconnects, and such an event is skipped.
discord.py's client without shards reconnects, too. This module contains everything private to
discord.py that the client uses.
"""

import asyncio
import logging
import time
from collections.abc import Callable
from functools import partial
from typing import Any

import aiohttp
import discord
from discord.backoff import ExponentialBackoff
from discord.ext import commands
from discord.gateway import DiscordWebSocket, ReconnectWebSocket
from discord.shard import EventItem, EventType, Shard
from yarl import URL

from bot.log_events import ReadyEvent, tell
from bot.logs import described

log = logging.getLogger("teapot")

CONNECT_TIMEOUT_SECONDS = 60.0
# The pauses between attempts grow to about a minute, and are short again after QUIET_SECONDS
# without a new pause. discord.py's own pauses grow to 17 minutes, and are short again only after
# 34 minutes.
MAX_PAUSE_EXPONENT = 6  # 2 ** 6 seconds
QUIET_SECONDS = 120.0
# The next attempt waits if the connection lasted less than this. The pause grows with each attempt.
SHORT_SECONDS = 5.0
# The errors that discord.py itself retries. A broken frame raises another error.
_EXPECTED = (OSError, discord.DiscordException, aiohttp.ClientError, ReconnectWebSocket)


def silence_voice_warnings() -> None:
    """Keep discord.py from warning that it lacks packages for voice, which Teapot doesn't use."""
    discord.VoiceClient.warn_nacl = discord.VoiceClient.warn_dave = False


class LastingBot(commands.AutoShardedBot):
    """Connects with as many shards as Discord recommends, and keeps each shard connected."""

    def __init__(self, *arguments: Any, **options: Any) -> None:
        silence_voice_warnings()
        super().__init__(*arguments, **options)
        # By shard: the servers that Teapot is in, including servers with an outage.
        self._servers: dict[int, set[int]] = {}
        _note_servers(self._connection.parsers, self._servers, self.shard_of)
        _pass_over_unparsable(self._connection.parsers)
        logging.getLogger("discord.shard").addFilter(_in_one_line)
        self._was_ready = False
        # The shards that have a session now.
        self._connected: set[int] = set()
        # By shard: when Discord was last heard from in a session.
        self._heard: dict[int, float] = {}

    async def on_ready(self) -> None:
        """Log READY when every server is known: at the start, and in each new session."""
        self._was_ready = True
        tell(ReadyEvent(servers=len(self.guilds), shards=self.shard_count))

    async def on_shard_connect(self, shard_id: int) -> None:
        self._connected.add(shard_id)
        self._heard[shard_id] = time.perf_counter()

    async def on_shard_resumed(self, shard_id: int) -> None:
        await self.on_shard_connect(shard_id)

    async def on_shard_disconnect(self, shard_id: int) -> None:
        self._connected.discard(shard_id)

    def shard_of(self, guild_id: int) -> int:
        return (guild_id >> 22) % (self.shard_count or 1)

    def is_of(self, shard_id: int, guild_id: int) -> bool:
        return self.shard_of(guild_id) == shard_id

    def servers_of(self, shard_id: int) -> set[int]:
        """Return the servers of a shard, including servers that are unavailable in an outage.

        Discord sends no event for a server that removed Teapot while the shard had no session, and
        discord.py keeps the server. This method gives discord.py the missing event.
        """
        servers = self._servers.get(shard_id, set())
        for guild in list(self.guilds):
            if guild.shard_id == shard_id and guild.id not in servers:
                self._connection.parsers["GUILD_DELETE"]({"id": str(guild.id)})
        return servers

    def may_be_in(self, guild_id: int) -> bool:
        """Return whether Teapot is in a server; True before its shard's first session."""
        servers = self._servers.get(self.shard_of(guild_id))
        return servers is None or guild_id in servers

    def has_channel(self, guild_id: int, channel_id: int) -> bool:
        """Return whether a server has a channel; True if the server is unknown or unavailable."""
        guild = self.get_guild(guild_id)
        return guild is None or guild.unavailable or guild.get_channel(channel_id) is not None

    def silence(self) -> float | None:
        """Return the longest silence of a shard: the seconds since Discord last sent it something.

        Returns None before the bot is ready for the first time. A connection that opens and closes
        without a session counts as silence.
        """
        if not self._was_ready:
            return None
        shards: dict[int, _LastingShard] = vars(self)["_AutoShardedClient__shards"]
        for shard_id in self._connected & shards.keys():
            keep_alive = shards[shard_id].ws._keep_alive
            if keep_alive is not None:
                self._heard[shard_id] = max(self._heard[shard_id], keep_alive._last_recv)
        return time.perf_counter() - min(self._heard.values())

    async def launch_shard(self, gateway: URL, shard_id: int, *, initial: bool = False) -> None:
        """Connect a shard for the first time, however long that takes."""
        backoff = _backoff()
        while True:
            connecting = DiscordWebSocket.from_client(
                self, initial=initial, gateway=gateway, shard_id=shard_id
            )
            try:
                socket = await asyncio.wait_for(connecting, CONNECT_TIMEOUT_SECONDS)
                break
            except Exception as error:
                pause = backoff.delay()
                log.warning(
                    "shard %s can't connect, and tries again in %.0f s: %s",
                    shard_id,
                    pause,
                    described(error),
                )
                await asyncio.sleep(pause)
        private: dict[str, Any] = vars(self)
        shard = _LastingShard(socket, self, private["_AutoShardedClient__queue"].put_nowait)
        private["_AutoShardedClient__shards"][shard_id] = shard
        shard.launch()


class _LastingShard(Shard):
    """Asks the client to reconnect after errors for which discord.py's shard ends the client.

    After an error that discord.py itself retries, the new connection resumes the session if
    possible. discord.py's shard begins a new session after some of these errors. After any other
    error, the new connection begins a new session.
    """

    def __init__(
        self, ws: DiscordWebSocket, client: LastingBot, queue_put: Callable[[EventItem], None]
    ) -> None:
        super().__init__(ws, client, self._tell)
        self._put = queue_put
        self._backoff = _backoff()
        self._last_attempt = time.monotonic()

    def _tell(self, item: EventItem) -> None:
        if item.type == EventType.close or isinstance(
            item.error, discord.PrivilegedIntentsRequired
        ):
            self._put(item)
            return
        is_expected = isinstance(item.error, _EXPECTED)
        if not is_expected:
            log.error(
                "shard %s connects again after an unexpected error", self.id, exc_info=item.error
            )
        # After an unexpected error, begin a new session: a resumed one would begin with the same
        # unreadable frame.
        may_resume = (
            is_expected and getattr(item.error, "resume", True) and self.ws.session_id is not None
        )
        again = EventItem(
            EventType.resume if may_resume else EventType.identify,
            self,
            ReconnectWebSocket(self.id, resume=may_resume),
        )
        self._client.loop.call_later(self._pause(item), self._put, again)

    def _pause(self, item: EventItem) -> float:
        """Return the seconds until the next attempt.

        Returns 0 after a connection that lasted at least SHORT_SECONDS.
        """
        now = time.monotonic()
        lasted, self._last_attempt = now - self._last_attempt, now
        # discord.py has paused already before it asks to reconnect.
        is_first = lasted >= SHORT_SECONDS or item.type == EventType.reconnect
        return 0.0 if is_first else self._backoff.delay()


def _backoff() -> ExponentialBackoff[Any]:
    backoff: ExponentialBackoff[Any] = ExponentialBackoff()
    private: dict[str, Any] = vars(backoff)
    private.update(_max=MAX_PAUSE_EXPONENT, _reset_time=QUIET_SECONDS)
    return backoff


def _in_one_line(record: logging.LogRecord) -> bool:
    """Shorten discord.py's log record of a lost connection to one line, without a traceback."""
    error = record.exc_info[1] if record.exc_info else None
    if isinstance(error, _EXPECTED):
        record.msg, record.args = f"{record.getMessage()}: {described(error)}", None
        record.exc_info = None
        record.levelno, record.levelname = logging.WARNING, "WARNING"
    return True


def _note_servers(
    parsers: dict[str, Callable[[Any], None]],
    servers: dict[int, set[int]],
    shard_of: Callable[[int], int],
) -> None:
    """Keep `servers` up to date by the gateway's events.

    When a new session begins, discord.py's own list still holds the servers that removed Teapot.
    """

    def ready(data: Any) -> None:
        servers[data["shard"][0]] = {int(each["id"]) for each in data["guilds"]}

    def created(data: Any) -> None:
        guild_id = int(data["id"])
        servers.setdefault(shard_of(guild_id), set()).add(guild_id)

    def deleted(data: Any) -> None:
        if not data.get("unavailable"):
            guild_id = int(data["id"])
            servers.setdefault(shard_of(guild_id), set()).discard(guild_id)

    def parse(note: Callable[[Any], None], parser: Callable[[Any], None], data: Any) -> None:
        note(data)
        parser(data)

    for event, note in (("READY", ready), ("GUILD_CREATE", created), ("GUILD_DELETE", deleted)):
        parsers[event] = partial(parse, note, parsers[event])


def _pass_over_unparsable(parsers: dict[str, Callable[[Any], None]]) -> None:
    """Skip each event that can't be parsed. Log the first one of each kind."""
    known: set[str] = set()

    def parse(event: str, parser: Callable[[Any], None], data: Any) -> None:
        try:
            parser(data)
        except Exception as error:
            if event not in known:
                known.add(event)
                log.error("passed over an event %s that can't be parsed", event, exc_info=error)

    for event, parser in parsers.items():
        parsers[event] = partial(parse, event, parser)
