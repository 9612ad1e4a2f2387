"""The card of one entry: what a person reads who met the number in a log a minute ago."""

from collections.abc import Sequence

from discord import ui
from discord.utils import escape_markdown

from bot.cards import custom_id
from bot.cards.layout import (
    OTHER,
    button,
    card,
    class_key,
    link,
    menus,
    row,
    rule_of_thumb,
    title,
)
from bot.model import Entry, Fact, Language, Related
from bot.texts import Texts

# A card is read on a phone: the first few, the likeliest first. `teapot lookup` prints them all.
SHOWN, SHOWN_A_SIDE = 3, 2

MDN = {
    "en": "https://developer.mozilla.org/en-US/docs/Web/HTTP/Reference/Status/",
    "ko": "https://developer.mozilla.org/ko/docs/Web/HTTP/Reference/Status/",
}


def entry_card(
    entry: Entry, others: Sequence[Entry], texts: Texts, language: Language
) -> ui.LayoutView:
    """`others` go into a select menu: the number's other owners, or a search's runners-up."""
    return card(
        ui.TextDisplay(_head(entry, texts, language)),
        ui.TextDisplay(_meaning(entry, texts, language)),
        ui.Separator(),
        ui.TextDisplay(_checks(entry, texts, language)),
        ui.TextDisplay(_actions(entry, texts, language)),
        ui.TextDisplay(_facts(entry, texts, language)),
        ui.TextDisplay(f"```http\n{entry.example.rstrip()}\n```"),
        *_links(entry, texts, language),
        ui.TextDisplay(_related(entry, texts, language)),
        row(*(_related_button(related) for related in entry.related)),
        row(
            button(texts.say(language, "card.constants"), custom_id.constants(entry.key)),
            button(
                texts.say(language, "card.translate"),
                custom_id.translate(entry.key, OTHER[language]),
            ),
        ),
        *menus(others, texts.say(language, "card.others"), language),
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
    about = [texts.say(language, f"{class_key(entry.status_class)}.title")]
    if entry.ko.name != entry.name:
        about.insert(0, entry.ko.name)
    if entry.vendor:
        about.append(texts.say(language, "card.owner", vendor=entry.vendor))
    else:
        about.append(texts.say(language, f"card.{entry.registration}"))
    if entry.obsolete:
        about.append(texts.say(language, "card.obsolete"))
    summary = escape_markdown(entry.text(language).summary)
    return (
        f"## {title(entry)}\n{' · '.join(about)}\n**{summary}**\n"
        f"-# {rule_of_thumb(entry, texts, language)}"
    )


def _meaning(entry: Entry, texts: Texts, language: Language) -> str:
    text = entry.text(language)
    lines = [escape_markdown(text.meaning), f"-# {escape_markdown(text.sender)}"]
    for name, remark in (("pitfall", entry.pitfall), ("doubt", entry.doubt)):
        if remark is not None:
            label = texts.say(language, f"card.{name}")
            lines.append(f"**{label}**: {escape_markdown(remark.text(language))}")
    return "\n".join(lines)


def _checks(entry: Entry, texts: Texts, language: Language) -> str:
    causes = (f"- {escape_markdown(cause)}" for cause in entry.text(language).causes[:SHOWN])
    return "\n".join([f"**{texts.say(language, 'card.check')}**", *causes])


def _actions(entry: Entry, texts: Texts, language: Language) -> str:
    actions = entry.text(language).actions
    lines = [f"**{texts.say(language, 'card.do')}**"]
    for side, todo in (("client", actions.client), ("server", actions.server)):
        name = texts.say(language, f"card.{side}")
        lines += [f"- {name}: {escape_markdown(action)}" for action in todo[:SHOWN_A_SIDE]]
    return "\n".join(lines)


def _related(entry: Entry, texts: Texts, language: Language) -> str:
    """How each related code differs; its button is right below."""
    lines = [
        f"-# **{str(related.key).replace('/', ' ')}** {escape_markdown(related.reason(language))}"
        for related in entry.related
    ]
    return "\n".join(lines)


def _facts(entry: Entry, texts: Texts, language: Language) -> str:
    """What the specification says, each with its section."""
    stated = (
        _sourced(entry, fact, said, texts, language)
        for fact, said in _statements(entry, texts, language)
    )
    return f"-# {' · '.join(stated)}"


def _statements(entry: Entry, texts: Texts, language: Language) -> list[tuple[Fact, str]]:
    facts = entry.facts
    said: list[tuple[Fact, str]] = []

    def say(fact: Fact, key: str, **values: str) -> None:
        said.append((fact, texts.say(language, f"facts.{key}", **values)))

    if facts.cacheable_by_default is not None:
        say("cacheable_by_default", "cacheable" if facts.cacheable_by_default else "not_cacheable")
    if facts.must_not_be_stored:
        say("must_not_be_stored", "must_not_be_stored")
    if facts.required_headers:
        # The two codes whose MUST has a condition: RFC 9110 §15.3.7.1 and §15.4.5.
        key = f"required_{entry.code}" if entry.code in (206, 304) else "required"
        say("required_headers", key, headers=", ".join(facts.required_headers))
    if facts.recommended_headers:
        say("recommended_headers", "recommended", headers=", ".join(facts.recommended_headers))
    if facts.redirect_method is not None:
        say("redirect_method", f"redirect.{facts.redirect_method}")
    if facts.permanent is not None:
        say("permanent", "permanent" if facts.permanent else "temporary")
    if not facts.body_allowed:
        say("body_allowed", "no_body")
    say("retry", f"retry.{facts.retry}")
    return said


def _sourced(entry: Entry, fact: Fact, said: str, texts: Texts, language: Language) -> str:
    """ "permanent (RFC 9110 §15.4.2)"; a retry without a section is advice, and says so."""
    source = entry.facts.sources.get(fact)
    if source is None and fact == "retry" and entry.facts.retry != "none":
        source = texts.say(language, "facts.advice")
    return f"{said} ({source})" if source else said


def _links(entry: Entry, texts: Texts, language: Language) -> list[ui.ActionRow[ui.LayoutView]]:
    links = []
    if entry.spec is not None:
        section = f" §{entry.spec.section}" if entry.spec.section and not entry.vendor else ""
        key = "card.source" if entry.vendor else "card.specification"
        document = f"{entry.spec.document}{section}"
        links.append(link(texts.say(language, key, document=document), entry.spec.url))
    if entry.mdn:
        page = MDN[language if language in entry.mdn else "en"]
        links.append(link(texts.say(language, "card.mdn"), f"{page}{entry.code}"))
    return [row(*links)] if links else []


def _related_button(related: Related) -> ui.Button[ui.LayoutView]:
    return button(str(related.key).replace("/", " "), custom_id.show(related.key))
