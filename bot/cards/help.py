"""What Teapot does and keeps, on one screen of a phone."""

from discord import ui

from bot.cards.layout import card, inert
from bot.texts import Voice


def help_card(version: str, contact: str | None, voice: Voice) -> ui.LayoutView:
    """`contact` is the operator's own line, if any."""
    menu = voice.say("command.explain.menu")
    last = f"Teapot {version}"
    if contact is not None:
        last = f"{last} · {voice.say('help.contact', contact=inert(contact))}"
    said = voice.say("help.text", menu=menu)
    return card(ui.TextDisplay(f"{said}\n-# {last}"))
