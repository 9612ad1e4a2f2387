"""Who answered, by one line of a log: its format says whether a proxy answered or passed it on.

Each format is a pattern with the status in the group `code`, and a function that reads the match.
A function returns None if the line doesn't say who answered, `Sender()` if somebody behind the
proxy did.
"""

import re
from collections.abc import Callable
from typing import Final, NamedTuple

from bot.model.explanation import APP, Flag, Sender

_METHODS: Final = "GET|HEAD|POST|PUT|PATCH|DELETE|OPTIONS|CONNECT|TRACE"
_PASSED_ON: Final = Sender()

# The flags that Envoy sets if it makes the response itself. The others, DC and DI among them, can
# stand beside a response of the upstream, and so can URX: the last retry's response is passed on.
_ENVOY_OWN: Final = frozenset(
    "UH UF UO NR NC DT LH UT LR UR UC FI RL UAEX RLSE IH SI DPE UPE UMSDR OM DF NFCF DO".split()
)
_ENVOY_FLAGS: Final = _ENVOY_OWN | {"URX", "DC", "DI", "RFCF"}
# The second letter of HAProxy's flags: the response had not begun, so HAProxy answered, if anyone.
_HAPROXY_OWN: Final = frozenset("RQCTH")
# What CloudFront's log says of responses that CloudFront makes itself. "Error" and "OriginError"
# are also said of an error that the origin sent.
_CLOUDFRONT_OWN: Final = re.compile(
    r"ClientGeoBlocked|InvalidRequest\w*|LimitExceeded|CapacityExceeded|Redirect"
    r"|Origin(?:Comm|Connect|Dns|Read|Write|HeaderTooBig|InvalidResponse|ContentRangeLength"
    r"|ZeroSizeObject)Error|SlowReaderOriginError"
)


class _Row(NamedTuple):
    """A format. Every line of it contains `needed`: looking for it is much faster."""

    needed: str
    pattern: re.Pattern[str]
    read: Callable[[re.Match[str]], Sender | None]


def _always(name: str) -> Callable[[re.Match[str]], Sender]:
    sender = Sender(name)

    def read(_: re.Match[str]) -> Sender:
        return sender

    return read


def _behind(_: re.Match[str]) -> Sender:
    return _PASSED_ON


def _heroku(match: re.Match[str]) -> Sender:
    """H27 and H28 log a 499 that is never sent. A line without an H code is the app's response."""
    if match["flag"] is None:
        return _PASSED_ON
    return Sender("Heroku", is_logger=match["code"] == "499", flag=Flag("Heroku", match["flag"]))


def _haproxy(match: re.Match[str]) -> Sender:
    state = match["flag"]
    flag = Flag("HAProxy", state) if state[:2] != "--" else None
    is_own = state[1] in _HAPROXY_OWN or "<NOSRV>" in match.string
    return Sender("HAProxy" if is_own else None, flag=flag)


def _envoy(match: re.Match[str]) -> Sender | None:
    known = [each for each in match["flag"].split(",") if each in _ENVOY_FLAGS]
    if not known and match["flag"] != "-":
        return None
    details = match["details"] or ""
    flag = Flag("Envoy", match["flag"]) if known else None
    is_own = (
        details.startswith(("direct_response", "rbac_access_denied"))
        if not known
        else not _ENVOY_OWN.isdisjoint(known)
    )
    return Sender("Envoy" if is_own and details != "via_upstream" else None, flag=flag)


def _envoy_json(match: re.Match[str]) -> Sender | None:
    line = match.string
    flags = re.search(r'"response_flags": ?"([A-Z,-]{1,20})"', line)
    details = re.search(r'"response_code_details": ?"(\w{1,60})', line)
    if flags is None:
        return None
    known = [each for each in flags[1].split(",") if each in _ENVOY_FLAGS]
    is_own = not _ENVOY_OWN.isdisjoint(known) and (details is None or details[1] != "via_upstream")
    return Sender("Envoy" if is_own else None, flag=Flag("Envoy", flags[1]) if known else None)


def _balancer(match: re.Match[str]) -> Sender:
    """An AWS balancer passed on what equals the target's status, and made everything else."""
    if match["code"] == match["target"]:
        return _PASSED_ON
    return Sender("AWS ELB", is_logger=match["code"] == "460")


