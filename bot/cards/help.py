"""What Teapot does and keeps, on one screen of a phone."""

from discord import ui

from bot.cards.layout import card, inert
from bot.model import Language
from bot.texts import Texts


def help_card(version: str, contact: str | None, texts: Texts, language: Language) -> ui.LayoutView:
    """`contact` is the operator's own line, if any."""
    menu = texts.say(language, "command.explain.menu")
    last = f"Teapot {version}"
    if contact is not None:
        last = f"{last} · {texts.say(language, 'help.contact', contact=inert(contact))}"
    said = texts.say(language, "help.text", menu=menu)
    return card(ui.TextDisplay(f"{said}\n-# {last}"))
