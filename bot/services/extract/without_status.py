"""Finds statuses that a text gives only as a product's error number or flag.

curl's exit code is an example: "curl: (7)" means that nothing responded.

A request without a response counts as status 000, as curl writes it. Envoy logs 0, HAProxy -1.
"""

from collections.abc import Iterator
from typing import Final, NamedTuple

from bot.model.explanation import Flag, Sender
from bot.services.extract.curl_exits import curl_exits
from bot.services.extract.words.word_patterns import compile_later

# The status of each of Cloudflare's error pages, by the error's number. A test compares them with
# `data/details/cloudflare.yaml`.
CLOUDFLARE: Final = {
    **dict.fromkeys((1000, 1003, *range(1005, 1015), 1020, 1034, 1106), 403),
    **{1001: 409, 1018: 409, 1015: 429, 1101: 500, 1023: 503, 1102: 503, 1016: 530, 1033: 530},
}
_CLOUDFLARE_ERROR = compile_later(
    r"\berror(?: code)?:? (1[0-9]{3})\b(?![.,:][0-9])|\"error_code\": ?(1[0-9]{3})\b"
)
# Cloudflare sends this line to a client that is no browser. The line doesn't name Cloudflare.
_PLAIN_ERROR = compile_later(r"^[^a-z]{0,40}error code: (1[0-9]{3})\s*$")
_ABOUT_CLOUDFLARE = compile_later(r"cloudflare|\bray id\b|cf-ray|클라우드플레어|클플")
_ENVOY = compile_later(
    r"^\[[0-9TZ:.-]{20,30}\] \"[^\"\n]{1,4000}\" 0 (?P<flag>[A-Z]{2,5}(?:,[A-Z]{2,5}){0,4}) "
)
_HAPROXY = compile_later(
    r"/\+?-?[0-9]{1,9} -1 \+?[0-9]{1,15} \S{1,200} \S{1,200} (?P<flag>[A-Za-z-]{4}) [0-9]{1,7}/"
)


class ImpliedStatus(NamedTuple):
    """A status, and the index (from 0) of its line. The text need not contain the status."""

    line: int
    code: int
    vendor: str | None
    sender: Sender


def implied_statuses(text: str) -> Iterator[ImpliedStatus]:
    """Yield each status that a product's error number or flag stands for."""
    yield from (ImpliedStatus(index, 0, "curl", sender) for index, sender in curl_exits(text))
    yield from _cloudflare_errors(text)
    for required_text, product, pattern in (
        ('" 0 ', "Envoy", _ENVOY),
        (" -1 ", "HAProxy", _HAPROXY),
    ):
        for index, line in enumerate(text.split("\n") if required_text in text else ()):
            if match := pattern.search(line) if required_text in line else None:
                flag = Flag(product, match["flag"])
                yield ImpliedStatus(index, 0, None, Sender(product, is_logger=True, flag=flag))


def _cloudflare_errors(text: str) -> Iterator[ImpliedStatus]:
    lower = text.lower()
    if "error" not in lower:
        return
    is_about = _ABOUT_CLOUDFLARE.search(lower) is not None
    is_one_page = lower.count("ray id") == 1
    seen: set[str] = set()
    for index, line in enumerate(lower.split("\n")):
        if "error" not in line:
            continue
        match = _CLOUDFLARE_ERROR.search(line) if is_about else _PLAIN_ERROR.match(line)
        error = next(filter(None, match.groups())) if match else ""
        # A text with one Ray ID is one page. The page has its error in the title and in a heading,
        # so count the error once.
        if error in seen or not (status := CLOUDFLARE.get(int(error or 0))):
            continue
        seen |= {error} if is_one_page else set()
        vendor = "Cloudflare" if status == 530 else None
        yield ImpliedStatus(
            index, status, vendor, Sender("Cloudflare", flag=Flag("Cloudflare", error))
        )
