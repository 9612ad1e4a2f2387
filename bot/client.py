"""Teapot's Discord client: it builds the services, adds the commands, and runs the loops."""

import asyncio
import random
from collections.abc import Callable
from datetime import UTC, datetime
from functools import partial

import discord
from discord import app_commands
from discord.ext import commands

from bot.command_sync import CommandSync
from bot.commands import http
from bot.commands.app import App, Interaction
from bot.commands.card_cache import CardCache
from bot.commands.command_tree import Tree
from bot.commands.daily import AnswerButton, daily_group
from bot.commands.explain import explain_command, explain_menu
from bot.commands.forms import answer_form
from bot.commands.game import GameButton
from bot.commands.help import help_command
from bot.commands.language import language_group
from bot.commands.leaderboard import LeaderboardButton, leaderboard_command
from bot.commands.member_names import MemberNames
from bot.commands.picture_cache import PictureCache, drawing_process
from bot.commands.practice import NextButton, PracticeButton
from bot.commands.privacy import PrivacyButton, privacy_group
from bot.commands.quiz import quiz_group
from bot.commands.server_privacy import ServerDataButton
from bot.commands.translator import KeyTranslator
from bot.commands.unknown_components import answer_if_unknown
from bot.config import DEFAULT_DATABASE, Config
from bot.gateway import LastingBot
from bot.health import DAILY, GAMES, Progress
from bot.knowledge.seed import seed
from bot.loops import EachMinute, EachSecond
from bot.posting.daily_posts import DiscordPostSender
from bot.posting.games import DiscordGameChannel
from bot.posting.servers import Servers
from bot.services.cooldowns import Cooldowns
from bot.services.daily.claims import Claims
from bot.services.daily.posts import DailyPosts
from bot.services.daily.zones import Zones
from bot.services.extract.files.file_reader import FileReader
from bot.services.extract.files.reading_process import ReadingProcess
from bot.services.language import Languages
from bot.services.local_time import LocalTime
from bot.services.lookup.kept_index import open_lookup
from bot.services.lookup.lookup import Lookup
from bot.services.privacy.departures import Departures
from bot.services.privacy.erasures import Erasures
from bot.services.privacy.people import People
from bot.services.privacy.retention import Retention
from bot.services.privacy.server_data import ServerData
from bot.services.quiz.daily_answers import DailyAnswers
from bot.services.quiz.games import Games
from bot.services.quiz.hidden import HiddenPeople
from bot.services.quiz.leaderboard import Leaderboards
from bot.services.quiz.practice import Practice
from bot.services.quiz.questions import Questions
from bot.services.quiz.stats import Stats
from bot.services.quiz.streak import Streaks
from bot.services.quiz.unrecorded import UnrecordedPeople
from bot.services.rate_limit import RateLimiter
from bot.store.database import Database, open_database
from bot.texts import Texts, load_texts

# Every kind of button and menu.
_ITEMS = (
    *http.ITEMS,
    AnswerButton,
    GameButton,
    PracticeButton,
    NextButton,
    LeaderboardButton,
    PrivacyButton,
    ServerDataButton,
)


def utcnow() -> datetime:
    return datetime.now(UTC)


def create_client(
    config: Config,
    *,
    clock: Callable[[], datetime] = utcnow,
    chance: random.Random | None = None,
    lookup: Lookup | None = None,
) -> "Teapot":
    """Return a client. The real run, the playground and the tests all use this function.

    `setup_hook` opens, migrates and seeds the store; `close` closes it. `clock` gives an aware UTC
    datetime and is the only source of "now" for everything that a user can see. `chance` draws the
    questions of games and practice. With a `lookup`, the store is not seeded.
    """
    return Teapot(config, load_texts(), clock, chance or random.Random(), lookup)


