"""The quiz's rules and a person's statistics."""

from collections.abc import Sequence
from datetime import timedelta

from bot.entry_texts import class_key
from bot.model.quiz_rules import (
    FULL_SCORE_PLAYERS,
    POINTS,
    SOLO_ANSWERS_A_DAY,
    SPEED_BONUS_SHARE,
)
from bot.model.stats import MIN_ANSWERS, PlayerStats, Tally
from bot.texts import Voice


def rules_text(practice_intervals: Sequence[timedelta], timezone: str, voice: Voice) -> str:
    return voice.say(
        "quiz.rules",
        easy=POINTS[1],
        medium=POINTS[2],
        hard=POINTS[3],
        bonus=round(SPEED_BONUS_SHARE * 100),
        players=FULL_SCORE_PLAYERS,
        alone=SOLO_ANSWERS_A_DAY,
        spaces=", ".join(str(space.days) for space in practice_intervals),
        timezone=timezone,
    )


def stats_text(stats: PlayerStats, who: str, voice: Voice, *, is_own: bool) -> str:
    """Return a person's statistics. `who` is already escaped."""
    if not stats.answered:
        return voice.say("quiz.stats.none_own" if is_own else "quiz.stats.none", who=who)
    lines = [f"### {voice.say('quiz.stats.title', who=who)}"]
    if (own := stats.standing) is not None:
        lines.append(voice.say("quiz.stats.rank", rank=own.rank, points=own.points))
    lines.append(
        voice.say(
            "quiz.stats.answers",
            right=stats.right,
            answered=stats.answered,
            accuracy=round(100 * stats.right / stats.answered),
            count=stats.games,
        )
    )
    lines.append(
        voice.say(
            "quiz.stats.streaks",
            longest=stats.longest,
            days=voice.say("daily.days", count=stats.days),
        )
    )
    for key, tallies in (("best", stats.best), ("weakest", stats.weakest)):
        if tallies:
            items = ", ".join(_item(each, voice) for each in tallies)
            lines.append(voice.say(f"quiz.stats.{key}", items=items))
    if is_own and not stats.best and not stats.weakest:
        lines.append(f"-# {voice.say('quiz.stats.few', enough=MIN_ANSWERS)}")
    return "\n".join(lines)


def _item(tally: Tally, voice: Voice) -> str:
    what = f"{tally.code:03}"
    if tally.is_class and 1 <= tally.code <= 5:
        what = voice.say("quiz.stats.class", digit=tally.code)
    elif tally.is_class:
        what = voice.say(f"{class_key(tally.code)}.title")
    return voice.say("quiz.stats.item", what=what, right=tally.right, answered=tally.answered)
