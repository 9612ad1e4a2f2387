"""What every command uses: Teapot's services, the texts in a reply's language, further replies."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, cast

import discord
from discord import app_commands, ui

from bot.commands.card_cache import CardCache
from bot.commands.member_names import MemberNames
from bot.commands.picture_cache import PictureCache
from bot.services.cooldowns import Cooldowns
from bot.services.daily.posts import DailyPosts
from bot.services.daily.zones import Zones
from bot.services.extract.files.file_reader import FileReader
from bot.services.language import Languages, reply_language
from bot.services.local_time import LocalTime
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
from bot.services.quiz.stats import Stats
from bot.services.quiz.unrecorded import UnrecordedPeople
from bot.texts import Texts, Voice

# Discord accepts the content of a deferred reply for 15 minutes, but the person sees an empty reply
# until the content comes.
FOLLOW_UP_SECONDS = 50.0

Interaction = discord.Interaction[Any]


@dataclass(frozen=True, slots=True)
class App:
    """The services of a running Teapot.

    `clock` returns an aware UTC time. `contact` is the operator's line in `/help`, `privacy_url`
    the address of the operator's policy. `has_menus` is False in the playground, where
    messages have no menu.
    """

    lookup: Lookup
    file_reader: FileReader
    cards: CardCache
    languages: Languages
    local_time: LocalTime
    daily: DailyPosts
    zones: Zones
    daily_answers: DailyAnswers
    games: Games
    practice: Practice
    leaderboards: Leaderboards
    stats: Stats
    hidden: HiddenPeople
    cooldowns: Cooldowns
    names: MemberNames
    pictures: PictureCache
    unrecorded: UnrecordedPeople
    people: People
    departures: Departures
    server_data: ServerData
    retention: Retention
    erasures: Erasures
    texts: Texts
    clock: Callable[[], datetime]
    contact: str | None
    privacy_url: str | None
    has_menus: bool = True

    def forget_person(self, user_id: int) -> None:
        """Forget the person's name, and all pictures, since any of them may show it."""
        self.names.forget_person(user_id)
        self.pictures.forget_all()

    def forget_server(self, guild_id: int) -> None:
        """Forget the names of the server's people, and all pictures, since any may show them."""
        self.names.forget_server(guild_id)
        self.pictures.forget_all()

    def forget_old(self) -> None:
        """Forget what is kept in memory for minutes only."""
        self.cooldowns.forget_old(self.clock())
        self.names.forget_old()
        self.pictures.forget_old()


def app_of(interaction: Interaction) -> App:
    """Return the App of the client that received the interaction."""
    return cast("App", interaction.client.app)


def voice_of(interaction: Interaction, *, private: bool) -> Voice:
    """Return the texts in the language of a reply.

    A private reply, which only the person sees, is in the person's language. A reply that everybody
    in a server sees is in the server's language.
    """
    app, guild_id = app_of(interaction), interaction.guild_id
    languages = app.languages
    language = reply_language(
        private=private,
        user_choice=languages.chosen("user", interaction.user.id),
        user_locale=interaction.locale.value,
        guild_choice=languages.chosen("guild", guild_id) if guild_id else None,
        guild_locale=interaction.guild_locale.value if interaction.guild_locale else None,
    )
    return app.texts.voice(language)


async def follow_up(interaction: Interaction, view: ui.LayoutView) -> None:
    """Send the content of a deferred private reply, or a further private message."""
    async with asyncio.timeout(FOLLOW_UP_SECONDS):
        await interaction.followup.send(view=view, ephemeral=True)


def localised(texts: Texts, key: str) -> app_commands.locale_str:
    """Return a command's English name or description, with the key for the translator."""
    return app_commands.locale_str(texts.voice("en").say(key), key=key)
