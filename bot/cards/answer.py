"""What `/http` shows for an answer that is no single entry."""

from discord import ui

from bot.cards.entry import entry_card
from bot.cards.layout import card, entry_button, line, menus, quoted, row
from bot.model import Answer, Entry, Found, Language, Nothing, StatusClass, Unassigned
from bot.statements import class_key
from bot.texts import Texts


def answer_card(answer: Answer, texts: Texts, language: Language) -> ui.LayoutView:
    """The card of whatever the lookup found."""
    match answer:
        case Found(entry, others):
            return entry_card(entry, others, texts, language)
        case StatusClass():
            return _class_card(answer, texts, language)
        case Unassigned():
            return _unassigned_card(answer, texts, language)
        case Nothing():
            return _nothing(answer, texts, language)


def _class_card(answer: StatusClass, texts: Texts, language: Language) -> ui.LayoutView:
    key = class_key(answer.digit)
    codes = "\n".join(_listed(entry, language) for entry in answer.entries)
    count = texts.say(language, "class.codes", count=len(answer.entries))
    return card(
        ui.TextDisplay(
            f"## {texts.say(language, f'{key}.title')}\n"
            f"{texts.say(language, f'{key}.meaning')}\n-# {count}"
        ),
        ui.TextDisplay(codes),
        *menus(answer.entries, texts.say(language, "class.pick"), language),
        status_class=answer.digit,
    )


def _listed(entry: Entry, language: Language) -> str:
    code, _, named = entry.glossed_title(language).partition(" ")
    return f"**{code}** {named}"


def _unassigned_card(answer: Unassigned, texts: Texts, language: Language) -> ui.LayoutView:
    base = answer.base.title
    return card(
        ui.TextDisplay(
            f"## {texts.say(language, 'unassigned.title', code=answer.code)}\n"
            f"{texts.say(language, 'unassigned.meaning')}\n"
            f"{texts.say(language, 'unassigned.treat', base=base)}"
        ),
        row(entry_button(answer.base)),
        status_class=answer.code // 100,
    )


def _nothing(answer: Nothing, texts: Texts, language: Language) -> ui.LayoutView:
    said = texts.say(language, "lookup.nothing", query=quoted(answer.query))
    if not answer.suggestions:
        return line(said)
    buttons = (entry_button(entry) for entry in answer.suggestions)
    return line(f"{said} {texts.say(language, 'lookup.perhaps')}", row(*buttons))