def _traefik_json(match: re.Match[str]) -> Sender:
    own = re.search(r'"DownstreamStatus": ?([0-9]{3})', match.string)
    origin = re.search(r'"OriginStatus": ?([0-9]{1,3})', match.string)
    if own is None or match["code"] != own[1]:
        return _PASSED_ON
    if own[1] == "499":
        return Sender("Traefik", is_logger=True)
    return _PASSED_ON if origin and origin[1] == own[1] else Sender("Traefik")


def _traefik(match: re.Match[str]) -> Sender:
    """Traefik answers itself if no router, or no server, got the request."""
    if match["code"] == "499":
        return Sender("Traefik", is_logger=True)
    return Sender("Traefik") if '"-"' in (match["router"], match["server"]) else _PASSED_ON


def _squid(match: re.Match[str]) -> Sender:
    if match["code"] == "000":
        return Sender("Squid", is_logger=True)
    is_own = "DENIED" in match["result"] or "HIER_NONE/" in match.string
    is_hit = "HIT" in match["result"]
    return Sender("Squid") if is_own and not is_hit else _PASSED_ON


def _iis(match: re.Match[str]) -> Sender:
    """IIS writes a sub-status if it made the response itself."""
    if match["sub"] == "0":
        return _PASSED_ON
    return Sender("IIS", flag=Flag("IIS", f"{match['code']}.{match['sub']}"))


def _cloudfront(match: re.Match[str]) -> Sender:
    detail = match["detail"] or ""
    flag = Flag("CloudFront", detail) if detail.endswith(("Error", "Blocked")) else None
    if match["code"] == "000":
        return Sender("CloudFront", is_logger=True, flag=flag)
    return Sender("CloudFront" if _CLOUDFRONT_OWN.fullmatch(detail) else None, flag=flag)


def _gateway_json(match: re.Match[str]) -> Sender:
    """AWS API Gateway and Azure's gateway log "-" for a backend that was not asked."""
    name = match["name"]
    gateway = "API Gateway" if name == "integrationStatus" else "Azure Application Gateway"
    return Sender(gateway) if match["backend"] in ("-", "") else _PASSED_ON


def _proxy_manager(match: re.Match[str]) -> Sender | None:
    return Sender("nginx") if match["upstream"] == "-" else _PASSED_ON


