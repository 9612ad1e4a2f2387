"""What a message's codes mean: a few in full, the rest by number."""

from collections.abc import Sequence

from discord import ui
from discord.utils import escape_markdown

from bot.cards import custom_id
from bot.cards.layout import MAX_OPTIONS, button, card, entry_button, menus, quoted, row
from bot.chain_text import chain_line
from bot.entry_texts import sent_by
from bot.model import Explanation, Key, Match
from bot.texts import Voice

IN_FULL = 5
IN_A_ROW = 5
LINE = 60
BUTTONS = 10  # below the five; with them and a menu a message has its 40 components


def explained_card(explained: Sequence[Explanation], voice: Voice) -> ui.LayoutView:
    """For a message in which there is at least one code."""
    full, rest = explained[:IN_FULL], explained[IN_FULL:]
    items: list[ui.Item[ui.LayoutView]] = []
    opened: set[Key] = set()  # Discord takes each button once
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
        buttons, listed = entries[:BUTTONS], entries[BUTTONS:][:MAX_OPTIONS]
        items += [
            row(*map(entry_button, buttons[start : start + IN_A_ROW]))
            for start in range(0, len(buttons), IN_A_ROW)
        ]
        items += menus(listed, voice.say("explain.pick"), voice.language)
    return card(*items, status_class=explained[0].entry.status_class)


def _meaning(each: Explanation, voice: Voice) -> str:
    """The line, the code, what it means, who sent it, and the first thing to check."""
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
    if each.sender is not None:
        lines.append(f"-# {sent_by(each.sender, voice)}")
    return "\n".join(lines)


def _piece(text: str) -> str:
    return quoted(text, LINE) if text.strip() else ""


def _in_full(each: Explanation, voice: Voice, *, opens: bool) -> ui.Item[ui.LayoutView]:
    meaning = _meaning(each, voice)
    if not opens:
        return ui.TextDisplay(meaning)
    key = each.entry.key
    label = voice.say("explain.full", code=f"{key.code:03}")
    return ui.Section(meaning, accessory=button(label, custom_id.show(key)))
