"""A search and a keystroke of autocomplete, over all queries of the query sets."""

import statistics
import time
from collections.abc import Callable

import pytest
from pytest_benchmark.fixture import BenchmarkFixture

from bot.services.lookup.lookup import Lookup
from tests.benchmarks.figures import percentile, report
from tests.services.lookup.test_search import load

QUERIES = [
    query for language in ("en", "ko") for part in ("tuning", "aside")
    for query, _ in load(language, part)
]  # fmt: skip


def test_a_search(
    benchmark: BenchmarkFixture, lookup: Lookup, capsys: pytest.CaptureFixture[str]
) -> None:
    """Wanted: 1 ms at the median, 3 ms at the 99th percentile."""
    _measure(benchmark, capsys, QUERIES, lambda query: lookup.search.find(query))


def test_a_keystroke(
    benchmark: BenchmarkFixture, lookup: Lookup, capsys: pytest.CaptureFixture[str]
) -> None:
    """Every third prefix of every fifth query, as it is being typed."""
    typed = [query[:end] for query in QUERIES[::5] for end in range(1, len(query) + 1, 3)]
    _measure(benchmark, capsys, typed, lambda text: lookup.suggest(text))


def _measure(
    benchmark: BenchmarkFixture,
    capsys: pytest.CaptureFixture[str],
    queries: list[str],
    search: Callable[[str], object],
) -> None:
    taken: list[float] = []

    def all_of_them() -> None:
        for query in queries:
            started = time.perf_counter()
            search(query)
            taken.append((time.perf_counter() - started) * 1000)

    # One round more warms the caches. Thousands of queries a round are enough for a percentile.
    # pytest-benchmark leaves this method untyped.
    benchmark.pedantic(all_of_them, rounds=1, warmup_rounds=1)  # type: ignore[no-untyped-call]
    report(
        capsys, benchmark.name, queries=len(queries), median_ms=round(statistics.median(taken), 2),
        p99_ms=round(percentile(taken, 0.99), 2),
    )  # fmt: skip
