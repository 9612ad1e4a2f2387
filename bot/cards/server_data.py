"""`/privacy server`: what Teapot keeps for a server, and the form to fill in before an erasure."""

from typing import Any

from discord import ui

from bot.cards import custom_id
from bot.cards.layout import button, card, cut, danger_button, link, row
from bot.cards.links import PERMISSIONS_HELP, contact_text
from bot.model.privacy import KeptOfServer
from bot.model.retention import (
    ASKED_IN_CHANNEL,
    BACKUP,
    POSTED_DATE,
    REMOVED_SERVER,
    UNANSWERED_QUESTION,
)
from bot.texts import Voice

FILE = "teapot-server-data.json"
ERASE_FORM, NAME = "server-data", "name"
_MAX_SERVER_NAME_CHARACTERS = 100  # Discord's own limit


def server_data_card(
    kept: KeptOfServer, contact: str | None, policy: str | None, voice: Voice
) -> ui.LayoutView:
    """Return the card. `contact` and `policy` are the operator's own, if any."""
    said = voice.say(
        "privacy.server.rules",
        kept=REMOVED_SERVER.days,
        unanswered=UNANSWERED_QUESTION.days,
        asked=ASKED_IN_CHANNEL.days,
    )
    lines = [said]
    if contact is not None:
        lines.append(voice.say("privacy.contact", contact=contact_text(contact)))
    export = button(voice.say("privacy.server.export"), custom_id.server_data("export"))
    erase = danger_button(voice.say("privacy.server.erase"), custom_id.server_data("erase"))
    buttons = [export, erase]
    if policy is not None:
        buttons.append(link(voice.say("privacy.policy"), policy))
    return card(
        ui.TextDisplay(
            voice.say(
                "privacy.server.kept", posts=kept.posts, games=kept.games, answers=kept.answers
            )
        ),
        # A separate text, because a line directly below a list looks like a part of the list.
        ui.TextDisplay("\n".join(lines)),
        row(*buttons),
    )


def erase_form(server: str, voice: Voice) -> ui.Modal:
    """Return the form that asks for the server's name.

    A submission is matched by the form's fixed custom_id, so a form that was opened before a
    restart works.
    """
    form = ui.Modal(title=voice.say("privacy.server.form.title"), custom_id=ERASE_FORM)
    name: ui.TextInput[Any] = ui.TextInput(
        custom_id=NAME,
        placeholder=cut(server, _MAX_SERVER_NAME_CHARACTERS),
        max_length=_MAX_SERVER_NAME_CHARACTERS,
    )
    form.add_item(
        ui.Label(
            text=voice.say("privacy.server.form.name"),
            description=voice.say("privacy.server.form.warning"),
            component=name,
        )
    )
    form.stop()  # discord.py need not keep it.
    return form


def server_erased_card(erased: int, voice: Voice) -> ui.LayoutView:
    """Return what is gone, what Teapot can't reach, and what is kept as a hash."""
    if not erased:
        return card(ui.TextDisplay(voice.say("privacy.server.nothing")))
    lines = [
        voice.say("privacy.server.erased", count=erased),
        voice.say("privacy.server.unreached", link=PERMISSIONS_HELP),
        voice.say("privacy.server.hash", kept=max(POSTED_DATE, BACKUP).days),
    ]
    return card(ui.TextDisplay("\n".join(lines)))


def server_export_card(name: str, of_people: int, voice: Voice) -> ui.LayoutView:
    """Return the message of an export; its file is the attachment `name`."""
    said = voice.say("privacy.server.exported", count=of_people)
    return card(ui.TextDisplay(said), ui.File(f"attachment://{name}"))
