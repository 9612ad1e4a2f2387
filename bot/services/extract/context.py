"""What a text, or a line of it, is about, which says how far to trust the signs beside a number."""

import re

from bot.services.extract import other_words
from bot.services.extract import status_words as words
from bot.services.extract.log_formats import METHODS
from bot.services.extract.status_words import any_of, sought

# Korean particles follow a word at once: in ASCII, that is where it ends.
_ABOUT_HTTP = re.compile(any_of(words.HTTP), re.ASCII)
_METHOD = re.compile(rf"\b(?:{METHODS})\b")  # "get" and "post" are words of every day
_OTHER_PROTOCOL = re.compile(any_of(other_words.OTHER_PROTOCOLS), re.ASCII)
_WEB = re.compile(any_of(other_words.WEB), re.ASCII)
_RIDES = re.compile(any_of(other_words.RIDES))
_OTHERS = re.compile(sought(other_words.OTHERS))
_SOURCE_LINE = re.compile(r"line ([0-9]{3})\b")


def is_http(text: str) -> bool:
    """Something in the text is about HTTP."""
    return _ABOUT_HTTP.search(text.lower()) is not None or _METHOD.search(text) is not None


def is_other_protocol(text: str) -> bool:
    """It (in lower case) is about mail, files or calls, whose replies have three digits as well."""
    return _WEB.search(text) is None and _OTHER_PROTOCOL.search(text) is not None


def lines_of_source(text: str) -> list[str]:
    """The numbers of lines of a source file that the text names: "main.tf line 404, in …"."""
    return _SOURCE_LINE.findall(text)


def is_of_rides(line: str) -> bool:
    """Its numbers with 번 are those of buses and the like."""
    return "번" in line and _RIDES.search(line) is not None


def is_of_others(text: str) -> bool:
    """Its numbers are those of roads, countries, currencies …"""
    return _OTHERS.search(text) is not None
