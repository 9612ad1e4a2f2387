"""The card of one entry, read at a glance: what happened, who answered, what to check, what to do.

All else that is known of it is a press away (full.py).
"""

from collections.abc import Sequence

from discord import ui
from discord.utils import escape_markdown

from bot.cards import custom_id
from bot.cards.layout import OTHER, button, card, link, menus, row
from bot.chain_text import chain_line
from bot.entry_texts import at_a_glance
from bot.model import Entry, Language
from bot.texts import Texts

CAUSES, STEPS = 3, 2


def entry_card(
    entry: Entry, others: Sequence[Entry], texts: Texts, language: Language
) -> ui.LayoutView:
    """`others` go into a select menu: the number's other owners, or a search's runners-up."""
    return card(
        ui.TextDisplay(_glance(entry, texts, language)),
        # A line right below a list would be drawn as part of its last item.
        ui.TextDisplay(_steps(entry, texts, language)),
        row(*_buttons(entry, texts, language)),
        *menus(others, others_label(entry, others, texts, language), language),
        status_class=entry.status_class,
    )


def others_label(entry: Entry, others: Sequence[Entry], texts: Texts, language: Language) -> str:
    """What a menu of `others` holds: only other owners of the number, or more."""
    if all(other.code == entry.code for other in others):
        return texts.say(language, "card.owners", code=f"{entry.code:03}")
    return texts.say(language, "card.others")


def constants_button(
    entry: Entry, texts: Texts, language: Language
) -> list[ui.Button[ui.LayoutView]]:
    """None where no library has a constant."""
    label = texts.say(language, "card.constants")
    return [button(label, custom_id.constants(entry.key))] if entry.constants else []


def _glance(entry: Entry, texts: Texts, language: Language) -> str:
    text = entry.text(language)
    lines = [
        f"## {escape_markdown(entry.heading(language))}",
        f"-# {at_a_glance(entry, texts, language)}",
        f"**{escape_markdown(text.summary)}**",
        f"`{chain_line(entry, texts, language)}`",
        f"**{texts.say(language, 'card.causes')}**",
        *(f"- {escape_markdown(cause)}" for cause in text.causes[:CAUSES]),
    ]
    return "\n".join(lines)


def _steps(entry: Entry, texts: Texts, language: Language) -> str:
    steps = entry.text(language).actions.of(entry.acts)[:STEPS]
    heading = texts.say(language, f"card.steps.{entry.acts}")
    return "\n".join([f"**{heading}**", *(f"- {escape_markdown(step)}" for step in steps)])


def _buttons(entry: Entry, texts: Texts, language: Language) -> list[ui.Button[ui.LayoutView]]:
    buttons = [button(texts.say(language, "card.more"), custom_id.more(entry.key))]
    buttons += constants_button(entry, texts, language)
    if entry.spec is not None:
        source = texts.say(language, "card.vendor_source")
        buttons.append(link(source if entry.vendor else entry.spec.document, entry.spec.url))
    translate = custom_id.translate(entry.key, OTHER[language])
    buttons.append(button(texts.say(language, "card.translate"), translate))
    return buttons
