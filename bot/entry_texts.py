"""Texts about an entry, which is one meaning of one status code.

The texts are derived from the entry's data. The cards and the terminal share them.
"""

import re
from collections.abc import Sequence

from bot.model import PROXIES, Detail, Entry, Explanation, Language
from bot.model.code_constants import Versions
from bot.model.entry import Fact, LookAt, Urgency
from bot.model.explanation import APP, Sender
from bot.texts import Voice

# Each class's rule of thumb: where to look first, and how urgent the code is. An entry's own rule
# overrides it.
_THUMB: dict[int, tuple[LookAt, Urgency]] = {4: ("request", "rise"), 5: ("server", "now")}
# The kinds of `Detail` (a product's own code) that are no part of HTTP. Such a detail never comes
# with an HTTP status. Its `statuses` only name entries that say more about it.
_NO_PART_OF_HTTP = frozenset({"exit-code", "close-code"})
_NOTHING: tuple[LookAt, Urgency] = ("nothing", "none")


def class_key(status_class: int) -> str:
    return f"class.{status_class}" if 0 <= status_class <= 5 else "class.other"


def about(entry: Entry, voice: Voice) -> str:
    """Return the class, and the vendor or the registration: "4xx Client error · Cloudflare"."""
    said = _class_and_vendor(entry, voice)
    if not entry.vendor:
        expires = entry.temporary.expires.isoformat() if entry.temporary else ""
        said.append(voice.say(f"card.{entry.registration}", expires=expires))
    if entry.obsolete:
        said.append(voice.say("card.obsolete"))
    return " · ".join(said)


def at_a_glance(entry: Entry, voice: Voice) -> str:
    """Return class, vendor if any, and whether to retry."""
    retry = voice.say(f"retry.{entry.facts.retry}")
    return " · ".join([*_class_and_vendor(entry, voice), retry])


def _class_and_vendor(entry: Entry, voice: Voice) -> list[str]:
    said = [voice.say(f"{class_key(entry.status_class)}.title")]
    if entry.vendor:
        vendor = voice.say("card.proxies") if entry.vendor == PROXIES else entry.vendor
        said.append(voice.say("card.by_vendor", vendor=vendor))
    return said


def rule_of_thumb(entry: Entry, voice: Voice) -> str:
    """Return where to look first and how urgent the code is, by the entry's rule or its class's."""
    look_at, _ = _THUMB.get(entry.status_class, _NOTHING)
    return _thumb(entry.look_at or look_at, urgency(entry), voice)


def urgency(entry: Entry) -> Urgency:
    """Return when operators have to act, by the entry's rule or its class's."""
    return entry.urgency or _THUMB.get(entry.status_class, _NOTHING)[1]


def class_rule_of_thumb(status_class: int, voice: Voice) -> str:
    """Return where to look first (4xx: the request, 5xx: the server), and how urgent that is."""
    return _thumb(*_THUMB.get(status_class, _NOTHING), voice)


def _thumb(look_at: LookAt, urgency: Urgency, voice: Voice) -> str:
    look = voice.say(f"thumb.look.{look_at}")
    return f"{look} {voice.say(f'thumb.urgency.{urgency}')}"


def remarks(entry: Entry, voice: Voice) -> list[tuple[str, str]]:
    """Return the pitfall (a common mistake) and the doubt (what is uncertain), with their labels.

    Leaves out what the entry lacks.
    """
    remarked = (("pitfall", entry.pitfall), ("doubt", entry.doubt))
    return [
        (voice.say(f"card.{name}"), remark.text(voice.language))
        for name, remark in remarked
        if remark is not None
    ]


def mistake(entry: Entry, voice: Voice) -> tuple[str, str]:
    """Return one common mistake with its label: the pitfall, or the first related entry."""
    if entry.pitfall is not None:
        return voice.say("card.pitfall"), entry.pitfall.text(voice.language)
    related = entry.related[0]
    label = voice.say("card.confused", code=str(related.key).replace("/", " "))
    return label, related.reason(voice.language)


def first_sentences(paragraph: str, count: int) -> str:
    return " ".join(re.split(r"(?<=[.!?])\s", paragraph)[:count])


def actions(entry: Entry, voice: Voice) -> list[tuple[str, tuple[str, ...]]]:
    """Return each side's name and its actions, the likeliest first."""
    known = entry.text(voice.language).actions
    return [
        (voice.say("card.client"), known.client),
        (voice.say("card.server"), known.server),
    ]


