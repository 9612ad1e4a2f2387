"""The form of `/explain`: a text of several lines, files, or both.

The form's custom_id is fixed and Teapot's client handles each submission, so a form that was
opened before a restart works. discord.py's own handling is unsuitable: it keeps one form for all
people, and forgets the form with the first submission.
"""

from dataclasses import dataclass
from typing import Any, cast

import discord
from discord import ui

from bot.commands.app import Interaction
from bot.commands.form_fields import fields_of
from bot.model.explain_limits import MAX_FILE_BYTES, MAX_FILES
from bot.texts import Voice

FORM = "explain"
_TEXT, _FILES = "text", "files"
MAX_TEXT_CHARACTERS = 4_000  # Discord's limit for a form's field


@dataclass(frozen=True, slots=True)
class Submission:
    """A submitted form.

    Both fields may be empty, because Discord can't require that at least one of them is filled in.
    """

    text: str
    files: list[discord.Attachment]


def explain_form(voice: Voice) -> ui.Modal:
    form = ui.Modal(title=voice.say("explain.modal.title"), custom_id=FORM)
    text: ui.TextInput[Any] = ui.TextInput(
        custom_id=_TEXT,
        style=discord.TextStyle.paragraph,
        placeholder=voice.say("explain.modal.placeholder"),
        max_length=MAX_TEXT_CHARACTERS,
        required=False,
    )
    files: ui.FileUpload[Any] = ui.FileUpload(
        custom_id=_FILES, required=False, min_values=0, max_values=MAX_FILES
    )
    form.add_item(ui.Label(text=voice.say("explain.modal.label"), component=text))
    form.add_item(
        ui.Label(
            text=voice.say("explain.modal.files"),
            description=voice.say(
                "explain.modal.limits", files=MAX_FILES, limit=MAX_FILE_BYTES // 1_000_000
            ),
            component=files,
        )
    )
    form.stop()  # discord.py need not keep it.
    return form


def read_form(interaction: Interaction) -> Submission:
    """Return the submission. A form that an older Teapot opened may lack the field for files.

    A value of a wrong type, which Discord doesn't send, counts as empty.
    """
    data = cast("dict[str, Any]", interaction.data)
    fields = fields_of(interaction)
    sent = (data.get("resolved") or {}).get("attachments") or {}
    text = fields.get(_TEXT, {}).get("value")
    chosen = fields.get(_FILES, {}).get("values")
    return Submission(
        text if isinstance(text, str) else "",
        [
            # discord.py builds attachments in the same way, but only for the forms that it keeps.
            discord.Attachment(data=sent[each], state=interaction._state)
            for each in (chosen if isinstance(chosen, list) else [])
            if isinstance(each, str) and each in sent
        ],
    )
