"""Answers the web page's requests about a line that is being typed or was sent."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from discord import app_commands

from bot.errors import UserError
from bot.playground.command_spec import Command, commands
from bot.playground.completion import Focus, Suggestion, suggest
from bot.playground.option_values import Room
from bot.playground.scene import Scene
from bot.playground.typed_line import Run, Unclear, read_line
from bot.services.daily.time_of_day import parse_time
from bot.services.daily.zones import Zones
from bot.texts import Voice


def _is_time(text: str) -> bool:
    try:
        parse_time(text, datetime.min)
    except UserError:
        return False
    return True


async def commands_of(tree: app_commands.CommandTree[Any], zones: Zones) -> tuple[Command, ...]:
    """Return every command, read from the payloads that Discord would get."""

    def is_zone(text: str) -> bool:
        try:
            zones.find(text)
        except UserError:
            return False
        return True

    assert tree.translator is not None, "setup_hook sets it"
    payloads = [
        await each.get_translated_payload(tree, tree.translator) for each in tree.get_commands()
    ]
    # A time or a zone may have several words. The checks tell where the value ends in a typed line.
    return commands(payloads, {"time": _is_time, "timezone": is_zone})


class Composer:
    """Reads typed lines, and suggests how they continue. `voice` is in the page's language."""

    def __init__(self, commands: Sequence[Command], scene: Scene, voice: Voice) -> None:
        self._commands = commands
        self._scene = scene
        self._voice = voice

    def read(self, line: str, viewer: Any) -> Run | Unclear | None:
        """Read a line as a command that `viewer` may use. Return None for a plain message."""
        read = read_line(line, self._commands, self._room(), self._voice.language)
        if isinstance(read, Run):
            name = read.command.name(self._voice.language)
            if " ".join(read.command.path) not in viewer.available_commands(self._scene.channel):
                owner = self._scene.viewers[0].name
                return Unclear("not_yours", {"command": name, "owner": owner})
        return read

    def say(self, unclear: Unclear) -> str:
        key = f"playground.line.{unclear.key}"
        return self._voice.say(key, **unclear.values)

    async def suggest(self, line: str, viewer: Any) -> list[Suggestion]:
        """Return the suggestions for `viewer`."""
        allowed = viewer.available_commands(self._scene.channel)
        mine = [each for each in self._commands if " ".join(each.path) in allowed]

        async def ask(focus: Focus, typed: str) -> list[tuple[str, str]]:
            choices: list[Mapping[str, Any]] = await viewer.autocomplete(
                self._scene.channel, " ".join(focus.command.path), focus.option.key, typed
            )
            return [(str(choice["name"]), str(choice["value"])) for choice in choices]

        return await suggest(line, mine, self._room(), self._voice.language, ask)

    def _room(self) -> Room:
        guild = self._scene.guild
        return Room(
            channels={name: str(channel.id) for name, channel in guild.channels.items()},
            people=self._scene.people,
            roles={
                name: str(role.id)
                for name, role in guild.roles.items()
                if role.id != guild.default_role.id
            },
        )
