"""The card of each kind of lookup result."""

from collections.abc import Sequence

from discord import ui
from discord.utils import escape_markdown

from bot.cards.detail import detail_card
from bot.cards.entry import entry_card
from bot.cards.layout import (
    MAX_OPTIONS,
    card,
    detail_button,
    entry_button,
    menus,
    plain_message,
    quoted,
    row,
)
from bot.entry_texts import class_key, class_rule_of_thumb, used_by
from bot.model import (
    DetailMatch,
    Entry,
    Language,
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
            return _class_card(answer, voice)
        case UnassignedCode():
            return _unassigned_card(answer, voice)
        case NoMatch():
            return _nothing(answer, voice)


def _class_card(answer: StatusClass, voice: Voice) -> ui.LayoutView:
    """Return the class's meaning, its rule of thumb, its codes, and menus that open a code."""
    key = class_key(answer.digit)
    registered = [entry for entry in answer.entries if not entry.vendor]
    vendors = [entry for entry in answer.entries if entry.vendor]
    pick = "class.pick_bold" if any(each.is_common for each in registered) else "class.pick"
    return card(
        ui.TextDisplay(
            f"## {voice.say(f'{key}.title')}\n"
            f"{voice.say(f'{key}.meaning')}\n"
            f"-# {class_rule_of_thumb(answer.digit, voice)}"
        ),
        ui.TextDisplay("\n".join(_listed(entry, voice.language) for entry in registered)),
        *menus(_commonest(registered), voice.say(pick), voice.language),
        *menus(vendors, voice.say("class.vendors"), voice.language, first=1),
        status_class=answer.digit,
    )


def _commonest(entries: Sequence[Entry]) -> list[Entry]:
    """Return the commonest entries that fit in one menu, in the order given."""
    chosen = sorted(entries, key=lambda entry: -entry.frequency)[:MAX_OPTIONS]
    return [entry for entry in entries if entry in chosen]


def _listed(entry: Entry, language: Language) -> str:
    """Return an entry's line in small text, so that thirty lines fit a phone's screen. A common
    code is bold."""
    listed = escape_markdown(f"{entry.code} {entry.text(language).name}")
    return f"-# **{listed}**" if entry.is_common else f"-# {listed}"


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
