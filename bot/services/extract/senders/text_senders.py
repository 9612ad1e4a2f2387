"""Finds who answered with a code, and the flag that a proxy logged with it (Envoy's "UF").

Both are read from the text around the code. If the text doesn't show the sender, and only one
vendor uses the number, the sender is guessed: it is the vendor's usual sender. For a guess,
`Sender.is_from_text` is False.

The format of a proxy's log alone doesn't show the sender: the proxy may have passed the response
on.
"""

import re
from bisect import bisect_left
from collections.abc import Sequence
from functools import cached_property
from typing import Final

from bot.model import Mention
from bot.model.explanation import APP, CodeCount, Sender
from bot.services.extract.senders.log_lines import sender_in_line
from bot.services.extract.senders.prose import sender_in_prose
from bot.services.extract.senders.responses import ResponseSigns
from bot.services.extract.vendor_codes import is_named
from bot.services.extract.words.word_patterns import compile_later

# How many characters of a line are read on each side of a code.
LINE_CHARACTERS: Final = 2_000
# How many characters of a pasted response are read on each side of a code.
RESPONSE_CHARACTERS: Final = 2_000
# A line such as "HTTP/1.1 502", "< HTTP/2 403" or "Status Code: 403". Header fields and a page
# follow the line.
_STATUS_LINE: Final = compile_later(
    r"^[<>*| \t]{0,8}(?:HTTP/[0-9.]{1,3}|:?status(?:[ _]?code)?[\"']?\s?[:=])\s{0,4}([0-9]{3})\b",
    re.IGNORECASE | re.MULTILINE,
)
# The request in a line of an access log. A response pasted near such a line doesn't explain the
# line's code.
_REQUEST: Final = compile_later(r"\"[A-Z]{3,10} \S{1,2000} HTTP/[0-9.]{1,3}\"")
# The usual sender of each vendor's numbers. The numbers of other vendors have no known sender.
_USUAL: Final = {
    "Alibaba Cloud": "Alibaba Cloud",
    "Anthropic": "Anthropic",
    "AWS": "AWS ELB",
    "Cloudflare": "Cloudflare",
    "CloudFront": "CloudFront",
    "curl": "curl",
    "Esri": "ArcGIS",
    "Exchange": "Exchange",
    "IIS": "IIS",
    "Laravel": APP,
    "LinkedIn": "LinkedIn",
    "nginx": "nginx",
    "Pantheon": "Pantheon",
    "Qualys": "SSL Labs",
    "Shopify": "Shopify",
    "Squid": "Squid",
    "Tornado": "Tornado",
}
# Numbers that are only written to a log: there was no response, or it had another status.
_ONLY_LOGGED: Final = frozenset(
    {(0, "curl"), (0, "CloudFront"), (444, "nginx"), (460, "AWS"), (499, "nginx"), (599, "Tornado")}
    | {(code, "nginx") for code in range(494, 498)}
    | {(code, "Squid") for code in (600, 601)}
)


def sender_of(code: CodeCount) -> Sender:
    """Return the sender that the text shows for a counted code, or else the usual sender."""
    name = code.sender or _USUAL.get(code.vendor or "")
    # Products other than the number's vendor, such as HAProxy and Traefik, also log 000 and 499.
    # They don't send these numbers either.
    is_logger = (code.code, code.vendor) in _ONLY_LOGGED | {(0, None), (499, None)}
    return Sender(name, is_from_text=name == code.sender, is_logger=is_logger, flag=code.flag)


def sender_in_log(vendor: str | None, line: str, start: int) -> Sender:
    """Return who answered with the code that begins at `start`. The only text read is `line`."""
    line = line[max(0, start - LINE_CHARACTERS) : start + LINE_CHARACTERS]
    start = min(start, LINE_CHARACTERS)
    if found := sender_in_line(line, start):
        return found
    if vendor is None or vendor not in _USUAL:
        return Sender()
    return Sender(_USUAL[vendor], is_from_text=is_named(vendor, line))


