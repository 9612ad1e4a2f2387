"""The rules of `teapot check` that the types `Entry` and `Scenario` can't express.

An entry explains a status code; a scenario is a situation for the quiz. The functions are pure and
yield pairs of (dotted field, problem). `seed.py` adds the file and line.
"""

import re
from collections.abc import Iterator, Mapping

from bot.entry_texts import urgency
from bot.model import LANGUAGES, Entry, Key, Scenario
from bot.model.code_constants import Library, Versions
from bot.model.entry import Facts, Spec
from bot.model.letters import letters

# A phone shows no more of an example than this.
MAX_EXAMPLE_LINES = 10
MAX_EXAMPLE_LINE_CHARACTERS = 66
# Fewer than the type `Paragraph` allows, because Hangul is wider than Latin letters.
MAX_KOREAN_MEANING_CHARACTERS = 260
# The prefix of each library's constants.
_PREFIXES: dict[Library, str] = {
    "python": "HTTPStatus.",
    "go": "http.Status",
    "spring": "HttpStatus.",
    "javascript": "StatusCodes.",
    "rust": "StatusCode::",
    "csharp": "HttpStatusCode.",
    "rack": ":",
    "symfony": "Response::HTTP_",
}
_VERSION = re.compile(r"(?:\.NET (?:Core )?)?[0-9]+(?:\.[0-9]+){0,2}")
# A file on a branch changes, so a cited passage may disappear.
_BRANCH = re.compile(r"github\.com/[^/]+/[^/]+/(?:blob|tree)/(?:main|master|HEAD|[0-9.]+x)/")
_TRANSLATED = re.compile(r"/(?:de|es|fr|ja|ko|pt|zh)(?:-[A-Za-z]{2,4})?/")
_BARE_STATUS_LINE = re.compile(r"(?m)^HTTP/[0-9.]+ [0-9]{3}$")
_WITH_CONTENT = re.compile(
    r"(?:POST|PUT|PATCH) \S.* HTTP/1\.1\n|[A-Z]+ \S.* HTTP/1\.1\n(?:.+\n)*?(?i:Content-Type):"
)
_FRAMING = re.compile(r"(?im)^(?:Content-Length|Transfer-Encoding):")
_CODES = re.compile(r"(?<![0-9])[0-9]{3}(?![0-9])")
# Matches a text that denies a code: "so not 451", "451이 아닙니다".
_DENIED = r"\bnot (?:an? )?{0}\b|{0}(?:이|가|도|은|는) ?아[니닙]"
_HANGUL = re.compile("[가-힣]")
_SENTENCE_END = re.compile(r"[.!?](?:\s|$)")


def problems(entry: Entry, known: frozenset[Key]) -> Iterator[tuple[str, str]]:
    """Yield every rule that `entry` breaks, as (dotted field, problem)."""
    yield from _vendor(entry)
    yield from _registration(entry)
    for problem in source_problems(entry.spec):
        yield "spec.url", problem
    if urgency(entry) == "now" and (entry.acts == "client" or entry.obsolete):
        yield "urgency", "is 'now', but operators can't act on a client's mistake or an old code"
    yield from _facts(entry.facts, entry.status_class)
    yield from _sentences(entry)
    yield from _lines(entry)
    yield from _related(entry, known)
    yield from _constants(entry)
    yield from _example(entry.example)


def _example(example: str) -> Iterator[tuple[str, str]]:
    lines = example.rstrip("\n").split("\n")
    if len(lines) > MAX_EXAMPLE_LINES:
        yield "example", f"has {len(lines)} lines; a phone shows {MAX_EXAMPLE_LINES}"
    if any(len(line) > MAX_EXAMPLE_LINE_CHARACTERS for line in lines):
        yield "example", f"has a line of more than {MAX_EXAMPLE_LINE_CHARACTERS} characters"
    if "```" in example:
        yield "example", "would end its own code block"
    if _BARE_STATUS_LINE.search(example):
        yield "example", "needs a space after a code without a reason (RFC 9112 §4)"
    for message in example.split("\n\n"):
        if _WITH_CONTENT.match(message) and not _FRAMING.search(message):
            yield "example", "has a request with content, but no length (RFC 9110 §8.6)"


