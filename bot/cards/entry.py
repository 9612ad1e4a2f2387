"""The card of one entry, to be read at a glance: meaning, chain, causes and first steps.

An entry is one meaning of a status code, the standard's or a vendor's. Its chain shows the machines
from the client to the app, and which of them sent the code.

A button opens the full card (full.py).
"""

from collections.abc import Sequence

from discord import ui
from discord.utils import escape_markdown

from bot.cards import custom_id
from bot.cards.detail import named_beside
from bot.cards.layout import OTHER, button, card, link, menus, row
from bot.chain_text import chain_line
from bot.entry_texts import at_a_glance
from bot.model import Detail, Entry, Language
from bot.texts import Voice

MAX_CAUSES, MAX_STEPS = 3, 2


def entry_card(
    entry: Entry,
    others: Sequence[Entry],
    voice: Voice,
    *,
    details: Sequence[Detail] = (),
    detail: Detail | None = None,
    keeps_language: bool = False,
) -> ui.LayoutView:
    """Return the card, with `others` in a menu: the code's other meanings, or a search's results.

    The menu also has `details`, which are products' own meanings of the number. `detail` is the
    product's code that the query named beside the status code; the card begins with it.
    If `keeps_language`, the cards opened from this one are in the language of `voice`, because a
    reader chose that language.
    """
    kept_language = voice.language if keeps_language else None
    named = [ui.TextDisplay[ui.LayoutView](named_beside(detail, voice))] if detail else []
    return card(
        *named,
        ui.TextDisplay(_glance(entry, voice)),
        # A separate text: Discord shows text directly below a list as part of the last item.
        ui.TextDisplay(_steps(entry, voice)),
        row(*_buttons(entry, voice, kept_language)),
        *menus(
            others,
            others_label(entry, others, voice),
            voice.language,
            kept_language=kept_language,
            details=details,
        ),
        status_class=entry.status_class,
    )


def others_label(entry: Entry, others: Sequence[Entry], voice: Voice) -> str:
    """Return the placeholder of a menu: other meanings of the code, or other codes."""
    if all(other.code == entry.code for other in others):
        return voice.say("card.other_meanings", code=f"{entry.code:03}")
    return voice.say("card.others")


def constants_button(
    entry: Entry, voice: Voice, kept_language: Language | None
) -> list[ui.Button[ui.LayoutView]]:
    """Return the button that opens the constants; an empty list if no library has a constant."""
    label = voice.say("card.constants")
    return [button(label, custom_id.constants(entry.key, kept_language))] if entry.constants else []


def _glance(entry: Entry, voice: Voice) -> str:
    text = entry.text(voice.language)
    lines = [
        f"## {escape_markdown(entry.heading(voice.language))}",
        f"-# {at_a_glance(entry, voice)}",
        f"**{escape_markdown(text.summary)}**",
        f"`{chain_line(entry, voice)}`",
        f"**{voice.say('card.causes')}**",
        *(f"- {escape_markdown(cause)}" for cause in text.causes[:MAX_CAUSES]),
    ]
    return "\n".join(lines)


def _steps(entry: Entry, voice: Voice) -> str:
    steps = entry.text(voice.language).actions.of(entry.acts)[:MAX_STEPS]
    heading = voice.say(f"card.steps.{entry.acts}")
    return "\n".join([f"**{heading}**", *(f"- {escape_markdown(step)}" for step in steps)])


def _buttons(
    entry: Entry, voice: Voice, kept_language: Language | None
) -> list[ui.Button[ui.LayoutView]]:
    buttons = [button(voice.say("card.more"), custom_id.more(entry.key, kept_language))]
    buttons += constants_button(entry, voice, kept_language)
    if entry.spec is not None:
        source = voice.say("card.vendor_source")
        buttons.append(link(source if entry.vendor else entry.spec.document, entry.spec.url))
    translate = custom_id.translate(entry.key, OTHER[voice.language])
    buttons.append(button(voice.say("card.translate"), translate))
    return buttons
