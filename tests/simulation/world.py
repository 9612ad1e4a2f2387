"""The world: servers whose people do what the history says, and react to what is posted."""

import hashlib
import random
import shutil
from pathlib import Path
from typing import Any

from tests.simulation.actions import act
from tests.simulation.faults import Faults
from tests.simulation.history import CALM_END, HOUR, Action, History, Server
from tests.simulation.process import Process
from tests.simulation.promises import Promises
from tests.simulation.records import Channel, Guild, Interaction, Message
from tests.simulation.seams import seams
from tests.simulation.simulated_discord import SimulatedDiscord
from tests.simulation.virtual_time import Agenda

COMMAND, PRESS = 2, 3
# Within a nonce's life, and after it.
RESTART_SECONDS, MAX_RESTART_SECONDS = (1.0, 5.0, 20.0, 150.0, 400.0, 1200.0), 1200.0


class World:
    def __init__(self, history: History, database: Path) -> None:
        self.history = history
        self.agenda = Agenda(history.start)
        self.discord = SimulatedDiscord(self.agenda, history.nonce_seconds)
        self.discord.watcher = self
        self.discord.log = self._log
        self.faults = Faults(history.faults)
        self.faults.met_one = lambda: self.promises.disturbed(None)
        self.process: Process | None = None
        self.lives = 0
        self.has_less_data = False
        self.errors: list[BaseException] = []
        # By channel: who takes part in its game.
        self.players: dict[int, list[int]] = {}
        self._database = database
        self._down_seconds = 0.0
        self._failed_starts = 0
        self._digest = hashlib.sha256()
        self._people = 1000
        self.guilds = [self._settle(each) for each in history.servers]
        self.promises = Promises(self.agenda, self.discord, database)

    def run(self) -> None:
        """Run the history through all lives of the process, and check the promises."""
        for action in self.history.actions:
            self.agenda.at(action.at, lambda each=action: self._act(each))  # type: ignore[misc]
        self.agenda.after(HOUR, self._check)
        self.agenda.at(self.history.seconds - CALM_END, self.faults.end)
        self.agenda.at(self.history.seconds, self._end)
        while self.agenda.now < self.history.seconds:
            self.lives += 1
            self._live()
        self.promises.check_at_the_end()

    def digest(self) -> str:
        """Return a hash of everything that was posted, edited and said, and when."""
        return self._digest.hexdigest()

    def end_life(self, seconds: float, *, kill: bool) -> None:
        """Stop or kill the process, and start the next after so many seconds."""
        if self.process is not None and not self.process.is_dead:
            self._down_seconds = self._at_most(seconds)
            (self.process.kill if kill else self.process.stop)()

    def _at_most(self, seconds: float) -> float:
        """Return how long something may be down, so that it is up in the calm end."""
        return min(seconds, max(self.history.seconds - CALM_END - self.agenda.now, 2.0))

    def outage(self, seconds: float) -> None:
        """Let Discord refuse every request, and connect no gateway."""
        seconds = self._at_most(seconds)
        self.promises.is_out(seconds)
        self.discord.down_until = self.agenda.now + seconds

    def _live(self) -> None:
        # After a kill by a fault, or an end with an error.
        seconds = self.chance("restart", self.lives).choice(RESTART_SECONDS)
        if self._failed_starts:
            seconds = min(seconds * 2**self._failed_starts, MAX_RESTART_SECONDS)
        self._down_seconds = self._at_most(seconds)
        seed = self.chance("process", self.lives).getrandbits(32)
        self.process = Process(
            self.agenda, self.discord, self.faults, self._database, self.history, seed
        )
        self.process.has_less_data = self.has_less_data
        with seams(self.process):
            error = self.process.live()
        self._failed_starts = 0
        if error is not None:
            self.errors.append(error)
            self._failed_starts = min(len(self.errors), 10)
        self.promises.let_go()
        self._take(self.process.left())
        self.promises.is_out(self._down_seconds)
        self.promises.check()
        self.agenda.run_until(self.agenda.now + self._down_seconds)
        self.promises.disturbed(None)

    def _take(self, left: Path) -> None:
        """Give what a killed process has left to the next one."""
        if left != self._database:
            for ending in ("", "-wal", "-shm"):
                part = Path(f"{self._database}{ending}")
                part.unlink(missing_ok=True)
                if Path(f"{left}{ending}").exists():
                    shutil.move(f"{left}{ending}", part)

    def _log(self, line: str) -> None:
        self._digest.update(f"{self.agenda.now:.6f} {line}\n".encode())

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
        act(self, action.name, self.guilds[action.server], action.values)

    def _check(self) -> None:
        self.promises.check_hourly()
        self.agenda.after(HOUR, self._check)

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
        data["resolved"] = resolved or {}
        if name.startswith("daily"):
            self.promises.disturbed(guild.id)
        self._interact(COMMAND, channel or guild.system_channel, person, data, name, None)

    def press(self, message: Message, person: int, custom_id: str) -> None:
        data = {"component_type": 2, "custom_id": custom_id, "id": 5}
        if message.is_seen:
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
        if not guild.is_joined or channel.is_gone or person not in guild.members:
            return
        self.discord.interact(
            kind, channel, person, data,
            what=what, locale="ko" if person % 3 == 0 else "en-US",
            is_admin=person == guild.admin, told=self._told, message=message,
        )  # fmt: skip

    def _told(self, done: Interaction) -> None:
        self.promises.told(done)
        if done.what == "quiz practice" or done.what.startswith("practice:"):
            self._practise(done)

    # What people do on their own.

    def posted(self, message: Message) -> None:
        self.promises.posted(message)
        daily = [each for each in message.buttons if each.startswith("daily:")]
        game = [
            each for each, is_on in message.buttons.items() if each.startswith("quiz:") and is_on
        ]
        if daily:
            self._answer_in_the_day(message, daily)
        if game:
            self._answer_at_once(message, game)

    def edited(self, message: Message) -> None:
        self.promises.edited(message)

    def _answer_in_the_day(self, message: Message, buttons: list[str]) -> None:
        guild = self.discord.guilds[message.channel.guild_id]
        server = self.history.servers[self.guilds.index(guild)]
        for person in sorted(guild.members):
            chance = self.chance(buttons[0], guild.id, person)
            if chance.random() < server.keenness:
                # Some come back to it after days.
                self._press_later(
                    message, person, buttons, chance, chance.expovariate(1 / (server.hours * HOUR))
                )

    def _answer_at_once(self, message: Message, buttons: list[str]) -> None:
        for person in self.players.get(message.channel.id, ()):
            chance = self.chance(buttons[0], person)
            if chance.random() < 0.85:
                self._press_later(message, person, buttons, chance, chance.uniform(0.5, 12))
            if chance.random() < 0.1:  # changes their mind, or presses too late
                self._press_later(message, person, buttons, chance, chance.uniform(0.5, 40))

    def _press_later(
        self,
        message: Message,
        person: int,
        buttons: list[str],
        chance: random.Random,
        seconds: float,
    ) -> None:
        custom_id = chance.choice(buttons)
        self.agenda.after(seconds, lambda: self.press(message, person, custom_id))

    def _practise(self, done: Interaction) -> None:
        """Answer an exercise, and mostly ask for the next one."""
        chance = self.chance("practice", done.id)
        answers = [each for each in done.buttons if each.startswith("practice:")]
        if answers and chance.random() < 0.8 and done.shown is not None:
            self._press_later(done.shown, done.person, answers, chance, chance.uniform(2, 20))
