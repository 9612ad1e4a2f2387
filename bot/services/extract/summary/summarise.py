"""Counts the codes of a text, with the lines, times and paths of each code."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import NamedTuple

from bot.model import Mention
from bot.model.explain_limits import MAX_PATHS
from bot.model.explanation import CodeCount, Summary
from bot.services.extract.summary.code_order import summary_of
from bot.services.extract.summary.tally import Kind


class NamedSummary(NamedTuple):
    """A text's summary, and the name of the text's file; `file` is None if the text has no name."""

    file: str | None
    summary: Summary


def summarise(text: str) -> Summary:
    """Return the codes of a text, the worst class first, and the number of its lines."""
    return summarise_pieces([text])


def summarise_pieces(pieces: Iterable[str]) -> Summary:
    """Summarise a text of any length that comes in pieces, which may end anywhere."""
    # Imported here so that a program starts without loading the patterns.
    from bot.services.extract.summary.summariser import Summariser

    summariser = Summariser()
    for piece in pieces:
        summariser.add(piece)
    return summariser.summary()


def mentions_in(pieces: Iterable[str | None]) -> Iterator[Mention]:
    """Yield every code in a text of any length that comes in pieces, in order.

    None is a pause: the codes of the complete lines so far are yielded immediately.
    """
    from bot.services.extract.find import Earlier, find_codes
    from bot.services.extract.summary.blocks import blocks

    earlier = Earlier()
    for block in blocks(pieces):
        for each in find_codes(block.text, earlier):
            yield Mention(
                each.code,
                block.first_line + each.line - 1,
                block.offset + each.start,
                block.offset + each.end,
                each.vendor,
            )


def merged(summaries: Sequence[NamedSummary]) -> Summary:
    """Return the summary of several texts in their order.

    A code's first line comes from the first text that has the code, and its last line from the last
    such text. Its first time comes from the first text with times of the code, and its last time
    from the last such text. If any text has a code, the lines of texts without codes don't count: a
    message that comes with a log file isn't part of the log. If no text has a code, the summary has
    the `possible` codes of all texts.
    """
    counted = [each for each in summaries if each.summary.codes] or summaries
    if len(counted) == 1:
        return counted[0].summary
    codes: dict[Kind, CodeCount] = {}
    for file, summary in counted:
        for each in summary.codes:
            key = Kind(each.code, each.vendor, each.sender)
            named = replace(each, first_file=file, last_file=file)
            codes[key] = _sum(codes[key], named) if key in codes else named
    return summary_of(
        sum(each.summary.lines for each in counted),
        codes.values(),
        (number for each in summaries for number in each.summary.possible),
    )


def _sum(code: CodeCount, later: CodeCount) -> CodeCount:
    """Return the `CodeCount` of a code in two texts. Either text may have no times."""
    paths = Counter(dict(code.paths))
    paths.update(dict(later.paths))
    flag, flagged = code.flag, code.flagged
    if later.flag == flag:
        flagged += later.flagged
    elif later.flagged > flagged:
        flag, flagged = later.flag, later.flagged
    return replace(
        code,
        flag=flag,
        flagged=flagged,
        count=code.count + later.count,
        last_line=later.last_line,
        last_file=later.last_file,
        first_at=code.first_at or later.first_at,
        last_at=later.last_at or code.last_at,
        paths=tuple(paths.most_common(MAX_PATHS)),
    )
