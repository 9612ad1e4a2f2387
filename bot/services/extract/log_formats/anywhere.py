"""Formats that find a status anywhere in a line of a log, a tool's output or configuration."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from bot.services.extract.log_formats.parts import METHODS
from bot.services.extract.log_formats.tools import TOOLS
from bot.services.extract.words import korean_lists
from bot.services.extract.words.word_patterns import compile_later, rarest_of

_DIGITS = compile_later(r"(?<![0-9.:])[0-9]{3}(?![0-9.])")


@dataclass(frozen=True, slots=True)
class Format:
    """A shape of text with a status. The first group of `pattern` holds one status or several.

    Every line of the format contains `required_text` and `rare_character`, a single character. A
    search for the two is ten times as fast as the pattern, so the pattern runs only on lines with
    both.
    """

    rare_character: str
    required_text: str
    pattern: re.Pattern[str]


def make_format(pattern: str, required_text: str = "") -> Format:
    """Return the format of a pattern; every matching line contains `required_text`."""
    return Format(rarest_of(required_text), required_text, compile_later(pattern))


# Parts of the names that applications give to errors.
_ERROR_NAMES: Final = (
    "ERROR|EXCEPTION|NOT_|INVALID|DUPLICAT|CONFLICT|ALREADY|DENIED|FORBIDDEN|UNAUTHORIZED|EXPIRED|FAIL"
    "|MISSING|MISMATCH|EXCEEDED|TOO_MANY|UNSUPPORTED|BAD_REQUEST|TIMEOUT|UNAVAILABLE"
)
# To add a format, add a pair (required_text, pattern) here. Group 1 of the pattern holds one status
# or several. Every repetition is bounded, or ends at a character that can't continue it, so a
# search takes linear time. A search is fast if its pattern begins with a character or a set. So
# write `[0-9](?<!a.)` instead of `(?<!a)[0-9]`.
_LOGS: Final = tuple(
    make_format(pattern, required_text)
    for required_text, pattern in (
        # The common log format; the second pattern also matches a line without an HTTP request
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
        # AWS ALB: the list of its targets' responses
        ('" "', r':[0-9]{1,5}" "([0-9]{3}(?: [0-9]{3})*)" '),
        # ingress-nginx: the upstreams' statuses
        ("] ", r" ([0-9]{3}(?:, [0-9]{3}){0,9}) [0-9a-f]{32}\b"),
        # chi, and other loggers with its format
        ("HTTP/", r"HTTP/[0-9.]{1,3}\"? from \S{1,60} - ([0-9]{3})\b"),
        # Squid
        *(
            (result, rf"{result}[A-Z_]{{0,30}}/([0-9]{{3}})\b")
            for result in ("TCP", "UDP", "NONE", "TAG")
        ),
        # CloudFront
        ("\t", rf"\t(?:{METHODS})\t[^\t\n]+\t[^\t\n]+\t([0-9]{{3}})\t"),
        # GET /path 404 12 ms
        (
            "/",
            rf"(?:{METHODS})[ :]{{1,3}}[\"']?(?:/|https?:)\S{{0,500}} {{1,4}}"
            r"([0-9]{3})(?![0-9.:/%A-Za-z-])",
        ),
        # npm
        ("://", rf"(?:{METHODS}) ([0-9]{{3}}) https?://"),
        # Tornado: 404 GET /path, 404 - GET /path
        (" /", rf"([0-9]{{3}}(?<![\w.:/#$-]...)) (?:- )?(?:{METHODS}) {{1,2}}/"),
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
        (
            "]",
            r"\[([0-9]{3})\]\s(?:\s{0,8}(?:<?https?://|\[[^\]\n]{1,80}\]\(|[0-9]+ responses)"
            r"|during \[)",
        ),
        # Link checkers; probes that wait for a page
        ("://", r"https?://[^\s\[]{1,500} \[([0-9]{3})\]\s*$"),
        ("...", r"https?://\S{1,500} ?\.{3} ?([0-9]{3})(?: OK)?\s*$"),
        ("://", r"https?://\S{1,500}: \"?([0-9]{3})(?=\s*$|[\"',;.](?:\s|$))"),
        # vegeta
        ("Status Codes", r"Status Codes\s+\[code:count\]\s+((?:[0-9]{1,3}:[0-9]+(?:\s+|$))+)"),
        # Gatling
        (
            "status.find.",
            r"status\.find\.(?:is|in)\(([0-9]{3}(?:, ?[0-9]{3}){0,9}\), (?:but )?(?:actually )?"
            r"found [0-9]{3})\b",
        ),
        # OkHttp
        ("://", r"^\s*[<←>]-*\s+([0-9]{3})\s+https?://"),
        # expect().toBe()
        ("tatus", r"[sS]tatus\w{0,8}[()]{0,3}\.(?:\w{1,12}[. ]){0,3}\w{1,16}\(([0-9]{3})\)"),
        # MockMvc
        ("tatus expected", r"[sS]tatus expected: ?<([0-9]{3}> but was: ?<[0-9]{3})>"),
        # Spring
        ("Exception", r"Http\w{1,40}Exception(?:\$\w{1,40})?: ([0-9]{3}) "),
        # Scrapy
        ("Crawled (", r"Crawled \(([0-9]{3})\) <"),
        ("<", r"<([0-9]{3}) https?://"),
        # nginx's configuration
        ("return ", r"return ([0-9]{3}) (?:https?://|\$)"),
        # Netlify's `_redirects`
        *(
            (
                required_text,
                r"^\s*(?:/|https?://)\S{0,400}[ \t]{1,60}(?:[\w-]{1,40}=\S{1,80}[ \t]{1,20}){0,4}"
                r"(?:/|https?://)\S{0,400}[ \t]{1,60}(200|30[12378]|404|410)!?\s*(?:#|$)",
            )
            for required_text in (" 200", " 30", " 404", " 410")
        ),
        # Caddy's configuration
        *(
            (
                f"{word} ",
                rf"^\s*{word}[ \t]+\S{{1,400}}[ \t]+(?:\S{{1,400}}[ \t]+)?([0-9]{{3}})"
                r"\s*(?:\{|#|$)",
            )
            for word in ("redir", "respond")
        ),
        # OkHttp
        ("<-- ", r"<-- ([1-5][0-9]{2})(?: [A-Za-z][A-Za-z ]{0,40})? https?://"),
        # A request and its status, as a client writes them: GET https://host/path -> 503
        *(
            (
                f" {arrow} ",
                rf"(?:(?:{METHODS}) /|https?://)\S{{0,500}}+ {arrow} "
                r"([1-5][0-9]{2}(?:,? \(?(?:expected|wanted?|not|기대|예상):? [1-5][0-9]{2})?)"
                r"(?![0-9.:/%A-Za-z-])",
            )
            for arrow in ("->", "=>", "→")
        ),
        # Java: [WebApplicationException] 500 - …
        ("Exception] ", r"Exception\] ([1-5][0-9]{2})\s{1,8}- "),
        # Alerts: [500 ERROR] GET /path
        *(
            (required_text, rf"\[([1-5][0-9]{{2}}) (?:ERROR|[Ee]rror)\] (?:{METHODS}) ")
            for required_text in ("ERROR] ", "rror] ")
        ),
        # Terraform's health checks: matcher = "200-299"
        *(
            (
                name,
                rf"\b{name}s?\s{{0,24}}[=:]\s?[\"']"
                r"([1-5][0-9]{2}(?:[,-] ?[1-5][0-9]{2}){0,9})[\"']",
            )
            for name in ("matcher", "success_code", "status_code", "http_code")
        ),
        # Queries of metrics and logs: code=~"500|502"
        (
            '~"',
            r"(?:status|code)\w{0,12}\s?[=!]~\s?\"([0-9.x()|^$\[\]-]{3,80})\"",
        ),
        # supertest: .expect(401)
        (".expect(", r"\.expect\(([1-5][0-9]{2})(?:, ?[\"'a-z]|\))"),
        # FastAPI: responses={404: {…}, 409: {…}}
        ("responses=", r"[{,] ?([1-5][0-9]{2}): ?\{"),
        # A list of an application's own errors: USER_NOT_FOUND(404, "…")
        *(
            (required_text, rf"(?:{_ERROR_NAMES})[A-Z_]{{0,24}}\(([45][0-9]{{2}}), ?\"")
            for required_text in ("(4", "(5")
        ),
        ("error_page", r"error_page\s+((?:[0-9]{3}\s+)+(?:=[0-9]{3}\b)?)"),
        *TOOLS,
    )
)
# The ninth column of an access log, the status, in a command that counts it:
# `awk '{print $9}' access.log | sort | uniq -c`.
_COLUMN_9: Final = compile_later(r"\$9\b|-f ?9\b|status")
# A line with only a status.
_ALONE: Final = make_format(r"^\s*([1-5][0-9]{2})\s*$")
# A command that writes only the status of a response: `curl -sI … | cut -d ' ' -f 2`.
_CUTS_STATUS: Final = compile_later(
    r"\| ?(?:cut -d ?['\"]? ['\"]? ?-f ?2|awk [^\n|]{0,20}print \$2)(?![0-9])"
)
_COUNTED: Final = make_format(r"^\s*[0-9]{1,9} ([0-9]{3})\s*$")
# A line that `curl -w '%{http_code} …'` writes.
_CURL_WRITE_OUT: Final = make_format(r"^\s*([0-9]{3})(?=\s|$)")
_KOREAN_ITEM: Final = make_format(korean_lists.ITEM)
_KOREAN_LAST_ITEM: Final = make_format(korean_lists.LAST_ITEM)
# The line of a status in OpenAPI's `responses:`. The line may be part of a diff.
_OPENAPI_RESPONSE: Final = make_format(r"^[+-]?\s*[\"']?([1-5][0-9]{2})[\"']?:\s*\{?\s*$", ":")
# The keys that may be on the line below the status.
_OPENAPI_KEYS: Final = ("description", "$ref", "content")
_OPENAPI = compile_later(
    r"^[+-]?\s*[\"']?[1-5][0-9]{2}[\"']?:\s*\{?\s*\n[+-]?\s+\"?(?:description|\$ref|content)\"?:",
    re.MULTILINE,
)


def formats_in(text: str, about: str) -> tuple[Format, ...]:
    """Return the formats that lines of `text` may have; `about` is the text's beginning."""
    return (
        *(each for each in _LOGS if each.rare_character in text),
        *([_CURL_WRITE_OUT] if "http_code" in about else []),
        *([_ALONE] if _cuts_status(about) else []),
        *([_KOREAN_ITEM] if korean_lists.lists_codes(about) else []),
        *([_KOREAN_LAST_ITEM] if korean_lists.lists_outcomes(about) else []),
        *([_COUNTED] if "uniq -c" in about and _COLUMN_9.search(about) else []),
        *([_OPENAPI_RESPONSE] if _is_openapi(about) else []),
    )


def _cuts_status(text: str) -> bool:
    """Return whether a command of the text writes only the statuses of responses."""
    return (
        "|" in text and ("curl" in text or "wget" in text) and _CUTS_STATUS.search(text) is not None
    )


def _is_openapi(text: str) -> bool:
    """Return whether a text is OpenAPI, with or without the line `responses:`."""
    return "responses:" in text or (
        any(key in text and (f"{key}:" in text or f'{key}":' in text) for key in _OPENAPI_KEYS)
        and _OPENAPI.search(text) is not None
    )


def statuses(line: str, formats: Iterable[Format]) -> set[int]:
    """Return the starts of the statuses that any of the formats finds in a line."""
    return {
        match.start(1) + digits.start()
        for each in formats
        if each.rare_character in line and each.required_text in line
        for match in each.pattern.finditer(line)
        for digits in _DIGITS.finditer(match[1])
    }
