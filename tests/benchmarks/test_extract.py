"""Finding codes: a message, and a log of a megabyte in the terminal."""

import os
import statistics
import subprocess
import sys
import time
from pathlib import Path

import pytest
from pytest_benchmark.fixture import BenchmarkFixture

from bot.services.extract import find_codes
from tests.benchmarks.figures import report
from tests.services.extract.test_extract import load

ROOT = Path(__file__).parent.parent.parent
TEXT = "\n".join(text for part in ("tuning", "aside") for _, text, _ in load(part))

# Texts of nothing but numbers and what stands beside them, repeated: the costliest that a search
# among the fragments of such texts found.
HOSTILE = (
    "404/", "404\n", "a 404 ", "번404", "404번은 ", "=> 404 ", "404/502/", "502 → ", "502 떠요 ",
    "(404) ", "status 404 ", "a 499, 500이404", "500]499이000* ", "가530 or 499=",
    'HTTP 530 or 000"GET /x" 499 번', "/가나다 530", "503,502,", "case 404: ", "401 또는 403 ",
    "1xx, 404, ", "Forbidden 403 ", '", 404) ', "ftp 530\n", "조회 503 나옴 ", "from 200 to 503 ",
    "200~299 응답 ", "GET,200 ", "failed: 404 {", "getting 200 back ", "http://a [404]",
    "curl|cut 404 ", "GET /a -> 404 ", "[404 ERROR] GET /", "http://a -> 404", "expected 404 got ",
    "502 x 12, ", "12 404\n", "the id went 404, ", "it ends up with the 404, ",
    "delivery failed: 404\n",
    "404 for a and ", "a.txt is 404 ", "번500\n(401)/\n499없음", "\r200\n(401)499\n499없음",
)  # fmt: skip
HOSTILE_CHARACTERS = 20_000


def test_hostile_texts(capsys: pytest.CaptureFixture[str]) -> None:
    """The best of three runs, by CPU. Wanted: 1.5 µs a character for the worst."""
    costs = {}
    for fragment in HOSTILE:
        text = (fragment * HOSTILE_CHARACTERS)[:HOSTILE_CHARACTERS]
        runs = []
        for _ in range(3):
            started = time.process_time()
            find_codes(text)
            runs.append(time.process_time() - started)
        costs[fragment] = min(runs) / HOSTILE_CHARACTERS * 1_000_000
    worst = max(costs, key=lambda fragment: costs[fragment])
    report(
        capsys, f"the worst of {len(HOSTILE)} hostile texts, {worst!r}",
        us_a_character=round(costs[worst], 2),
    )  # fmt: skip


def test_a_message(benchmark: BenchmarkFixture, capsys: pytest.CaptureFixture[str]) -> None:
    """Every 4,000 characters of the corpus, the best of the rounds by CPU. Wanted: 2 ms.

    Some have a number on each of their 126 lines, more than any message that people send.
    """
    least: dict[int, float] = {}

    def all_of_them() -> None:
        for start in range(0, len(TEXT) - 4_000, 4_000):
            started = time.process_time()
            find_codes(TEXT[start : start + 4_000])
            taken = (time.process_time() - started) * 1000
            least[start] = min(taken, least.get(start, taken))

    benchmark(all_of_them)
    report(
        capsys, "4,000 characters",
        median_ms=round(statistics.median(least.values()), 2),
        most_ms=round(max(least.values()), 2),
    )  # fmt: skip


@pytest.mark.parametrize("output", [["--json"], []])
def test_a_megabyte_in_the_terminal(
    output: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The whole command, with Python's start. Wanted: under a second."""
    log = tmp_path / "log"
    log.write_text((TEXT * (1_000_000 // len(TEXT) + 1))[:1_000_000], encoding="utf-8")
    started = time.perf_counter()
    done = subprocess.run(
        [sys.executable, "-m", "bot", "explain", str(log), *output],
        capture_output=True, check=False, cwd=tmp_path, env={**os.environ, "PYTHONPATH": str(ROOT)},
    )  # fmt: skip
    report(capsys, f"explain {' '.join(output)}", seconds=round(time.perf_counter() - started, 2))
    assert done.returncode == 0