def _registration(entry: Entry) -> Iterator[tuple[str, str]]:
    """Check that a temporary registration has its dates, and that `doubt` says when it expires."""
    if (entry.registration == "temporary") != (entry.temporary is not None):
        yield "temporary", "must have IANA's dates if the registration is temporary, and only then"
    if entry.temporary is None:
        return
    expires = entry.temporary.expires.isoformat()
    for language in LANGUAGES:
        if entry.doubt is None or expires not in entry.doubt.text(language):
            yield f"doubt.{language}", f"doesn't say that the registration expires on {expires}"


def source_problems(source: Spec | None) -> Iterator[str]:
    """Yield each reason why readers may not find the cited passage in `source`."""
    if source is not None and _BRANCH.search(source.url):
        yield "names a branch; link a tag or a commit"
    if source is not None and _TRANSLATED.search(source.url):
        yield "is a translation; link the English page"


def _vendor(entry: Entry) -> Iterator[tuple[str, str]]:
    if bool(entry.vendor) != (entry.registration == "vendor"):
        yield "registration", "must be 'vendor' where there is a vendor, and only there"
    if entry.spec is None and not entry.vendor:
        yield "spec", "is missing: a registered code has a specification"
    if entry.spec is None and entry.vendor and entry.doubt is None:
        yield "doubt", "is missing: a code without a source is doubtful, and must say so"
    if not 1 <= entry.status_class <= 5 and (entry.look_at is None or entry.urgency is None):
        yield "look_at", "is needed where the number has no class, and so is urgency"


def _facts(facts: Facts, status_class: int) -> Iterator[tuple[str, str]]:
    """Check that `facts.sources` names a section for each stated fact, and for no other."""
    stated = {
        "cacheable_by_default": facts.cacheable_by_default is not None,
        "must_not_be_stored": bool(facts.must_not_be_stored),
        "required_headers": bool(facts.required_headers),
        "recommended_headers": bool(facts.recommended_headers),
        "redirect_method": facts.redirect_method is not None,
        "permanent": facts.permanent is not None,
    }
    for fact, is_stated in stated.items():
        if is_stated != (fact in facts.sources):
            problem = (
                "needs a section, because the fact is stated"
                if is_stated
                else "has a section, but there is no such fact"
            )
            yield f"facts.sources.{fact}", problem
    if "Upgrade" in facts.required_headers and "Connection" not in facts.required_headers:
        yield "facts.required_headers", "needs Connection beside Upgrade (RFC 9110 §7.8)"
    if facts.redirect_method is not None and status_class != 3:
        yield "facts.redirect_method", "only a redirect does anything to the method"


def _constants(entry: Entry) -> Iterator[tuple[str, str]]:
    for library, constant in entry.constants.items():
        yield from _prefix(library, constant, f"constants.{library}")
    for library, versions in entry.versions.items():
        field = f"versions.{library}"
        if library not in entry.constants:
            yield field, "has no constant"
        if versions == Versions():
            yield field, "says nothing"
        for version in (versions.since, versions.deprecated, versions.until):
            if version is not None and not _VERSION.fullmatch(version):
                yield field, f"{version!r} isn't a version such as 6.2"
        if versions.before is not None:
            yield from _prefix(library, versions.before, f"{field}.before")
            if versions.since is None:
                yield f"{field}.before", "needs 'since', the version that replaced this constant"


def _prefix(library: Library, constant: str, field: str) -> Iterator[tuple[str, str]]:
    if not constant.startswith(_PREFIXES[library]):
        yield field, f"should begin with {_PREFIXES[library]}"


