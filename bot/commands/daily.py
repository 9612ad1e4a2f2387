"""The `/daily` commands and the answer buttons of the daily posts.

The commands manage a server's posts.
"""

from datetime import date
from typing import Any, cast
from zoneinfo import ZoneInfo

import discord
from discord import app_commands

from bot.cards import custom_id
from bot.cards.daily import answer_text, next_text, post_card, schedule_text, status_text
from bot.cards.layout import cut, plain_message
from bot.commands.app import Interaction, app_of, localised, voice_of
from bot.commands.channel_permissions import (
    missing_for_daily_posts,
    permission_names,
    require_for_daily_posts,
)
from bot.commands.dynamic_item import Item
from bot.commands.first_reply import reply
from bot.commands.guild import managed_guild_of
from bot.commands.interactions import answering, suggesting
from bot.errors import UserError
from bot.model.daily import Daily, Schedule
from bot.services.daily.time_of_day import parse_time
from bot.texts import Texts


class _PostChannel(app_commands.Transformer):
    """A channel for posts. discord.py's own transformer refuses a channel outside its cache."""

    @property
    def type(self) -> discord.AppCommandOptionType:
        return discord.AppCommandOptionType.channel

    @property
    def channel_types(self) -> list[discord.ChannelType]:
        return [discord.ChannelType.text, discord.ChannelType.news]

    async def transform(self, _: Interaction, value: Any, /) -> app_commands.AppCommandChannel:
        return cast("app_commands.AppCommandChannel", value)


def daily_group(texts: Texts) -> app_commands.Group:
    """Build the group. Its commands need a server and the Manage Server permission."""
    group = app_commands.Group(
        name=localised(texts, "command.daily.name"),
        description=localised(texts, "command.daily.description"),
        default_permissions=discord.Permissions(manage_guild=True),
        allowed_contexts=app_commands.AppCommandContext(
            guild=True, dm_channel=False, private_channel=False
        ),
        allowed_installs=app_commands.AppInstallationType(guild=True, user=False),
    )
    group.add_command(_set(texts))
    for callback in (_status, _preview, _pause, _resume, _skip, _off):
        name = callback.__name__.removeprefix("_")
        group.add_command(
            app_commands.Command(
                name=localised(texts, f"command.daily.{name}.name"),
                description=localised(texts, f"command.daily.{name}.description"),
                callback=answering(callback),
            )
        )
    return group


def _set(texts: Texts) -> app_commands.Command[Any, ..., None]:
    options = ("channel", "time", "timezone", "weekdays_only", "role")

    @app_commands.command(
        name=localised(texts, "command.daily.set.name"),
        description=localised(texts, "command.daily.set.description"),
    )
    @app_commands.describe(
        **{each: localised(texts, f"command.daily.{each}.description") for each in options}
    )
    @app_commands.rename(
        **{each: localised(texts, f"command.daily.{each}.name") for each in options}
    )
    @app_commands.autocomplete(timezone=_suggest)
    @answering
    async def set_daily(
        interaction: Interaction,
        channel: app_commands.Transform[app_commands.AppCommandChannel, _PostChannel],
        time: str,
        timezone: str,
        weekdays_only: bool = False,
        role: discord.Role | None = None,
    ) -> None:
        guild = _managed(interaction)
        app = app_of(interaction)
        zone = app.zones.find(timezone)
        local = app.clock().astimezone(ZoneInfo(zone))
        schedule = Schedule(parse_time(time, local), zone, weekdays_only)
        if role is not None and role.is_default():
            raise UserError("daily.everyone")
        daily = Daily(guild.id, channel.id, role.id if role else None, schedule)
        require_for_daily_posts(interaction, daily, guild)
        daily = await app.daily.set(daily)
        voice = voice_of(interaction, private=True)
        said = voice.say("daily.set", schedule=schedule_text(daily, voice))
        if await app.daily.is_posted(guild.id, local.date()):
            said = f"{said} {voice.say('daily.posted_today')}"
        await _say(interaction, f"{said} {next_text(daily, voice, app.clock())}")

    return set_daily


