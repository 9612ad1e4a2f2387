"""`/http`, its autocomplete, and the buttons and menus of every card."""

from typing import Any

from discord import app_commands, ui

from bot.cards import custom_id
from bot.cards.answer import answer_card
from bot.cards.entry import constants_card
from bot.cards.layout import cut
from bot.commands.app import App, Interaction, app_of, language_of, localised, reply
from bot.commands.errors import answering
from bot.commands.item import Item
from bot.errors import UserError
from bot.model import Answer, Entry, Found, Key, Language, Nothing
from bot.services.lookup import parse_key
from bot.texts import Texts

KEPT_VIEWS = 64


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
        private = private or isinstance(answer, Nothing)
        language = language_of(interaction, private=private)
        await reply(interaction, _view(app, answer, language), private=private)

    return http


async def _suggest(interaction: Interaction, typed: str) -> list[app_commands.Choice[str]]:
    language = language_of(interaction, private=True)
    return [
        app_commands.Choice(name=cut(entry.glossed_title(language), 100), value=str(entry.key))
        for entry in app_of(interaction).lookup.suggest(typed)
    ]


class ShowButton(Item, template=custom_id.SHOW):
    async def answer(self, interaction: Interaction) -> None:
        await _show(interaction, self.match["key"])


class TranslateButton(Item, template=custom_id.TRANSLATE):
    async def answer(self, interaction: Interaction) -> None:
        language: Language = "ko" if self.match["language"] == "ko" else "en"
        await _show(interaction, self.match["key"], language)


class ConstantsButton(Item, template=custom_id.CONSTANTS):
    async def answer(self, interaction: Interaction) -> None:
        entry = _entry(interaction, self.match["key"])
        language = language_of(interaction, private=True)
        view = constants_card(entry, app_of(interaction).texts, language)
        await reply(interaction, view, private=True)


class PickMenu(Item, template=custom_id.PICK):
    """A menu of entries: other owners, runners-up, or a class's codes."""

    async def answer(self, interaction: Interaction) -> None:
        # Input from outside: a forged one may have picked nothing, or be no menu at all.
        picked = getattr(self.item, "values", None) or [""]
        await _show(interaction, picked[0])


ITEMS = (ShowButton, TranslateButton, ConstantsButton, PickMenu)


async def _show(interaction: Interaction, key: str, language: Language | None = None) -> None:
    """The entry's card for the one who asked, in `language` or else in theirs."""
    app = app_of(interaction)
    entry = _entry(interaction, key)
    others = tuple(owner for owner in app.lookup.owners(entry.code) if owner is not entry)
    language = language or language_of(interaction, private=True)
    await reply(interaction, _view(app, Found(entry, others), language), private=True)


def _view(app: App, answer: Answer, language: Language) -> ui.LayoutView:
    """The card of an answer. Building an entry's takes most of a reply's time, so it is kept."""
    if not isinstance(answer, Found):
        return answer_card(answer, app.texts, language)
    key = (language, answer.entry.key, tuple(other.key for other in answer.others))
    if key not in app.views:
        if len(app.views) >= KEPT_VIEWS:
            app.views.clear()
        app.views[key] = answer_card(answer, app.texts, language)
    return app.views[key]


def _entry(interaction: Interaction, key: str) -> Entry:
    """Raises UserError for a code that was forged, or is gone since the card was posted."""
    entry = app_of(interaction).lookup.entry(parse_key(key) or Key(-1))
    if entry is None:
        raise UserError("lookup.stale")
    return entry
