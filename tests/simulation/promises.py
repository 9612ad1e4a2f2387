"""What Teapot promises, checked at every step of a simulated history."""

import re
import sqlite3
from collections import Counter, defaultdict
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from tests.simulation import ledger
from tests.simulation.calm import Calm, due_at
from tests.simulation.records import Interaction, Message
from tests.simulation.simulated_discord import SimulatedDiscord
from tests.simulation.understanding import understood
from tests.simulation.virtual_time import Agenda

# A daily post that failed is tried again after at most half an hour.
CALM_SECONDS = 45 * 60.0
# A game's step is retried after at most a minute, and a question takes at most a minute.
SETTLED_SECONDS = 5 * 60.0
WINDOW = timedelta(hours=6)
SLACK_SECONDS = 90.0
_MENTION = re.compile(r"<(@&?|#)(\d+)>")


class BrokenPromiseError(AssertionError):
    """A promise, and what broke it."""


class Promises:
    def __init__(self, agenda: Agenda, discord: SimulatedDiscord, database: Path) -> None:
        self._agenda = agenda
        self._discord = discord
        self._database = database
        self._reader: sqlite3.Connection | None = None
        self._calm = Calm()
        self.counts: Counter[str] = Counter()
        self._daily: dict[tuple[int, str], list[Message]] = defaultdict(list)
        self._cards: dict[int, list[Message]] = defaultdict(list)
        self._podiums: dict[int, list[Message]] = defaultdict(list)
        # By server, date and person, or by question and person: the choice that they were told of.
        self._daily_answers: dict[tuple[int, str, int], str] = {}
        self._game_answers: dict[tuple[int, int], str] = {}
        self._pressed: dict[tuple[str, int], set[int]] = defaultdict(set)
        # Since administrators last changed the settings, or invited Teapot again.
        self._told_paused: dict[int, list[Message]] = defaultdict(list)
        # By server: what paused its posts, and when this was first seen.
        self._known_paused: dict[int, tuple[str, float]] = {}
        # The servers in which a message may or may not be due.
        self._may_be_untold: set[int] = set()
        self._checked_until: dict[int, float] = defaultdict(float)
        self._people: dict[int, set[int]] = defaultdict(set)

    # What happened.

    def disturbed(self, guild_id: int | None) -> None:
        self._calm.disturbed(self._agenda.now, guild_id)

    def is_out(self, seconds: float) -> None:
        self._calm.is_out(self._agenda.now, seconds)

    def invited_again(self, guild_id: int, *, may_be_unknown: bool) -> None:
        """Expect one more message if Teapot knows that it was away, and allow one if it may learn
        that yet. A departure that it slept through is none."""
        if ledger.has_left(self.reader, guild_id):
            self._forget_told(guild_id)
        elif may_be_unknown:
            self._forget_told(guild_id)
            self._may_be_untold.add(guild_id)

    def _forget_told(self, guild_id: int) -> None:
        self._told_paused.pop(guild_id, None)
        self._known_paused.pop(guild_id, None)
        self._may_be_untold.discard(guild_id)

    def posted(self, message: Message) -> None:
        self.counts["posts"] += 1
        guild_id = message.channel.guild_id
        for day in {each.split(":")[1] for each in message.buttons if each.startswith("daily:")}:
            posts = self._daily[guild_id, day]
            posts.append(message)
            self._once("a date is posted at most once per server", posts)
            self._is_in_its_window(guild_id, day)
        for question in _questions(message):
            self._cards[question].append(message)
            self._once("a game's question has one card", self._cards[question])
        for part in message.part_ids:
            if part >= 2**30:
                self._podiums[part].append(message)
                self._once("a game has one podium", self._podiums[part])
        if message.texts and understood(message.texts[0])[0].startswith("daily.paused"):
            self._told_paused[guild_id].append(message)
            self._once(
                "administrators are told once of a pause or a return", self._told_paused[guild_id]
            )
        self._is_of_its_server(message)

    def edited(self, message: Message) -> None:
        self._is_of_its_server(message)

    def told(self, done: Interaction) -> None:
        key, choice = understood(done.said[0]) if done.said else ("", None)
        self.counts[key or ("told" if done.said else "silence")] += 1
        kind, _, rest = done.what.partition(":")
        if kind == "daily" and key.startswith("daily.answer"):
            day, pressed = rest.split(":")
            self._acknowledged_daily(done, day, int(pressed), key, choice or "")
        elif kind == "quiz" and key in ("quiz.taken", "quiz.again"):
            question = int(rest.split(":")[0])
            before = self._game_answers.setdefault((question, done.person), choice or "")
            self._promise("only the first answer counts", before == choice, before, choice)
            stored = ledger.game_choice(self.reader, question, done.person)
            self._promise(
                "an acknowledged answer is stored", stored == choice, question, stored, choice
            )
        elif key in ("daily.set", "daily.resumed"):
            self._forget_told(done.guild_id)
        elif key == "error.unexpected":
            self._promise(
                "an error has a cause",
                not self._calm.has_been(done.guild_id, self._agenda.now, 60),
                done.what,
            )
        elif not done.said:
            self._promise(
                "each person is answered",
                not self._calm.has_been(done.guild_id, self._agenda.now, 120),
                done.what,
            )
        elif kind == "quiz" and key in ("quiz.closed", "quiz.no_question"):
            self._is_closed(done, int(rest.split(":")[0]))

    def _acknowledged_daily(
        self, done: Interaction, day: str, pressed: int, key: str, choice: str
    ) -> None:
        person = (done.guild_id, day, done.person)
        stored = ledger.daily_choice(self.reader, *person)
        self._promise("an acknowledged answer is stored", stored is not None, *person)
        assert stored is not None
        number, _ = stored
        if key != "daily.answer.again":
            self._promise("the stored answer is the given one", number == pressed, *person)
        known = self._daily_answers.setdefault(person, str(number))
        self._promise("only the first answer counts", known == str(number), *person, choice)

    def _is_closed(self, done: Interaction, question: int) -> None:
        """An open question, as its card shows it, takes answers."""
        closes_at = ledger.closes_at(self.reader, question)
        is_open = closes_at is not None and done.at + 1 < closes_at - self._start
        self._promise(
            "no open question refuses an answer",
            not is_open or not self._calm.has_been(done.guild_id, self._agenda.now, 60),
            question,
        )

    # What is in the store.

    @property
    def reader(self) -> sqlite3.Connection:
        if self._reader is None:
            self._reader = sqlite3.connect(f"file:{self._database}?mode=ro", uri=True)
        return self._reader

    @property
    def _start(self) -> float:
        return self._agenda.seconds() - self._agenda.now

    def let_go(self) -> None:
        """Close the file, which another is about to replace."""
        if self._reader is not None:
            self._reader.close()
            self._reader = None

    def check_hourly(self) -> None:
        for guild_id in self._discord.guilds:
            self._was_posted(guild_id)
            self._was_told(guild_id)
        self._cards_are_as_the_store_says()

    def check(self) -> None:
        """Check all that is stored."""
        problems = [*ledger.broken(self.reader), *ledger.wrong_scores(self.reader)]
        self._promise(
            "the database is whole, and points are what answers add up to", not problems, problems
        )
        repeated = ledger.repeated_subjects(self.reader)
        self._promise("no game asks a question twice", not repeated, repeated)
        for (guild_id, day, person), number in self._daily_answers.items():
            stored = ledger.daily_choice(self.reader, guild_id, day, person)
            holds = stored is not None and str(stored[0]) == number
            self._promise("no acknowledged answer is lost", holds, guild_id, day, person)
        for (question, person), choice in self._game_answers.items():
            stored_choice = ledger.game_choice(self.reader, question, person)
            self._promise(
                "no acknowledged answer is lost", stored_choice == choice, question, person
            )
        self.let_go()

    def check_at_the_end(self) -> None:
        self._cards_are_as_the_store_says()
        running = ledger.overdue_games(self.reader, self._agenda.seconds() - SETTLED_SECONDS)
        self._promise("every game ends", not running, running)
        self.check()

    def _cards_are_as_the_store_says(self) -> None:
        if not self._cards:
            return
        open_questions = ledger.open_questions(self.reader)
        for question, cards in list(self._cards.items()):
            seen = [each for each in cards if each.is_seen]
            if not seen or question in open_questions:
                continue
            (card,) = seen
            guild_id = card.channel.guild_id
            can_edit = card.channel.is_allowed and self._discord.guilds[guild_id].is_joined
            if can_edit and self._calm.has_been(guild_id, self._agenda.now, SETTLED_SECONDS):
                enabled = [each for each, is_on in card.buttons.items() if is_on]
                self._promise("no closed question has an open button", not enabled, question)
                del self._cards[question]

    def _was_posted(self, guild_id: int) -> None:
        """A date is posted if Discord allowed it for long enough within its window."""
        wish = ledger.wish(self.reader, guild_id)
        if wish is None or wish.paused is not None:
            return
        zone = ZoneInfo(wish.timezone)
        today = self._agenda.clock().astimezone(zone).date()
        for day in (today - timedelta(days=1), today):
            if wish.weekdays_only and day.weekday() >= 5:
                continue
            due = due_at(day, wish.time, wish.timezone)
            midnight = due_at(
                due.astimezone(zone).date() + timedelta(days=1), "00:00", wish.timezone
            )
            start, end = self._elapsed(due), self._elapsed(min(due + WINDOW, midnight))
            if not self._checked_until[guild_id] < end <= self._agenda.now:
                continue
            self._checked_until[guild_id] = end
            # The settings must have been the same since before the date was due.
            is_calm = self._calm.stretch(guild_id, start, end) >= CALM_SECONDS
            if (
                start < 0
                or not is_calm
                or not self._calm.is_same(guild_id, start - 60, self._agenda.now)
            ):
                continue
            self.counts["dates that had to be posted"] += 1
            posted = self._daily.get((guild_id, str(day)))
            state = ledger.state(self.reader, guild_id, str(day))
            self._promise(
                "a date is posted if Discord allowed it", bool(posted) or state == "skipped",
                guild_id, day, state,
            )  # fmt: skip

    def _was_told(self, guild_id: int) -> None:
        """Administrators are told of an obstacle if Discord allowed it for long enough."""
        wish = ledger.wish(self.reader, guild_id)
        is_joined = self._discord.guilds[guild_id].is_joined
        if wish is None or wish.paused in (None, "asked") or not is_joined:
            self._known_paused.pop(guild_id, None)
            return
        paused, since = self._known_paused.setdefault(guild_id, (wish.paused, self._agenda.now))
        if paused != wish.paused:
            self._known_paused[guild_id] = (wish.paused, self._agenda.now)
        elif self._calm.stretch(guild_id, since, self._agenda.now) >= CALM_SECONDS:
            self.counts["hours in which a pause had to be told"] += 1
            told = self._told_paused.get(guild_id)
            self._promise(
                "administrators are told that posts are paused",
                bool(told) or guild_id in self._may_be_untold,
                guild_id,
            )

    def _is_in_its_window(self, guild_id: int, day: str) -> None:
        wish = ledger.wish(self.reader, guild_id)
        if wish is None:
            return
        due = due_at(datetime.fromisoformat(day).date(), wish.time, wish.timezone)
        late = self._agenda.now - self._elapsed(due)
        since = self._agenda.now - max(late, 0.0) - 60
        if not self._calm.is_same(guild_id, since, self._agenda.now):
            return
        self._promise(
            "a date is posted within its window",
            0 <= late <= WINDOW.total_seconds() + SLACK_SECONDS,
            day, late,
        )  # fmt: skip

    def _elapsed(self, moment: datetime) -> float:
        return moment.astimezone(UTC).timestamp() - self._start

    def _is_of_its_server(self, message: Message) -> None:
        guild = self._discord.guilds[message.channel.guild_id]
        self._people[guild.id] |= guild.members
        channels = {each.id for each in guild.channels}
        for text in message.texts:
            for kind, named in _MENTION.findall(text):
                own = self._people[guild.id] if kind == "@" else channels
                self._promise("nothing of one server is said in another", int(named) in own, text)
        for question in _questions(message):
            asked_in = ledger.question_guild(self.reader, question)
            self._promise(
                "nothing of one server is said in another", asked_in == guild.id, question
            )

    def _once(self, promise: str, messages: list[Message]) -> None:
        seen = [each for each in messages if each.is_seen]
        self._promise(promise, len(seen) <= 1, [(each.at, each.nonce) for each in seen])

    def _promise(self, promise: str, holds: bool, *details: object) -> None:
        if not holds:
            at = self._agenda.clock()
            raise BrokenPromiseError(f"{at:%Y-%m-%d %H:%M:%S}: {promise}: {details}")


def _questions(message: Message) -> set[int]:
    return {int(each.split(":")[1]) for each in message.buttons if each.startswith("quiz:")}