@suggesting
async def _suggest(interaction: Interaction, typed: str) -> list[app_commands.Choice[str]]:
    app = app_of(interaction)
    now = app.clock()
    return [
        app_commands.Choice(
            name=cut(f"{zone} · {now.astimezone(ZoneInfo(zone)):%H:%M (UTC%z)}", 100), value=zone
        )
        for zone in app.zones.suggest(typed)
    ]


async def _status(interaction: Interaction) -> None:
    guild, app = _managed(interaction), app_of(interaction)
    daily = await app.daily.configured(guild.id)
    voice = voice_of(interaction, private=True)
    missing = permission_names(missing_for_daily_posts(daily, guild), voice)
    said = status_text(
        daily,
        await app.daily.history(guild.id),
        missing,
        voice,
        is_channel_gone=guild.get_channel(daily.channel_id) is None,
        is_role_gone=daily.role_id is not None and guild.get_role(daily.role_id) is None,
    )
    await _say(interaction, said)


async def _preview(interaction: Interaction) -> None:
    guild, app = _managed(interaction), app_of(interaction)
    post = await app.daily.preview(guild.id)
    language = app.languages.of_guild(guild.id, guild.preferred_locale.value)
    voice = app.texts.voice(language)
    view = post_card(post, app.lookup.catalogue, voice, is_preview=True)
    await reply(interaction, view, private=True)


async def _pause(interaction: Interaction) -> None:
    guild, app = _managed(interaction), app_of(interaction)
    await app.daily.configured(guild.id)
    if not await app.daily.pause(guild.id, "asked"):
        raise UserError("daily.paused_already")
    await _say(interaction, _text(interaction, "daily.paused.asked"))


async def _resume(interaction: Interaction) -> None:
    guild, app = _managed(interaction), app_of(interaction)
    require_for_daily_posts(interaction, await app.daily.configured(guild.id), guild)
    await _confirm(interaction, await app.daily.resume(guild.id), "resumed")


async def _skip(interaction: Interaction) -> None:
    guild, app = _managed(interaction), app_of(interaction)
    skipped, daily = await app.daily.skip(guild.id)
    await _confirm(interaction, daily, "skipped", date=str(skipped.local_date))


async def _off(interaction: Interaction) -> None:
    guild, app = _managed(interaction), app_of(interaction)
    await app.daily.off(guild.id)
    await _say(interaction, _text(interaction, "daily.off"))


class AnswerButton(Item, template=custom_id.DAILY):
    """One of a daily question's four options."""

    async def handle(self, interaction: Interaction) -> None:
        app = app_of(interaction)
        try:
            day = date.fromisoformat(self.match["day"])
        except ValueError:
            raise UserError("daily.no_question") from None
        if interaction.guild_id is None:
            raise UserError("daily.no_question")
        answered = await app.daily_answers.give(
            interaction.guild_id, day, interaction.user.id, int(self.match["choice"])
        )
        voice = voice_of(interaction, private=True)
        await _say(interaction, answer_text(answered, app.lookup.catalogue, voice))


def _managed(interaction: Interaction) -> discord.Guild:
    return managed_guild_of(interaction, "daily.guild_only", "daily.forbidden")


async def _confirm(interaction: Interaction, daily: Daily, key: str, **values: str) -> None:
    """Reply with what was done and when the next post comes."""
    following = next_text(daily, voice_of(interaction, private=True))
    await _say(interaction, f"{_text(interaction, f'daily.{key}', **values)} {following}")


def _text(interaction: Interaction, key: str, **values: str) -> str:
    return voice_of(interaction, private=True).say(key, **values)


async def _say(interaction: Interaction, said: str) -> None:
    await reply(interaction, plain_message(said), private=True)
