"""The full card of one entry, and the card of its constants.

An entry is one meaning of a status code, the standard's or a vendor's. Its constants are the names
that libraries give the code.
"""

import re
from collections.abc import Sequence

from discord import ui
from discord.utils import escape_markdown

from bot.cards import custom_id
from bot.cards.entry import constants_button, others_label
from bot.cards.layout import OTHER, button, card, link, menus, row
from bot.chain_text import chain_line
from bot.entry_texts import about, actions, constants, facts, remarks, rule_of_thumb
from bot.model import Entry, Language
from bot.model.entry import Related
from bot.texts import Voice

MDN = {
    "en": "https://developer.mozilla.org/en-US/docs/Web/HTTP/Reference/Status/",
    "ko": "https://developer.mozilla.org/ko/docs/Web/HTTP/Reference/Status/",
}


def full_card(
    entry: Entry, others: Sequence[Entry], voice: Voice, *, keeps_language: bool = False
) -> ui.LayoutView:
    """Return everything about an entry. A menu offers `others`, the code's other meanings.

    If `keeps_language`, the cards opened from this one are in the language of `voice`, because a
    reader chose that language.
    """
    kept_language = voice.language if keeps_language else None
    below = (
        f"-# {facts(entry, voice)}",
        _example(entry),
        _related(entry, voice),
    )
    return card(
        ui.TextDisplay(f"{_head(entry, voice)}\n\n{_meaning(entry, voice)}"),
        ui.Separator(),
        # A separate text: Discord shows text directly below a list as part of the last item.
        ui.TextDisplay(_causes(entry, voice)),
        ui.TextDisplay(_actions(entry, voice)),
        ui.TextDisplay("\n".join(below)),
        row(*(_related_button(related, kept_language) for related in entry.related)),
        row(
            *_links(entry, voice),
            *constants_button(entry, voice, kept_language),
            button(
                voice.say("card.translate"),
                custom_id.more(entry.key, OTHER[voice.language]),
            ),
        ),
        *menus(
            others, others_label(entry, others, voice), voice.language, kept_language=kept_language
        ),
        status_class=entry.status_class,
    )


def constants_card(entry: Entry, voice: Voice) -> ui.LayoutView:
    """Return the card with the entry's constant in each library that has one."""
    heading = voice.say("constants.title", code=f"{entry.code:03}", name=entry.name)
    body = "\n".join(constants(entry, voice, quote="`")) or voice.say("constants.none")
    return card(ui.TextDisplay(f"### {heading}\n{body}"), status_class=entry.status_class)


def _head(entry: Entry, voice: Voice) -> str:
    summary = escape_markdown(entry.text(voice.language).summary)
    is_unclear = entry.chain.broken is not None and entry.chain.broken.how == "invalid"
    sign = f"-# {voice.say('broken.invalid')}\n" if is_unclear else ""
    return (
        f"## {escape_markdown(entry.heading(voice.language))}\n-# {about(entry, voice)}\n"
        f"**{summary}**\n`{chain_line(entry, voice)}`\n{sign}"
        f"-# {rule_of_thumb(entry, voice)}"
    )


def _meaning(entry: Entry, voice: Voice) -> str:
    text = entry.text(voice.language)
    sender = voice.say("card.sender")
    lines = [escape_markdown(text.meaning), f"-# {sender}: {escape_markdown(text.sender)}"]
    lines += [f"**{label}**: {escape_markdown(remark)}" for label, remark in remarks(entry, voice)]
    return "\n".join(lines)


def _causes(entry: Entry, voice: Voice) -> str:
    causes = (f"- {escape_markdown(cause)}" for cause in entry.text(voice.language).causes)
    return "\n".join([f"**{voice.say('card.causes')}**", *causes])


def _actions(entry: Entry, voice: Voice) -> str:
    listed = [
        f"- {side}: {escape_markdown(action)}"
        for side, known in actions(entry, voice)
        for action in known
    ]
    return "\n".join([f"**{voice.say('card.do')}**", *listed])


def _example(entry: Entry) -> str:
    """Return the example as code, coloured as HTTP if it has "HTTP/1" or "HTTP/2".

    An example without either is a log line or a tool's output.
    """
    kind = "http" if re.search("HTTP/[12]", entry.example) else ""
    return f"```{kind}\n{entry.example.rstrip()}\n```"


def _related(entry: Entry, voice: Voice) -> str:
    """Return how each related code differs. The codes' buttons are directly below."""
    lines = [
        f"-# **{_named(related)}** {escape_markdown(related.reason(voice.language))}"
        for related in entry.related
    ]
    return "\n".join(lines)


def _links(entry: Entry, voice: Voice) -> list[ui.Button[ui.LayoutView]]:
    links = []
    if entry.spec is not None:
        section = f" §{entry.spec.section}" if entry.spec.section and not entry.vendor else ""
        key = "card.source" if entry.vendor else "card.specification"
        document = f"{entry.spec.document}{section}"
        links.append(link(voice.say(key, document=document), entry.spec.url))
    if entry.mdn:
        page = MDN[voice.language if voice.language in entry.mdn else "en"]
        links.append(link(voice.say("card.mdn"), f"{page}{entry.code}"))
    return links


def _related_button(related: Related, kept_language: Language | None) -> ui.Button[ui.LayoutView]:
    return button(_named(related), custom_id.show(related.key, kept_language))


def _named(related: Related) -> str:
    return str(related.key).replace("/", " ")
