"""The post of the day, and what its askers and its administrators are told."""

from collections.abc import Mapping, Sequence

from discord import ui
from discord.utils import escape_markdown, format_dt

from bot.cards import custom_id
from bot.cards.layout import button, card, medal, row
from bot.cards.leaderboard import span_text
from bot.cards.question import answer_named, question_text, revealed_text
from bot.chain_text import chain_line
from bot.entry_texts import about, mistake
from bot.model import Entry, Key, Language, Scenario
from bot.model.daily import Daily, MonthPodium, PastPost, Post, Result
from bot.model.quiz import ScoredAnswer
from bot.texts import Texts

Row = ui.ActionRow[ui.LayoutView]


def post_card(
    post: Post,
    entries: Mapping[Key, Entry],
    scenarios: Mapping[str, Scenario],
    texts: Texts,
    language: Language,
    *,
    role_id: int | None = None,
    is_preview: bool = False,
) -> ui.LayoutView:
    """For everybody in the server. `entries` are those that the post speaks of; a preview's buttons
    are dead."""
    claim = post.claim
    entry = entries[claim.key]
    title = texts.say(language, "daily.question", points=claim.question.worth)
    asked = question_text(claim.question, entries, scenarios, texts, language)
    items: list[ui.Item[ui.LayoutView]] = [
        ui.TextDisplay(_heart(entry, texts, language)),
        row(button(texts.say(language, "daily.full"), custom_id.more(entry.key))),
    ]
    if post.podium is not None:
        items += [ui.Separator(), ui.TextDisplay(_podium(post.podium, texts, language))]
    if post.result is not None:
        result = _result(post.result, entries, scenarios, texts, language)
        items += [ui.Separator(), ui.TextDisplay(result)]
    items += [
        ui.Separator(),
        ui.TextDisplay(f"### {title}\n{asked}"),
        _options(post, is_preview=is_preview),
    ]
    if role_id is not None:
        items.append(ui.TextDisplay(f"-# <@&{role_id}>"))
    return card(*items, status_class=entry.status_class)


def answer_text(
    answered: ScoredAnswer, entries: Mapping[Key, Entry], texts: Texts, language: Language
) -> str:
    """To the one who answered. A wrong one is not told the right one: others may still answer."""
    key = "again" if not answered.is_new else "right" if answered.is_right else "wrong"
    return texts.say(
        language, f"daily.answer.{key}",
        chosen=answered.question.options[answered.choice],
        answer=answer_named(answered.question, entries), points=answered.points,
        days=answered.streak,
    )  # fmt: skip


def status_text(
    daily: Daily,
    history: Sequence[PastPost],
    missing: Sequence[str],
    texts: Texts,
    language: Language,
    *,
    is_channel_gone: bool,
    is_role_gone: bool,
) -> str:
    """Where and when, what comes next, and how it goes; `missing` are permissions, as Discord names
    them."""
    schedule = daily.schedule
    days = "weekdays" if schedule.weekdays_only else "every_day"
    lines = [
        texts.say(
            language, f"daily.status.{days}", channel=f"<#{daily.channel_id}>",
            time=f"{schedule.time:%H:%M}", timezone=schedule.timezone,
        )
    ]  # fmt: skip
    if is_role_gone:
        lines.append(texts.say(language, "daily.status.role_gone"))
    elif daily.role_id is not None:
        lines.append(texts.say(language, "daily.status.role", role=f"<@&{daily.role_id}>"))
    if daily.next is not None:
        lines.append(next_text(daily, texts, language))
    if daily.paused is not None:
        lines.append(texts.say(language, f"daily.paused.{daily.paused}"))
    if is_channel_gone:
        if daily.paused != "channel_gone":  # which says it
            lines.append(texts.say(language, "daily.channel_gone"))
    elif missing:
        lines.append(texts.say(language, "daily.missing", permissions=", ".join(missing)))
    elif daily.paused is None:
        lines.append(texts.say(language, "daily.status.healthy"))
    lines += [f"-# {_past(post, daily.guild_id, texts, language)}" for post in history]
    return "\n".join(lines)


def next_text(daily: Daily, texts: Texts, language: Language) -> str:
    """When the next post comes; for one that is not paused."""
    assert daily.next is not None, "only a paused one has no next"
    at = daily.next.due_at
    return texts.say(language, "daily.next", at=format_dt(at, "F"), relative=format_dt(at, "R"))


def _heart(entry: Entry, texts: Texts, language: Language) -> str:
    text = entry.text(language)
    label, wrong = mistake(entry, texts, language)
    return (
        f"-# {texts.say(language, 'daily.title')}\n"
        f"## {entry.heading(language)}\n-# {about(entry, texts, language)}\n"
        f"**{escape_markdown(text.summary)}**\n`{chain_line(entry, texts, language)}`\n\n"
        f"{escape_markdown(text.meaning)}\n\n"
        f"**{label}**: {escape_markdown(wrong)}"
    )


def _result(
    result: Result,
    entries: Mapping[Key, Entry],
    scenarios: Mapping[str, Scenario],
    texts: Texts,
    language: Language,
) -> str:
    """How the last question went: its answer with the reason, and how many had it."""
    question = result.question
    said = texts.say(
        language, "daily.result" if result.answered else "daily.nobody",
        answer=answer_named(question, entries), right=result.right, answered=result.answered,
    )  # fmt: skip
    why = revealed_text(question, entries, scenarios, texts, language)
    return f"{said}\n{why}" if why else said


def _podium(podium: MonthPodium, texts: Texts, language: Language) -> str:
    month = span_text(podium.month, texts, language)
    lines = [f"### {texts.say(language, 'leaderboard.podium', month=month)}"]
    lines += [
        texts.say(
            language, "leaderboard.place", place=medal(each.rank, each.points),
            who=f"<@{each.user_id}>", points=each.points,
            accuracy=round(100 * each.right / each.answered),
        )
        for each in podium.best
    ]  # fmt: skip
    return "\n".join(lines)


def _options(post: Post, *, is_preview: bool) -> Row:
    claim = post.claim
    buttons = []
    for choice, option in enumerate(claim.question.options):
        each = button(option, custom_id.daily(claim.due.local_date, choice))
        each.disabled = is_preview
        buttons.append(each)
    return row(*buttons)


def _past(post: PastPost, guild_id: int, texts: Texts, language: Language) -> str:
    key = post.state if post.state != "missed" else f"missed_{post.reason}"
    said = texts.say(language, f"daily.past.{key}", date=str(post.local_date))
    if post.message_id is None:
        return said
    return f"{said} https://discord.com/channels/{guild_id}/{post.channel_id}/{post.message_id}"
