"""`/privacy me`: what Teapot keeps of a person, and the buttons to take it along or delete it."""

import discord
from discord import ui

from bot.cards import custom_id
from bot.cards.layout import button, card, contact_text, link, row
from bot.cards.links import PERMISSIONS_HELP
from bot.model.privacy import KeptOfPerson
from bot.texts import Voice

FILE = "teapot-my-data.json"


def privacy_card(
    kept: KeptOfPerson,
    person_id: int,
    contact: str | None,
    policy: str | None,
    voice: Voice,
) -> ui.LayoutView:
    """Return the card. `contact` and `policy` are the operator's own, if any."""
    lines = [voice.say("privacy.text", answers=kept.answers)]
    if contact is not None:
        lines.append(voice.say("privacy.contact", contact=contact_text(contact)))
    buttons = [
        button(voice.say("privacy.export"), custom_id.privacy("export", person_id)),
        button(voice.say("privacy.delete"), custom_id.privacy("delete", person_id)),
    ]
    if policy is not None:
        buttons.append(link(voice.say("privacy.policy"), policy))
    return card(ui.TextDisplay("\n".join(lines)), row(*buttons))


def confirm_card(kept: KeptOfPerson, person_id: int, voice: Voice) -> ui.LayoutView:
    """Return the question that comes before an erasure."""
    erase = button(voice.say("privacy.erase"), custom_id.privacy("erase", person_id))
    erase.style = discord.ButtonStyle.danger
    back = button(voice.say("privacy.back"), custom_id.privacy("back", person_id))
    text = voice.say("privacy.confirm", count=kept.rows)
    return card(ui.TextDisplay(text), row(erase, back))


def erased_card(erased: int, voice: Voice) -> ui.LayoutView:
    """Return what is gone, and what Teapot can't reach."""
    done = voice.say("privacy.erased", count=erased) if erased else voice.say("privacy.nothing")
    rest = voice.say("privacy.unreached", link=PERMISSIONS_HELP)
    return card(ui.TextDisplay(f"{done}\n{rest}"))


def export_card(name: str, voice: Voice) -> ui.LayoutView:
    """Return the message of an export; its file is the attachment `name`."""
    return card(ui.TextDisplay(voice.say("privacy.exported")), ui.File(f"attachment://{name}"))
