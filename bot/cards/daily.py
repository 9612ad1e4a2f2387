"""The daily post, the reply to an answer, and the state of a server's posts for its managers."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from discord import ui
from discord.utils import escape_markdown, format_dt

from bot.cards import custom_id
from bot.cards.layout import button, card, rank_text, row
from bot.cards.leaderboard import span_text
from bot.cards.links import message_link
from bot.cards.question import answer_named, question_text, reason
from bot.chain_text import chain_line
from bot.entry_texts import about, mistake
from bot.model import Entry
from bot.model.catalogue import Catalogue
from bot.model.daily import Daily, MonthPodium, PastPost, Post, Result
from bot.model.quiz import ScoredAnswer
from bot.texts import Voice

Row = ui.ActionRow[ui.LayoutView]
SOON = timedelta(minutes=2)


def post_card(
    post: Post,
    catalogue: Catalogue,
    voice: Voice,
    *,
    role_id: int | None = None,
    is_preview: bool = False,
) -> ui.LayoutView:
    """Return the post. A preview has disabled answer buttons and shows no result.

    A phone's first screen shows the question with its buttons; less urgent parts come after these.
    """
    entry = catalogue.entries[post.key]
    title = voice.say("daily.question", points=post.question.worth)
    asked = question_text(post.question, catalogue, voice)
    items: list[ui.Item[ui.LayoutView]] = [
        ui.TextDisplay(_code_of_the_day(entry, voice)),
        ui.Separator(),
        ui.TextDisplay(f"### {title}\n{asked}"),
        _options(post, is_preview=is_preview),
    ]
    if post.result is not None:
        # A preview keeps the last question's result secret: until the post is sent, everyone can
        # still answer that question, even the preview's reader.
        result = (
            voice.say("daily.result_later")
            if is_preview
            else _result(post.result, catalogue, voice)
        )
        items += [ui.Separator(), ui.TextDisplay(result)]
    if post.podium is not None:
        items += [ui.Separator(), ui.TextDisplay(_podium(post.podium, voice))]
    if post.result is None and post.podium is None:
        items.append(ui.Separator())  # else the button would look like a fifth answer
    more = voice.say("explain.full", code=f"{entry.code:03}")
    items.append(row(button(more, custom_id.more(entry.key))))
    if role_id is not None:
        items.append(ui.TextDisplay(f"-# <@&{role_id}>"))
    return card(*items, status_class=entry.status_class)


def answer_text(answered: ScoredAnswer, catalogue: Catalogue, voice: Voice) -> str:
    """Return the reply to an answer.

    The reply to a wrong answer keeps the right option secret, because other people can still
    answer. If an answer isn't recorded, the person can answer again, so the reply doesn't say
    whether the answer is right.
    """
    key = "again" if not answered.is_new else "right" if answered.is_right else "wrong"
    key = key if answered.is_recorded else "not_recorded"
    return voice.say(
        f"daily.answer.{key}",
        chosen=answered.question.options[answered.choice],
        answer=answer_named(answered.question, catalogue),
        points=answered.points,
        days=voice.say("daily.days", count=answered.streak),
    )


def status_text(
    daily: Daily,
    history: Sequence[PastPost],
    missing: Sequence[str],
    voice: Voice,
    *,
    is_channel_gone: bool,
    is_role_gone: bool,
) -> str:
    """Return the state of a server's posts: channel, time, next post, problems and history.

    `missing` are names of permissions as Discord shows them.
    """
    lines = [schedule_text(daily, voice)]
    if is_role_gone:
        lines.append(voice.say("daily.status.role_gone"))
    elif daily.role_id is not None:
        lines.append(voice.say("daily.status.role", role=f"<@&{daily.role_id}>"))
    if daily.next is not None:
        lines.append(next_text(daily, voice))
    if daily.paused is not None:
        lines.append(voice.say(f"daily.paused.{daily.paused}"))
    if is_channel_gone:
        if daily.paused != "channel_gone":  # the text of this pause says so already
            lines.append(voice.say("daily.channel_gone"))
    elif missing:
        lines.append(voice.say("daily.missing", permissions=", ".join(missing)))
    elif daily.paused is None:
        lines.append(voice.say("daily.status.healthy"))
    lines += [f"-# {_past(post, daily.guild_id, voice)}" for post in history]
    return "\n".join(lines)


def schedule_text(daily: Daily, voice: Voice) -> str:
    """Return where and when the posts come, with the time zone of that time."""
    schedule = daily.schedule
    days = "weekdays" if schedule.weekdays_only else "every_day"
    return voice.say(
        f"daily.status.{days}",
        channel=f"<#{daily.channel_id}>",
        time=f"{schedule.time:%H:%M}",
        timezone=schedule.timezone,
    )


def next_text(daily: Daily, voice: Voice, now: datetime | None = None) -> str:
    """Return when the next post comes. `daily` must not be paused.

    The text has the full date and time, because a relative time goes stale in a message that isn't
    updated. If the post is due within SOON of `now`, the text says only that the post comes soon:
    the text follows the schedule, which names the time.
    """
    assert daily.next is not None, "only paused posts have no next one"
    if now is not None and daily.next.due_at - now <= SOON:
        return voice.say("daily.soon")
    return voice.say("daily.next", at=format_dt(daily.next.due_at, "F"))


def _code_of_the_day(entry: Entry, voice: Voice) -> str:
    text = entry.text(voice.language)
    label, wrong = mistake(entry, voice)
    return (
        f"-# {voice.say('daily.title')}\n"
        f"## {entry.heading(voice.language)}\n-# {about(entry, voice)}\n"
        f"**{escape_markdown(text.summary)}**\n`{chain_line(entry, voice)}`\n\n"
        f"**{label}**: {escape_markdown(wrong)}"
    )


def _result(
    result: Result,
    catalogue: Catalogue,
    voice: Voice,
) -> str:
    """Return the last question's answer with its reason, and how many people answered right."""
    question = result.question
    said = voice.say(
        "daily.result" if result.answered else "daily.unanswered",
        answer=answer_named(question, catalogue),
        right=result.right,
        answered=result.answered,
    )
    why = escape_markdown(reason(question, catalogue, voice))
    return f"{said}\n{why}" if why else said


def _podium(podium: MonthPodium, voice: Voice) -> str:
    month = span_text(podium.month, voice)
    lines = [f"### {voice.say('daily.podium', month=month)}"]
    lines += [
        voice.say(
            "leaderboard.place",
            place=rank_text(each.rank, each.points),
            who=f"<@{each.user_id}>",
            points=each.points,
            accuracy=round(100 * each.right / each.answered),
        )
        for each in podium.best
    ]
    return "\n".join(lines)


def _options(post: Post, *, is_preview: bool) -> Row:
    buttons = []
    for choice, option in enumerate(post.question.options):
        each = button(option, custom_id.daily(post.local_date, choice))
        each.disabled = is_preview
        buttons.append(each)
    return row(*buttons)


def _past(post: PastPost, guild_id: int, voice: Voice) -> str:
    key = post.state if post.state != "missed" else f"missed_{post.reason}"
    said = voice.say(f"daily.past.{key}", date=str(post.local_date))
    if post.channel_id is None or post.message_id is None:
        return said
    return f"[{said}]({message_link(guild_id, post.channel_id, post.message_id)})"
