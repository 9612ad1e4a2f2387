"""Faults: what goes wrong with which call, by the kind of the call and its number."""

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Literal

# fail: the call does nothing. late: it is done later. lost: it is done, and its answer is lost.
# last, cut: the process is killed before the call, or once it is done and before its answer.
Effect = Literal["fail", "late", "lost", "last", "cut"]
EFFECTS: tuple[Effect, ...] = ("fail", "late", "lost", "last", "cut")


@dataclass(frozen=True, slots=True, order=True)
class Fault:
    """The `number`th call of a kind, from 1. `seconds` is how late a late one is."""

    kind: str
    number: int
    effect: Effect
    seconds: float = 0.0


class Faults:
    """Counts the calls, and says what goes wrong with each. Outlives each process."""

    def __init__(self, faults: Iterable[Fault]) -> None:
        self._faults = {(each.kind, each.number): each for each in faults}
        self.calls: Counter[str] = Counter()
        self.before_the_end: dict[str, int] = {}
        self.met: list[Fault] = []
        self.met_one: Callable[[], None] = lambda: None

    def end(self) -> None:
        self._faults.clear()
        self.before_the_end = dict(self.calls)

    def next(self, kind: str) -> Fault | None:
        self.calls[kind] += 1
        fault = self._faults.get((kind, self.calls[kind]))
        if fault is not None:
            self.met.append(fault)
            self.met_one()
        return fault
