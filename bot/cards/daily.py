"""The post of the day, and what its askers and its administrators are told."""

from collections.abc import Sequence

from discord import ui
from discord.utils import escape_markdown, format_dt

from bot.cards import custom_id
from bot.cards.layout import button, card, row
from bot.model import Entry, Key, Language
from bot.model.daily import Daily, PastPost, Post, Result
from bot.model.quiz import Answered, Question
from bot.statements import about, first_sentence, mistake
from bot.texts import Texts

Row = ui.ActionRow[ui.LayoutView]


def post_card(
    post: Post,
    entries: dict[Key, Entry],
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
    items: list[ui.Item[ui.LayoutView]] = [
        ui.TextDisplay(_heart(entry, texts, language)),
        row(button(texts.say(language, "daily.full"), custom_id.show(entry.key))),
    ]
    if post.result is not None:
        items += [ui.Separator(), ui.TextDisplay(_result(post.result, entries, texts, language))]
    items += [
        ui.Separator(),
        ui.TextDisplay(_question(claim.question, entries, texts, language)),
        _options(post, is_preview=is_preview),
    ]
    if role_id is not None:
        items.append(ui.TextDisplay(f"-# <@&{role_id}>"))
    return card(*items, status_class=entry.status_class)


def answer_text(
    answered: Answered, entries: dict[Key, Entry], texts: Texts, language: Language
) -> str:
    """To the one who answered. A wrong one is not told the right one: others may still answer."""
    key = "again" if not answered.is_new else "right" if answered.is_right else "wrong"
    return texts.say(
        language, f"daily.answer.{key}",
        chosen=answered.question.options[answered.choice],
        answer=entries[answered.question.key].title, points=answered.points, days=answered.streak,
    )  # fmt: skip


def status_text(
    daily: Daily,
    history: Sequence[PastPost],
    missing: Sequence[str],
    texts: Texts,
    language: Language,
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
    if daily.role_id is not None:
        lines.append(texts.say(language, "daily.status.role", role=f"<@&{daily.role_id}>"))
    if daily.next is not None:
        lines.append(next_text(daily, texts, language))
    if daily.paused is not None:
        lines.append(texts.say(language, f"daily.paused.{daily.paused}"))
    if missing:
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
        f"## {entry.title}\n{about(entry, texts, language)}\n"
        f"**{escape_markdown(text.summary)}**\n\n"
        f"{escape_markdown(text.meaning)}\n\n"
        f"**{label}**: {escape_markdown(wrong)}"
    )


def _result(result: Result, entries: dict[Key, Entry], texts: Texts, language: Language) -> str:
    """How the last question went: its answer with the reason, and how many had it."""
    key = "nobody" if not result.answered else "result"
    entry = entries.get(result.question.key)
    if entry is None:  # the data has lost it since
        return texts.say(
            language, f"daily.{key}", answer=f"{result.question.key.code:03}",
            right=result.right, answered=result.answered,
        )  # fmt: skip
    said = texts.say(
        language, f"daily.{key}", answer=entry.title, right=result.right, answered=result.answered
    )
    return f"{said}\n-# {escape_markdown(first_sentence(entry.text(language).meaning))}"


def _question(
    question: Question, entries: dict[Key, Entry], texts: Texts, language: Language
) -> str:
    asked = texts.say(language, "daily.question", points=question.worth)
    summary = escape_markdown(entries[question.key].text(language).summary)
    return f"### {asked}\n{texts.say(language, 'daily.which')}\n> {summary}"


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
