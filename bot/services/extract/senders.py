"""Who answered with a code, as far as the text around it shows, and what a proxy flags it with.

Nothing is guessed but the usual sender of a number that only one vendor uses, and the result says
that it is a guess. The format of a proxy's log doesn't name the sender: the proxy may have passed
the response on.
"""

import re
from collections.abc import Sequence
from typing import Final

from bot.model import Mention
from bot.model.explanation import APP, Sender
from bot.services.extract.sender_lines import sender_in_line
from bot.services.extract.sender_signs import sender_in_response
from bot.services.extract.vendors import is_named

# How much of a line, on each side of a code, is read …
LINE_CHARACTERS: Final = 2_000
# … and how much of a response that is pasted.
RESPONSE_CHARACTERS: Final = 2_000
# "HTTP/1.1 502", "< HTTP/2 403", "Status Code: 403": header fields and a page follow it.
_STATUS_LINE: Final = re.compile(
    r"^[<>*|\s]{0,8}(?:HTTP/[0-9.]{1,3}|:?status(?:[ _]?code)?[\"']?\s?[:=])\s{0,4}([0-9]{3})\b",
    re.IGNORECASE | re.MULTILINE,
)
# A log line, whose codes no response around it explains.
_LOG_LINE: Final = re.compile(r"\"[A-Z]{3,10} \S{1,2000} HTTP/|[0-9]/-?[0-9]+/-?[0-9]+ [0-9]{3} ")
# Who usually uses a vendor's number. Nothing is known to send those of the other vendors.
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


class TextSenders:
    """Finds for the codes of one text who answered."""

    def __init__(self, text: str, mentions: Sequence[Mention]) -> None:
        self._text = text
        self._mentions = mentions

    def sender(self, mention: Mention) -> Sender:
        """Return who answered with the code at one place."""
        line, start = self._line(mention)
        if in_line := sender_in_line(line, start):
            return in_line
        if not _LOG_LINE.search(line) and (in_response := self._in_response(mention)):
            return in_response
        return self._usual(mention)

    def _line(self, mention: Mention) -> tuple[str, int]:
        """Return the line of a mention, cut on both sides, and where in it the code begins."""
        begin = self._text.rfind("\n", 0, mention.start) + 1
        stop = self._text.find("\n", mention.end)
        begin = max(begin, mention.start - LINE_CHARACTERS)
        stop = min(stop if stop >= 0 else len(self._text), mention.end + LINE_CHARACTERS)
        return self._text[begin:stop].rstrip("\r"), mention.start - begin

    def _in_response(self, mention: Mention) -> Sender | None:
        begin = max(0, mention.start - RESPONSE_CHARACTERS)
        text = self._text[begin : mention.end + RESPONSE_CHARACTERS]
        heads = list(_STATUS_LINE.finditer(text))
        code = mention.code
        for number, head in enumerate(heads):
            if int(head[1]) == code:
                end = heads[number + 1].start() if number + 1 < len(heads) else len(text)
                found = sender_in_response(code, text[head.start() : end], is_only_code=True)
                if found:
                    return found
        codes = {each.code for each in self._mentions if begin <= each.start < begin + len(text)}
        return sender_in_response(code, text, is_only_code=not heads and codes == {code})

    def _usual(self, mention: Mention) -> Sender:
        vendor = mention.vendor
        if vendor is None or vendor not in _USUAL:
            return Sender()
        begin = max(0, mention.start - RESPONSE_CHARACTERS)
        near = self._text[begin : mention.end + RESPONSE_CHARACTERS]
        return Sender(
            _USUAL[vendor],
            is_shown=is_named(vendor, near),
            is_logger=(mention.code, vendor) in _ONLY_LOGGED,
        )
