"""The card of `/help`: what Teapot does and what it stores, on one screen of a phone."""

from discord import ui

from bot.cards.layout import card
from bot.cards.links import contact_text
from bot.texts import Voice


def help_card(
    version: str,
    contact: str | None,
    policy: str | None,
    voice: Voice,
    *,
    has_menus: bool = True,
) -> ui.LayoutView:
    """Return the card. `contact` and the link `policy` are the operator's own, if any.

    `has_menus` says whether the menu of a message lists Teapot's command. On Discord, it does.
    """
    menu = voice.say("command.explain.menu")
    explains = (
        voice.say("help.explains_menu", menu=menu) if has_menus else voice.say("help.explains")
    )
    last = f"Teapot {version}"
    if contact is not None:
        last = f"{last} · {voice.say('help.contact', contact=contact_text(contact))}"
    if policy is not None:
        last = f"{last} · [{voice.say('privacy.policy')}]({policy})"
    said = voice.say("help.text", explains=explains)
    return card(ui.TextDisplay(f"{said}\n-# {last}"))
