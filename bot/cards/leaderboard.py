"""The leaderboard: a picture, the same rows as text, and buttons to periods and pages."""

from collections.abc import Mapping, Sequence

import discord
from discord import ui

from bot.cards import custom_id
from bot.cards.layout import button, card, cut, inert, name_text, row
from bot.cards.picture.drawing import Bar, Chart
from bot.model.leaderboard import LONG_STREAK, PERIODS, Leaderboard, Span, Standing
from bot.texts import Voice

FILE = "leaderboard.png"
_MAX_DESCRIPTION_CHARACTERS = 1024  # Discord's limit for a picture's description
# Display names by user ID. None means that the person has left. An ID is missing if Discord sent no
# name in time. The list then has a mention, which Discord shows as a name. Teapot's mentions in a
# reply ping no one.
Names = Mapping[int, str | None]


def leaderboard_card(
    board: Leaderboard,
    names: Names,
    heading: str,
    title: str,
    asker_id: int,
    spans: Sequence[Span],
    voice: Voice,
    *,
    has_picture: bool,
    private: bool,
) -> ui.LayoutView:
    """Return the card. Its picture is the attachment FILE.

    `title` begins the picture's description. `spans` are the periods that contain today.

    Only a `private` card says "you": other people read a public one.
    """
    items: list[ui.Item[ui.LayoutView]] = [ui.TextDisplay(f"## {heading}")]
    if has_picture:
        description = cut(
            f"{title}. {_description(board, names, voice)}", _MAX_DESCRIPTION_CHARACTERS
        )
        media = discord.MediaGalleryItem(f"attachment://{FILE}", description=description)
        items.append(ui.MediaGallery(media))
    items.append(ui.TextDisplay(_list(board, names, asker_id, voice, private)))
    items.append(row(*_periods(board, spans, voice)))
    if board.pages > 1:
        items.append(row(*_pages(board, voice)))
    return card(*items)


def leaderboard_chart(
    board: Leaderboard, names: Names, title: str, asker_id: int, voice: Voice
) -> Chart | None:
    """Return what the picture shows, or None if the page is empty or a name is missing."""
    if not board.standings or not all(each.user_id in names for each in board.standings):
        return None
    bars = tuple(
        Bar(
            each.rank,
            _plain_name(each, names, voice),
            each.points,
            each.change,
            each.user_id == asker_id,
        )
        for each in board.standings
    )
    return Chart(bars, title, voice.say("leaderboard.new") if board.has_before else None)


def span_text(span: Span, voice: Voice) -> str:
    """Return "November 2026", "Week of 2026-11-23" or "All time"."""
    first = span.first
    match span.period, voice.language:
        case "week", _:
            return voice.say("leaderboard.week", first=str(first))
        case "month", "ko":
            return f"{first.year}년 {first.month}월"
        case "month", _:
            return f"{_MONTHS[first.month - 1]} {first.year}"
        case _:
            return voice.say("leaderboard.all")


# strftime's names depend on the machine's locale.
_MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)


def _list(board: Leaderboard, names: Names, asker_id: int, voice: Voice, private: bool) -> str:
    def row_of(standing: Standing) -> str:
        return _row(standing, board, names, asker_id, voice, private)

    if not board.people:
        return voice.say("leaderboard.no_scores")
    lines = [row_of(each) for each in board.standings]
    is_listed = any(each.user_id == asker_id for each in board.standings)
    if board.around:
        lines.append(f"\n{voice.say('leaderboard.around')}" if private else "⋯")
        lines += [row_of(each) for each in board.around]
    elif private and not board.is_asker_hidden and not is_listed:
        lines.append(f"\n-# {voice.say('leaderboard.none_of_yours')}")
    page = voice.say("leaderboard.page", page=board.page, pages=board.pages, count=board.people)
    notes = [page, voice.say("leaderboard.accuracy")]
    if any(each.change for each in (*board.standings, *board.around)):
        notes.append(voice.say("leaderboard.changed"))
    return "\n".join([*lines, f"-# {' · '.join(notes)}"])


def _row(
    standing: Standing,
    board: Leaderboard,
    names: Names,
    asker_id: int,
    voice: Voice,
    private: bool,
) -> str:
    if standing.user_id in names:
        who = inert(_plain_name(standing, names, voice))
    else:
        who = f"<@{standing.user_id}>"
    if standing.user_id == asker_id:
        who = voice.say("leaderboard.you", who=who) if private else f"**{who}**"
    streak = ""
    if standing.streak > 1:
        is_long = standing.streak >= LONG_STREAK
        days = f"{LONG_STREAK}+" if is_long else str(standing.streak)
        streak = voice.say("leaderboard.streak", days=days)
    return voice.say(
        "leaderboard.row",
        rank=standing.rank,
        who=who,
        points=standing.points,
        accuracy=round(100 * standing.right / standing.answered),
        streak=streak,
        change=_change(standing, board, voice),
    )


def _change(standing: Standing, board: Leaderboard, voice: Voice) -> str:
    match standing.change:
        case None:
            return f" · {voice.say('leaderboard.new')}" if board.has_before else ""
        case 0:
            return ""
        case ranks:
            return voice.say(f"leaderboard.{'up' if ranks > 0 else 'down'}", ranks=abs(ranks))


def _description(board: Leaderboard, names: Names, voice: Voice) -> str:
    people = ", ".join(
        voice.say(
            "leaderboard.bar",
            rank=each.rank,
            points=each.points,
            who=_plain_name(each, names, voice),
        )
        for each in board.standings
    )
    return voice.say("leaderboard.picture", people=people)


def _plain_name(standing: Standing, names: Names, voice: Voice) -> str:
    name = names[standing.user_id]
    if name is None:
        return voice.say("leaderboard.left")
    return name_text(name)


def _periods(
    board: Leaderboard, spans: Sequence[Span], voice: Voice
) -> list[ui.Button[ui.LayoutView]]:
    buttons = []
    for period in PERIODS:
        (span,) = (each for each in spans if each.period == period)
        label = voice.say(f"leaderboard.period.{period}")
        each = button(label, custom_id.leaderboard("period", span, board.topic, 1))
        each.disabled = span == board.span and board.page == 1
        buttons.append(each)
    return buttons


def _pages(board: Leaderboard, voice: Voice) -> list[ui.Button[ui.LayoutView]]:
    buttons = []
    for name, page in (("previous", board.page - 1), ("following", board.page + 1)):
        is_there = 1 <= page <= board.pages
        identity = custom_id.leaderboard(
            name, board.span, board.topic, page if is_there else board.page
        )
        each = button(voice.say(f"leaderboard.{name}"), identity)
        each.disabled = not is_there
        buttons.append(each)
    return buttons
