"""The card of a class of status codes, such as 4xx: what the class means, and its codes."""

from collections.abc import Sequence

from discord import ui
from discord.utils import escape_markdown

from bot.cards.layout import MAX_OPTIONS, card, menus
from bot.entry_texts import class_key, class_rule_of_thumb
from bot.model import Entry, Language, StatusClass
from bot.texts import Voice


def class_card(answer: StatusClass, voice: Voice) -> ui.LayoutView:
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
