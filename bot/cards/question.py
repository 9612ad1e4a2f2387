"""The wording of a question, of its answer, and of the reason for the answer."""

from discord.utils import escape_markdown

from bot.chain_text import chain_line
from bot.entry_texts import first_sentences
from bot.model import Entry
from bot.model.catalogue import Catalogue
from bot.model.entry import Fact
from bot.model.example import blanked
from bot.model.quiz import Question
from bot.texts import Voice

_FACTS: dict[str, Fact] = {
    "header": "required_headers",
    "redirect": "redirect_method",
    "cacheable": "cacheable_by_default",
}


def question_text(
    question: Question,
    catalogue: Catalogue,
    voice: Voice,
) -> str:
    """Return the question without its options."""
    kind, entry = question.subject.kind, catalogue.entries.get(question.key)
    code = f"{question.key.code:03}"
    if entry is None:  # the data no longer has the entry
        return code
    match kind:
        case "meaning":
            about = f"> {escape_markdown(entry.text(voice.language).summary)}"
        case "scenario":
            scenario = catalogue.scenarios.get(question.subject.scenario)
            situation = (
                scenario.text(voice.language).situation
                if scenario
                else entry.text(voice.language).summary
            )
            about = f"> {escape_markdown(situation)}"
        case "example":
            about = f"```http\n{blanked(entry).rstrip()}\n```"
        case "redirect":
            return voice.say(f"question.redirect.{_redirect(entry)}")
        case _:
            return voice.say(f"question.{kind}", code=code)
    return f"{voice.say(f'question.{kind}')}\n{about}"


def revealed_text(
    question: Question,
    catalogue: Catalogue,
    voice: Voice,
) -> str:
    """Return the answer's reason and its chain, a line that shows which machine sends the code.

    Empty if the data no longer has the entry.
    """
    entry = catalogue.entries.get(question.key)
    if entry is None:
        return ""
    why = escape_markdown(reason(question, catalogue, voice))
    chain = f"`{chain_line(entry, voice)}`"
    if question.subject.kind == "scenario":  # A scenario may have an unusual sender.
        chain = voice.say("question.usual_chain", chain=chain)
    return f"{why}\n{chain}"


def reason(
    question: Question,
    catalogue: Catalogue,
    voice: Voice,
) -> str:
    """Return why the answer is right. Empty if the data no longer has the entry.

    A scenario has its own reason. If the question asks for a name or a sender, the reason is the
    entry's summary. If the question asks for a fact, the reason is the fact, its source (such as
    "RFC 9110 §15.1") and the summary. Otherwise the reason is two sentences of the meaning: the
    question often shows the summary already, and the first sentence often only sets the scene.
    """
    kind, entry = question.subject.kind, catalogue.entries.get(question.key)
    if entry is None:
        return ""
    scenario = catalogue.scenarios.get(question.subject.scenario)
    if scenario is not None:
        return scenario.text(voice.language).why
    text = entry.text(voice.language)
    if kind in ("name", "sender"):
        return text.summary
    if kind not in _FACTS:
        return first_sentences(text.meaning, 2)
    said = {
        "header": ("required", {"headers": ", ".join(entry.facts.required_headers)}),
        "redirect": (f"redirect.{entry.facts.redirect_method}", {}),
        "cacheable": ("cacheable", {}),
    }
    key, values = said[kind]
    fact = voice.say(f"facts.{key}", **values)
    return f"{entry.title}: {fact} ({entry.facts.sources[_FACTS[kind]]}). {text.summary}"


def answer_named(question: Question, catalogue: Catalogue) -> str:
    """Return the right option in a form that is clear without the question.

    The entry's name is added to a number. The number is added to a name or a vendor.
    """
    entry, option = catalogue.entries.get(question.key), question.options[question.right]
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
