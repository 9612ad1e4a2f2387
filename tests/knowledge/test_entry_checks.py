"""What must hold of an entry, each rule with a file that breaks it."""

import re
import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from bot.config import shipped
from bot.errors import InvalidFilesError
from bot.knowledge.entry_checks import scenario_problems
from bot.knowledge.seed import read_knowledge
from bot.model import Knowledge

Edit = Callable[[str], str]


def replaced(old: str, new: str) -> Edit:
    return lambda text: text.replace(old, new, 1)


@pytest.fixture
def data(tmp_path: Path) -> Path:
    return Path(shutil.copytree(shipped("data"), tmp_path / "data"))


@pytest.mark.parametrize(
    ("name", "edit", "complaint"),
    [
        ("3xx", replaced("spring: {until: '6.2'}", "spring: {until: v6}"),
         "305: versions.spring: 'v6' isn't a version such as 6.2"),
        ("3xx", replaced("spring: {until: '6.2'}", "spring: {}"),
         "305: versions.spring: says nothing"),
        ("3xx", replaced("    spring: HttpStatus.USE_PROXY\n", ""),
         "305: versions.spring: has no constant"),
        ("3xx", replaced("spring: HttpStatus.USE_PROXY", "spring: Status.USE_PROXY"),
         "305: constants.spring: should begin with HttpStatus."),
        ("4xx", replaced("since: '3.1', before: ':payload", "before: ':payload"),
         "413: versions.rack.before: needs 'since', the version that replaced this constant"),
        ("4xx", replaced("before: ':payload", "before: 'payload"),
         "413: versions.rack.before: should begin with :"),
        ("1xx", replaced("    HTTP/2 103 \n", "    HTTP/2 103\n"),
         "103: example: needs a space after a code without a reason"),
        ("4xx", replaced("    Content-Length: 214\n", ""),
         "424: example: has a request with content, but no length"),
        ("4xx", replaced("cancel HTTP/1.1\n    Host: api.example.com\n    Content-Length: 0\n",
                         "cancel HTTP/1.1\n    Host: api.example.com\n"),
         "409: example: has a request with content, but no length"),
        ("vendors", replaced("/blob/v6.2.19/", "/blob/6.2.x/"),
         "419 Spring: spec.url: names a branch"),
        ("vendors", replaced("x.com/en/docs", "x.com/ja/docs"),
         "420 Twitter: spec.url: is a translation"),
        ("1xx", replaced("[Upgrade, Connection]", "[Upgrade]"),
         "101: facts.required_headers: needs Connection beside Upgrade"),
        ("5xx", lambda text: re.sub(r"(?s)(code: 501.*?)  urgency: rise\n", r"\1", text, count=1),
         "501: urgency: is 'now', but operators can't act"),
        ("1xx", replaced("expires: 2026-11-13}", "expires: 2027-11-13}"),
         "104: doubt.ko: doesn't say that the registration expires on 2027-11-13"),
        ("1xx", replaced("registration: temporary", "registration: registered"),
         "104: temporary: must have IANA's dates if the registration is temporary"),
        ("1xx", replaced("  quiz: {unasked: []}\n", ""),
         "102: quiz: is missing: name the questions that the doubt touches"),
        ("1xx", replaced("quiz: {unasked: []}", "quiz: {unasked: [scenario]}"),
         "102: quiz.unasked: has scenario"),
        ("1xx", replaced("quiz: {unasked: []}", "quiz: {unasked: [price]}"),
         "102: quiz.unasked[0]: 'price': should be one of meaning, name"),
        ("3xx", replaced("meaning: [308]", "meaning: [301]"),
         "301: quiz.also.meaning: 301 is the entry's own, unknown, or named twice"),
        ("3xx", replaced("meaning: [308]", "meaning: [308, 308]"),
         "301: quiz.also.meaning: 308 is the entry's own, unknown, or named twice"),
        ("3xx", replaced("meaning: [308]", "meaning: [8]"),
         "301: quiz.also.meaning: 8 is the entry's own, unknown, or named twice"),
        ("3xx", replaced("meaning: [308]", "name: [308]"),
         "301: quiz.also.name: belongs in the entry's `aliases`"),
        ("3xx", replaced("{also: {meaning: [308]}", "{unasked: [meaning], also: {meaning: [308]}"),
         "301: quiz.also.meaning: is about a question that is not asked"),
        ("4xx", replaced("header: [Connection, Date]", "header: [date]"),
         "401: quiz.also.header: date is the entry's own, unknown, or named twice"),
        ("4xx", replaced("header: [Connection, Date]", "sender: [Apache]"),
         "401: quiz.also.sender: Apache is the entry's own, unknown, or named twice"),
    ],
)  # fmt: skip
def test_a_broken_rule_is_complained_about(
    data: Path, name: str, edit: Edit, complaint: str
) -> None:
    for path in data.glob("codes/*.yaml"):
        if path.name != f"{name}.yaml":
            path.unlink()
    path = data / "codes" / f"{name}.yaml"
    before = path.read_text(encoding="utf-8")
    path.write_text(edit(before), encoding="utf-8")
    assert path.read_text(encoding="utf-8") != before, "the edit found nothing to change"
    with pytest.raises(InvalidFilesError) as caught:
        read_knowledge(data, None)
    found = [str(each) for each in caught.value.complaints]
    assert [each for each in found if re.search(rf"\d+: {re.escape(complaint)}", each)], found


@pytest.mark.parametrize(
    ("language", "why"),
    [
        ("en", "The service decided this, so not 451."),
        ("en", "A license is not a 451."),
        ("ko", "서비스의 결정이므로 451이 아닙니다."),
        ("ko", "401도 451도 아니라 서비스의 결정입니다."),
    ],
)
def test_a_reason_does_not_deny_what_fits_too(
    knowledge: Knowledge, language: str, why: str
) -> None:
    by_key = {scenario.key: scenario for scenario in knowledge.scenarios}
    scenario = by_key["film-rights-not-bought"]
    assert 451 in scenario.also
    text = replace(scenario.en if language == "en" else scenario.ko, why=why)
    edited = replace(scenario, en=text) if language == "en" else replace(scenario, ko=text)
    known = {entry.key: entry for entry in knowledge.entries}
    assert list(scenario_problems(scenario, known)) == []
    assert list(scenario_problems(edited, known)) == [
        (f"{language}.why", "denies 451, but 'also' says that it is right")
    ]


def test_an_easy_reason_names_no_vendors_number(knowledge: Knowledge) -> None:
    """What a reason names is offered, and few people know what 499 is."""
    known = {entry.key: entry for entry in knowledge.entries}
    easy = next(each for each in knowledge.scenarios if each.level == 1)
    edited = replace(easy, en=replace(easy.en, why="Not what nginx logs as 499, nor 408."))
    assert list(scenario_problems(edited, known)) == [
        ("en.why", "names 499, a vendor's number; an easy scenario offers none")
    ]
    assert list(scenario_problems(replace(edited, level=2), known)) == []
