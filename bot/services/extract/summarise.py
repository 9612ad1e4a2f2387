"""Counts the codes of a text: how often each is there, where, when, and on which paths."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from itertools import groupby

from bot.model import Mention
from bot.model.explanation import CodeCount, Flag, Sender, Summary
from bot.services.extract import find_codes

MAX_PATHS = 3
# In how many lines of prose a code's sender is looked for, which reads all that is around a line.
# Later lines have the last sender.
MAX_PROSE_LINES = 50
# The order of the classes; 0 and 6–9 are no classes of HTTP.
_WORST_FIRST = {5: 0, 4: 1, 3: 2, 2: 3, 1: 4}


def summarise(text: str) -> Summary:
    """Return the codes of a text, the worst class first, and the number of its lines."""
    # Imported here because compiling the patterns takes time that a start need not wait for.
    from bot.services.extract.log_formats import line_format
    from bot.services.extract.senders import TextSenders

    lines, mentions = text.split("\n"), find_codes(text)
    senders = TextSenders(text, mentions)
    counts: dict[tuple[int, str | None, str | None], _Count] = {}
    asked: Counter[tuple[int, str | None]] = Counter()
    last: dict[tuple[int, str | None], Sender] = {}
    for number, in_line in groupby(mentions, key=lambda each: each.line):
        known = line_format(line := lines[number - 1])
        match = known.pattern.match(line) if known else None
        columns = match.groupdict() if match else {}
        found: dict[tuple[int, str | None], Sender] = {}
        for mention in in_line:
            meaning = mention.code, mention.vendor
            if meaning not in found:
                asked[meaning] += not known
                is_asked = asked[meaning] <= MAX_PROSE_LINES
                found[meaning] = (
                    senders.sender(mention, is_log=known is not None) if is_asked else last[meaning]
                )
            sender = last[meaning] = found[meaning]
            key = *meaning, sender.name if sender.is_shown else None
            counts.setdefault(key, _Count(sender.flag)).add(mention, columns)
    codes = (count.total(*key) for key, count in counts.items())
    return _summary(text.count("\n") + (text[-1:] not in ("", "\n")), codes)


def merged(summaries: Sequence[Summary]) -> Summary:
    """Return the summary of several texts.

    A code's lines and times are those of the longest text that has it.
    """
    codes: dict[tuple[int, str | None, str | None], CodeCount] = {}
    for summary in sorted(summaries, key=lambda each: -each.lines):
        for each in summary.codes:
            key = each.code, each.vendor, each.sender
            codes[key] = _sum(codes[key], each) if key in codes else each
    return _summary(sum(each.lines for each in summaries), codes.values())


def _sum(code: CodeCount, other: CodeCount) -> CodeCount:
    paths = Counter(dict(code.paths))
    paths.update(dict(other.paths))
    return replace(code, count=code.count + other.count, paths=tuple(paths.most_common(MAX_PATHS)))


def _summary(lines: int, codes: Iterable[CodeCount]) -> Summary:
    def place(each: CodeCount) -> tuple[int, int, int]:
        return _WORST_FIRST.get(each.code // 100, len(_WORST_FIRST)), -each.count, each.code

    return Summary(lines, tuple(sorted(codes, key=place)))


@dataclass(slots=True)
class _Count:
    """What is known of one code so far."""

    flag: Flag | None
    count: int = 0
    first_line: int = 0
    last_line: int = 0
    first_at: str | None = None
    last_at: str | None = None
    paths: Counter[str] = field(default_factory=Counter)

    def add(self, mention: Mention, columns: dict[str, str | None]) -> None:
        """Count a mention on a later line, with the columns of the line's format."""
        self.count += 1
        self.first_line = self.first_line or mention.line
        self.last_line = mention.line
        if at := columns.get("at"):
            self.first_at, self.last_at = self.first_at or at, at
        path = (columns.get("path") or "").partition("?")[0]
        if path and mention.code // 100 not in (1, 2, 3):
            self.paths[path] += 1

    def total(self, code: int, vendor: str | None, sender: str | None) -> CodeCount:
        return CodeCount(
            code=code,
            vendor=vendor,
            sender=sender,
            flag=self.flag,
            count=self.count,
            first_line=self.first_line,
            last_line=self.last_line,
            first_at=self.first_at,
            last_at=self.last_at,
            paths=tuple(self.paths.most_common(MAX_PATHS)),
        )
