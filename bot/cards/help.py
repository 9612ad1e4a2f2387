"""What Teapot does and what it stores, on one screen of a phone."""

import re

from discord import ui

from bot.cards.layout import card, inert
from bot.texts import Voice

# An address alone, without characters that Discord or a reader could misread.
_LINK = re.compile(r"https://[\w-]+(\.[\w-]+)+(:[0-9]{1,5})?(/[\w./?&=#%+~-]*[\w/=])?", re.A)


def help_card(version: str, contact: str | None, voice: Voice) -> ui.LayoutView:
    """Return the card. `contact` is the operator's own line, if any.

    A plain https address can be clicked. Everything else is shown as text.
    """
    menu = voice.say("command.explain.menu")
    last = f"Teapot {version}"
    if contact is not None:
        shown = contact if _LINK.fullmatch(contact) else inert(contact)
        last = f"{last} · {voice.say('help.contact', contact=shown)}"
    said = voice.say("help.text", menu=menu)
    return card(ui.TextDisplay(f"{said}\n-# {last}"))
