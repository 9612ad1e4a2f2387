"""The visible text of an HTML page, mainly of an error page that a server or a proxy sent.

`html.parser` takes quadratic time for unclosed comments and tags (half a minute for 250 KB) on the
Pythons that Teapot supports. This module takes linear time: it stops at the first search that finds
nothing.
"""

import html
import re
from collections.abc import Iterator

from bot.services.extract.words.word_patterns import compile_later

_START_CHARACTERS = 2_000
_START = compile_later(
    r"\s*(?:<\?xml[^>]{0,200}>\s*)?(?:<!--.{0,1000}?-->\s*)?<(?:!doctype\s+html|html|head|title)\b",
    re.IGNORECASE | re.DOTALL,
)
_TAG = compile_later(r"</?([a-zA-Z][a-zA-Z0-9]{0,20})")
# `html.unescape` raises ValueError for a number of several thousand digits.
_CHARACTER = compile_later(r"&(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[a-zA-Z][a-zA-Z0-9]{1,31});")
_HIDDEN = frozenset(("script", "style", "svg", "template"))
_INLINE = frozenset(
    "a abbr b bdi bdo cite code em font i kbd mark q s samp small span strong sub sup tt u".split()
)
# Servers write their names, such as nginx, on their error pages within these tags. The visible text
# keeps the opening tags, which mark the names.
_SERVER_NAME_TAGS = frozenset(("address", "center"))


def is_html(text: str) -> bool:
    return bool(_START.match(text[:_START_CHARACTERS]))


def visible_text(page: str) -> str:
    """Return the title and what a reader of the page sees, a block on each line."""
    lines = "".join(_pieces(page)).split("\n")
    return "\n".join(line for each in lines if (line := " ".join(each.split())))


def _pieces(page: str) -> Iterator[str]:
    """Yield the visible texts, and a line break for each tag that isn't inline.

    If a tag has no ">", or a comment has no "-->", everything from its "<" to the end of the page
    counts as text.
    """
    place = 0
    while (start := page.find("<", place)) >= 0:
        yield _unescaped(page[place:start])
        tag = _TAG.match(page, start)
        name = tag[1].lower() if tag else ""
        if page.startswith("<!--", start):
            closing = "-->"
        elif tag or page.startswith(("<!", "<?"), start):
            closing = ">"
        else:
            yield "<"
            place = start + 1
            continue
        end = page.find(closing, start)
        if end < 0:
            place = start
            break
        place = end + len(closing)
        if name in _HIDDEN and page[start + 1] != "/" and page[end - 1] != "/":
            hidden = re.compile(f"</{name}", re.IGNORECASE).search(page, place)
            if hidden is None:
                return
            place = hidden.start()
        elif name and name not in _INLINE:
            holds_server_name = name in _SERVER_NAME_TAGS and page[start + 1] != "/"
            yield f"\n<{name}>" if holds_server_name else "\n"
    yield _unescaped(page[place:])


def _unescaped(text: str) -> str:
    plain = _CHARACTER.sub(lambda each: html.unescape(each[0]), text)
    return plain.replace("\r", " ").replace("\n", " ")
