"""The pieces that every card is made of."""

import functools
import itertools
import re
from collections.abc import Sequence
from typing import Any

import discord
from discord import ui

from bot.cards import custom_id
from bot.model import Entry, Language

COLOURS = {1: 0x5B8DEF, 2: 0x3BA55D, 3: 0xE0A526, 4: 0xE8833A, 5: 0xD83C3E}
NO_CLASS_COLOUR = 0x747F8D
MAX_OPTIONS = 25
_MAX_NAME = 32
OTHER: dict[Language, Language] = {"en": "ko", "ko": "en"}


class _Built(ui.LayoutView):
    """A finished message. It is sent many times, so what Discord is sent is made once."""

    @functools.cached_property
    def _sent(self) -> list[dict[str, Any]]:
        # discord.py leaves this method untyped.
        components: list[dict[str, Any]] = super().to_components()  # type: ignore[no-untyped-call]
        return components

    def to_components(self) -> list[dict[str, Any]]:
        return self._sent


def card(*items: ui.Item[ui.LayoutView], status_class: int | None = None) -> ui.LayoutView:
    """A message of one container, coloured by class. Its buttons carry their own state and are
    answered by the dynamic items in `commands`, so discord.py need not remember the view."""
    colour = COLOURS.get(status_class or 0, NO_CLASS_COLOUR)
    view = _Built(timeout=None)
    view.add_item(ui.Container(*items, accent_colour=colour))
    view.stop()
    return view


def plain_message(text: str, *rows: ui.Item[ui.LayoutView]) -> ui.LayoutView:
    """A plain message of one line, with rows of buttons below it if any."""
    view = ui.LayoutView(timeout=None)
    view.add_item(ui.TextDisplay(text))
    for row in rows:
        view.add_item(row)
    view.stop()
    return view


def row(*items: ui.Item[ui.LayoutView]) -> ui.ActionRow[ui.LayoutView]:
    return ui.ActionRow(*items)


def link(label: str, url: str) -> ui.Button[ui.LayoutView]:
    return ui.Button(label=cut(label, 80), url=url)


def button(label: str, identity: str) -> ui.Button[ui.LayoutView]:
    return ui.Button(label=cut(label, 80), custom_id=identity, style=discord.ButtonStyle.secondary)


def entry_button(entry: Entry) -> ui.Button[ui.LayoutView]:
    return button(entry.title, custom_id.show(entry.key))


def menus(
    entries: Sequence[Entry],
    placeholder: str,
    language: Language,
    *,
    first: int = 0,
    kept: Language | None = None,
) -> list[ui.ActionRow[ui.LayoutView]]:
    """Select menus that open an entry, as many as 25 options a menu need, numbered from `first`;
    where there are several, each says which codes it has. A number's owners stay together.
    `kept` is the language that they answer in, or None for the reader's own."""
    rows = []
    pages = _pages(entries)
    for number, some in enumerate(pages, first):
        options = [
            discord.SelectOption(
                label=cut(entry.title, 100),
                value=str(entry.key),
                description=cut(entry.text(language).summary, 100),
            )
            for entry in some
        ]
        span = f" {some[0].code:03}–{some[-1].code:03}" if len(pages) > 1 else ""
        menu: ui.Select[ui.LayoutView] = ui.Select(
            custom_id=custom_id.pick(number, kept),
            placeholder=cut(f"{placeholder}{span}", 150),
            options=options,
        )
        rows.append(row(menu))
    return rows


def _pages(entries: Sequence[Entry]) -> list[list[Entry]]:
    pages: list[list[Entry]] = []
    for _, same in itertools.groupby(entries, key=lambda entry: entry.code):
        owners = list(same)
        if not pages or len(pages[-1]) + len(owners) > MAX_OPTIONS:
            pages.append([])
        pages[-1] += owners
    return pages


def quoted(text: str, limit: int = 60) -> str:
    """Somebody's words, as code: no markdown, no mention and no link works in there."""
    plain = re.sub(r"\s+", " ", "".join(each for each in text if each.isprintable()))
    return f"`{cut(plain.replace('`', 'ˋ').strip(), limit) or ' '}`"


def medal(rank: int, points: int) -> str:
    """Or the rank's number, from the fourth on and for who has no points."""
    medals = {1: "🥇", 2: "🥈", 3: "🥉"} if points > 0 else {}
    return medals.get(rank, f"{rank}.")


def name_text(name: str) -> str:
    """What somebody is called, as it is, on one line."""
    return cut("".join(each for each in name if each.isprintable()).strip() or "…", _MAX_NAME)


def inert(text: str) -> str:
    """Somebody's words as text: no markdown, mention, timestamp or link works in there, nor a
    heading, quotation or list, should they begin a line. discord.py escapes markdown alone; to
    Discord, a backslash makes text of any such sign."""
    return re.sub(r"^[#>-]|[\\`*_~|<\[:@]", r"\\\g<0>", text)


def cut(text: str, limit: int) -> str:
    return text if len(text) <= limit else f"{text[: limit - 1]}…"
