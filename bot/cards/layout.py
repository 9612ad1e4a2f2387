"""Building blocks of the cards, and functions that make people's words harmless."""

import functools
import itertools
import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

import discord
from discord import ui

from bot.cards import custom_id
from bot.model import Detail, Entry, Language

COLOURS = {1: 0x5B8DEF, 2: 0x3BA55D, 3: 0xE0A526, 4: 0xE8833A, 5: 0xD83C3E}
NO_CLASS_COLOUR = 0x747F8D
MAX_OPTIONS = 25  # Discord's limit for a menu
_MAX_NAME_CHARACTERS = 32
OTHER: dict[Language, Language] = {"en": "ko", "ko": "en"}


class _Built(ui.LayoutView):
    """A finished message. Its payload is built once, because the message may be sent often."""

    @functools.cached_property
    def _sent(self) -> list[dict[str, Any]]:
        # discord.py leaves this method untyped.
        components: list[dict[str, Any]] = super().to_components()  # type: ignore[no-untyped-call]
        return components

    def to_components(self) -> list[dict[str, Any]]:
        return self._sent


def card(
    *items: ui.Item[ui.LayoutView], status_class: int | None = None, part_id: int | None = None
) -> ui.LayoutView:
    """Return a message of one container, coloured by class. `part_id` is the container's id.

    The view is stopped, so discord.py doesn't keep it. The buttons still work: their state is in
    the custom_ids, and dynamic items (bot/commands/dynamic_item.py) answer them.
    """
    colour = COLOURS.get(status_class or 0, NO_CLASS_COLOUR)
    view = _Built(timeout=None)
    view.add_item(ui.Container(*items, accent_colour=colour, id=part_id))
    view.stop()
    return view


def plain_message(text: str, *rows: ui.Item[ui.LayoutView]) -> ui.LayoutView:
    """Return a message of plain text, with `rows` below it."""
    view = ui.LayoutView(timeout=None)
    view.add_item(ui.TextDisplay(text))
    for row in rows:
        view.add_item(row)
    view.stop()
    return view


def with_disabled_buttons(message: discord.Message) -> ui.LayoutView:
    view = ui.LayoutView.from_message(message, timeout=None)
    for item in view.walk_children():
        if isinstance(item, ui.Button):
            item.disabled = True
    view.stop()
    return view


def parts_of(components: Iterable[Any]) -> Iterator[Any]:
    """Yield a message's components at any depth."""
    for each in components:
        yield each
        yield from parts_of(getattr(each, "children", ()))
        if (accessory := getattr(each, "accessory", None)) is not None:
            yield accessory


def row(*items: ui.Item[ui.LayoutView]) -> ui.ActionRow[ui.LayoutView]:
    return ui.ActionRow(*items)


def link(label: str, url: str) -> ui.Button[ui.LayoutView]:
    return ui.Button(label=cut(label, 80), url=url)


def button(label: str, identity: str) -> ui.Button[ui.LayoutView]:
    return ui.Button(label=cut(label, 80), custom_id=identity, style=discord.ButtonStyle.secondary)


def danger_button(label: str, identity: str) -> ui.Button[ui.LayoutView]:
    """Return a red button, which deletes something or asks whether to delete it."""
    red = button(label, identity)
    red.style = discord.ButtonStyle.danger
    return red


def entry_button(entry: Entry, kept_language: Language | None = None) -> ui.Button[ui.LayoutView]:
    return button(entry.title, custom_id.show(entry.key, kept_language))


def detail_button(
    detail: Detail, kept_language: Language | None = None
) -> ui.Button[ui.LayoutView]:
    return button(detail.title, custom_id.detail(detail.key, kept_language))


def menus(
    entries: Sequence[Entry],
    placeholder: str,
    language: Language,
    *,
    first: int = 0,
    kept_language: Language | None = None,
    details: Sequence[Detail] = (),
) -> list[ui.ActionRow[ui.LayoutView]]:
    """Return select menus of `entries`. Their custom_ids are numbered from `first`.

    The last menu also has as many `details` as fit.

    A menu has at most 25 options, and all vendors of a code are in the same menu. If there are
    several menus, the placeholder of each shows its range of codes. A choice is answered in the
    language `kept_language`, or in the reader's own if `kept_language` is None.
    """
    rows = []
    pages = _pages(entries) or ([[]] if details else [])
    for number, some in enumerate(pages, first):
        options = [
            discord.SelectOption(
                label=cut(entry.title, 100),
                value=str(entry.key),
                description=cut(entry.text(language).summary, 100),
            )
            for entry in some
        ]
        if some is pages[-1]:
            options += [_option(each, language) for each in details][: MAX_OPTIONS - len(options)]
        span = f" {some[0].code:03}–{some[-1].code:03}" if len(pages) > 1 else ""
        menu: ui.Select[ui.LayoutView] = ui.Select(
            custom_id=custom_id.pick(number, kept_language),
            placeholder=cut(f"{placeholder}{span}", 150),
            options=options,
        )
        rows.append(row(menu))
    return rows


def _option(detail: Detail, language: Language) -> discord.SelectOption:
    return discord.SelectOption(
        label=cut(detail.title, 100),
        value=detail.key,
        description=cut(detail.text(language).meaning, 100),
    )


def _pages(entries: Sequence[Entry]) -> list[list[Entry]]:
    pages: list[list[Entry]] = []
    for _, of_code in itertools.groupby(entries, key=lambda entry: entry.code):
        together = list(of_code)
        if not pages or len(pages[-1]) + len(together) > MAX_OPTIONS:
            pages.append([])
        pages[-1] += together
    return pages


def quoted(text: str, limit: int = 60) -> str:
    """Return a person's words as inline code, in which no markdown, mention or link works."""
    plain = re.sub(r"\s+", " ", "".join(each for each in text if each.isprintable()))
    return f"`{cut(plain.replace('`', 'ˋ').strip(), limit) or ' '}`"


def rank_text(rank: int, points: int) -> str:
    """Return the rank's number, with a medal beside it for ranks 1 to 3 with points.

    The number is bold, because Discord turns lines that begin with a plain number into a list.
    """
    medals = {1: " 🥇", 2: " 🥈", 3: " 🥉"} if points > 0 else {}
    return f"**{rank}.**{medals.get(rank, '')}"


def name_text(name: str) -> str:
    """Return a person's name on one line. It isn't escaped."""
    return cut(
        "".join(each for each in name if each.isprintable()).strip() or "…", _MAX_NAME_CHARACTERS
    )


def server_text(name: str) -> str:
    """Return a server's name on one line. It isn't escaped."""
    return "".join(each for each in " ".join(name.split()) if each.isprintable()) or "…"


def inert(text: str) -> str:
    """Return a person's words as text in which no markdown, mention, timestamp or link works.

    A heading, a quotation or a bulleted list at the start doesn't work either. A backslash before
    each sign makes the sign plain text; discord.py's own function escapes only markdown.
    """
    return re.sub(r"^[#>-]|[\\`*_~|<\[:@]", r"\\\g<0>", text)


def cut(text: str, limit: int) -> str:
    return text if len(text) <= limit else f"{text[: limit - 1]}…"