_ROWS: Final = tuple(
    _Row(needed, re.compile(pattern), read)
    for needed, pattern, read in (
        (
            ".",
            r"(?:REST|WEBSITE|BATCH)\.[A-Z]{3,12}\.[A-Z_]{3,30} .{0,4000}?\" (?P<code>[0-9]{3}) ",
            _always("S3"),
        ),
        (
            "heroku",
            r"heroku(?:\[router\]|[ /]router\b)(?=(?:[^\n]{0,200}?\bcode=(?P<flag>H[0-9]{2}))?)"
            r"[^\n]{0,2000}?\bstatus=(?P<code>[0-9]{3})",
            _heroku,
        ),
        # Timers, status, bytes, two cookies, flags
        (
            " - ",
            r"/\+?-?[0-9]{1,9} (?P<code>[0-9]{3}) \+?[0-9]{1,15} \S{1,200} \S{1,200} "
            r"(?P<flag>[A-Za-z-]{4}) [0-9]{1,7}/",
            _haproxy,
        ),
        ("-", r"(?P<code>[0-9]{3}) (?P<flag>[CSPLRIDUKcs-][RQCHDLT-][A-Z-]{2}) ", _haproxy),
        (
            '"termination_state"',
            r"^(?=.{0,4000}?\"termination_state\": ?\"(?P<flag>[A-Za-z-]{2,4})\")"
            r".{0,4000}?\"(?:http_)?status(?:_code)?\": ?\"?(?P<code>[0-9]{3})",
            _haproxy,
        ),
        (
            '" ',
            r"\" (?P<code>[0-9]{3}) (?P<flag>-|[A-Z]{2,5}(?:,[A-Z]{2,5}){0,4}) "
            r"(?:(?P<details>[a-z_]{2,60}\S{0,200}) |(?=[0-9]))",
            _envoy,
        ),
        ('"response_flags"', r"\"response_code\": ?\"?(?P<code>[0-9]{3})", _envoy_json),
        (
            " ",
            r" (?:-?[0-9.]{1,20} ){3}(?P<code>[0-9]{3}) (?P<target>[0-9]{1,3}|-) [0-9]+ [0-9]+ \"",
            _balancer,
        ),
        (
            " ",
            r" (?:-?[0-9.]{1,20} ){3}[0-9]{3} (?P<code>[0-9]{3}) [0-9]+ [0-9]+ \"",
            _behind,
        ),
        (
            '"DownstreamStatus"',
            r"\"(?:Downstream|Origin)Status\": ?(?P<code>[0-9]{3})",
            _traefik_json,
        ),
        (
            "ms",
            r"\" (?P<code>[0-9]{3}) [0-9]{1,15} \"[^\"]{0,2000}\" \"[^\"]{0,2000}\" [0-9]{1,12} "
            r"(?P<router>\"[^\"]{1,200}\") (?P<server>\"[^\"]{1,300}\") [0-9]{1,9}ms",
            _traefik,
        ),
        ("/", r"(?P<result>(?:TCP|UDP|NONE|TAG)[A-Z_]{0,30})/(?P<code>[0-9]{3}) ", _squid),
        (
            ":",
            r"^[0-9-]{10} [0-9:]{8} .{0,4000}? (?P<code>[0-9]{3}) (?P<sub>[0-9]{1,3}) [0-9]{1,10} "
            r"(?:[0-9]{1,12} ){0,2}[0-9]{1,12}\s*$",
            _iis,
        ),
        (
            "\t",
            rf"\t(?:{_METHODS})\t[^\t]+\t[^\t]+\t(?P<code>[0-9]{{3}})\t"
            r"(?=(?:(?:[^\t]*\t){18}(?P<detail>\w{3,60})(?:\t|$))?)",
            _cloudfront,
        ),
        (
            "Status",
            r"^(?=.{0,4000}?\"(?P<name>integrationStatus|serverStatus)\": ?"
            r"\"(?P<backend>[0-9-]{0,3})\")"
            r".{0,4000}?\"(?:status|httpStatus)\": ?\"?(?P<code>[0-9]{3})",
            _gateway_json,
        ),
        # Nginx Proxy Manager: the cache's status, the upstream's, the one that was sent
        (
            "] - ",
            r"\] [A-Z-]{1,12} (?P<upstream>[0-9]{3}|-) (?P<code>[0-9]{3}) - [A-Z]{3,10} https? ",
            _proxy_manager,
        ),
        # A handler of Caddy's failed. "http.log.access" may tell of the upstream's response.
        (
            '"http.log.error',
            r"\"status\": ?(?P<code>[0-9]{3})",
            _always("Caddy"),
        ),
        ("[GIN", r"\| {1,4}(?P<code>[0-9]{3}) {1,4}\|", _always(APP)),
        # uvicorn
        (
            '- "',
            rf":[0-9]{{1,5}} - \"(?:{_METHODS}) [^\"]{{1,4000}}\" (?P<code>[0-9]{{3}}) [A-Z]",
            _always(APP),
        ),
        # The development servers of Django, Werkzeug and Python write a space before the time.
        (
            '] "',
            r"[0-9]{2}/[A-Z][a-z]{2}/[0-9]{4} [0-9:]{8}\] \"[^\"]{1,4000}\" (?P<code>[0-9]{3}) ",
            _always(APP),
        ),
        # Rails, Spring, Phoenix
        ("Completed ", r"\bCompleted (?P<code>[0-9]{3}) [A-Z]", _always(APP)),
        ("Sent ", r"\bSent (?P<code>[0-9]{3}) in [0-9]", _always(APP)),
        # ASP.NET Core, Serilog
        (
            "Request finished",
            r"Request finished (?:.{0,4000}? )?(?P<code>[0-9]{3}) ",
            _always(APP),
        ),
        (
            "responded ",
            rf"HTTP (?:{_METHODS}) .{{1,4000}} responded (?P<code>[0-9]{{3}}) in ",
            _always(APP),
        ),
        # morgan, Next.js
        (
            "ms",
            rf"(?:{_METHODS}) /\S{{0,4000}} (?P<code>[0-9]{{3}}) "
            r"(?:[0-9.]{1,12} ms - |in [0-9.]{1,12}m?s)",
            _always(APP),
        ),
        # Tornado
        (
            "ms",
            rf"(?P<code>[0-9]{{3}}) (?:{_METHODS}) /\S{{0,4000}} \([^)]{{1,60}}\) [0-9.]{{1,12}}ms",
            _always(APP),
        ),
    )
)


def sender_in_line(line: str, start: int) -> Sender | None:
    """Return who answered with the code that begins at `start`; None if the line doesn't say."""
    for needed, pattern, read in _ROWS:
        if needed in line:
            for match in pattern.finditer(line):
                if match.start("code") == start:
                    return read(match)
    return None
