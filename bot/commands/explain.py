"""`/explain`, its modal, and the message menu: explain the status codes in a text, in private.

The text is neither stored nor logged.
"""

from collections.abc import Iterator
from typing import Any

import discord
from discord import app_commands, ui

from bot.cards.explain import explained_card, nothing_card
from bot.commands.app import App, Interaction, app_of, localised, reply, voice_of
from bot.commands.error_reply import answer_error, answering
from bot.services.extract.explain import explain, possible_codes
from bot.services.extract.summarise import summarise
from bot.texts import Texts, Voice

MAX_TEXT_CHARACTERS = 4_000  # Discord's limit for a modal's field
# A message may hold 4,000 characters, and its embeds 6,000 more.
MAX_MESSAGE_CHARACTERS = 16_000


def explain_command(texts: Texts) -> app_commands.Command[Any, ..., None]:
    """Build the command. Without `text`, it opens a modal that takes several lines."""

    @app_commands.command(
        name=localised(texts, "command.explain.name"),
        description=localised(texts, "command.explain.description"),
    )
    @app_commands.describe(text=localised(texts, "command.explain.text.description"))
    @app_commands.rename(text=localised(texts, "command.explain.text.name"))
    @answering
    async def explain_text(
        interaction: Interaction, text: app_commands.Range[str, 1, 6000] | None = None
    ) -> None:
        if text is None:
            await interaction.response.send_modal(_Ask(voice_of(interaction, private=True)))
        else:
            await _answer(interaction, text)

    return explain_text


def explain_menu(texts: Texts) -> app_commands.ContextMenu:
    """Build the entry in a message's menu, under Apps."""

    @answering
    async def explain_message(interaction: Interaction, message: discord.Message) -> None:
        await _answer(interaction, "\n".join(_said(message))[:MAX_MESSAGE_CHARACTERS])

    return app_commands.ContextMenu(
        name=localised(texts, "command.explain.menu"), callback=explain_message
    )


class _Ask(ui.Modal):
    """Asks for a text of several lines."""

    def __init__(self, voice: Voice) -> None:
        super().__init__(title=voice.say("explain.modal.title"), timeout=None)
        self.text: ui.TextInput[Any] = ui.TextInput(
            custom_id="text",
            style=discord.TextStyle.paragraph,
            placeholder=voice.say("explain.modal.placeholder"),
            max_length=MAX_TEXT_CHARACTERS,
        )
        self.add_item(ui.Label(text=voice.say("explain.modal.label"), component=self.text))

    async def on_submit(self, interaction: Interaction) -> None:
        await _answer(interaction, self.text.value)

    # discord.py calls a modal's on_error with two arguments but types it like a view's, with three.
    async def on_error(  # type: ignore[override]
        self, interaction: Interaction, error: Exception, /
    ) -> None:
        await answer_error(interaction, error)


async def _answer(interaction: Interaction, text: str) -> None:
    view = _card(text, app_of(interaction), voice_of(interaction, private=True))
    await reply(interaction, view, private=True)


def _card(text: str, app: App, voice: Voice) -> ui.LayoutView:
    """Return the card of a number alone, of a text's codes, or of what its numbers may mean."""
    if asked := app.lookup.find_number(text):
        return app.cards.card(asked, voice)
    summary = summarise(text)
    if summary.codes:
        return explained_card(explain(summary, app.lookup), summary.lines, voice)
    return nothing_card(possible_codes(text, app.lookup), voice)


def _said(message: discord.Message) -> Iterator[str]:
    """Yield a message's texts: its content, forwarded messages, embeds and components."""
    parts: list[discord.Message | discord.MessageSnapshot] = [message, *message.message_snapshots]
    for each in parts:
        yield each.content
        for embed in each.embeds:
            yield from filter(None, (embed.author.name, embed.title, embed.description))
            for field in embed.fields:
                yield f"{field.name}: {field.value}"
            yield embed.footer.text or ""
        yield from _shown(each.components)


def _shown(components: Any) -> Iterator[str]:
    for component in components:
        if isinstance(component, discord.TextDisplay):
            yield component.content
        yield from _shown(getattr(component, "children", ()))
