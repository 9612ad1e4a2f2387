"""Finds from one log line who answered: a proxy, a server behind the proxy, or an application."""

import re
from typing import Final, NamedTuple

from bot.model.explanation import APP, Sender
from bot.services.extract.log_formats.parts import METHODS
from bot.services.extract.senders.app_lines import is_of_app
from bot.services.extract.senders.flags import (
    Reader,
    always,
    balancer,
    behind,
    cloudfront,
    envoy,
    envoy_json,
    envoy_prose,
    gateway_json,
    google,
    haproxy,
    heroku,
    iis,
    ingress,
    kong,
    pair,
    proxy_manager,
    squid,
    traefik,
)
from bot.services.extract.words.word_patterns import compile_later

# Pasted text may have lost CloudFront's tabs.
_TAB: Final = r"(?:\t| {1,8})"
_CELL: Final = r"[^\t ]{1,4000}"


class _Row(NamedTuple):
    """A format of log lines.

    Each of its lines contains `required_text`, which is much faster to find than `pattern`.
    """

    required_text: str
    pattern: re.Pattern[str]
    read: Reader


_ROWS: Final = tuple(
    _Row(required_text, compile_later(pattern), read)
    for required_text, pattern, read in (
        (
            ".",
            r"(?:REST|WEBSITE|BATCH)\.[A-Z]{3,12}\.[A-Z_]{3,30} .{0,4000}?\" (?P<code>[0-9]{3}) ",
            always("S3"),
        ),
        (
            "heroku",
            r"heroku(?:\[router\]|[ /]router\b)(?=(?:[^\n]{0,200}?\bcode=(?P<flag>H[0-9]{2}))?)"
            r"[^\n]{0,2000}?\bstatus=(?P<code>[0-9]{3})",
            heroku,
        ),
        # Heroku's line in its old form
        (
            " H",
            r"\bError (?P<flag>H[0-9]{2}) \(.{0,2000}?\bstatus=(?P<code>[0-9]{3})",
            heroku,
        ),
        # Heroku's line without its beginning
        (
            "code=H",
            r"\bat=[a-z]{4,7} code=(?P<flag>H[0-9]{2}) .{0,2000}?\bstatus=(?P<code>[0-9]{3})",
            heroku,
        ),
        # HAProxy's timers, status, bytes, two cookies and flags
        (
            " - ",
            r"/\+?-?[0-9]{1,9} (?P<code>[0-9]{3}) \+?[0-9]{1,15} \S{1,200} \S{1,200} "
            r"(?P<flag>[A-Za-z-]{4}) [0-9]{1,7}/",
            haproxy,
        ),
        (
            "-",
            r"(?P<code>[0-9]{3}) (?P<flag>[CSPLRIDUKcs-][RQCHDLT-][NIDVEOU-][NIUPRD-]) ",
            haproxy,
        ),
        (
            '"termination_state"',
            r"^(?=.{0,4000}?\"termination_state\": ?\"(?P<flag>[A-Za-z-]{2,4})\")"
            r".{0,4000}?\"(?:http_)?status(?:_code)?\": ?\"?(?P<code>[0-9]{3})",
            haproxy,
        ),
        (
            '" ',
            r"\" (?P<code>[0-9]{3}) (?P<flag>-|[A-Z]{2,5}(?:,[A-Z]{2,5}){0,4}) "
            r"(?:(?P<details>[a-z_]{2,60}\S{0,200}) |(?=[0-9]))",
            envoy,
        ),
        (
            " ",
            r"(?P<code>[0-9]{3})[ (/]{1,2}(?P<flag>U[HFOCRT]|NR)(?![A-Za-z0-9_])",
            envoy_prose,
        ),
        ('"response_flags"', r"\"response_code\": ?\"?(?P<code>[0-9]{3})", envoy_json),
        (
            " ",
            r" (?:-?[0-9.]{1,20} ){3}(?P<code>[0-9]{3}) (?P<target>[0-9]{1,3}|-) [0-9]+ [0-9]+ \"",
            balancer,
        ),
        (
            " ",
            r" (?:-?[0-9.]{1,20} ){3}[0-9]{3} (?P<code>[0-9]{3}) [0-9]+ [0-9]+ \"",
            behind,
        ),
        (
            '"DownstreamStatus"',
            r"\"(?:Downstream|Origin)Status\": ?(?P<code>[0-9]{3})",
            pair("Traefik", "DownstreamStatus", "OriginStatus"),
        ),
        (
            '"EdgeResponseStatus"',
            r"\"(?:Edge|Origin)ResponseStatus\": ?(?P<code>[0-9]{3})",
            pair("Cloudflare", "EdgeResponseStatus", "OriginResponseStatus"),
        ),
        ('"latencies"', r"\"status\": ?(?P<code>[0-9]{3})", kong),
        ('"statusDetails"', r"\"status\": ?\"?(?P<code>[0-9]{3})", google),
        (
            "] [",
            r"\" (?P<code>[0-9]{3}) [0-9]+ \"[^\n]{0,4000}\] \S{1,300}(?:, \S{1,300}){0,5} "
            r"(?P<length>[0-9-]+(?:, [0-9-]+){0,5}) [0-9.-]+(?:, [0-9.-]+){0,5} "
            r"(?P<upstream>(?:[0-9]{3}|-)(?:, (?:[0-9]{3}|-)){0,5}) [0-9a-f]{32}\b",
            ingress,
        ),
        # The error log of Windows' HTTP service, which answers for IIS
        (
            " ",
            r" (?P<code>[0-9]{3}) (?:[0-9]{1,6}|-) (?:App(?:Offline|Shutdown|PoolTimer)|QueueFull"
            r"|Timer_\w+|BadRequest|Hostname|Verb|Disabled|ConnLimit|Header|URL|RequestLength"
            r"|FieldLength)\b",
            always("IIS"),
        ),
        (
            "ms",
            r"\" (?P<code>[0-9]{3}) [0-9]{1,15} \"[^\"]{0,2000}\" \"[^\"]{0,2000}\" [0-9]{1,12} "
            r"(?P<router>\"[^\"]{1,200}\") (?P<server>\"[^\"]{1,300}\") [0-9]{1,9}ms",
            traefik,
        ),
        ("/", r"(?P<result>(?:TCP|UDP|NONE|TAG)[A-Z_]{0,30})/(?P<code>[0-9]{3}) ", squid),
        (
            ":",
            r"^[0-9-]{10} [0-9:]{8} .{0,4000}? (?P<code>[0-9]{3}) (?P<sub>[0-9]{1,3}) [0-9]{1,10} "
            r"(?:[0-9]{1,12} ){0,2}[0-9]{1,12}\s*$",
            iis,
        ),
        (
            ".cloudfront.net",
            rf"{_TAB}(?:{METHODS}){_TAB}{_CELL}{_TAB}{_CELL}{_TAB}(?P<code>[0-9]{{3}}){_TAB}"
            rf"(?=(?:(?:{_CELL}{_TAB}){{19}}(?P<detail>\w{{3,60}})(?:[\t ]|$))?)",
            cloudfront,
        ),
        (
            "Status",
            r"^(?=.{0,4000}?\"(?P<name>integrationStatus|serverStatus)\": ?"
            r"\"(?P<backend>[0-9-]{0,3})\")"
            r".{0,4000}?\"(?:status|httpStatus)\": ?\"?(?P<code>[0-9]{3})",
            gateway_json,
        ),
        # Nginx Proxy Manager: the cache's status, the upstream's status, and the sent status
        (
            "] - ",
            r"\] [A-Z-]{1,12} (?P<upstream>[0-9]{3}|-) (?P<code>[0-9]{3}) - [A-Z]{3,10} https? ",
            proxy_manager,
        ),
        # A line with "http.log.error" says that a handler of Caddy failed, so Caddy answered. A
        # line with "http.log.access" may be about a response of the upstream.
        (
            '"http.log.error',
            r"\"status\": ?(?P<code>[0-9]{3})",
            always("Caddy"),
        ),
    )
)


def sender_in_line(line: str, start: int) -> Sender | None:
    """Return who answered with the code that begins at `start`; None if the line doesn't say."""
    for required_text, pattern, read in _ROWS:
        if required_text in line:
            for match in pattern.finditer(line):
                if match.start("code") == start:
                    return read(match)
    return Sender(APP) if is_of_app(line, start) else None
