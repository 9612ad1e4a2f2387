"""`/leaderboard`, and the buttons to its periods and pages."""

import io
from datetime import date
from typing import Any, cast

import discord
from discord import app_commands

from bot.cards import custom_id
from bot.cards.layout import server_text
from bot.cards.leaderboard import FILE, leaderboard_card, leaderboard_chart, span_text
from bot.commands.app import Interaction, app_of, localised, voice_of
from bot.commands.dynamic_item import Item
from bot.commands.game import topic_choices
from bot.commands.guild import guild_of, today_of
from bot.commands.interactions import answering
from bot.errors import UserError
from bot.model.leaderboard import PERIODS, Period, Span
from bot.model.quiz import TOPICS, Topic
from bot.services.quiz.leaderboard import span_of
from bot.texts import Texts


def leaderboard_command(texts: Texts) -> app_commands.Command[Any, ..., None]:
    """Build the command. It replies to the whole channel. Its buttons reply in private."""

    @app_commands.command(
        name=localised(texts, "command.leaderboard.name"),
        description=localised(texts, "command.leaderboard.description"),
    )
    @app_commands.describe(
        period=localised(texts, "command.leaderboard.period.description"),
        topic=localised(texts, "command.leaderboard.topic.description"),
    )
    @app_commands.rename(
        period=localised(texts, "command.leaderboard.period.name"),
        topic=localised(texts, "command.leaderboard.topic.name"),
    )
    @app_commands.allowed_contexts(guilds=True, dms=False, private_channels=False)
    @app_commands.allowed_installs(guilds=True, users=False)
    @app_commands.choices(
        period=[
            app_commands.Choice(name=localised(texts, f"leaderboard.period.{period}"), value=period)
            for period in PERIODS
        ],
        topic=topic_choices(texts),
    )
    @answering
    async def show(interaction: Interaction, period: str = "month", topic: str = "all") -> None:
        span = span_of(cast("Period", period), await today_of(interaction))
        await _show(interaction, span, cast("Topic", topic), 1, private=False)

    return show


class LeaderboardButton(Item, template=custom_id.LEADERBOARD):
    async def handle(self, interaction: Interaction) -> None:
        try:
            period = cast("Period", self.match["period"])
            span = span_of(period, date.fromisoformat(self.match["first"]))
        except ValueError:
            raise UserError("leaderboard.stale") from None
        topic = self.match["topic"]
        if topic not in TOPICS:
            raise UserError("leaderboard.stale")
        page = int(self.match["page"])
        await _show(interaction, span, cast("Topic", topic), page, private=True)


async def _show(
    interaction: Interaction, span: Span, topic: Topic, page: int, *, private: bool
) -> None:
    """Send a new message, or edit the private message whose button was pressed."""
    app, guild, asker_id = app_of(interaction), guild_of(interaction), interaction.user.id
    voice, today = voice_of(interaction, private=private), await today_of(interaction)
    board = await app.leaderboards.page(guild.id, span, topic, page, asker_id)
    names = await app.names.of(guild, {each.user_id for each in (*board.standings, *board.around)})
    heading = span_text(span, voice)
    if topic != "all":
        heading = f"{heading} · {voice.say(f'quiz.topic.{topic}')}"
    title = voice.say("leaderboard.title", server=server_text(guild.name), span=heading)
    chart = leaderboard_chart(board, names, title, asker_id, voice)
    picture = None if chart is None else await app.pictures.picture(chart)
    view = leaderboard_card(
        board,
        names,
        heading,
        title,
        asker_id,
        [span_of(period, today) for period in PERIODS],
        voice,
        has_picture=picture is not None,
        private=private,
    )
    files = [discord.File(io.BytesIO(picture), FILE)] if picture is not None else []
    message = interaction.message
    if private and message is not None and message.flags.ephemeral:
        await interaction.response.edit_message(view=view, attachments=files)
    else:
        await interaction.response.send_message(view=view, files=files, ephemeral=private)
