"""The quiz's rules, and what somebody has done in it."""

from bot.entry_texts import class_key
from bot.model.points import (
    FULL_SCORE_PLAYERS,
    POINTS,
    PRACTICE_INTERVALS,
    SOLO_ANSWERS_A_DAY,
    SPEED_BONUS_SHARE,
)
from bot.model.stats import ENOUGH, Stats, Tally
from bot.texts import Voice

# So many of the best, and of the weakest.
SHOWN = 3


def rules_text(timezone: str, voice: Voice) -> str:
    return voice.say("quiz.rules", easy=POINTS[1], medium=POINTS[2], hard=POINTS[3],
        bonus=round(SPEED_BONUS_SHARE * 100), players=FULL_SCORE_PLAYERS, alone=SOLO_ANSWERS_A_DAY,
        spaces=", ".join(str(space.days) for space in PRACTICE_INTERVALS), timezone=timezone,
    )  # fmt: skip


def stats_text(stats: Stats, who: str, voice: Voice) -> str:
    """`who` is safe to show."""
    if not stats.answered:
        return voice.say("quiz.stats.none", who=who)
    lines = [f"### {voice.say('quiz.stats.title', who=who)}"]
    if (own := stats.standing) is not None:
        lines.append(voice.say("quiz.stats.rank", rank=own.rank, points=own.points))
    lines.append(
        voice.say("quiz.stats.answers", right=stats.right, answered=stats.answered,
            accuracy=round(100 * stats.right / stats.answered), games=stats.games,
        )
    )  # fmt: skip
    lines.append(voice.say("quiz.stats.streaks", longest=stats.longest, days=stats.days))
    best, weakest = _best_and_weakest(stats, voice)
    if best:
        lines.append(voice.say("quiz.stats.best", items=", ".join(best)))
    if weakest:
        lines.append(voice.say("quiz.stats.weakest", items=", ".join(weakest)))
    if not best and not weakest:
        lines.append(f"-# {voice.say('quiz.stats.few', enough=ENOUGH)}")
    return "\n".join(lines)


def _best_and_weakest(stats: Stats, voice: Voice) -> tuple[list[str], list[str]]:
    """Classes before codes. The better half is best, if it was not mostly wrong; the rest weakest,
    if it was ever wrong."""
    best, weakest = [], []
    for tallies, is_class in ((stats.classes, True), (stats.codes, False)):
        better = tallies[: min(SHOWN, (len(tallies) + 1) // 2)]
        top = [each for each in better if each.accuracy >= 1 / 2]
        low = [each for each in tallies[::-1] if each not in top and each.right < each.answered]
        best += [_item(each, voice, is_class=is_class) for each in top]
        weakest += [_item(each, voice, is_class=is_class) for each in low[:SHOWN]]
    return best, weakest


def _item(tally: Tally, voice: Voice, *, is_class: bool) -> str:
    what = f"{tally.code:03}"
    if is_class:
        what = voice.say(f"{class_key(tally.code)}.title")
    return voice.say("quiz.stats.item", what=what, right=tally.right, answered=tally.answered)