def _sentences(entry: Entry) -> Iterator[tuple[str, str]]:
    for language in LANGUAGES:
        text = entry.text(language)
        sentences = len(_SENTENCE_END.findall(text.meaning))
        if not 2 <= sentences <= 4:
            yield f"{language}.meaning", f"has {sentences} sentences; a card has room for 2 to 4"
        folded = [keyword.casefold() for keyword in text.keywords]
        if doubled := sorted({keyword for keyword in folded if folded.count(keyword) > 1}):
            yield f"{language}.keywords", f"says twice: {', '.join(doubled)}"
        for name in ("summary", "meaning", "sender"):
            if bool(_HANGUL.search(getattr(text, name))) != (language == "ko"):
                yield f"{language}.{name}", "is in the other language"
    if len(entry.ko.meaning) > MAX_KOREAN_MEANING_CHARACTERS:
        yield "ko.meaning", f"has more than {MAX_KOREAN_MEANING_CHARACTERS} characters"


def _lines(entry: Entry) -> Iterator[tuple[str, str]]:
    """Check that all texts but the example are single lines."""
    lines = [("name", entry.name), ("vendor", entry.vendor)]
    lines += [("aliases", alias) for alias in entry.aliases]
    lines += [(f"constants.{each}", constant) for each, constant in entry.constants.items()]
    older = ((each, versions.before or "") for each, versions in entry.versions.items())
    lines += [(f"versions.{each}", before) for each, before in older]
    lines += [("related", reason) for each in entry.related for reason in (each.en, each.ko)]
    for field, remark in (("pitfall", entry.pitfall), ("doubt", entry.doubt)):
        if remark is not None:
            lines += [(f"{field}.en", remark.en), (f"{field}.ko", remark.ko)]
    for language in LANGUAGES:
        text = entry.text(language)
        for field in ("name", "summary", "meaning", "sender"):
            lines.append((f"{language}.{field}", getattr(text, field)))
        for field in ("causes", "keywords"):
            lines += [(f"{language}.{field}", item) for item in getattr(text, field)]
        for field in ("client", "server"):
            actions = getattr(text.actions, field)
            lines += [(f"{language}.actions.{field}", action) for action in actions]
    for field, line in lines:
        if not line.isprintable():
            yield field, f"is not a single line: {line!r}"


def _related(entry: Entry, known: frozenset[Key]) -> Iterator[tuple[str, str]]:
    keys = [related.key for related in entry.related]
    for key in keys:
        if key not in known:
            yield "related", f"names {key}, which is not in the data"
        if key == entry.key:
            yield "related", "names the entry itself"
    if len(set(keys)) < len(keys):
        yield "related", "names an entry twice"


def scenario_problems(scenario: Scenario, known: Mapping[Key, Entry]) -> Iterator[tuple[str, str]]:
    """Yield every rule that a scenario breaks. Above all, a scenario must not reveal its code."""
    entry = known.get(scenario.entry_key)
    if entry is None:
        yield "code", f"{scenario.entry_key} is not in the data"
        return
    numbers = {key.code for key in known}
    vendors_only = numbers - {key.code for key in known if not key.vendor}
    for code in scenario.also:
        if code == scenario.code or code not in numbers:
            yield "also", f"{code} is the code itself, or not in the data"
    for language in LANGUAGES:
        situation, why = scenario.text(language).situation, scenario.text(language).why
        for code in scenario.also:
            if re.search(_DENIED.format(code), why):
                yield f"{language}.why", f"denies {code}, but 'also' says that it is right"
        for named in _CODES.findall(why):
            if scenario.level == 1 and not scenario.vendor and int(named) in vendors_only:
                yield (
                    f"{language}.why",
                    f"names {named}, a vendor's number; an easy scenario offers none",
                )
        if named := [each for each in _CODES.findall(situation) if int(each) in numbers]:
            yield f"{language}.situation", f"has the number {named[0]}"
        for name in (entry.name, entry.ko.name, *entry.aliases):
            if letters(name) in letters(situation):
                yield f"{language}.situation", f"has the code's name, {name}"
        if bool(_HANGUL.search(situation)) != (language == "ko"):
            yield f"{language}.situation", "is in the other language"
