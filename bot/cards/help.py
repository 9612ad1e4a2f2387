"""What Teapot does and what it stores, on one screen of a phone."""

from discord import ui

from bot.cards.layout import card, contact_text
from bot.texts import Voice


def help_card(version: str, contact: str | None, voice: Voice) -> ui.LayoutView:
    """Return the card. `contact` is the operator's own line, if any."""
    menu = voice.say("command.explain.menu")
    last = f"Teapot {version}"
    if contact is not None:
        last = f"{last} · {voice.say('help.contact', contact=contact_text(contact))}"
    said = voice.say("help.text", menu=menu)
    return card(ui.TextDisplay(f"{said}\n-# {last}"))
