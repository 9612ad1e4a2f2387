"""`/language me` and `/language server`: English, Korean, or Discord's own setting."""

from collections.abc import Callable
from typing import Any, TypeVar

from discord import app_commands

from bot.cards.layout import plain_message
from bot.commands.app import Interaction, app_of, localised, voice_of
from bot.commands.first_reply import reply
from bot.commands.interactions import answering
from bot.errors import UserError
from bot.model import Language
from bot.texts import Texts

Callback = TypeVar("Callback", bound=Callable[..., Any])
_CHOICES: dict[str, Language | None] = {"en": "en", "ko": "ko", "discord": None}


def language_group(texts: Texts) -> app_commands.Group:
    """Build the group. `/language server` needs the Manage Server permission."""
    group = app_commands.Group(
        name=localised(texts, "command.language.name"),
        description=localised(texts, "command.language.description"),
    )
    group.add_command(_me(texts))
    group.add_command(_server(texts))
    return group


def _me(texts: Texts) -> app_commands.Command[Any, ..., None]:
    @app_commands.command(
        name=localised(texts, "command.language.me.name"),
        description=localised(texts, "command.language.me.description"),
    )
    @_choice(texts)
    @answering
    async def me(interaction: Interaction, choice: str) -> None:
        chosen = _CHOICES[choice]
        await app_of(interaction).languages.set_choice("user", interaction.user.id, chosen)
        await _confirm(interaction, "user_set" if chosen else "user_discord", private=True)

    return me


def _server(texts: Texts) -> app_commands.Command[Any, ..., None]:
    @app_commands.command(
        name=localised(texts, "command.language.server.name"),
        description=localised(texts, "command.language.server.description"),
    )
    @_choice(texts)
    @answering
    async def server(interaction: Interaction, choice: str) -> None:
        if interaction.guild_id is None:
            raise UserError("language.guild_only")
        if not interaction.permissions.manage_guild:
            raise UserError("language.guild_forbidden")
        chosen = _CHOICES[choice]
        await app_of(interaction).languages.set_choice("guild", interaction.guild_id, chosen)
        await _confirm(interaction, "guild_set" if chosen else "guild_discord", private=False)

    return server


def _choice(texts: Texts) -> Callable[[Callback], Callback]:
    """Return a decorator that adds the option that both commands share."""
    choices = [
        app_commands.Choice(name=localised(texts, f"command.language.{value}"), value=value)
        for value in _CHOICES
    ]

    def decorate(callback: Callback) -> Callback:
        for decorator in (
            app_commands.choices(choice=choices),
            app_commands.rename(choice=localised(texts, "command.language.choice.name")),
            app_commands.describe(choice=localised(texts, "command.language.choice.description")),
        ):
            callback = decorator(callback)
        return callback

    return decorate


async def _confirm(interaction: Interaction, key: str, *, private: bool) -> None:
    """Confirm a choice to the person alone, in the language that now applies.

    If `private`, the person's language applies, otherwise the server's.
    """
    said = voice_of(interaction, private=private).say(f"language.{key}")
    await reply(interaction, plain_message(said), private=True)
