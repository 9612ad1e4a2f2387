"""The world: servers whose people do what the history says, and react to what is posted."""

import hashlib
import random
import shutil
from pathlib import Path
from typing import Any

from tests.simulation import payloads
from tests.simulation.faults import Faults
from tests.simulation.history import DAY, Action, History, Server
from tests.simulation.process import Process
from tests.simulation.promises import Promises
from tests.simulation.records import Channel, Guild, Interaction, Message
from tests.simulation.seams import seams
from tests.simulation.simulated_discord import SimulatedDiscord
from tests.simulation.virtual_time import Agenda

COMMAND, PRESS = 2, 3
RESTART_SECONDS = 5.0


class World:
    def __init__(self, history: History, database: Path) -> None:
        self.history = history
        self.agenda = Agenda(history.start)
        self.discord = SimulatedDiscord(self.agenda, history.nonce_seconds)
        self.discord.watcher = self
        self.discord.log = self._log
        self._digest = hashlib.sha256()
        self.faults = Faults(history.faults)
        self.promises = Promises(self)
        self.process: Process | None = None
        self.lives = 0
        self.errors: list[BaseException] = []
        self._database = database
        self._down_seconds = RESTART_SECONDS
        # By channel: who takes part in its game.
        self._players: dict[int, list[int]] = {}
        self._people = 1000
        self.guilds = [self._settle(each) for each in history.servers]
        for action in history.actions:
            self.agenda.at(action.at, lambda action=action: self._act(action))  # type: ignore[misc]

    def digest(self) -> str:
        """Return a hash of everything that was posted, edited and said, and when."""
        return self._digest.hexdigest()

    def _log(self, line: str) -> None:
        self._digest.update(f"{self.agenda.now:.6f} {line}\n".encode())

    def run(self) -> None:
        """Run the history through all lives of the process, and check the promises."""
        self.agenda.at(self.history.seconds, self._end)
        while self.agenda.now < self.history.seconds:
            self.lives += 1
            self.process = Process(
                self.agenda, self.discord, self.faults, self._database, self._seed("process")
            )
            self._down_seconds = RESTART_SECONDS
            with seams(self.process):
                error = self.process.live()
            if error is not None:
                self.errors.append(error)
            self._take(self.process.left())
            self.promises.check(self._database)
            self.agenda.run_until(self.agenda.now + self._down_seconds)
        self.promises.check_at_the_end(self._database)

    def _take(self, left: Path) -> None:
        """Give what a killed process has left to the next one."""
        if left != self._database:
            for ending in ("", "-wal", "-shm"):
                part = Path(f"{self._database}{ending}")
                part.unlink(missing_ok=True)
                if Path(f"{left}{ending}").exists():
                    shutil.move(f"{left}{ending}", part)

    def _seed(self, *names: object) -> int:
        return random.Random(f"{self.history.seed} {self.lives} {names}").getrandbits(32)

    def chance(self, *names: object) -> random.Random:
        """Return randomness that depends on nothing else that happens."""
        return random.Random(f"{self.history.seed} {names}")

    def _settle(self, server: Server) -> Guild:
        people = set(range(self._people, self._people + server.people))
        self._people += server.people
        return self.discord.add_guild(server.locale, server.channels, people)

    def _end(self) -> None:
        if self.process is not None:
            self.process.stop()

    def _act(self, action: Action) -> None:
        if self.agenda.now < self.history.seconds:
            getattr(self, action.name)(self.guilds[action.server], *action.values)

    # What administrators do.

    def admin(self, guild: Guild) -> int:
        return min(guild.members)

    def set_daily(
        self, guild: Guild, channel: int, time: str, timezone: str, weekdays_only: bool = False
    ) -> None:
        where = self.channel(guild, channel)
        options = [
            {"name": "channel", "type": 7, "value": str(where.id)},
            {"name": "time", "type": 3, "value": time},
            {"name": "timezone", "type": 3, "value": timezone},
            {"name": "weekdays-only", "type": 5, "value": weekdays_only},
        ]
        described = payloads.channel(where.id, guild.id, is_allowed=where.is_allowed)
        resolved = {"channels": {str(where.id): described | {"permissions": "0"}}}
        self.command(guild, self.admin(guild), "daily set", options, resolved)

    def channel(self, guild: Guild, number: int) -> Channel:
        return guild.channels[number % len(guild.channels)]

    # Commands and presses.

    def command(
        self,
        guild: Guild,
        person: int,
        name: str,
        options: list[dict[str, Any]] | None = None,
        resolved: dict[str, Any] | None = None,
        channel: Channel | None = None,
    ) -> None:
        first, *rest = name.split()
        nested: list[dict[str, Any]] = options or []
        for each in reversed(rest):
            nested = [{"name": each, "type": 1, "options": nested}]
        data = {"id": "100", "type": 1, "name": first, "options": nested}
        self._interact(
            COMMAND, channel or guild.system_channel, person, data | {"resolved": resolved or {}},
            name, None,
        )  # fmt: skip

    def press(self, message: Message, person: int, custom_id: str) -> None:
        data = {"component_type": 2, "custom_id": custom_id, "id": 5}
        self._interact(PRESS, message.channel, person, data, custom_id, message)

    def _interact(
        self,
        kind: int,
        channel: Channel,
        person: int,
        data: dict[str, Any],
        what: str,
        message: Message | None,
    ) -> None:
        guild = self.discord.guilds[channel.guild_id]
        if not guild.is_joined or channel.is_gone:
            return
        self.discord.interact(
            kind, channel, person, data,
            what=what, locale="ko" if person % 3 == 0 else "en-US",
            is_admin=person == self.admin(guild), told=self._told, message=message,
        )  # fmt: skip

    def _told(self, done: Interaction) -> None:
        self.promises.told(done)

    # What people do on their own.

    def posted(self, message: Message) -> None:
        self.promises.posted(message)
        buttons = [each for each in message.buttons if each.startswith("daily:")]
        if buttons:
            self._answer_in_the_day(message, buttons)

    def edited(self, message: Message) -> None:
        self.promises.edited(message)

    def _answer_in_the_day(self, message: Message, buttons: list[str]) -> None:
        guild = self.discord.guilds[message.channel.guild_id]
        keenness = self.history.servers[self.guilds.index(guild)].keenness
        for person in sorted(guild.members):
            chance = self.chance(buttons[0], guild.id, person)
            if chance.random() < keenness:
                seconds = chance.expovariate(1 / (DAY / 4))
                choice = chance.choice(buttons)
                self.agenda.after(seconds, lambda p=person, c=choice: self.press(message, p, c))  # type: ignore[misc]
