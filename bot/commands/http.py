"""`/http`, its autocomplete, and the buttons and menus of every card."""

from typing import Any, cast

from discord import app_commands

from bot.cards import custom_id
from bot.cards.full import constants_card, full_card
from bot.cards.layout import cut
from bot.commands.app import Interaction, app_of, localised, reply, voice_of
from bot.commands.dynamic_item import Item
from bot.commands.error_reply import answering
from bot.errors import UserError
from bot.model import Entry, Key, Language, NoMatch
from bot.services.lookup.lookup import parse_key
from bot.texts import Texts


def http_command(texts: Texts) -> app_commands.Command[Any, ..., None]:
    """`/http code:… private:…`, in servers, DMs and group chats, for a server's or a person's
    installation."""

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
        answer = app.lookup.find(code)
        # A channel has no use for "not found"; that is between Teapot and the person.
        private = private or isinstance(answer, NoMatch)
        voice = voice_of(interaction, private=private)
        await reply(interaction, app.cards.card(answer, voice), private=private)

    return http


async def _suggest(interaction: Interaction, typed: str) -> list[app_commands.Choice[str]]:
    language = voice_of(interaction, private=True).language
    return [
        app_commands.Choice(name=cut(entry.glossed_title(language), 100), value=str(entry.key))
        for entry in app_of(interaction).lookup.suggest(typed)
    ]


class ShowButton(Item, template=custom_id.SHOW):
    async def handle(self, interaction: Interaction) -> None:
        await _show(interaction, self.match["key"])


class TranslateButton(Item, template=custom_id.TRANSLATE):
    async def handle(self, interaction: Interaction) -> None:
        language: Language = "ko" if self.match["language"] == "ko" else "en"
        await _show(interaction, self.match["key"], language)


class MoreButton(Item, template=custom_id.MORE):
    async def handle(self, interaction: Interaction) -> None:
        app, entry = app_of(interaction), _entry(interaction, self.match["key"])
        chosen = cast("Language | None", self.match["language"])
        voice = app.texts.voice(chosen) if chosen else voice_of(interaction, private=True)
        others = app.lookup.match(entry).alternatives
        await reply(interaction, full_card(entry, others, voice), private=True)


class ConstantsButton(Item, template=custom_id.CONSTANTS):
    async def handle(self, interaction: Interaction) -> None:
        entry = _entry(interaction, self.match["key"])
        view = constants_card(entry, voice_of(interaction, private=True))
        await reply(interaction, view, private=True)


class PickMenu(Item, template=custom_id.PICK):
    """A menu of entries: other owners, runners-up, or a class's codes."""

    async def handle(self, interaction: Interaction) -> None:
        # Input from outside: a forged one may have picked nothing, or be no menu at all.
        picked = getattr(self.item, "values", None) or [""]
        await _show(interaction, picked[0])


ITEMS = (ShowButton, MoreButton, TranslateButton, ConstantsButton, PickMenu)


async def _show(interaction: Interaction, key: str, language: Language | None = None) -> None:
    """The entry's card for the one who asked, in `language` or else in theirs."""
    app = app_of(interaction)
    entry = _entry(interaction, key)
    answer = app.lookup.match(entry)
    voice = app.texts.voice(language) if language else voice_of(interaction, private=True)
    await reply(interaction, app.cards.card(answer, voice), private=True)


def _entry(interaction: Interaction, key: str) -> Entry:
    """Raises UserError for a code that was forged, or is gone since the card was posted."""
    entry = app_of(interaction).lookup.entry(parse_key(key) or Key(-1))
    if entry is None:
        raise UserError("lookup.stale")
    return entry
