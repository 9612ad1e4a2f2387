"""The card of a detail, a product's own code: what the code means, and what to check first."""

from collections.abc import Sequence

from discord import ui
from discord.utils import escape_markdown

from bot.cards import custom_id
from bot.cards.layout import OTHER, button, card, detail_button, entry_button, link, quoted, row
from bot.entry_texts import about_detail
from bot.model import Detail, DetailMatch
from bot.texts import Voice

MAX_BUTTONS = 3  # of each kind: statuses, and other meanings


def detail_card(
    answer: DetailMatch, voice: Voice, *, keeps_language: bool = False
) -> ui.LayoutView:
    """Return the card, with buttons for the detail's statuses and for the query's other meanings.

    If `keeps_language`, the cards opened from this one keep its language: a reader chose it.
    """
    detail = answer.detail
    kept_language = voice.language if keeps_language else None
    buttons = [entry_button(entry, kept_language) for entry in answer.entries[:MAX_BUTTONS]]
    translate = custom_id.detail(detail.key, OTHER[voice.language])
    source = link(detail.source.document, detail.source.url)
    rows = [row(*buttons, source, button(voice.say("card.translate"), translate))]
    if others := answer.other_details[:MAX_BUTTONS]:
        rows.append(row(*(detail_button(each, kept_language) for each in others)))
    return card(
        ui.TextDisplay("\n".join(detail_lines(detail, voice))),
        *rows,
        status_class=answer.entries[0].status_class if answer.entries else None,
    )


def detail_lines(detail: Detail, voice: Voice) -> Sequence[str]:
    """Return the title, the kind of code, the meaning, and what to check first."""
    text, about = detail.text(voice.language), f"-# {about_detail(detail, voice)}"
    head = [f"## {escape_markdown(detail.title)}", about]
    if name := _foreign_name(detail, voice):
        head = [f"## {escape_markdown(detail.key)}", f"{about} · {name}"]
    return [
        *head,
        f"**{escape_markdown(text.meaning)}**",
        f"**{voice.say('explain.check')}**",
        f"- {escape_markdown(text.check)}",
    ]


def named_beside(detail: Detail, voice: Voice) -> str:
    """Return the lines about a detail, for the card of a status. The query named both."""
    text, title = detail.text(voice.language), f"**{escape_markdown(detail.title)}**"
    if name := _foreign_name(detail, voice):
        title = f"**{escape_markdown(detail.key)}** {name}"
    return "\n".join(
        [
            title,
            f"- {escape_markdown(text.meaning)}",
            f"- {voice.say('explain.check')}: {escape_markdown(text.check)}",
        ]
    )


def _foreign_name(detail: Detail, voice: Voice) -> str:
    """Return the product's own name for the detail, formatted as Markdown's inline code.

    Returns '' if the card's title already has the name: on an English card, or if the name equals
    the detail's code.
    """
    is_in_title = voice.language == "en" or detail.name == detail.code
    return "" if is_in_title else quoted(detail.name, limit=100)
