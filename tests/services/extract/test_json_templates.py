"""Templates of JSON lines: they change no answer, and most lines are read by one."""

import json
import random
import re

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from bot.services.extract.log_formats import LineFormat, line_format
from bot.services.extract.log_formats.json_templates import (
    MAX_RECENT,
    recent_template,
    recent_templates,
    template,
)
from bot.services.extract.log_formats.matching import line_formats_in
from bot.services.extract.summary import columns
from bot.services.extract.summary.columns import MIN_LINES, read_columns, settled_format
from tests.examples import examples

NAMES = (
    "status code status_code http_code response_code responseCode upstream_status job_status Status"
    " path url uri request http_request req.url time ts @timestamp started_at request_time msg"
    " error message detail level id x response_flags termination_state DownstreamStatus"
).split()
TEXTS: list[object] = [
    *("/a", "/b?x=404", "GET /c", "https://shop.example.com/d e", "GET", "UF", "SC", "-", ""),
    *("10:02", "1732413069", "2026-11-24T02:11:09Z", "24/Nov/2026:02:11:09 +0000"),
    *("got 502", "took 404ms", "tab\there", "back\\slash", "502 떠요"),
    *('said "status":503', '{"status":404,"path":"/e"}'),
]
STATUSES: list[object] = [200, 404, 502, 0, -1, 1200, "499", "-", "504, 200", "ok", "", None]
OTHERS: list[object] = [True, False, None, 1732413069, 1732413069.404, 0.25, 1e-7, 99]
SEPARATORS = [(",", ":"), (", ", ": "), (" , ", " : "), (",  ", ":  ")]
PREFIXES = ["", "", " ", "web-1  | ", "Nov 24 02:11:09 lb1 app[404]: "]
ENDS = ["", "", "\r", " ", ",", " trailing", "}"]


def some_value(chance: random.Random, name: str, depth: int = 0) -> object:
    if depth < 2 and chance.random() < 0.1:
        inner = [some_value(chance, name, depth + 1) for _ in range(chance.randrange(3))]
        return inner if chance.random() < 0.5 else dict(zip(NAMES, inner, strict=False))
    if "tatus" in name or "ode" in name:
        return chance.choice(STATUSES)
    return chance.choice(chance.choice([TEXTS, TEXTS, STATUSES, OTHERS]))


def some_lines(seed: int) -> list[str]:
    """Return lines of two shapes, with values of any kind."""
    chance = random.Random(seed)
    shapes = [
        (
            chance.sample(NAMES, chance.randrange(1, 8)),
            chance.choice(SEPARATORS),
            chance.choice(PREFIXES),
        )
        for _ in range(2)
    ]
    lines = []
    for _ in range(chance.randrange(1, 8)):
        names, separators, prefix = chance.choice(shapes)
        values = {name: some_value(chance, name) for name in names}
        written = json.dumps(values, separators=separators, ensure_ascii=chance.random() < 0.5)
        lines.append(f"{prefix}{written}{chance.choice(ENDS)}")
    return lines


LOGS = st.builds(some_lines, st.integers(0, 2**32))


def captured(pattern: re.Pattern[str], line: str) -> dict[str, str] | None:
    match = pattern.match(line)
    return {name: text for name, text in match.groupdict("").items() if text} if match else None


@settings(max_examples=examples(400))
@given(LOGS)
@example(['{"status":"ok","http_status":502}', '{"status":"404","http_status":502}'])
@example(['{"status":200,"msg":"fine"}', '{"status":200,"msg":"got 502"}'])
@example(['{"url":"x","path":"/a","status":1}', '{"url":"/b","path":"/a","status":1}'])
@example(['{"ts":1732413069,"status":200}', '{"ts":1732413069\t,"status":200}'])
def test_a_template_captures_what_the_pattern_of_the_format_captures(lines: list[str]) -> None:
    for sample in lines:
        if (known := line_format(sample)) is None:
            continue
        if (written := template(known.pattern.pattern, sample)) is None:
            continue
        faster = re.compile(written, re.MULTILINE)
        assert faster.match(sample)
        for line in lines:
            if (found := captured(faster, line)) is not None:
                assert found == captured(known.pattern, line), (sample, line)


def read_without_templates(known: LineFormat, lines: list[str]) -> columns.Columns:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(columns, "_templates", lambda *_: [])
        return read_columns(known, "\n".join(lines), lines)


def statuses(read: columns.Columns) -> dict[int, list[str]]:
    return {
        index: sorted(filter(None, cells))
        for cells, indices in read.indices.items()
        for index in indices
    }


@given(LOGS, st.randoms(use_true_random=False))
def test_a_block_has_the_columns_that_it_has_without_a_template(
    shapes: list[str], chance: random.Random
) -> None:
    lines = chance.choices(shapes, k=MIN_LINES)
    if (known := settled_format(lines)) is None:
        return
    without = read_without_templates(known, lines)
    with_template = read_columns(known, "\n".join(lines), lines)
    for name in ("paths", "times", "flags"):
        for index in set(range(len(lines))) - set(without.others):
            assert getattr(with_template, name)[index] == getattr(without, name)[index]
    assert statuses(with_template) == statuses(without)
    assert with_template.others == without.others


LINES = [
    '{"time":"2026-11-24T02:11:09Z","level":"info","path":"/a","status":200,"took":0.4}',
    '{"ts":1732413069.25,"logger":"http.log.access","request":{"uri":"/a"},"status":502}',
    '{"@timestamp":"2026-11-24T02:11:09Z","upstream_status":"504, 200","request":"GET /a"}',
    'web-1  | {"msg":"done","req":{"url":"/a"},"res":{"statusCode":404},"time":1732413069000}',
]


@pytest.mark.parametrize("line", LINES)
def test_common_logs_have_templates(line: str) -> None:
    known = line_format(line, line_formats_in(line))
    assert known
    written = template(known.pattern.pattern, line)
    assert written
    assert captured(re.compile(written), line) == captured(known.pattern, line)


def test_a_line_that_is_no_json_has_no_template() -> None:
    for line in ('{"status":404,"x":}x}', '{"status":404,"a\\"b":1}', "{'a':1,\"status\":404}"):
        known = line_format(line)
        assert known
        assert template(known.pattern.pattern, line) is None


def test_a_line_has_the_template_that_an_earlier_line_had() -> None:
    one, other = ('{"path":"/a","status":200}', '{"path":"/b","status":502}')
    known = line_format(one)
    assert known
    own = known.pattern.pattern
    assert recent_template(own, one) is recent_template(own, other)
    assert recent_template(own, '{"status":404,"x":}x}') is None
    for number in range(3 * MAX_RECENT):
        assert recent_template(own, f'{{"k{number}":1,"status":200}}')
    assert len(recent_templates(own)) == MAX_RECENT
