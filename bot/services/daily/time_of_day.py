"""A time of day as people write it, in English and Korean."""

import re
import unicodedata
from datetime import datetime, time, timedelta

from bot.errors import UserError
from bot.services.lookup.query_limits import MAX_QUERY_CHARACTERS

_WORDS = {"noon": time(12), "midnight": time(0), "정오": time(12), "자정": time(0)}
# "now" is the first full minute that begins more than 5 seconds from now. An earlier minute might
# begin before the setting is stored, and the post would then be due tomorrow.
_NOW, _NEXT_MINUTE = ("now", "지금"), timedelta(seconds=65)
_TIME = re.compile(
    r"(?P<half>오전|오후|새벽|아침|낮|점심|저녁|밤|am|pm)?(?P<hour>\d{1,2})"
    r"(?:[:.](?P<minute>\d{2})|(?P<packed>\d{2})|시(?:(?P<spoken>\d{1,2})분?|(?P<half_past>반)|정각)?)?"
    r"(?P<after>am|pm)?"
)


def parse_time(text: str, now: datetime) -> time:
    """Parse a time such as "9", "09:00", "9am", "오전 9시", "오후 3시 반", "2130", "noon" or "now".

    `now` is in the time zone of the parsed time. Raise UserError for a text that is no time.
    """
    plain = unicodedata.normalize("NFKC", text[:MAX_QUERY_CHARACTERS]).casefold()
    plain = re.sub(r"\s+|(?<=[ap])\.(?=m)|(?<=m)\.$", "", plain)
    if plain in _NOW:
        return (now + _NEXT_MINUTE).time().replace(second=0, microsecond=0)
    if plain in _WORDS:
        return _WORDS[plain]
    match = _TIME.fullmatch(plain)
    if match and not (match["half"] and match["after"]):
        hour = _hour(int(match["hour"]), match["half"] or match["after"])
        minute = int(match["minute"] or match["packed"] or match["spoken"] or 0)
        if hour is not None and minute < 60:
            return time(hour, 30 if match["half_past"] else minute)
    raise UserError("daily.time")


def _hour(hour: int, half: str | None) -> int | None:
    """Return the hour on the 24-hour clock, or None if the part of the day `half` lacks the hour.

    `half` is "am", "pm", a Korean part of the day, or None on the 24-hour clock. 12am is 0, and
    12pm is 12. 밤 (night) is 18:00 to 5:59. 12 with 저녁 (evening) or 밤 is midnight.
    """
    match half:
        case None:
            return hour if hour < 24 else None
        case "am" | "오전" | "새벽" | "아침":
            return hour % 12 if 0 <= hour <= 12 else None
        case "저녁" if hour == 12:
            return 0
        case "pm" | "오후" | "저녁":
            return hour % 12 + 12 if 0 < hour <= 12 else (hour if 12 < hour < 24 else None)
        case "낮" | "점심":
            return hour if 10 <= hour <= 17 else (hour + 12 if 1 <= hour <= 5 else None)
        case _:  # 밤
            if hour in (12, 0):
                return 0
            return hour + 12 if 6 <= hour < 12 else (hour if hour < 6 or 18 <= hour < 24 else None)
