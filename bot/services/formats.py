"""Log formats: a line's shape says which of its numbers is the status."""

import re
from typing import Final

METHODS: Final = "GET|HEAD|POST|PUT|PATCH|DELETE|OPTIONS|CONNECT|TRACE"

# Every repetition is bounded or ends at a character that its own start can't be, so that no line
# takes more than linear time.
FORMATS: Final = tuple(
    re.compile(pattern)
    for pattern in (
        # The common log format, also of what was no HTTP request.
        rf'"(?:{METHODS}|WebSocket)\b[^"\n]{{0,4000}}" ([0-9]{{3}})(?: (?:[0-9]|-|[A-Z])|$)',
        r'\] "[^"\n]{0,4000}" ([0-9]{3}) (?:[0-9]|-)',
        r"(?<![0-9/])(?:-?[0-9]{1,9}/){4}\+?-?[0-9]{1,9} ([0-9]{3}) \+?[0-9]",  # HAProxy's timers
        r" (?:-?[0-9.]{1,20} ){3}((?:[0-9]{3}|-) (?:[0-9]{1,3}|-)) [0-9]+ [0-9]+ \"",  # ALB, ELB
        r':[0-9]{1,5}" "([0-9]{3}(?: [0-9]{3})*)" ',  # AWS ALB: the list of its targets' answers
        r"(?<= )([0-9]{3}(?:, [0-9]{3}){0,9}) [0-9a-f]{32}\b",  # ingress-nginx: the upstreams'
        r"(?:TCP|UDP|NONE|TAG)[A-Z_]{0,30}/([0-9]{3})\b",  # Squid
        rf"\t(?:{METHODS})\t[^\t\n]+\t[^\t\n]+\t([0-9]{{3}})\t",  # CloudFront
        r"^[0-9]{4}-[0-9]{2}-[0-9]{2} [0-9:]{8} .*(?<= )([0-9]{3}) [0-9]+ [0-9]+ [0-9]+\s*$",  # IIS
        rf"(?:{METHODS})[ :]{{1,3}}[\"']?(?:/|https?:)\S{{0,500}} {{1,4}}"
        r"([0-9]{3})(?![0-9.:/%A-Za-z-])",  # GET /path 404 12 ms
        rf"(?:{METHODS}) ([0-9]{{3}}) https?://",  # npm
        rf"(?<![\w.:/#$-])([0-9]{{3}}) (?:{METHODS}) /",  # Tornado: 404 GET /path
        rf"\| {{1,4}}([0-9]{{3}}) {{1,4}}\|.{{0,80}}?\| {{1,4}}(?:{METHODS}) ",  # gin
        r"[0-9]ms - ([0-9]{3})\b",  # ASP.NET Core
        rf"Request finished HTTP/[0-9.]{{1,3}} (?:{METHODS}) \S{{1,2000}}(?: \S{{1,80}}){{0,3}}?"
        r" ([0-9]{3}) (?:null|-|[0-9]+) ",
        r"\[([0-9]{3})\]\s(?:\s{0,8}(?:https?://|[0-9]+ responses)|during \[)",  # hey, Feign
        r"Status Codes\s+\[code:count\]\s+((?:[0-9]{1,3}:[0-9]+(?:\s+|$))+)",  # vegeta
        r"^\s*[<←>]-*\s+([0-9]{3})\s+https?://",  # OkHttp
        r"[sS]tatus\w{0,8}[()]{0,3}\.(?:\w{1,12}\.){0,3}\w{1,16}\(([0-9]{3})\)",  # expect().toBe()
        r"[sS]tatus expected: ?<([0-9]{3}> but was: ?<[0-9]{3})>",  # MockMvc
        r"Http\w{1,40}Exception(?:\$\w{1,40})?: ([0-9]{3}) ",  # Spring
        r"Crawled \(([0-9]{3})\) <",  # Scrapy
        r"<([0-9]{3}) https?://",
        r"return ([0-9]{3}) (?:https?://|\$)",  # nginx's configuration
        r"error_page\s+((?:[0-9]{3}\s+)+(?:=[0-9]{3}\b)?)",
    )
)
# The lines that `curl -w '%{http_code} …'` writes.
WRITTEN: Final = re.compile(r"^\s*([0-9]{3})(?=\s|$)")
# A line of OpenAPI's `responses:`.
RESPONSE: Final = re.compile(r"^\s*[\"']?([1-5][0-9]{2})[\"']?:\s*$")
# The head of a list of codes, and an item of it.
LIST: Final = re.compile(r"(?:status|response|retry|http)_?-?(?:on_?)?codes?:\s*$", re.IGNORECASE)
ITEM: Final = re.compile(r"^\s*-\s+[\"']?([0-9]{3})[\"']?\s*$")
