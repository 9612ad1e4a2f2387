"""Answers submitted forms by their fixed custom_ids, so that a form outlives the process."""

from typing import Any, cast

import discord

from bot.cards.server_data import ERASE_FORM
from bot.commands.app import Interaction
from bot.commands.explain import answer_form as answer_explain_form
from bot.commands.explain_form import FORM as EXPLAIN_FORM
from bot.commands.interactions import Answer, handle
from bot.commands.server_privacy import answer_erase_form

# By custom_id: the form's kind, and the function that answers it.
_FORMS: dict[str, tuple[str, Answer]] = {
    EXPLAIN_FORM: ("explain form", answer_explain_form),
    ERASE_FORM: ("server-data form", answer_erase_form),
}


async def answer_form(interaction: Interaction) -> bool:
    """Answer a submission of one of these forms. Return False for any other interaction."""
    if interaction.type is not discord.InteractionType.modal_submit:
        return False
    form = _FORMS.get(cast("dict[str, Any]", interaction.data)["custom_id"])
    if form is None:
        return False
    kind, answer = form
    await handle(interaction, kind, answer)
    return True
