"""The card of a text's codes: the first ones in full, the rest as buttons and menus."""

from collections.abc import Sequence

from discord import ui
from discord.utils import escape_markdown

from bot.cards import custom_id
from bot.cards.layout import MAX_OPTIONS, button, card, entry_button, menus, quoted, row
from bot.chain_text import chain_line
from bot.entry_texts import sent_by
from bot.model import Explanation, Key, Match
from bot.texts import Voice

MAX_IN_FULL = 5
BUTTONS_IN_A_ROW = 5  # Discord's limit
MAX_QUOTED_CHARACTERS = 60  # of a line, on each side of its code
# With the codes in full and a menu, the message then has the 40 components that Discord allows.
MAX_BUTTONS = 10


def explained_card(explained: Sequence[Explanation], voice: Voice) -> ui.LayoutView:
    """Return the card of at least one code."""
    full, rest = explained[:MAX_IN_FULL], explained[MAX_IN_FULL:]
    items: list[ui.Item[ui.LayoutView]] = []
    opened: set[Key] = set()  # Discord refuses a second button with the same custom_id
    for each in full:
        if items:
            items.append(ui.Separator())
        items.append(_in_full(each, voice, opens=each.entry.key not in opened))
        opened.add(each.entry.key)
    if rest:
        items.append(ui.TextDisplay(f"-# {voice.say('explain.rest', rest=len(rest))}"))
        entries = [
            entry
            for entry in {each.entry.key: each.entry for each in rest}.values()
            if entry.key not in opened
        ]
        buttons, listed = entries[:MAX_BUTTONS], entries[MAX_BUTTONS:][:MAX_OPTIONS]
        items += [
            row(*map(entry_button, buttons[start : start + BUTTONS_IN_A_ROW]))
            for start in range(0, len(buttons), BUTTONS_IN_A_ROW)
        ]
        items += menus(listed, voice.say("explain.pick"), voice.language)
    return card(*items, status_class=explained[0].entry.status_class)


def _meaning(each: Explanation, voice: Voice) -> str:
    """Return the line around the code, its meaning, its likeliest cause, and its sender."""
    entry, code = each.entry, f"{each.mention.code:03}"
    text = entry.text(voice.language)
    lines = [f"{_piece(each.before)} **`{code}`** {_piece(each.after)}".strip()]
    if isinstance(each.result, Match):
        lines.append(f"### {escape_markdown(entry.glossed_title(voice.language))}")
        lines.append(escape_markdown(text.summary))
        lines.append(f"`{chain_line(entry, voice)}`")
        first = escape_markdown(text.causes[0])
        lines.append(f"-# {voice.say('card.cause')}: {first}")
    else:
        lines.append(f"### {voice.say('unassigned.title', code=each.mention.code)}")
        lines.append(voice.say("unassigned.treat", base=entry.title))
    if sender := sent_by(each.sender, voice):
        lines.append(f"-# {sender}")
    return "\n".join(lines)


def _piece(text: str) -> str:
    return quoted(text, MAX_QUOTED_CHARACTERS) if text.strip() else ""


def _in_full(each: Explanation, voice: Voice, *, opens: bool) -> ui.Item[ui.LayoutView]:
    meaning = _meaning(each, voice)
    if not opens:
        return ui.TextDisplay(meaning)
    key = each.entry.key
    label = voice.say("explain.full", code=f"{key.code:03}")
    return ui.Section(meaning, accessory=button(label, custom_id.show(key)))
