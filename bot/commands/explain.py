"""`/explain`, its form, and the message menu: explain status codes in texts and files, in private.

Nothing of the texts and files is stored or logged.
"""

import asyncio
from collections.abc import Iterator, Sequence
from typing import Any

import discord
from discord import app_commands, ui

from bot.cards.explain import explained_card, nothing_card
from bot.cards.layout import plain_message
from bot.cards.unread_files import unread_notes
from bot.commands.app import App, Interaction, app_of, follow_up, localised, voice_of
from bot.commands.attachments import read_attachments
from bot.commands.explain_form import explain_form, read_form
from bot.commands.first_reply import reply
from bot.commands.interactions import answering
from bot.errors import UserError
from bot.model.explain_limits import MAX_FILES, MAX_MESSAGE_CHARACTERS
from bot.model.explanation import Summary
from bot.services.extract.explain import explain, load_patterns, possible_codes
from bot.services.extract.summary.summarise import NamedSummary, merged, summarise
from bot.texts import Texts, Voice


def explain_command(texts: Texts) -> app_commands.Command[Any, ..., None]:
    """Build the command. Without options, it opens a form that takes several lines and files."""

    @app_commands.command(
        name=localised(texts, "command.explain.name"),
        description=localised(texts, "command.explain.description"),
    )
    @app_commands.describe(
        text=localised(texts, "command.explain.text.description"),
        file=localised(texts, "command.explain.file.description"),
    )
    @app_commands.rename(
        text=localised(texts, "command.explain.text.name"),
        file=localised(texts, "command.explain.file.name"),
    )
    @answering
    async def explain_text(
        interaction: Interaction,
        text: app_commands.Range[str, 1, 6000] | None = None,
        file: discord.Attachment | None = None,
    ) -> None:
        if text is None and file is None:
            form = explain_form(voice_of(interaction, private=True))
            await interaction.response.send_modal(form)
        else:
            await _answer(interaction, text or "", [file] if file else [])

    return explain_text


def explain_menu(texts: Texts) -> app_commands.ContextMenu:
    """Build the command that Discord lists in a message's menu, under Apps."""

    @answering
    async def explain_message(interaction: Interaction, message: discord.Message) -> None:
        text = "\n".join(_said(message))[:MAX_MESSAGE_CHARACTERS]
        await _answer(interaction, text, _attached(message))

    return app_commands.ContextMenu(
        name=localised(texts, "command.explain.menu"), callback=explain_message
    )


async def answer_form(interaction: Interaction) -> None:
    """Answer a submitted form. May raise UserError."""
    submission = read_form(interaction)
    if not submission.text.strip() and not submission.files:
        raise UserError("explain.empty")
    await _answer(interaction, submission.text, submission.files)


async def _answer(
    interaction: Interaction, text: str, attachments: Sequence[discord.Attachment]
) -> None:
    app, voice = app_of(interaction), voice_of(interaction, private=True)
    if not attachments:
        await asyncio.to_thread(load_patterns)
        await reply(interaction, _card(text, app, voice), private=True)
        return
    # Discord wants a reply within three seconds. Fetching and reading may take longer.
    await interaction.response.defer(ephemeral=True, thinking=True)
    await asyncio.to_thread(load_patterns)
    summaries, unread = await read_attachments(
        attachments[:MAX_FILES], app.file_reader, interaction.user.id
    )
    notes = unread_notes(unread, max(0, len(attachments) - MAX_FILES), voice)
    view = _card_of_files(text, summaries, notes, app, voice)
    await follow_up(interaction, view)


def _card(text: str, app: App, voice: Voice) -> ui.LayoutView:
    """Return the card of a text. The card has the first of these that applies:

    1. the meaning of the text, if the text is only a number or a class such as 5xx
    2. the explanation of the text's status codes
    3. the details of a product's error that the text names
    4. what the text's numbers may mean, or that the text has no codes
    """
    if asked := app.lookup.find_number(text):
        return app.cards.card(asked, voice)
    summary = summarise(text)
    if card := _codes_card(summary, app, voice):
        return card
    if error := app.lookup.find_error(text):
        return app.cards.card(error, voice)
    return nothing_card(possible_codes(summary, app.lookup), voice)


def codes_card(text: str, app: App, voice: Voice) -> ui.LayoutView | None:
    """Return the card that explains a text's codes; None if the text has no code."""
    return _codes_card(summarise(text), app, voice)


def _codes_card(summary: Summary, app: App, voice: Voice) -> ui.LayoutView | None:
    if not summary.codes:
        return None
    return explained_card(explain(summary, app.lookup), summary.lines, voice)


def _card_of_files(
    text: str, files: Sequence[NamedSummary], notes: Sequence[str], app: App, voice: Voice
) -> ui.LayoutView:
    """Return the card that explains the codes of files and of the text sent with them.

    If there are no codes, the card says so. If there is also no text and no file was read, the card
    has only `notes`.
    """
    beside = [NamedSummary(None, summarise(text))] if text.strip() else []
    summary = merged([*beside, *files])
    if summary.codes:
        return explained_card(explain(summary, app.lookup), summary.lines, voice, notes)
    if not beside and not files:
        return plain_message("\n".join(notes))
    return nothing_card(possible_codes(summary, app.lookup), voice, notes)


def _parts(message: discord.Message) -> list[discord.Message | discord.MessageSnapshot]:
    """Return the message itself and the messages that it forwards."""
    return [message, *message.message_snapshots]


def _attached(message: discord.Message) -> list[discord.Attachment]:
    return [attachment for each in _parts(message) for attachment in each.attachments]


def _said(message: discord.Message) -> Iterator[str]:
    """Yield a message's texts: its content, poll, forwarded messages, embeds and components."""
    for each in _parts(message):
        yield each.content
        for embed in each.embeds:
            yield from filter(None, (embed.author.name, embed.title, embed.description))
            for field in embed.fields:
                yield f"{field.name}: {field.value}"
            yield embed.footer.text or ""
        yield from _shown(each.components)
    if message.poll is not None:
        yield message.poll.question
        yield from (answer.text for answer in message.poll.answers)


def _shown(components: Any) -> Iterator[str]:
    for component in components:
        if isinstance(component, discord.TextDisplay):
            yield component.content
        yield from _shown(getattr(component, "children", ()))
