"""The data rules of `teapot check` for Korean: terms, causes, and instructions.

Pure functions: an entry or a scenario in, (dotted field, problem) pairs out, as in
`entry_checks.py`.
"""

import re
from collections.abc import Iterator

from bot.korean_terms import term_problems
from bot.model import Entry, Scenario

_ASIDE = re.compile(r"\([^()]*\)")
_SENTENCE = re.compile(r"(?:다|요|까)[.?!]?$")
# A cause must not be only a check ("무엇 확인"). "원인: 무엇 확인" is right: it names the cause
# before the check.
_ENDS_AS_CHECK = re.compile(r"(?:확인|비교|대조|점검)$")
# Verbs for what the reader should do, in the form of a statement ("확인합니다"). A description
# with such a verb reads as if the server did the action.
_INSTRUCTION = re.compile(r"(?:(?:확인|점검|재시도|의심|대조|검색)합니다|살펴봅니다|고칩니다)\.")


def problems(entry: Entry) -> Iterator[tuple[str, str]]:
    """Yield every rule that the entry's Korean breaks, as (dotted field, problem)."""
    for field, text in _prose(entry):
        yield from ((field, problem) for problem in term_problems(text))
    for cause in entry.ko.causes:
        bare = _ASIDE.sub("", cause).strip()
        if _SENTENCE.search(bare):
            yield "ko.causes", f"is a sentence; name the cause as a noun: {cause}"
        elif _ENDS_AS_CHECK.search(bare) and ":" not in bare:
            yield "ko.causes", f"is a check; put the cause and a colon before the check: {cause}"
    if "뜻입니다" in entry.ko.sender:
        yield "ko.sender", "says what the code means, as the summary does; say who sends it"
    for field, text in _descriptions(entry):
        for found in _INSTRUCTION.findall(text):
            yield field, f"reads as a fact, and is an instruction; say …해야 합니다: {found}"


def scenario_problems(scenario: Scenario) -> Iterator[tuple[str, str]]:
    """Yield a problem for each wrong term in a scenario, as (dotted field, problem)."""
    for field, text in (("situation", scenario.ko.situation), ("why", scenario.ko.why)):
        yield from ((f"ko.{field}", problem) for problem in term_problems(text))


def _descriptions(entry: Entry) -> Iterator[tuple[str, str]]:
    """Yield the texts that describe the code. Instructions belong in `actions`."""
    for field in ("summary", "meaning", "sender"):
        yield f"ko.{field}", getattr(entry.ko, field)
    for field, remark in (("pitfall", entry.pitfall), ("doubt", entry.doubt)):
        if remark is not None:
            yield f"{field}.ko", remark.ko


def _prose(entry: Entry) -> Iterator[tuple[str, str]]:
    """Yield every Korean text but the keywords, which are what people type."""
    yield "ko.name", entry.ko.name
    yield from _descriptions(entry)
    yield from (("ko.causes", cause) for cause in entry.ko.causes)
    for side in ("client", "server"):
        for action in getattr(entry.ko.actions, side):
            yield f"ko.actions.{side}", action
    yield from (("related", each.ko) for each in entry.related)
