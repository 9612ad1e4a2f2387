"""Discord in memory: keeps what it was told, and refuses what the real one refuses."""

import re
from collections.abc import Callable
from typing import Any, Protocol

from tests.simulation import payloads
from tests.simulation.gateway import Gateway
from tests.simulation.records import Channel, Guild, Interaction, Message
from tests.simulation.virtual_time import Agenda

_EPOCH_SECONDS = 1_420_070_400
_ANSWER_SECONDS = 3.0
_FOLLOWUP_SECONDS = 900.0
_PAGE = 100


class RefusedError(Exception):
    def __init__(self, status: int, code: int, message: str) -> None:
        super().__init__(message)
        self.status, self.code = status, code


class Watcher(Protocol):
    def posted(self, message: Message) -> None: ...
    def edited(self, message: Message) -> None: ...


class SimulatedDiscord:
    def __init__(self, agenda: Agenda, nonce_seconds: float) -> None:
        self._agenda = agenda
        self._nonce_seconds = nonce_seconds
        self._ids = 0
        self._gateway: Gateway | None = None
        self._missed: list[tuple[str, Any]] | None = None  # of a session that can be resumed
        self._sessions = 0
        self.watcher: Watcher | None = None
        self.guilds: dict[int, Guild] = {}
        self.channels: dict[int, Channel] = {}
        self.messages: dict[int, Message] = {}
        self.interactions: dict[int, Interaction] = {}
        self.down_until = 0.0
        self.log: Callable[[str], None] = lambda _: None
        self._routes: list[tuple[re.Pattern[str], str, Callable[..., Any]]] = [
            (re.compile(pattern), name, handle)
            for pattern, name, handle in (
                (r"GET /users/@me", "me", lambda *_: payloads.BOT),
                (r"GET /oauth2/applications/@me", "application", lambda *_: payloads.application()),
                (r"GET /gateway/bot", "gateway", self._gateway_address),
                (r"PUT /applications/\d+/commands", "commands", self._commands),
                (r"POST /channels/(\d+)/messages", "message", self._post),
                (r"PATCH /channels/(\d+)/messages/(\d+)", "edit", self._edit),
                (r"GET /channels/(\d+)/messages", "history", self._history),
                (r"POST /interactions/(\d+)/\w+/callback", "reply", self._reply),
                (r"POST /webhooks/\d+/token(\d+)", "followup", self._follow_up),
                (
                    r"PATCH /webhooks/\d+/token(\d+)/messages/@original",
                    "reply edit",
                    self._follow_up,
                ),
            )
        ]

    def new_id(self) -> int:
        """Return a snowflake of this moment."""
        self._ids += 1
        milliseconds = int((self._agenda.seconds() - _EPOCH_SECONDS) * 1000)
        return (milliseconds << 22) | (self._ids & 0x3FFFFF)

    # The API.

    def route(self, method: str, path: str, body: Any) -> str:
        """Return a request's kind. Messages of different kinds are different ones."""
        name = self._routed(method, path)[0]
        if name != "message":
            return name
        kinds = {each.partition(":")[0] for each in payloads.buttons(body.get("components"))}
        return next((f"{name} {each}" for each in ("daily", "quiz") if each in kinds), name)

    def answer(self, method: str, path: str, query: dict[str, str], body: Any) -> tuple[int, Any]:
        """Do what a request asks, and return the status and the body of the response."""
        if self._agenda.now < self.down_until:
            return 503, {"message": "unavailable", "code": 0}
        _, handle, values = self._routed(method, path)
        try:
            return 200, handle(query, body, *values)
        except RefusedError as refused:
            return refused.status, {"message": str(refused), "code": refused.code}

    def _routed(self, method: str, path: str) -> tuple[str, Callable[..., Any], list[int]]:
        for pattern, name, handle in self._routes:
            if (found := pattern.fullmatch(f"{method} {path}")) is not None:
                return name, handle, [int(each) for each in found.groups()]
        raise AssertionError(f"the simulated Discord doesn't know {method} {path}")

    def _gateway_address(self, *_: Any) -> Any:
        limit = {"total": 1000, "remaining": 999, "reset_after": 0, "max_concurrency": 1}
        return {"url": "wss://gateway.discord.gg", "shards": 1, "session_start_limit": limit}

    def _commands(self, _: Any, body: list[dict[str, Any]]) -> Any:
        known = {"application_id": str(payloads.BOT_ID), "version": "1", "guild_id": None}
        return [
            {"description": ""} | each | known | {"id": str(100 + place)}
            for place, each in enumerate(body)
        ]

    def _post(self, _: Any, body: dict[str, Any], channel_id: int) -> Any:
        channel = self._open_channel(channel_id)
        nonce = body.get("nonce")
        if nonce is not None:
            assert len(str(nonce)) <= 25, f"a nonce of {len(str(nonce))} characters: {nonce}"
            if body.get("enforce_nonce") and (known := self._with_nonce(nonce)) is not None:
                if not known.is_seen:
                    raise RefusedError(404, 10008, "Unknown Message")
                return payloads.message(known.id, known.channel.id, known.sent)
        message = Message(self.new_id(), channel, self._agenda.now, body)
        self.messages[message.id] = message
        channel.messages.append(message)
        self.log(f"post {channel.id} {nonce} {sorted(message.buttons)}")
        if self.watcher is not None:
            self.watcher.posted(message)
        return payloads.message(message.id, channel.id, body)

    def _with_nonce(self, nonce: str) -> Message | None:
        since = self._agenda.now - self._nonce_seconds
        for message in reversed(self.messages.values()):
            if message.at < since:
                return None
            if message.nonce == nonce:
                return message
        return None

    def _edit(self, _: Any, body: dict[str, Any], channel_id: int, message_id: int) -> Any:
        channel = self._open_channel(channel_id)
        message = self.messages.get(message_id)
        if message is None or message.channel is not channel or not message.is_seen:
            raise RefusedError(404, 10008, "Unknown Message")
        message.sent = message.sent | body
        message.edits.append(self._agenda.now)
        self.log(f"edit {channel.id} {message.nonce}")
        if self.watcher is not None:
            self.watcher.edited(message)
        return payloads.message(message.id, channel.id, message.sent)

    def _history(self, query: dict[str, str], _: Any, channel_id: int) -> Any:
        channel = self._open_channel(channel_id)
        limit = min(int(query.get("limit", 50)), _PAGE)
        after, before = int(query.get("after", 0)), int(query.get("before", 1 << 63))
        seen = [each for each in channel.messages if each.is_seen and after < each.id < before]
        page = seen[:limit] if "after" in query else seen[-limit:]
        return [payloads.message(each.id, channel.id, each.sent) for each in reversed(page)]

    def _open_channel(self, channel_id: int) -> Channel:
        channel = self.channels.get(channel_id)
        if channel is None or channel.is_gone:
            raise RefusedError(404, 10003, "Unknown Channel")
        if not self.guilds[channel.guild_id].is_joined or not channel.is_allowed:
            raise RefusedError(403, 50001, "Missing Access")
        return channel

    # What people do, and the replies that they get.

    def interact(
        self,
        kind: int,
        channel: Channel,
        person: int,
        data: dict[str, Any],
        *,
        what: str,
        locale: str,
        is_admin: bool,
        told: Callable[[Interaction], None],
        message: Message | None = None,
    ) -> None:
        """Send what a person does to the process. Call `told` once, with what they see of it."""
        done = Interaction(
            self.new_id(), channel.guild_id, channel, person, what, self._agenda.now, told, message
        )
        self.interactions[done.id] = done
        guild = self.guilds[channel.guild_id]
        payload = payloads.interaction(
            done.id, kind, guild.id,
            payloads.channel(channel.id, guild.id, is_allowed=channel.is_allowed),
            person, (locale, guild.locale), data, is_admin=is_admin,
        )  # fmt: skip
        if message is not None:
            payload["message"] = payloads.message(message.id, channel.id, message.sent)
        self.send("INTERACTION_CREATE", payload, is_resumed=False)
        self._agenda.after(_ANSWER_SECONDS, lambda: self._give_up(done))

    def _give_up(self, done: Interaction) -> None:
        if not done.is_over and not done.is_deferred:
            self._tell(done)
        self._agenda.after(_FOLLOWUP_SECONDS, lambda: self._forget(done))

    def _forget(self, done: Interaction) -> None:
        del self.interactions[done.id]

    def _tell(self, done: Interaction) -> None:
        done.is_over = True
        self.log(f"told {done.person} {done.what}: {done.said}")
        done.told(done)

    def _reply(self, _: Any, body: dict[str, Any], interaction_id: int) -> Any:
        done = self.interactions.get(interaction_id)
        if done is None or self._agenda.now > done.at + _ANSWER_SECONDS:
            raise RefusedError(404, 10062, "Unknown interaction")
        if done.is_over or done.is_deferred:
            raise RefusedError(400, 40060, "Interaction has already been acknowledged.")
        kind, sent = body["type"], body.get("data") or {}
        if kind in (5, 6):
            done.is_deferred = True
        else:
            self._say(done, sent)
        message = payloads.message(self.new_id(), done.channel.id, sent)
        described = {"id": str(done.id), "type": 2, "response_message_id": message["id"]}
        return {"interaction": described, "resource": {"type": kind, "message": message}}

    def _follow_up(self, _: Any, body: dict[str, Any], interaction_id: int) -> Any:
        done = self.interactions.get(interaction_id)
        if done is None or not (done.is_over or done.is_deferred):
            raise RefusedError(404, 10015, "Unknown Webhook")
        if not done.is_over:
            self._say(done, body)
        return payloads.message(self.new_id(), done.channel.id, body)

    def _say(self, done: Interaction, sent: dict[str, Any]) -> None:
        done.said = payloads.texts(sent.get("components"))
        done.buttons = payloads.buttons(sent.get("components"))
        done.shown = Message(self.new_id(), done.channel, self._agenda.now, sent)
        self._tell(done)

    # The gateway.

    def connect(self, gateway: Gateway, *, resume: bool) -> None:
        if self._agenda.now < self.down_until:
            raise OSError("the gateway is down")
        self._gateway = gateway
        if resume and self._missed is not None:
            missed, self._missed = self._missed, None
            gateway.session_id = f"session{self._sessions}"
            for event, data in missed:
                gateway.push(event, data)
            gateway.push("RESUMED", {"__shard_id__": gateway.shard_id})
            return
        if resume:
            gateway.drop(resume=False)
            return
        self._missed = None
        self._sessions += 1
        joined = [each for each in self.guilds.values() if each.is_joined]
        gateway.push("READY", {
            "v": 10, "user": payloads.BOT, "session_id": f"session{self._sessions}",
            "guilds": [{"id": str(each.id), "unavailable": True} for each in joined],
            "application": {"id": str(payloads.BOT_ID), "flags": 0}, "shard": [0, 1],
        })  # fmt: skip
        for each in joined:
            gateway.push("GUILD_CREATE", self._described(each))

    def disconnected(self, gateway: Gateway | None) -> None:
        """Forget the session: the process has closed it, or is dead."""
        if gateway is None or self._gateway is gateway:
            self._gateway = self._missed = None

    def drop(self, *, can_resume: bool) -> None:
        """Close the connection from Discord's side."""
        if self._gateway is not None:
            gateway, self._gateway = self._gateway, None
            self._missed = [] if can_resume else None
            gateway.drop(resume=True)

    def is_pending(self, event: str, identity: int) -> bool:
        """Return whether a dropped connection has missed an event that a resumption may bring."""
        return any(
            missed == event and data["id"] == str(identity) for missed, data in self._missed or ()
        )

    def send(self, event: str, data: Any, *, is_resumed: bool = True) -> None:
        if self._gateway is not None:
            self._gateway.push(event, data)
        elif self._missed is not None and is_resumed:
            self._missed.append((event, data))

    def send_members(self, guild_id: int, options: dict[str, Any]) -> None:
        guild = self.guilds[guild_id]
        wanted = [int(each) for each in options.get("user_ids") or []]
        self.send("GUILD_MEMBERS_CHUNK", {
            "guild_id": str(guild_id), "chunk_index": 0, "chunk_count": 1, "presences": [],
            "members": [payloads.member(each) for each in wanted if each in guild.members],
            "not_found": [str(each) for each in wanted if each not in guild.members],
            "nonce": options.get("nonce"),
        })  # fmt: skip

    # What people change in their servers.

    def add_guild(self, locale: str, channels: int, members: set[int]) -> Guild:
        guild = Guild(self.new_id(), locale, members=members)
        self.guilds[guild.id] = guild
        for _ in range(channels):
            self._add_channel(guild)
        return guild

    def _add_channel(self, guild: Guild) -> Channel:
        channel = Channel(self.new_id(), guild.id)
        self.channels[channel.id] = channel
        guild.channels.append(channel)
        return channel

    def create_channel(self, guild: Guild) -> Channel:
        channel = self._add_channel(guild)
        if guild.is_joined:
            self.send("CHANNEL_CREATE", payloads.channel(channel.id, guild.id, is_allowed=True))
        return channel

    def delete_channel(self, channel: Channel) -> None:
        channel.is_gone = True
        if self.guilds[channel.guild_id].is_joined:
            data = payloads.channel(channel.id, channel.guild_id, is_allowed=channel.is_allowed)
            self.send("CHANNEL_DELETE", data)

    def permit(self, channel: Channel, *, is_allowed: bool) -> None:
        channel.is_allowed = is_allowed
        if self.guilds[channel.guild_id].is_joined and not channel.is_gone:
            data = payloads.channel(channel.id, channel.guild_id, is_allowed=is_allowed)
            self.send("CHANNEL_UPDATE", data)

    def leave(self, guild: Guild) -> None:
        if guild.is_joined:
            guild.is_joined = False
            self.send("GUILD_DELETE", {"id": str(guild.id)})

    def join(self, guild: Guild) -> None:
        if not guild.is_joined:
            guild.is_joined = True
            described = self._described(guild)
            # Discord says only of servers that it has named before whether they are available.
            del described["unavailable"]
            self.send("GUILD_CREATE", described)

    def _described(self, guild: Guild) -> dict[str, Any]:
        channels = [
            payloads.channel(each.id, guild.id, is_allowed=each.is_allowed)
            for each in guild.channels
            if not each.is_gone
        ]
        return payloads.guild(guild.id, guild.locale, guild.system_channel.id, channels)
