"""All that is known of one entry, for the one who wants more than the card at a glance."""

from collections.abc import Sequence

from discord import ui
from discord.utils import escape_markdown

from bot.cards import custom_id
from bot.cards.entry import constants_button, others_label
from bot.cards.layout import OTHER, button, card, link, menus, row
from bot.chain_text import chain_line
from bot.entry_texts import about, actions, facts, remarks, rule_of_thumb
from bot.model import Entry, Language, Related
from bot.texts import Texts

MDN = {
    "en": "https://developer.mozilla.org/en-US/docs/Web/HTTP/Reference/Status/",
    "ko": "https://developer.mozilla.org/ko/docs/Web/HTTP/Reference/Status/",
}


def full_card(
    entry: Entry, others: Sequence[Entry], texts: Texts, language: Language
) -> ui.LayoutView:
    """`others` own the number as well, and go into a select menu."""
    below = (
        f"-# {facts(entry, texts, language)}",
        _example(entry),
        _related(entry, texts, language),
    )
    return card(
        ui.TextDisplay(f"{_head(entry, texts, language)}\n\n{_meaning(entry, texts, language)}"),
        ui.Separator(),
        # A line right below a list would be drawn as part of its last item.
        ui.TextDisplay(_causes(entry, texts, language)),
        ui.TextDisplay(_actions(entry, texts, language)),
        ui.TextDisplay("\n".join(below)),
        row(*(_related_button(related) for related in entry.related)),
        row(
            *_links(entry, texts, language),
            *constants_button(entry, texts, language),
            button(
                texts.say(language, "card.translate"),
                custom_id.more(entry.key, OTHER[language]),
            ),
        ),
        *menus(others, others_label(entry, others, texts, language), language),
        status_class=entry.status_class,
    )


def constants_card(entry: Entry, texts: Texts, language: Language) -> ui.LayoutView:
    """The entry's constant in each library that has one."""
    heading = texts.say(language, "constants.title", code=f"{entry.code:03}", name=entry.name)
    lines = [
        f"{texts.say(language, f'constants.{library}')}: `{constant}`"
        for library, constant in entry.constants.items()
    ]
    body = "\n".join(lines) or texts.say(language, "constants.none")
    return card(ui.TextDisplay(f"### {heading}\n{body}"), status_class=entry.status_class)


def _head(entry: Entry, texts: Texts, language: Language) -> str:
    summary = escape_markdown(entry.text(language).summary)
    return (
        f"## {escape_markdown(entry.heading(language))}\n-# {about(entry, texts, language)}\n"
        f"**{summary}**\n`{chain_line(entry, texts, language)}`\n"
        f"-# {rule_of_thumb(entry, texts, language)}"
    )


def _meaning(entry: Entry, texts: Texts, language: Language) -> str:
    text = entry.text(language)
    sender = texts.say(language, "card.sender")
    lines = [escape_markdown(text.meaning), f"-# {sender}: {escape_markdown(text.sender)}"]
    lines += [
        f"**{label}**: {escape_markdown(remark)}"
        for label, remark in remarks(entry, texts, language)
    ]
    return "\n".join(lines)


def _causes(entry: Entry, texts: Texts, language: Language) -> str:
    causes = (f"- {escape_markdown(cause)}" for cause in entry.text(language).causes)
    return "\n".join([f"**{texts.say(language, 'card.causes')}**", *causes])


def _actions(entry: Entry, texts: Texts, language: Language) -> str:
    listed = [
        f"- {side}: {escape_markdown(action)}"
        for side, known in actions(entry, texts, language)
        for action in known
    ]
    return "\n".join([f"**{texts.say(language, 'card.do')}**", *listed])


def _example(entry: Entry) -> str:
    """Coloured as HTTP where it is HTTP, and no log line or tool's output."""
    kind = "http" if "HTTP/1" in entry.example else ""
    return f"```{kind}\n{entry.example.rstrip()}\n```"


def _related(entry: Entry, texts: Texts, language: Language) -> str:
    """How each related code differs; its button is right below."""
    lines = [
        f"-# **{_named(related)}** {escape_markdown(related.reason(language))}"
        for related in entry.related
    ]
    return "\n".join(lines)


def _links(entry: Entry, texts: Texts, language: Language) -> list[ui.Button[ui.LayoutView]]:
    links = []
    if entry.spec is not None:
        section = f" §{entry.spec.section}" if entry.spec.section and not entry.vendor else ""
        key = "card.source" if entry.vendor else "card.specification"
        document = f"{entry.spec.document}{section}"
        links.append(link(texts.say(language, key, document=document), entry.spec.url))
    if entry.mdn:
        page = MDN[language if language in entry.mdn else "en"]
        links.append(link(texts.say(language, "card.mdn"), f"{page}{entry.code}"))
    return links


def _related_button(related: Related) -> ui.Button[ui.LayoutView]:
    return button(_named(related), custom_id.show(related.key))


def _named(related: Related) -> str:
    return str(related.key).replace("/", " ")
