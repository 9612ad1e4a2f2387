"""Counts the codes of a text: how often each is there, where, when, and on which paths."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from bot.model import Mention
from bot.model.explanation import CodeCount, Summary
from bot.services.extract.tally import MAX_PATHS, Kind, summary_of


def summarise(text: str) -> Summary:
    """Return the codes of a text, the worst class first, and the number of its lines."""
    return summarise_pieces([text])


def summarise_pieces(pieces: Iterable[str]) -> Summary:
    """Summarise a text of any length that comes in pieces, which may end anywhere."""
    # Imported here because compiling the patterns takes time that a start need not wait for.
    from bot.services.extract.summariser import Summariser

    summariser = Summariser()
    for piece in pieces:
        summariser.add(piece)
    return summariser.summary()


def mentions_in(pieces: Iterable[str]) -> Iterator[Mention]:
    """Yield every code in a text of any length that comes in pieces, in order."""
    from bot.services.extract.blocks import blocks
    from bot.services.extract.find import Earlier, find_codes

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


def merged(summaries: Sequence[Summary]) -> Summary:
    """Return the summary of several texts.

    A code's lines and times are those of the longest text that has it. A text without codes counts
    only if none has one: the words above a pasted log are no lines of it.
    """
    counted = [each for each in summaries if each.codes] or summaries
    codes: dict[Kind, CodeCount] = {}
    for summary in sorted(counted, key=lambda each: -each.lines):
        for each in summary.codes:
            key = Kind(each.code, each.vendor, each.sender)
            codes[key] = _sum(codes[key], each) if key in codes else each
    return summary_of(sum(each.lines for each in counted), codes.values())


def _sum(code: CodeCount, other: CodeCount) -> CodeCount:
    paths = Counter(dict(code.paths))
    paths.update(dict(other.paths))
    return replace(code, count=code.count + other.count, paths=tuple(paths.most_common(MAX_PATHS)))
