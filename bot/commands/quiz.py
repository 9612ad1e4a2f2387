"""`/quiz rules`, `/quiz stats`, `/quiz hide-me` and `/quiz show-me`, and the group `/quiz`.

The group's other commands are in game.py and practice.py.
"""

from typing import Any

import discord
from discord import app_commands

from bot.cards.layout import inert, name_text, plain_message
from bot.cards.quiz import rules_text, stats_text
from bot.commands.app import Interaction, app_of, localised, voice_of
from bot.commands.first_reply import reply
from bot.commands.game import start_command, stop
from bot.commands.guild import guild_of, timezone_of
from bot.commands.interactions import answering
from bot.commands.practice import practice
from bot.errors import UserError
from bot.services.quiz.practice import INTERVALS
from bot.texts import Texts


def quiz_group(texts: Texts) -> app_commands.Group:
    """Build the group. Its commands need a server."""
    group = app_commands.Group(
        name=localised(texts, "command.quiz.name"),
        description=localised(texts, "command.quiz.description"),
        allowed_contexts=app_commands.AppCommandContext(
            guild=True, dm_channel=False, private_channel=False
        ),
        allowed_installs=app_commands.AppInstallationType(guild=True, user=False),
    )
    group.add_command(start_command(texts))
    for name, callback in (
        ("stop", stop),
        ("practice", practice),
        ("rules", _rules),
        ("hide_me", _hide_me),
        ("show_me", _show_me),
    ):
        group.add_command(
            app_commands.Command(
                name=localised(texts, f"command.quiz.{name}.name"),
                description=localised(texts, f"command.quiz.{name}.description"),
                callback=answering(callback),
            )
        )
    group.add_command(_stats(texts))
    return group


async def _rules(interaction: Interaction) -> None:
    timezone, voice = await timezone_of(interaction), voice_of(interaction, private=True)
    said = rules_text(INTERVALS, timezone, voice)
    await reply(interaction, plain_message(said), private=True)


def _stats(texts: Texts) -> app_commands.Command[Any, ..., None]:
    @app_commands.command(
        name=localised(texts, "command.quiz.stats.name"),
        description=localised(texts, "command.quiz.stats.description"),
    )
    @app_commands.describe(member=localised(texts, "command.quiz.member.description"))
    @app_commands.rename(member=localised(texts, "command.quiz.member.name"))
    @answering
    async def show_stats(interaction: Interaction, member: discord.User | None = None) -> None:
        """Reply in private. Another member's statistics are refused if that member is hidden."""
        app, guild = app_of(interaction), guild_of(interaction)
        person = member or interaction.user
        is_own = person.id == interaction.user.id
        who = inert(name_text(person.display_name))
        if not is_own and await app.hidden.is_hidden(guild.id, person.id):
            raise UserError("quiz.stats.hidden", who=who)
        found = await app.stats.of(guild.id, person.id, is_own=is_own)
        said = stats_text(found, who, voice_of(interaction, private=True), is_own=is_own)
        await reply(interaction, plain_message(said), private=True)

    return show_stats


async def _hide_me(interaction: Interaction) -> None:
    await _set_hidden(interaction, is_hidden=True)


async def _show_me(interaction: Interaction) -> None:
    await _set_hidden(interaction, is_hidden=False)


async def _set_hidden(interaction: Interaction, *, is_hidden: bool) -> None:
    app, guild = app_of(interaction), guild_of(interaction)
    await app.hidden.set_hidden(guild.id, interaction.user.id, is_hidden=is_hidden)
    said = voice_of(interaction, private=True).say("quiz.hidden" if is_hidden else "quiz.shown")
    await reply(interaction, plain_message(said), private=True)
