"""The JSON of `teapot lookup --json` and `teapot search --json`: entries, details and hits."""

from typing import Any

from bot.model import (
    LANGUAGES,
    Detail,
    DetailMatch,
    Entry,
    Hit,
    LookupResult,
    Match,
    NoMatch,
    StatusClass,
    UnassignedCode,
)


def lookup_json(query: str, answer: LookupResult) -> dict[str, Any]:
    """Return the result for `lookup --json`: the shown entry first, then the others."""
    entries = [entry_json(entry) for entry in shown(answer)]
    details = [detail_json(detail) for detail in shown_details(answer)]
    return {"query": query, "entries": entries, "details": details}


def search_json(query: str, hits: list[Hit]) -> dict[str, Any]:
    found = [
        {"code": hit.entry.code, "vendor": hit.entry.vendor or None, "score": hit.score}
        for hit in hits
    ]
    return {"query": query, "hits": found}


def shown(answer: LookupResult) -> tuple[Entry, ...]:
    match answer:
        case Match(entry, others):
            return (entry, *others)
        case StatusClass(_, entries):
            return entries
        case DetailMatch(_, entries):
            return entries
        case UnassignedCode() | NoMatch():
            return ()


def shown_details(answer: LookupResult) -> tuple[Detail, ...]:
    match answer:
        case Match(_, _, others, detail):
            return (detail, *others) if detail else others
        case DetailMatch(detail, _, others):
            return (detail, *others)
        case UnassignedCode(_, _, details):
            return details
        case _:
            return ()


def detail_json(detail: Detail) -> dict[str, Any]:
    return {
        "product": detail.product,
        "code": detail.code,
        "kind": detail.kind,
        "name": detail.name,
        "statuses": detail.statuses,
        "source": detail.source,
        "text": {language: detail.text(language) for language in LANGUAGES},
    }


def entry_json(entry: Entry) -> dict[str, Any]:
    return {
        "code": entry.code,
        "vendor": entry.vendor or None,
        "name": entry.name,
        "aliases": entry.aliases,
        "registration": entry.registration,
        "obsolete": entry.obsolete,
        "frequency": entry.frequency,
        "chain": entry.chain,
        "spec": entry.spec,
        "facts": entry.facts,
        "text": {language: entry.text(language) for language in LANGUAGES},
        "pitfall": entry.pitfall,
        "doubt": entry.doubt,
        "example": entry.example,
        "related": [
            {"code": each.code, "vendor": each.vendor or None, "en": each.en, "ko": each.ko}
            for each in entry.related
        ],
        "constants": entry.constants,
        "versions": entry.versions,
    }
