"""A question as people read it, and why its answer is right."""

from collections.abc import Mapping

from discord.utils import escape_markdown

from bot.chain_text import chain_line
from bot.entry_texts import blank, first_sentence
from bot.model import Entry, Fact, Key, Language, Scenario
from bot.model.quiz import Question
from bot.texts import Texts

_FACTS: dict[str, Fact] = {
    "header": "required_headers",
    "redirect": "redirect_method",
    "cacheable": "cacheable_by_default",
}


def question_text(
    question: Question,
    entries: Mapping[Key, Entry],
    scenarios: Mapping[str, Scenario],
    texts: Texts,
    language: Language,
) -> str:
    """What is asked, without the options."""
    kind, entry = question.subject.kind, entries.get(question.key)
    code = f"{question.key.code:03}"
    if entry is None:  # the data has lost it since
        return code
    match kind:
        case "meaning":
            about = f"> {escape_markdown(entry.text(language).summary)}"
        case "scenario":
            scenario = scenarios.get(question.subject.scenario)
            situation = (
                scenario.text(language).situation if scenario else entry.text(language).summary
            )
            about = f"> {escape_markdown(situation)}"
        case "example":
            about = f"```http\n{blank(entry).rstrip()}\n```"
        case "redirect":
            return texts.say(language, f"question.redirect.{_redirect(entry)}")
        case _:
            return texts.say(language, f"question.{kind}", code=code)
    return f"{texts.say(language, f'question.{kind}')}\n{about}"


def revealed_text(
    question: Question,
    entries: Mapping[Key, Entry],
    scenarios: Mapping[str, Scenario],
    texts: Texts,
    language: Language,
) -> str:
    """Why the answer is right, and its chain. Empty where the data has lost it since."""
    entry = entries.get(question.key)
    if entry is None:
        return ""
    why = escape_markdown(reason(question, entries, scenarios, texts, language))
    return f"{why}\n`{chain_line(entry, texts, language)}`"


def reason(
    question: Question,
    entries: Mapping[Key, Entry],
    scenarios: Mapping[str, Scenario],
    texts: Texts,
    language: Language,
) -> str:
    """Why the answer is right: the situation's own reason, the fact with its section, or what the
    code is, unless that was the question: then what it means. Empty where the data has lost it
    since."""
    kind, entry = question.subject.kind, entries.get(question.key)
    if entry is None:
        return ""
    scenario = scenarios.get(question.subject.scenario)
    if scenario is not None:
        return scenario.text(language).why
    if kind in ("name", "sender"):
        return entry.text(language).summary
    if kind not in _FACTS:
        return first_sentence(entry.text(language).meaning)
    said = {
        "header": ("required", {"headers": ", ".join(entry.facts.required_headers)}),
        "redirect": (f"redirect.{entry.facts.redirect_method}", {}),
        "cacheable": ("cacheable", {}),
    }
    key, values = said[kind]
    fact = texts.say(language, f"facts.{key}", **values)
    return f"{entry.title}: {fact} ({entry.facts.sources[_FACTS[kind]]})"


def answer_named(question: Question, entries: Mapping[Key, Entry]) -> str:
    """The right option, so that it can be understood without the question: a number has its name,
    and a name or a vendor its number."""
    entry, option = entries.get(question.key), question.options[question.right]
    code = f"{question.key.code:03}"
    if question.subject.kind == "name":
        return f"{code} {option}"
    if entry is not None and (option == code or question.subject.kind == "sender"):
        return entry.title
    return option


def _redirect(entry: Entry) -> str:
    facts = entry.facts
    if facts.permanent is None:
        return str(facts.redirect_method)
    return f"{facts.redirect_method}-{'permanent' if facts.permanent else 'temporary'}"
