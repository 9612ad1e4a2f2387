"""Counts status codes, with their lines, times and paths."""

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Final, NamedTuple

from bot.model.explain_limits import MAX_PATHS
from bot.model.explanation import CodeCount, Flag
from bot.services.extract.words.word_patterns import compile_later

# How many characters of a path are kept.
MAX_PATH_CHARACTERS: Final = 200
# A log may have any number of paths. Beyond this many, the rarer half is forgotten; a forgotten
# path counts from 1 again.
MAX_KEPT_PATHS: Final = 5_000
# A part of a path that is a number, a UUID or a hash. This part names one thing of many.
_ID: Final = compile_later(
    r"(?<=/)(?:[0-9]+|[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}"
    r"|(?=[a-f]*[0-9])[0-9a-f]{16,64})(?=/|$)",
    re.IGNORECASE,
)


class Kind(NamedTuple):
    """The codes that count as one: the same number, vendor and sender."""

    code: int
    vendor: str | None
    sender: str | None


@dataclass(slots=True)
class Count:
    """The count of one `Kind` so far. Lines may be added in any order.

    `first_timed` and `last_timed` are the numbers of the lines that have the times `first_at` and
    `last_at`.
    """

    flags: Counter[Flag] = field(default_factory=Counter)
    count: int = 0
    first_line: int = 0
    last_line: int = 0
    first_at: str | None = None
    last_at: str | None = None
    first_timed: int = 0
    last_timed: int = 0
    # The counts by a path's pattern, which is the path with {id} in the place of each ID.
    paths: Counter[str] = field(default_factory=Counter)
    # The only path of each pattern. None: the pattern has several paths.
    _only_path: dict[str, str | None] = field(default_factory=dict)

    def add(self, line: int, at: str | None, count: int = 1) -> None:
        """Count codes of a line, with the line's time."""
        self.count += count
        if not self.first_line or line < self.first_line:
            self.first_line = line
        self.last_line = max(self.last_line, line)
        if at:
            if self.first_at is None or line < self.first_timed:
                self.first_timed, self.first_at = line, at
            if self.last_at is None or line >= self.last_timed:
                self.last_timed, self.last_at = line, at

    def add_flag(self, flag: Flag | None, count: int = 1) -> None:
        """Count a product's flag: what the product writes beside the code, such as Envoy's "UF"."""
        if flag is not None:
            self.flags[flag] += count

    def add_paths(self, paths: Iterable[str]) -> None:
        """Count an error's paths, without query strings. Paths that differ only by IDs are one."""
        for path in filter(None, paths):
            path = path.partition("?")[0][:MAX_PATH_CHARACTERS]
            pattern = _ID.sub("{id}", path)
            self.paths[pattern] += 1
            if self._only_path.setdefault(pattern, path) != path:
                self._only_path[pattern] = None
        if len(self.paths) > MAX_KEPT_PATHS:
            self.paths = Counter(dict(self.paths.most_common(MAX_KEPT_PATHS // 2)))
            self._only_path = {each: self._only_path[each] for each in self.paths}

    def total(self, kind: Kind) -> CodeCount:
        flag, flagged = next(iter(self.flags.most_common(1)), (None, 0))
        return CodeCount(
            code=kind.code,
            vendor=kind.vendor,
            sender=kind.sender,
            flag=flag,
            flagged=flagged,
            count=self.count,
            first_line=self.first_line,
            last_line=self.last_line,
            first_at=self.first_at,
            last_at=self.last_at,
            paths=tuple(
                (self._only_path[pattern] or pattern, count)
                for pattern, count in self.paths.most_common(MAX_PATHS)
            ),
        )