class TextSenders:
    """Finds who answered with each code of one text."""

    def __init__(self, text: str, mentions: Sequence[Mention]) -> None:
        self._text = text
        self._codes = [each.code for each in mentions]
        self._starts = [each.start for each in mentions]

    @cached_property
    def _signs(self) -> ResponseSigns:
        return ResponseSigns(self._text)

    def sender(self, mention: Mention, *, is_log: bool = False) -> Sender:
        """Return who answered with the code of one mention.

        If `is_log`, the mention is in a line of a log, and a response pasted nearby doesn't explain
        the code.
        """
        begin, end = self._line(mention)
        line, start = self._text[begin:end], mention.start - begin
        if in_line := sender_in_line(line, start):
            return in_line
        if name := sender_in_prose(line, start):
            return self._sender_named(name, mention)
        found = (
            self._in_error_log(mention, request[0])
            if (request := _REQUEST.search(line))
            else self._in_line(mention, begin, end)
        )
        if found is None and request is None and not is_log:
            found = self._in_response(mention)
        return found or self._usual(mention)

    def _line(self, mention: Mention) -> tuple[int, int]:
        """Return the begin and end of a mention's line. A long line is cut on both sides."""
        begin = self._text.rfind("\n", 0, mention.start) + 1
        end = self._text.find("\n", mention.end)
        end = (end if end >= 0 else len(self._text)) - self._text.startswith("\r\n", end - 1)
        return (
            max(begin, mention.start - LINE_CHARACTERS),
            min(end, mention.end + LINE_CHARACTERS),
        )

    def _in_error_log(self, mention: Mention, request: str) -> Sender | None:
        """Return who answered, if a line of an error log nearby is about the same request."""
        begin, end = self._around(mention)
        place = self._text.find(f"request: {request}", begin, end)
        if place < 0:
            return None
        return self._signs.in_error_log(mention.code, self._text.rfind("\n", 0, place) + 1, place)

    def _in_line(self, mention: Mention, begin: int, end: int) -> Sender | None:
        is_only = self._is_only_code(mention.code, begin, end)
        return self._signs.sender(mention.code, begin, end, is_only_code=is_only)

    def _in_response(self, mention: Mention) -> Sender | None:
        """Return the sender shown by a response with the code, or else by all the text nearby."""
        code = mention.code
        begin, end = self._around(mention)
        heads = list(_STATUS_LINE.finditer(self._text, begin, end))
        ends = [*(head.start() for head in heads[1:]), end]
        for head, stop in zip(heads, ends, strict=False):
            if int(head[1]) == code and (
                found := self._signs.sender(code, head.start(), stop, is_only_code=True)
            ):
                return found
        is_only = not heads and self._is_only_code(code, begin, end)
        return self._signs.sender(code, begin, end, is_only_code=is_only)

    def _is_only_code(self, code: int, begin: int, end: int) -> bool:
        first, last = bisect_left(self._starts, begin), bisect_left(self._starts, end)
        return all(each == code for each in self._codes[first:last])

    def _around(self, mention: Mention) -> tuple[int, int]:
        begin = max(0, mention.start - RESPONSE_CHARACTERS)
        return begin, min(len(self._text), mention.end + RESPONSE_CHARACTERS)

    def _usual(self, mention: Mention) -> Sender:
        vendor = mention.vendor
        if vendor is None or vendor not in _USUAL:
            return Sender()
        begin, end = self._around(mention)
        is_from_text = is_named(vendor, self._text[begin:end])
        return self._sender_named(_USUAL[vendor], mention, is_from_text=is_from_text)

    def _sender_named(self, name: str, mention: Mention, *, is_from_text: bool = True) -> Sender:
        unattributed_499 = (499, None)  # logged by Heroku, Traefik or Caddy, not by nginx
        pair = (mention.code, mention.vendor)
        is_logger = pair in _ONLY_LOGGED or pair == unattributed_499
        return Sender(name, is_from_text=is_from_text, is_logger=is_logger)
