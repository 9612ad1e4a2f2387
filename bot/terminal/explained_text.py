"""The plain text of `teapot explain`: a text's codes with their places."""

import math
from collections.abc import Iterator, Sequence

from bot.chain_text import chain_line
from bot.count_texts import isolated, lines_of, number, paths_of, period, times
from bot.entry_texts import first_check, who_answered
from bot.model import Entry, Explanation, Match
from bot.texts import Voice

BAR_CELLS = 20  # the length of the commonest code's bar


def nothing_text(entries: Sequence[Entry], voice: Voice) -> str:
    """Return the answer to a text in which no number is clearly a code.

    `entries` are the codes that the text's numbers may be.
    """
    if not entries:
        return voice.say("explain.nothing")
    key = "explain.unclear" if len(entries) == 1 else "explain.unclear_many"
    titles = (f"  {entry.glossed_title(voice.language)}" for entry in entries)
    return "\n".join([voice.say(key, code=f"{entries[0].code:03}"), *titles])


def explained_text(explained: Sequence[Explanation], lines: int, voice: Voice) -> str:
    """Return the content of the explanation's Discord card as plain text.

    If there are several codes, each has a bar whose length shows the count. `explained` has at
    least one code. `lines` is the number of the text's lines.
    """
    errors = sum(each.is_error for each in explained)
    shown = errors or len(explained)  # errors come first
    most = max(each.count.count for each in explained)

    def bar(each: Explanation) -> str:
        is_alone = len(explained) == 1
        return "" if is_alone else "█" * math.ceil(each.count.count / most * BAR_CELLS)

    said = [
        "\n  ".join(_explained_lines(each, bar(each), lines, voice)) for each in explained[:shown]
    ]
    footer = [
        f"  {each.count.code:03} {bar(each)} {each.count.count:,}" for each in explained[shown:]
    ]
    if footer:
        footer.insert(0, f"{voice.say('explain.also')}:")
    if lines > 1:
        footer.append(voice.say("explain.read", count=number(lines)))
    return "\n\n".join([*said, "\n".join(footer)]).rstrip()


def _explained_lines(each: Explanation, bar: str, lines: int, voice: Voice) -> Iterator[str]:
    """Yield a code's title, its places, its meaning, its sender and what to check."""
    count, entry = each.count, each.entry
    text = entry.text(voice.language)
    own = each.own
    is_known = isinstance(each.result, Match) or own is not None
    title = own.title if own else entry.glossed_title(voice.language)
    yield title if is_known else voice.say("unassigned.title", code=count.code)
    if count.count > 1 or lines > 1:
        yield f"{bar} {times(count, voice)} · {lines_of(count, voice)}".lstrip()
    if at := period(count, with_day=True):
        yield isolated(at)
    if count.paths:
        yield " · ".join(f"{isolated(path)}{n}" for path, n in paths_of(count))
    summary = own.text(voice.language).meaning if own else text.summary
    yield summary if is_known else voice.say("unassigned.treat", base=title)
    if is_known and not own:
        yield chain_line(entry, voice)
    if sender := who_answered(each, voice):
        yield sender
    if is_known:
        yield f"{voice.say('explain.check')}: {first_check(each, voice)}"
