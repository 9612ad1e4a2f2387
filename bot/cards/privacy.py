"""`/privacy me`: what Teapot keeps of a person, and the buttons to export or delete it."""

from discord import ui

from bot.cards import custom_id
from bot.cards.layout import button, card, danger_button, link, row
from bot.cards.links import PERMISSIONS_HELP, contact_text
from bot.model.privacy import KeptOfPerson
from bot.model.retention import EXERCISE, REMOVED_SERVER
from bot.texts import Voice

FILE = "teapot-my-data.json"
_DELETING = ("delete", "erase", "erase-keep")


def privacy_card(
    kept: KeptOfPerson,
    person_id: int,
    contact: str | None,
    policy: str | None,
    voice: Voice,
) -> ui.LayoutView:
    """Return the card. `contact` and `policy` are the operator's, or None."""
    lines = [
        voice.say("privacy.rules", exercise=EXERCISE.days, server=REMOVED_SERVER.days),
    ]
    if contact is not None:
        lines.append(voice.say("privacy.contact", contact=contact_text(contact)))
    if kept.is_hidden_everywhere:
        lines.append(voice.say("privacy.hidden"))
    elif kept.hidden_in:
        lines.append(voice.say("privacy.hidden_in", count=kept.hidden_in))
    if kept.is_unrecorded:
        lines.append(voice.say("privacy.not_recorded"))
    hiding = "show" if kept.is_hidden_everywhere else "hide"
    recording = "record" if kept.is_unrecorded else "unrecord"
    data = [_button(each, person_id, voice) for each in ("export", "delete")]
    if policy is not None:
        data.append(link(voice.say("privacy.policy"), policy))
    choices = [_button(each, person_id, voice) for each in (hiding, recording)]
    return card(
        # A separate text: `privacy.kept` ends in a list, and Discord shows text directly below a
        # list as part of the last item.
        ui.TextDisplay(voice.say("privacy.kept", answers=kept.answers)),
        ui.TextDisplay("\n".join(lines)),
        row(*data),
        row(*choices),
    )


def confirm_card(kept: KeptOfPerson, person_id: int, voice: Voice) -> ui.LayoutView:
    """Return the question that comes before an erasure."""
    buttons = [_button("erase", person_id, voice)]
    lines = [voice.say("privacy.confirm", count=kept.rows)]
    if kept.has_choices:
        buttons.append(_button("erase-keep", person_id, voice))
        lines.append(voice.say("privacy.choices"))
    buttons.append(_button("back", person_id, voice))
    return card(ui.TextDisplay("\n".join(lines)), row(*buttons))


def erased_card(erased: int, person_id: int, voice: Voice, *, is_unrecorded: bool) -> ui.LayoutView:
    """Return the card of what is gone, what Teapot can't reach, and what is kept from now on."""
    done = voice.say("privacy.erased", count=erased) if erased else voice.say("privacy.nothing")
    lines = [done, voice.say("privacy.unreached", link=PERMISSIONS_HELP)]
    if is_unrecorded:
        return card(ui.TextDisplay("\n".join(lines)))
    lines.append(voice.say("privacy.again"))
    unrecord = _button("unrecord", person_id, voice)
    return card(ui.TextDisplay("\n".join(lines)), row(unrecord))


def export_card(name: str, voice: Voice) -> ui.LayoutView:
    """Return the message of an export; its file is the attachment `name`."""
    return card(ui.TextDisplay(voice.say("privacy.exported")), ui.File(f"attachment://{name}"))


def _button(action: str, person_id: int, voice: Voice) -> ui.Button[ui.LayoutView]:
    made = danger_button if action in _DELETING else button
    return made(voice.say(f"privacy.button.{action}"), custom_id.privacy(action, person_id))
