"""Log formats: a line's shape says which of its numbers is the status."""

import re
from collections.abc import Iterable
from typing import Final

METHODS: Final = "GET|HEAD|POST|PUT|PATCH|DELETE|OPTIONS|CONNECT|TRACE"
_DIGITS = re.compile(r"(?<![0-9.:])[0-9]{3}(?![0-9.])")

# A text without which no line has the format, which is found ten times as quickly, and the format.
Format = tuple[str, re.Pattern[str]]

# Every repetition is bounded or ends at a character that its own start can't be, so that no line
# takes more than linear time. A search is quick where a pattern begins with a character or a set of
# them, so what must not stand before is asked for behind that.
_LOGS: Final = tuple(
    (needed, re.compile(pattern))
    for needed, pattern in (
        # The common log format, also of what was no HTTP request.
        (
            '" ',
            rf'"(?:{METHODS}|WebSocket)\b[^"\n]{{0,4000}}" ([0-9]{{3}})(?: (?:[0-9]|-|[A-Z])|$)',
        ),
        ('] "', r'\] "[^"\n]{0,4000}" ([0-9]{3}) (?:[0-9]|-)'),
        # HAProxy's timers
        (
            "/",
            r"[0-9](?<![0-9/].)[0-9]{0,8}/(?:-?[0-9]{1,9}/){3}\+?-?[0-9]{1,9} ([0-9]{3}) \+?[0-9]",
        ),
        # ALB, ELB
        (' "', r" (?:-?[0-9.]{1,20} ){3}((?:[0-9]{3}|-) (?:[0-9]{1,3}|-)) [0-9]+ [0-9]+ \""),
        # AWS ALB: the list of its targets' answers
        ('" "', r':[0-9]{1,5}" "([0-9]{3}(?: [0-9]{3})*)" '),
        # ingress-nginx: the upstreams'
        ("] ", r" ([0-9]{3}(?:, [0-9]{3}){0,9}) [0-9a-f]{32}\b"),
        # Squid
        ("/", r"(?:TCP|UDP|NONE|TAG)[A-Z_]{0,30}/([0-9]{3})\b"),
        # CloudFront
        ("\t", rf"\t(?:{METHODS})\t[^\t\n]+\t[^\t\n]+\t([0-9]{{3}})\t"),
        # IIS
        (":", r"^[0-9]{4}-[0-9]{2}-[0-9]{2} [0-9:]{8} .* ([0-9]{3}) [0-9]+ [0-9]+ [0-9]+\s*$"),
        # GET /path 404 12 ms
        (
            "/",
            rf"(?:{METHODS})[ :]{{1,3}}[\"']?(?:/|https?:)\S{{0,500}} {{1,4}}"
            r"([0-9]{3})(?![0-9.:/%A-Za-z-])",
        ),
        # npm
        (" http", rf"(?:{METHODS}) ([0-9]{{3}}) https?://"),
        # Tornado: 404 GET /path
        (" /", rf"([0-9]{{3}}(?<![\w.:/#$-]...)) (?:{METHODS}) /"),
        # gin
        ("| ", rf"\| {{1,4}}([0-9]{{3}}) {{1,4}}\|.{{0,80}}?\| {{1,4}}(?:{METHODS}) "),
        # ASP.NET Core
        ("ms - ", r"[0-9]ms - ([0-9]{3})\b"),
        (
            "Request finished HTTP/",
            rf"Request finished HTTP/[0-9.]{{1,3}} (?:{METHODS}) "
            r"\S{1,2000}(?: \S{1,80}){0,3}? ([0-9]{3}) (?:null|-|[0-9]+) ",
        ),
        # hey, Feign
        ("]", r"\[([0-9]{3})\]\s(?:\s{0,8}(?:https?://|[0-9]+ responses)|during \[)"),
        # vegeta
        ("Status Codes", r"Status Codes\s+\[code:count\]\s+((?:[0-9]{1,3}:[0-9]+(?:\s+|$))+)"),
        # OkHttp
        ("://", r"^\s*[<←>]-*\s+([0-9]{3})\s+https?://"),
        # expect().toBe()
        ("tatus", r"[sS]tatus\w{0,8}[()]{0,3}\.(?:\w{1,12}\.){0,3}\w{1,16}\(([0-9]{3})\)"),
        # MockMvc
        ("tatus expected", r"[sS]tatus expected: ?<([0-9]{3}> but was: ?<[0-9]{3})>"),
        # Spring
        ("Exception", r"Http\w{1,40}Exception(?:\$\w{1,40})?: ([0-9]{3}) "),
        # Scrapy
        ("Crawled (", r"Crawled \(([0-9]{3})\) <"),
        ("<", r"<([0-9]{3}) https?://"),
        # nginx's configuration
        ("return ", r"return ([0-9]{3}) (?:https?://|\$)"),
        ("error_page", r"error_page\s+((?:[0-9]{3}\s+)+(?:=[0-9]{3}\b)?)"),
    )
)
# The lines that `curl -w '%{http_code} …'` writes.
_WRITTEN: Final = ("", re.compile(r"^\s*([0-9]{3})(?=\s|$)"))
# A line of OpenAPI's `responses:`.
_RESPONSE: Final = (":", re.compile(r"^\s*[\"']?([1-5][0-9]{2})[\"']?:\s*$"))
# The head of a list of codes, and an item of it.
_LIST = re.compile(r"(?:status|response|retry|http)_?-?(?:on_?)?codes?:\Z")
ITEM: Final = ("-", re.compile(r"^\s*-\s+[\"']?([0-9]{3})[\"']?\s*$"))


def formats_of(text: str, about: str) -> tuple[Format, ...]:
    """Those that lines of the text may have, which begins with `about`."""
    return (
        *((needed, pattern) for needed, pattern in _LOGS if needed in text),
        *([_WRITTEN] if "http_code" in about else []),
        *([_RESPONSE] if "responses:" in about else []),
    )


def statuses(line: str, formats: Iterable[Format]) -> set[int]:
    """Where the numbers begin that one of the formats makes the line's status."""
    return {
        match.start(1) + digits.start()
        for needed, pattern in formats
        if needed in line
        for match in pattern.finditer(line)
        for digits in _DIGITS.finditer(match[1])
    }


def is_list(line: str) -> bool:
    """A list of codes begins after it."""
    line = line.rstrip()
    return line.endswith(":") and _LIST.search(line[-24:].lower()) is not None


def is_item(line: str) -> bool:
    """It is a code in such a list."""
    return ITEM[1].match(line) is not None
