"""The card of a text's codes: the worst in full, others in a line each.

The card ends with buttons or a menu, which open the codes' own cards.
"""

from collections.abc import Iterator, Sequence

from discord import ui
from discord.utils import escape_markdown

from bot.cards import custom_id
from bot.cards.layout import (
    MAX_OPTIONS,
    button,
    card,
    entry_button,
    inert,
    menus,
    plain_message,
    quoted,
    row,
)
from bot.chain_text import chain_line
from bot.count_texts import (
    MAX_PATH_CHARACTERS,
    begin_of,
    day_of,
    isolated,
    lines_of,
    number,
    paths_of,
    period,
)
from bot.entry_texts import first_check, who_answered
from bot.model import Entry, Explanation, Match
from bot.texts import Voice

# What a phone's screen has room for: three codes in full, or two in full and five in a line each.
MAX_IN_FULL, MAX_IN_FULL_OF_MORE, MAX_IN_BRIEF = 3, 2, 5
MAX_SUMMARIES = 2
MAX_BUTTONS = 2  # A phone shows two in a row.
MAX_HARMLESS = 12  # the footer lists at most this many codes that are no errors


def explained_card(
    explained: Sequence[Explanation], lines: int, voice: Voice, notes: Sequence[str] = ()
) -> ui.LayoutView:
    """Return the card that explains a text's codes. `lines` is the number of the text's lines.

    `explained` has at least one code and begins with the worst.

    `notes` say what else the reader should know, such as which files were not read.
    """
    errors = sum(each.is_error for each in explained)
    shown = explained[: errors or len(explained)]
    in_full = MAX_IN_FULL if len(shown) <= MAX_IN_FULL else MAX_IN_FULL_OF_MORE
    full, brief = shown[:in_full], shown[in_full:][:MAX_IN_BRIEF]
    day = day_of(each.count for each in shown) if len(shown) > 1 else ""

    def place(each: Explanation) -> str:
        where = lines_of(each.count, voice, inert) if lines > 1 else ""
        when = isolated(inert(period(each.count, with_day=not day)))
        return " · ".join(filter(None, (f"{where[:1].upper()}{where[1:]}", when)))

    texts = []
    for each in full:
        has_summary = each is full[0] or len(shown) <= MAX_SUMMARIES
        texts.append("\n".join(_in_full(each, place(each), voice, has_summary=has_summary)))
    rest = [_in_brief(each, lines, voice) for each in brief]
    if more := len(shown) - len(full) - len(brief):
        rest.append(f"-# {voice.say('explain.more', count=number(more))}")
    rest += _footer(explained[len(shown) :], lines, day, voice)
    rest += [f"-# {note}" for note in notes]
    if rest:
        texts.append("\n".join(rest))
    items: list[ui.Item[ui.LayoutView]] = []
    for text in texts:
        items += [ui.Separator(), ui.TextDisplay(text)]
    entries = {each.entry.key: each.entry for each in explained}
    return card(
        *items[1:],
        _openers(list(entries.values()), voice),
        status_class=shown[0].entry.status_class,
    )


def nothing_card(
    entries: Sequence[Entry], voice: Voice, notes: Sequence[str] = ()
) -> ui.LayoutView:
    """Return the reply to a text in which no number is clearly a code.

    `entries` are the codes that the text's numbers may be.
    """
    if not entries:
        return plain_message("\n".join([voice.say("explain.nothing"), *notes]))
    one = len(entries) == 1
    key, code = "explain.unclear" if one else "explain.unclear_many", f"{entries[0].code:03}"
    said = "\n".join([voice.say(key, code=code), *notes])
    return plain_message(said, row(*map(entry_button, entries)))


def _in_full(each: Explanation, place: str, voice: Voice, *, has_summary: bool) -> Iterator[str]:
    """Yield a code's title, its places, its meaning, its sender, and what to check first."""
    entry = each.entry
    text = entry.text(voice.language)
    is_known = isinstance(each.result, Match) or each.own is not None
    yield f"### {_title(each, entry.glossed_title(voice.language), voice)}"
    if place:
        yield f"-# {place}"
    if each.count.paths:
        yield f"-# {_paths(each)}"
    if not is_known:
        yield escape_markdown(voice.say("unassigned.treat", base=entry.title))
    elif each.own:
        yield escape_markdown(each.own.text(voice.language).meaning)
    elif has_summary:
        yield escape_markdown(text.summary)
    if is_known and not each.own:
        yield f"`{chain_line(entry, voice)}`"
    if sender := who_answered(each, voice):
        yield f"-# {escape_markdown(sender)}"
    if is_known:
        yield f"-# {voice.say('explain.check')}: {escape_markdown(first_check(each, voice))}"


def _in_brief(each: Explanation, lines: int, voice: Voice) -> str:
    title = f"-# **{_title(each, each.entry.short_title(voice.language), voice)}**"
    return f"{title} · {begin_of(each.count, voice, inert)}" if lines > 1 else title


def _title(each: Explanation, known: str, voice: Voice) -> str:
    """Return the code's title, and the code's count if it is above 1.

    `known` is the title of an assigned code. If a product gives the code its own meaning
    (`each.own`), the title of that meaning replaces `known`.
    """
    if each.own or isinstance(each.result, Match):
        title = escape_markdown(each.own.title if each.own else known)
    else:
        title = voice.say("unassigned.title", code=f"{each.count.code:03}")
    return f"{title} ×{each.count.count:,}" if each.count.count > 1 else title


def _paths(each: Explanation) -> str:
    return " · ".join(
        f"{isolated(quoted(path, MAX_PATH_CHARACTERS))}{times}"
        for path, times in paths_of(each.count)
    )


def _footer(harmless: Sequence[Explanation], lines: int, day: str, voice: Voice) -> list[str]:
    """Return the harmless codes, the number of lines, and the day that all times share."""
    said = []
    if harmless:
        shown = [f"{each.count.code:03} ×{each.count.count:,}" for each in harmless[:MAX_HARMLESS]]
        said.append(f"{voice.say('explain.also')}: {' · '.join(shown)}")
    about = [voice.say("explain.read", count=number(lines))] if lines > 1 else []
    if day:
        about.append(isolated(inert(day)))
    if about:
        said.append(" · ".join(about))
    return [f"-# {line}" for line in said]


def _openers(entries: Sequence[Entry], voice: Voice) -> ui.ActionRow[ui.LayoutView]:
    """Return the buttons that open the codes' cards, or a menu if there are many codes."""
    if len(entries) > MAX_BUTTONS:
        [menu] = menus(entries[:MAX_OPTIONS], voice.say("explain.pick"), voice.language)
        return menu
    return row(
        *(
            button(voice.say("explain.full", code=f"{entry.code:03}"), custom_id.show(entry.key))
            for entry in entries
        )
    )
