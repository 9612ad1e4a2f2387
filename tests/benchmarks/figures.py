"""Figures of a benchmark, printed past pytest's capture."""

import statistics
from collections.abc import Sequence

import pytest


def percentile(values: Sequence[float], share: float) -> float:
    return sorted(values)[min(int(len(values) * share), len(values) - 1)]


def report(capsys: pytest.CaptureFixture[str], what: str, **figures: float) -> None:
    said = ", ".join(f"{name.replace('_', ' ')} {value}" for name, value in figures.items())
    with capsys.disabled():
        print(f"\n{what}: {said}", end="")


def ratio(ours: Sequence[float], theirs: Sequence[float]) -> float:
    """Of medians, of runs that took turns."""
    return round(statistics.median(ours) / statistics.median(theirs), 2)
