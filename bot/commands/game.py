"""`/quiz start`, `/quiz stop`, and the buttons of a live game."""

from contextlib import suppress
from typing import Any, cast

import discord
from discord import app_commands

from bot.cards import custom_id
from bot.cards.game import recorded_text, started_line
from bot.cards.layout import plain_message, with_disabled_buttons
from bot.cards.links import message_link
from bot.commands.app import Interaction, app_of, localised, voice_of
from bot.commands.channel_permissions import require_for_game
from bot.commands.dynamic_item import Item
from bot.commands.first_reply import reply
from bot.commands.guild import channel_id_of, guild_of, timezone_of
from bot.commands.interactions import answering
from bot.errors import UserError
from bot.model.game import GameSettings
from bot.model.quiz import TOPICS, Topic
from bot.model.quiz_rules import (
    DEFAULT_QUESTIONS,
    DEFAULT_SECONDS,
    MAX_QUESTIONS,
    MAX_SECONDS,
    MIN_QUESTIONS,
    MIN_SECONDS,
    POINTS,
    Level,
)
from bot.services.quiz.games import GameRunningError
from bot.texts import Texts


def start_command(texts: Texts) -> app_commands.Command[Any, ..., None]:
    options = ("topic", "questions", "seconds", "level")

    @app_commands.command(
        name=localised(texts, "command.quiz.start.name"),
        description=localised(texts, "command.quiz.start.description"),
    )
    @app_commands.describe(
        **{each: localised(texts, f"command.quiz.{each}.description") for each in options}
    )
    @app_commands.rename(
        **{each: localised(texts, f"command.quiz.{each}.name") for each in options}
    )
    @app_commands.choices(topic=topic_choices(texts))
    @app_commands.choices(level=_level_choices(texts))
    @answering
    async def start(
        interaction: Interaction,
        topic: str = "all",
        questions: app_commands.Range[int, MIN_QUESTIONS, MAX_QUESTIONS] = DEFAULT_QUESTIONS,
        seconds: app_commands.Range[int, MIN_SECONDS, MAX_SECONDS] = DEFAULT_SECONDS,
        level: int | None = None,
    ) -> None:
        app, guild = app_of(interaction), guild_of(interaction)
        require_for_game(interaction)
        channel_id, timezone = channel_id_of(interaction), await timezone_of(interaction)
        settings = GameSettings(
            cast("Topic", topic), cast("Level | None", level), questions, seconds
        )
        try:
            game = await app.games.start(
                guild.id, channel_id, interaction.user.id, timezone, settings
            )
        except GameRunningError as error:
            link = message_link(guild.id, channel_id, error.message_id)
            raise UserError("quiz.running", link=link) from None
        voice = voice_of(interaction, private=False)
        await reply(interaction, started_line(game, voice), private=False)

    return start


async def stop(interaction: Interaction) -> None:
    await app_of(interaction).games.stop(
        guild_of(interaction).id,
        channel_id_of(interaction),
        interaction.user.id,
        may_manage_messages=interaction.permissions.manage_messages,
    )
    voice = voice_of(interaction, private=True)
    await reply(interaction, plain_message(voice.say("quiz.stopping")), private=True)


class GameButton(Item, template=custom_id.GAME):
    """One of a live question's four options."""

    async def handle(self, interaction: Interaction) -> None:
        app = app_of(interaction)
        if interaction.guild_id is None:
            raise UserError("quiz.no_question")
        question_id = int(self.match["question"])
        try:
            recorded = await app.games.answer(
                interaction.guild_id,
                question_id,
                interaction.user.id,
                int(self.match["choice"]),
                interaction.message.id if interaction.message else None,
            )
        except UserError:
            if interaction.message is not None and await app.games.is_long_closed(question_id):
                view = with_disabled_buttons(interaction.message)
                with suppress(discord.HTTPException):  # the UserError is raised even so
                    await interaction.response.edit_message(view=view)
            raise
        voice = voice_of(interaction, private=True)
        await reply(interaction, plain_message(recorded_text(recorded, voice)), private=True)


def topic_choices(texts: Texts) -> list[app_commands.Choice[str]]:
    return [
        app_commands.Choice(name=localised(texts, f"quiz.topic.{topic}"), value=topic)
        for topic in TOPICS
    ]


def _level_choices(texts: Texts) -> list[app_commands.Choice[int]]:
    return [
        app_commands.Choice(name=localised(texts, f"quiz.level.{level}"), value=level)
        for level in POINTS
    ]