def facts(entry: Entry, voice: Voice) -> str:
    """Return the facts in one line, each with its section in the specification.

    "permanent (RFC 9110 §15.4.2) · a POST may become a GET (RFC 9110 §15.4.2)". If the fact `retry`
    has no section and isn't "none", it is marked as advice.
    """
    said: list[str] = []

    def say(fact: Fact, key: str, **values: str) -> None:
        source = entry.facts.sources.get(fact)
        if source is None and fact == "retry" and entry.facts.retry != "none":
            source = voice.say("facts.advice")
        text = voice.say(f"facts.{key}", **values)
        said.append(f"{text} ({source})" if source else text)

    known = entry.facts
    if known.cacheable_by_default is not None:
        say("cacheable_by_default", "cacheable" if known.cacheable_by_default else "not_cacheable")
    if known.must_not_be_stored:
        say("must_not_be_stored", "must_not_be_stored")
    if known.required_headers:
        # The two codes whose MUST has a condition: RFC 9110 §15.3.7.1 and §15.4.5.
        key = f"required_{entry.code}" if entry.code in (206, 304) else "required"
        say("required_headers", key, headers=", ".join(known.required_headers))
    if known.recommended_headers:
        say("recommended_headers", "recommended", headers=", ".join(known.recommended_headers))
    if known.redirect_method is not None:
        say("redirect_method", f"redirect.{known.redirect_method}")
    if known.permanent is not None:
        say("permanent", "permanent" if known.permanent else "temporary")
    if not known.body_allowed:
        say("body_allowed", "no_body")
    say("retry", f"retry.{known.retry}")
    return " · ".join(said)


def constants(entry: Entry, voice: Voice, quote: str = "") -> list[str]:
    """Return a line for each library that has a constant, with the versions that have it.

    "Java Spring: HttpStatus.USE_PROXY (until 6.2)". `quote` is put around each constant.
    """
    lines = []
    for library, constant in entry.constants.items():
        line = f"{voice.say(f'constants.{library}')}: {quote}{constant}{quote}"
        versions = entry.versions.get(library, Versions())
        known = {
            "since": versions.since,
            "deprecated": versions.deprecated,
            "until": versions.until,
            "before": versions.before and f"{quote}{versions.before}{quote}",
        }
        said = [voice.say(f"versions.{key}", it=value) for key, value in known.items() if value]
        lines.append(f"{line} ({', '.join(said)})" if said else line)
    return lines


def sent_by(sender: Sender, voice: Voice) -> str | None:
    """Return "Sent by nginx", or "Logged by nginx, never sent"; None if the sender is unknown."""
    if sender.name is None:
        return None
    named = voice.say("explain.app") if sender.name == APP else sender.name
    if sender.is_from_text:
        key = "explain.logged" if sender.is_logger else "explain.sent"
    else:
        key = "explain.usually_logged" if sender.is_logger else "explain.usually_sent"
    return voice.say(key, sender=named)


def _flag_meaning(each: Explanation, voice: Voice) -> str | None:
    """Return the meaning of the flag: "UF: Envoy could not connect to the upstream."

    A flag is the letters that a product logs beside the code. The text begins with the product's
    name if the product isn't the sender, because the product may have passed the response on.
    Returns None if there is no flag, or if the data lack the flag.
    """
    flag = each.sender.flag
    if each.detail is None or flag is None:
        return None
    said = f"{flag.code}: {each.detail.text(voice.language).meaning}"
    return said if each.sender.name == flag.product else f"{flag.product} {said}"


def first_check(each: Explanation, voice: Voice) -> str:
    """Return the first thing to check: for the product's own code, or else for the status."""
    if detail := each.detail or each.own:
        return detail.text(voice.language).check
    return each.entry.text(voice.language).causes[0]


def used_by(details: Sequence[Detail], language: Language) -> list[str]:
    """Return a line for each product that uses a number: "Linode 299 · Deprecated: …"."""
    return [f"{each.title}: {each.text(language).meaning}" for each in details]


def about_detail(detail: Detail, voice: Voice) -> str:
    """Return "Sub-status, comes with HTTP 404" or "Close code, not an HTTP status code"."""
    kind = voice.say(f"detail.kind.{detail.kind}")
    if detail.kind == "status":
        return kind
    statuses = ", ".join(f"{each:03}" for each in detail.statuses)
    if detail.kind == "rpc-status" and statuses:
        return voice.say("detail.mapped", kind=kind, statuses=statuses)
    if statuses and detail.kind not in _NO_PART_OF_HTTP:
        return voice.say("detail.with", kind=kind, statuses=statuses)
    is_beside = detail.kind in ("flag", "state", "result", "reason")
    return voice.say("detail.beside" if is_beside else "detail.alone", kind=kind)


def who_answered(each: Explanation, voice: Voice) -> str:
    """Return "Sent by Envoy · UF: Envoy could not connect …"; '' if neither is known."""
    return " · ".join(filter(None, (sent_by(each.sender, voice), _flag_meaning(each, voice))))
