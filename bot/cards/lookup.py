"""The card of each kind of lookup result."""

from discord import ui
from discord.utils import escape_markdown

from bot.cards.detail import detail_card
from bot.cards.entry import entry_card
from bot.cards.layout import (
    card,
    detail_button,
    entry_button,
    plain_message,
    quoted,
    row,
)
from bot.cards.status_class import class_card
from bot.entry_texts import used_by
from bot.model import (
    DetailMatch,
    LookupResult,
    Match,
    NoMatch,
    StatusClass,
    UnassignedCode,
)
from bot.texts import Voice

MAX_DETAILS = 4  # beside an entry's button, a row has room for four


def lookup_card(answer: LookupResult, voice: Voice) -> ui.LayoutView:
    match answer:
        case Match(entry, others, details, detail):
            return entry_card(entry, others, voice, details=details, detail=detail)
        case DetailMatch():
            return detail_card(answer, voice)
        case StatusClass():
            return class_card(answer, voice)
        case UnassignedCode():
            return _unassigned_card(answer, voice)
        case NoMatch():
            return _nothing(answer, voice)


def _unassigned_card(answer: UnassignedCode, voice: Voice) -> ui.LayoutView:
    used = [f"- {escape_markdown(line)}" for line in used_by(answer.details, voice.language)]
    lines = [
        f"## {voice.say('unassigned.title', code=answer.code)}",
        voice.say("unassigned.used" if used else "unassigned.meaning"),
        *used,
        voice.say("unassigned.treat", base=answer.base.title),
    ]
    shown = answer.details[:MAX_DETAILS]
    return card(
        ui.TextDisplay("\n".join(lines)),
        row(entry_button(answer.base), *map(detail_button, shown)),
        status_class=answer.code // 100,
    )


def _nothing(answer: NoMatch, voice: Voice) -> ui.LayoutView:
    """Return the reply to a query without a match, with the suggestions as buttons.

    The reply also says how to ask, unless it suggests details.
    """
    said = voice.say("lookup.nothing", query=quoted(answer.query))
    how = voice.say("lookup.how")
    shown = answer.details[:MAX_DETAILS]
    buttons = [*map(entry_button, answer.suggestions), *map(detail_button, shown)]
    if not buttons:
        return plain_message(f"{said}\n{how}")
    perhaps = voice.say("lookup.perhaps")
    asked = [] if answer.details else [ui.TextDisplay[ui.LayoutView](f"-# {how}")]
    return plain_message(f"{said} {perhaps}", row(*buttons), *asked)
