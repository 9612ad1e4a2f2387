"""What a text or a line is about: HTTP, another protocol, roads …

The topic decides how much evidence a number needs to count as a status code.
"""

import re
from typing import Final, Literal

from bot.services.extract.log_formats import METHODS
from bot.services.extract.vendor_codes import KNOWN
from bot.services.extract.words import words_against, words_chinese_japanese, words_for
from bot.services.extract.words.word_patterns import Words, any_of, any_of_grouped, compile_later

Protocol = Literal["web", "other", "mail", "queue", "unknown"]

_HTTP = Words(f"{words_for.HTTP} {words_chinese_japanese.HTTP}")
# With re.ASCII, `\b` matches between a word and the Korean particle that directly follows it.
_METHOD = compile_later(
    rf"\b(?:{METHODS})\b", re.ASCII
)  # In lower case, "get" and "post" are everyday words.
_OTHER_PROTOCOL = Words(words_against.OTHER_PROTOCOLS)
_MAIL = Words(words_against.MAIL)
_QUEUE = Words(words_against.QUEUE)
_WEB = Words(words_against.WEB)
_NEVER_WEB = Words(words_against.NEVER_WEB)
_WORDS_OF: Final[tuple[tuple[Protocol, Words], ...]] = (
    ("web", _WEB),
    ("other", _OTHER_PROTOCOL),
    ("mail", _MAIL),
    ("queue", _QUEUE),
)
_BUSES_AND_ROADS = compile_later(any_of(words_against.BUSES_AND_ROADS))
_PRICES = Words(words_against.PRICES)
_FILE_MODES = Words(words_against.FILE_MODES)
_OTHER_NUMBERS = compile_later(any_of_grouped(words_against.OTHER_NUMBERS))
_EXPLAINED = compile_later(
    r"^[ \t]*(?:[-*•|] ?)?[`*\"']{0,2}([1-5][0-9]{2})[`*\"']{0,2} ?(?:[:|=→]|-|–|->) ?[^\s0-9]",
    re.MULTILINE,
)
_SOURCE_LINE = compile_later(r"line ([0-9]{3})\b")
# Test tools print a part of a source file with a mark at one of the lines.
_MARK = compile_later(r"> ?[0-9]{1,5} \|")
_MARKED_LINE = compile_later(r"^[ \t]*> ?[0-9]{1,5} \|", re.MULTILINE)
_NUMBERED_LINE = compile_later(r"^[ \t]*>? *([0-9]{3}) \|", re.MULTILINE)

# pytest says where a value comes from: "assert 404 == 503", then "where 404 = len([…])".
_OTHER_VALUE = compile_later(
    r"where (?<=\bwhere )([0-9]{3}) = (?![^\n]{0,200}(?:status|respon|code|HTTP))"
)
_COMPARED = compile_later(r"\bassert ([0-9]{3}) [=!<>]=? ([0-9]{3})\b")


def is_http(text: str, lower_text: str) -> bool:
    """Return whether any part of the text is about HTTP."""
    return _HTTP.are_in(lower_text) or _METHOD.search(text) is not None


def lists_codes(text: str) -> bool:
    """Return whether lines of the text explain errors of HTTP: "401: not signed in"."""
    heads = {int(code) for code in _EXPLAINED.findall(text)}
    errors = {code for code in heads if code > 400 and code % 100}
    return len(errors) >= 2 and heads <= KNOWN and max(errors) - min(errors) >= len(errors)


class Protocols:
    """Says which protocol the replies in a text and in its lines belong to."""

    def __init__(self, lower_text: str) -> None:
        self._never_web = _NEVER_WEB.those_in(lower_text)

    def of(self, lower_text: str) -> Protocol:
        """Return the protocol of the replies in a part of the text.

        "other" is a protocol such as FTP or SIP. "unknown" means that the part names no protocol.
        """
        if self._never_web is not None and self._never_web.are_in(lower_text):
            return "other"
        for protocol, words in _WORDS_OF:
            if words.are_in(lower_text):
                return protocol
        return "unknown"


def is_reply(code: int, protocol: Protocol) -> bool:
    """Return whether the number is a reply of FTP, of a mail server …: "email … error 451"."""
    return (
        protocol == "other"
        or (protocol == "mail" and code in words_against.MAIL_REPLIES)
        or (protocol == "queue" and code in words_against.QUEUE_REPLIES)
    )


def quoted_source_lines(text: str) -> list[str]:
    """Return the line numbers of source files in the text: "line 404, in …", "> 404 | …"."""
    named = _SOURCE_LINE.findall(text)
    if " |" in text and "> " in text and _MARK.search(text) and _MARKED_LINE.search(text):
        named += _NUMBERED_LINE.findall(text)
    return named


def other_values(text: str) -> set[int]:
    """Return the numbers in failed assertions about a value that is no status, such as a length."""
    others = set(_OTHER_VALUE.findall(text)) if " where " in text else set[str]()
    pairs = [set(pair) for pair in _COMPARED.findall(text)] if others else []
    return {int(each) for each in others.union(*(pair for pair in pairs if pair & others))}


def has_bus_or_road_numbers(line: str) -> bool:
    """Return whether numbers before 번 ("No.") in the line belong to buses, roads, exits …"""
    return "번" in line and _BUSES_AND_ROADS.search(line) is not None


def names_prices(lower_text: str) -> bool:
    """Return whether the text is about prices: then 502 in "api 502" may be a price."""
    return _PRICES.are_in(lower_text)


def is_file_mode(code: int, text: str) -> bool:
    """Return whether the text is about file permissions and the number may be a file's mode."""
    return code in words_against.PERMISSIONS and _FILE_MODES.are_in(text.lower())


def is_of_other_numbers(lower_text: str) -> bool:
    """Return whether the text's numbers belong to roads, countries, currencies …"""
    return _OTHER_NUMBERS.search(lower_text) is not None
