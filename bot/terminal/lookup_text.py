"""The plain text of `teapot lookup` and `teapot search`, with the content of the cards.

This module doesn't import discord.py, because that import takes half a second.
"""

from collections.abc import Sequence

from bot.chain_text import chain_line
from bot.entry_texts import (
    about,
    about_detail,
    actions,
    at_a_glance,
    class_rule_of_thumb,
    constants,
    facts,
    remarks,
    rule_of_thumb,
    used_by,
)
from bot.model import (
    Detail,
    DetailMatch,
    Entry,
    Hit,
    Language,
    LookupResult,
    Match,
    NoMatch,
    StatusClass,
    UnassignedCode,
)
from bot.texts import Voice


def answer_text(answer: LookupResult, voice: Voice) -> str:
    match answer:
        case Match(entry, others, own, detail):
            named = [_detail_text(detail, (), (), voice), ""] if detail else []
            also = [f"  {each.title}" for each in own]
            return "\n".join([*named, _entry_text(entry, others, voice), *also])
        case DetailMatch(detail, entries, others):
            return _detail_text(detail, entries, others, voice)
        case StatusClass(digit, entries):
            heading = voice.say(f"class.{digit}.title")
            meaning = voice.say(f"class.{digit}.meaning")
            thumb = class_rule_of_thumb(digit, voice)
            listed = (entry.glossed_title(voice.language) for entry in entries)
            return "\n".join([heading, meaning, thumb, "", *listed])
        case UnassignedCode(code, base, details):
            used = [f"  {line}" for line in used_by(details, voice.language)]
            return "\n".join(
                [
                    voice.say("unassigned.title", code=code),
                    voice.say("unassigned.used" if used else "unassigned.meaning"),
                    *used,
                    voice.say("unassigned.treat", base=base.glossed_title(voice.language)),
                ]
            )
        case NoMatch(query, suggestions, details):
            said = voice.say("lookup.nothing", query=_printable(query))
            near = [f"  {entry.glossed_title(voice.language)}" for entry in suggestions]
            near += [f"  {each.title}" for each in details]
            perhaps = [voice.say("lookup.perhaps"), *near] if near else []
            return "\n".join([said, *perhaps, voice.say("lookup.how")])


def _detail_text(
    detail: Detail, entries: Sequence[Entry], others: Sequence[Detail], voice: Voice
) -> str:
    text = detail.text(voice.language)
    lines = [detail.title, about_detail(detail, voice), text.meaning]
    lines.append(f"{voice.say('explain.check')}: {text.check}")
    lines += [f"  {entry.glossed_title(voice.language)}" for entry in entries]
    lines.append(" ".join(filter(None, (detail.source.document, detail.source.section))))
    lines.append(detail.source.url)
    if others:
        lines += ["", voice.say("card.others"), *(f"  {each.title}" for each in others)]
    return "\n".join(lines)


def _printable(text: str) -> str:
    """Replace control characters, which could move the cursor or colour the terminal."""
    return "".join(each if each.isprintable() else " " for each in text)


def hits_text(hits: list[Hit], language: Language) -> str:
    return "\n".join(f"{hit.score:.2f}  {hit.entry.glossed_title(language)}" for hit in hits)


def _entry_text(entry: Entry, others: tuple[Entry, ...], voice: Voice) -> str:
    text = entry.text(voice.language)
    lines = [
        entry.heading(voice.language),
        at_a_glance(entry, voice),
        text.summary,
        f"  {chain_line(entry, voice)}",
        rule_of_thumb(entry, voice),
        "",
        text.meaning,
        f"{voice.say('card.sender')}: {text.sender}",
    ]
    lines += [f"{label}: {remark}" for label, remark in remarks(entry, voice)]
    lines += [
        "",
        f"{voice.say('card.causes')}:",
        *(f"  - {each}" for each in text.causes),
    ]
    lines.append(f"{voice.say('card.do')}:")
    for side, known in actions(entry, voice):
        lines += [f"  - {side}: {action}" for action in known]
    lines += ["", facts(entry, voice)]
    lines += ["", *(f"    {line}" for line in entry.example.rstrip().split("\n")), ""]
    lines.append(about(entry, voice))
    if entry.spec is not None:
        lines.append(entry.spec.url)
    if entry.constants:
        lines += ["", f"{voice.say('card.constants')}:"]
        lines += [f"  {line}" for line in constants(entry, voice)]
        lines.append("")
    lines += [f"{each.key}: {each.reason(voice.language)}" for each in entry.related]
    if others:
        lines += ["", voice.say("card.others")]
        lines += [f"  {other.glossed_title(voice.language)}" for other in others]
    return "\n".join(lines)
