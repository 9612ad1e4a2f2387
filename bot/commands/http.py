"""`/http`, its autocomplete, and the buttons and menus that open an entry's cards."""

import asyncio
import re
from typing import Any, cast

from discord import app_commands

from bot.cards import custom_id
from bot.cards.detail import detail_card
from bot.cards.entry import entry_card
from bot.cards.full import constants_card, full_card
from bot.cards.layout import cut
from bot.commands.app import Interaction, app_of, localised, voice_of
from bot.commands.dynamic_item import Item
from bot.commands.explain import codes_card
from bot.commands.first_reply import reply
from bot.commands.interactions import answering, suggesting
from bot.errors import UserError
from bot.model import Detail, Entry, Key, Language, NoMatch
from bot.services.extract.explain import load_patterns
from bot.services.lookup.entry_key import parse_key
from bot.services.lookup.query_limits import MAX_QUERY_CHARACTERS
from bot.texts import Texts, Voice


def http_command(texts: Texts) -> app_commands.Command[Any, ..., None]:
    """Build the command, for servers, DMs and group chats."""

    @app_commands.command(
        name=localised(texts, "command.http.name"),
        description=localised(texts, "command.http.description"),
    )
    @app_commands.describe(
        code=localised(texts, "command.http.code.description"),
        private=localised(texts, "command.http.private.description"),
    )
    @app_commands.rename(
        code=localised(texts, "command.http.code.name"),
        private=localised(texts, "command.http.private.name"),
    )
    @app_commands.autocomplete(code=_suggest)
    @answering
    async def http(interaction: Interaction, code: str, private: bool = False) -> None:
        app = app_of(interaction)
        if len(code) > MAX_QUERY_CHARACTERS:
            # A longer query is a text from a log: answer it as `/explain` does.
            await asyncio.to_thread(load_patterns)
            if view := codes_card(code, app, voice_of(interaction, private=True)):
                await reply(interaction, view, private=True)
                return
        answer = app.lookup.find(code)
        # If nothing was found, the answer is of no use to the channel.
        private = private or isinstance(answer, NoMatch)
        voice = voice_of(interaction, private=private)
        await reply(interaction, app.cards.card(answer, voice), private=private)

    return http


@suggesting
async def _suggest(interaction: Interaction, typed: str) -> list[app_commands.Choice[str]]:
    language = voice_of(interaction, private=True).language
    choices = []
    for each in app_of(interaction).lookup.suggest(typed):
        name = each.title if isinstance(each, Detail) else each.glossed_title(language)
        choices.append(app_commands.Choice(name=cut(name, 100), value=str(each.key)))
    return choices


class ShowButton(Item, template=custom_id.SHOW):
    async def handle(self, interaction: Interaction) -> None:
        await _show(interaction, self.match["key"], _kept_language(self.match))


class TranslateButton(Item, template=custom_id.TRANSLATE):
    async def handle(self, interaction: Interaction) -> None:
        await _show(interaction, self.match["key"], _kept_language(self.match))


class MoreButton(Item, template=custom_id.MORE):
    async def handle(self, interaction: Interaction) -> None:
        app, entry = app_of(interaction), _entry(interaction, self.match["key"])
        kept_language = _kept_language(self.match)
        others = app.lookup.match(entry).alternatives
        view = full_card(
            entry,
            others,
            _voice(interaction, kept_language),
            keeps_language=kept_language is not None,
        )
        await reply(interaction, view, private=True)


class ConstantsButton(Item, template=custom_id.CONSTANTS):
    async def handle(self, interaction: Interaction) -> None:
        entry = _entry(interaction, self.match["key"])
        view = constants_card(entry, _voice(interaction, _kept_language(self.match)))
        await reply(interaction, view, private=True)


class DetailButton(Item, template=custom_id.DETAIL):
    async def handle(self, interaction: Interaction) -> None:
        await _show(interaction, self.match["detail"], _kept_language(self.match))


class PickMenu(Item, template=custom_id.PICK):
    """A menu: a code's other meanings, a search's results, or the codes of a class or a text."""

    async def handle(self, interaction: Interaction) -> None:
        # A forged interaction may have no value, or come from a button.
        picked = getattr(self.item, "values", None) or [""]
        await _show(interaction, picked[0], _kept_language(self.match))


ITEMS = (ShowButton, MoreButton, TranslateButton, ConstantsButton, DetailButton, PickMenu)


def _kept_language(match: re.Match[str]) -> Language | None:
    """Return the language that a reader chose for the card, if any.

    The cards that are opened from this card keep the language.
    """
    return cast("Language | None", match["language"])


def _voice(interaction: Interaction, kept_language: Language | None) -> Voice:
    """Return the texts in the kept language, or else in the reader's own."""
    return (
        app_of(interaction).texts.voice(kept_language)
        if kept_language
        else voice_of(interaction, private=True)
    )


async def _show(interaction: Interaction, key: str, kept_language: Language | None) -> None:
    """Reply in private with the card of an entry or a detail.

    The card is in the kept language, or else in the reader's own.
    """
    app = app_of(interaction)
    voice = _voice(interaction, kept_language)
    if detail := app.lookup.details.with_key(key):
        view = detail_card(
            app.lookup.detail(detail), voice, keeps_language=kept_language is not None
        )
    elif kept_language:
        match = app.lookup.match(_entry(interaction, key))
        view = entry_card(
            match.entry, match.alternatives, voice, details=match.other_details, keeps_language=True
        )
    else:
        view = app.cards.card(app.lookup.match(_entry(interaction, key)), voice)
    await reply(interaction, view, private=True)


def _entry(interaction: Interaction, key: str) -> Entry:
    """Return the entry. Raise UserError if the data has no such entry: the key is old or forged."""
    entry = app_of(interaction).lookup.entry(parse_key(key) or Key(-1))
    if entry is None:
        raise UserError("lookup.stale")
    return entry