class Teapot(LastingBot):
    """discord.py's client with Teapot's commands.

    Of this class's own attributes, the commands use only `app`. `database` is None before
    `open_store` and after `close`. `app` is None before `setup_hook` and after `close`.
    """

    app: App | None = None
    database: Database | None = None
    _command_sync: CommandSync | None = None

    def __init__(
        self,
        config: Config,
        texts: Texts,
        clock: Callable[[], datetime],
        chance: random.Random,
        lookup: Lookup | None,
    ) -> None:
        super().__init__(
            command_prefix=commands.when_mentioned,
            help_command=None,
            tree_cls=Tree,
            intents=discord.Intents(guilds=True),
            allowed_mentions=discord.AllowedMentions.none(),
            allowed_installs=app_commands.AppInstallationType(guild=True, user=True),
            allowed_contexts=app_commands.AppCommandContext(
                guild=True, dm_channel=True, private_channel=True
            ),
        )
        self._config = config
        self._texts = texts
        self._clock = clock
        self._chance = chance
        self._lookup = lookup
        self.progress = Progress()
        # The first tick runs as soon as Teapot is ready. It does the work that came due while
        # Teapot was down.
        self._ticking = EachMinute(clock, self._tick)
        self._playing = EachSecond(self._step)
        for loop in (self._ticking, self._playing):
            loop.before_loop(self.wait_until_ready)

    async def open_store(self) -> None:
        """Open, migrate, check and seed the database. `setup_hook` calls this if none is open."""
        database = await open_database(self._config.database or DEFAULT_DATABASE)
        try:
            await database.check()
            if self._lookup is None:
                self._lookup = await open_lookup(database, await seed(database, self._texts))
        except BaseException:
            await database.close()
            raise
        self.database = database

    async def setup_hook(self) -> None:
        if self.database is None:
            await self.open_store()
        database, lookup = self.database, self._lookup
        assert database is not None
        assert lookup is not None
        try:
            self.tree.add_command(http.http_command(self._texts), override=True)
            self.tree.add_command(explain_command(self._texts), override=True)
            self.tree.add_command(explain_menu(self._texts), override=True)
            self.tree.add_command(language_group(self._texts), override=True)
            self.tree.add_command(daily_group(self._texts), override=True)
            self.tree.add_command(quiz_group(self._texts), override=True)
            self.tree.add_command(leaderboard_command(self._texts), override=True)
            self.tree.add_command(privacy_group(self._texts), override=True)
            self.tree.add_command(help_command(self._texts), override=True)
            self.add_dynamic_items(*_ITEMS)
            await self.tree.set_translator(KeyTranslator(self._texts))
            self._command_sync = CommandSync(self.tree, database)
            texts = self._texts.in_chat(await self._command_sync.ids())
            self.app = self._build(database, lookup, await Languages.load(database), texts)
            await self.app.games.load()
            await self.app.erasures.load()
            self._ticking.start()
        except BaseException:
            await database.close()
            self.app = self.database = None
            raise

    def _build(self, database: Database, lookup: Lookup, languages: Languages, texts: Texts) -> App:
        questions, chance = Questions(lookup.knowledge), self._chance
        acquire = RateLimiter().acquire
        streaks = Streaks(database)
        leaderboards = Leaderboards(database, streaks)
        claims = Claims(database, lookup.knowledge.entries, questions, leaderboards, self._clock)
        servers = Servers(self, languages, texts)
        sender = DiscordPostSender(servers, lookup.catalogue)
        game_channel = DiscordGameChannel(servers, lookup.catalogue)
        daily = DailyPosts(database, claims, sender, self._clock, acquire)
        games = Games(database, questions, game_channel, self._clock, acquire, chance, self._play)
        erasures = Erasures(database, languages, games, self._clock)
        server_data = ServerData(database, erasures)
        departures = Departures(database, daily, games, server_data, self._clock)
        return App(
            lookup=lookup,
            file_reader=FileReader(ReadingProcess()),
            cards=CardCache(lookup),
            languages=languages,
            local_time=LocalTime(database, self._clock),
            daily=daily,
            zones=Zones(lookup.knowledge.zones),
            daily_answers=DailyAnswers(database, streaks, self._clock),
            games=games,
            practice=Practice(database, questions, chance),
            leaderboards=leaderboards,
            stats=Stats(database, leaderboards, streaks),
            hidden=HiddenPeople(database),
            cooldowns=Cooldowns(),
            names=MemberNames(self._clock),
            pictures=PictureCache(drawing_process(), self._clock),
            unrecorded=UnrecordedPeople(database),
            people=People(database, erasures),
            departures=departures,
            server_data=server_data,
            retention=Retention(database, departures, self._clock),
            erasures=erasures,
            texts=texts,
            clock=self._clock,
            contact=self._config.contact,
            privacy_url=self._config.privacy_url,
        )

    async def _tick(self) -> None:
        """Do each minute's work. Never raises, because discord.py ends a loop that raises."""
        assert self.app is not None, "setup_hook starts the loop, and close ends it"
        self.progress.note(DAILY)
        self.app.forget_old()
        await self.app.daily.tick()
        await self.app.games.continue_unknown()
        await self.app.games.close_unclosed_cards()
        await self.app.retention.sweep(self.may_be_in)
        await self.app.erasures.tick()
        self.progress.note(DAILY)

    async def _step(self) -> None:
        """Do each second's work while a game is running. Never raises, like `_tick`."""
        assert self.app is not None, "setup_hook or a command starts the loop, and close ends it"
        self.progress.note(GAMES)
        await self.app.games.tick()
        if not self.app.games.are_running:
            self.progress.end(GAMES)
            self._playing.stop()

    def _play(self) -> None:
        # discord.py's is_running() stays true after stop() until the iteration ends. No other code
        # runs in between, because `_step` awaits nothing after stop().
        if not self._playing.is_running():
            self._playing.start()

    async def on_interaction(self, interaction: Interaction) -> None:
        """Note the person's name in memory. Answer interactions that discord.py doesn't answer."""
        if self.app is not None:
            self.app.names.note(interaction)
        if not await answer_form(interaction):
            await answer_if_unknown(interaction, _ITEMS)

    async def on_shard_ready(self, shard_id: int) -> None:
        """Catch up with the changes to servers that happened while the shard had no session."""
        if self.app is not None:
            await self.app.departures.compare(
                self.servers_of(shard_id), partial(self.is_of, shard_id), self.has_channel
            )

    async def on_guild_join(self, guild: discord.Guild) -> None:
        if self.app is not None:
            await self.app.departures.returned(guild.id)

    async def on_guild_remove(self, guild: discord.Guild) -> None:
        """Note that Teapot was removed. discord.py doesn't call this for an outage."""
        if self.app is not None:
            self.app.forget_server(guild.id)
            await self.app.departures.left(guild.id)

    async def on_guild_channel_delete(self, channel: discord.abc.GuildChannel) -> None:
        if self.app is not None:
            await self.app.daily.pause_for_deleted(channel.guild.id, channel.id)

    async def close(self) -> None:
        for loop in (self._ticking, self._playing):
            if (task := loop.get_task()) is not None:
                loop.cancel()
                await asyncio.wait((task,))
        if self._command_sync is not None:
            await self._command_sync.close()
        if self.app is not None:
            await self.app.games.close()
            await self.app.file_reader.close()
            await self.app.pictures.close()
        # discord.py's close() raises if the client has no queue for shards yet, and that error
        # hides why the start failed. discord.py's login sets the event loop and creates the queue
        # without a pause between them, so the queue exists if the loop is set.
        if isinstance(self.loop, asyncio.AbstractEventLoop) and not self.is_closed():
            await super().close()
        if self.database is not None:
            database, self.app, self.database = self.database, None, None
            await database.close()
