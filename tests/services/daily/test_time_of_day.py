"""Times of day as people write them."""

import contextlib
from datetime import datetime, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.errors import UserError
from bot.services.daily.time_of_day import parse_time

NOW = datetime(2026, 11, 24, 23, 59, 30)


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("9", time(9)), ("9:00", time(9)), ("09:00", time(9)), ("9am", time(9)),
        ("9 AM", time(9)), ("9 a.m.", time(9)), ("오전 9시", time(9)), ("９시", time(9)),
        ("21:30", time(21, 30)), ("9:30pm", time(21, 30)), ("2130", time(21, 30)),
        ("오후 9시 반", time(21, 30)), ("저녁 9시 30분", time(21, 30)), ("21시30분", time(21, 30)),
        ("12am", time(0)), ("12pm", time(12)), ("오전 12시", time(0)), ("오후 12시", time(12)),
        ("밤 12시", time(0)), ("낮 12시", time(12)), ("밤 10시", time(22)), ("새벽 2시", time(2)),
        ("점심 1시", time(13)), ("noon", time(12)), ("midnight", time(0)), ("정오", time(12)),
        ("자정", time(0)), ("0:00", time(0)), ("저녁 12시", time(0)), ("저녁 7시", time(19)),
        ("오전 9시 정각", time(9)), ("낮 10시", time(10)), ("낮 17시", time(17)),
        ("낮 5시", time(17)), ("밤 6시", time(18)), ("밤 18시", time(18)),
        ("밤 5시", time(5)), ("밤 0시", time(0)), ("오후 13시", time(13)),
        ("now", time(0)), (" Now ", time(0)), ("지금", time(0)),
    ],
)  # fmt: skip
def test_a_time_is_read(text: str, meant: time) -> None:
    assert parse_time(text, NOW) == meant


@pytest.mark.parametrize(
    "text",
    [
        "",
        "24:00",
        "25",
        "9:60",
        "9:5",
        "-1",
        "9:00:00",
        "오전 am 9",
        "morning",
        "9 o'clock",
        "반",
        "1e1",
        "낮 9시",
        "낮 18시",
        "낮 6시",
        "밤 17시",
        "밤 24시",
        "새벽 13시",
        "오후 0시",
    ],
)
def test_what_is_no_time_is_refused(text: str) -> None:
    with pytest.raises(UserError):
        parse_time(text, NOW)


@given(st.times())
def test_every_time_is_read_as_it_is_written(moment: time) -> None:
    moment = moment.replace(second=0, microsecond=0)
    assert parse_time(f"{moment:%H:%M}", NOW) == parse_time(f"{moment:%H%M}", NOW) == moment
    assert parse_time(f"{moment:%I:%M %p}", NOW) == moment
    half = "오전" if moment.hour < 12 else "오후"
    assert parse_time(f"{half} {moment:%I}시 {moment:%M}분", NOW) == moment


@given(st.text(max_size=40))
def test_nothing_else_is_raised(text: str) -> None:
    with contextlib.suppress(UserError):
        parse_time(text, NOW)
