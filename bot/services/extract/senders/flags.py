"""Tells who answered: reads the text beside the status in a proxy's log line.

Each `Reader` takes a match of one log format, with the status in the group `code`. The reader
returns None if the line doesn't say who answered. If the proxy passed on the answer of a server
behind it, the reader returns a `Sender` without a name. This `Sender` is `PASSED_ON`, or has the
line's flag.
"""

import re
from collections.abc import Callable
from typing import Final

from bot.model.explanation import Flag, Sender
from bot.services.extract.log_formats.parts import ALB_REASON
from bot.services.extract.words.word_patterns import compile_later

Reader = Callable[[re.Match[str]], Sender | None]

PASSED_ON: Final = Sender()

# The response flags that Envoy sets if Envoy makes the response itself. Other flags, such as DC, DI
# and URX, can stand beside a response of the upstream. With URX, Envoy passes on the last retry's
# response.
_ENVOY_OWN: Final = frozenset(
    "UH UF UO NR NC DT LH UT LR UR UC FI RL UAEX RLSE IH SI DPE UPE UMSDR OM DF NFCF DO UDO".split()
)
_ENVOY_FLAGS: Final = _ENVOY_OWN | {"URX", "DC", "DI", "DR", "RFCF"}
# The second letter of HAProxy's flag is one of these if the response had not begun. In that case,
# HAProxy sent the status itself.
_HAPROXY_OWN: Final = frozenset("RQCTH")
# CloudFront's results for responses that CloudFront makes itself. "Error" and "OriginError" are
# left out, because they also stand for an error that the origin sent.
_CLOUDFRONT_OWN: Final = compile_later(
    r"ClientGeoBlocked|InvalidRequest\w*|LimitExceeded|CapacityExceeded|Redirect"
    r"|Origin(?:Comm|Connect|Dns|Read|Write|HeaderTooBig|InvalidResponse|ContentRangeLength"
    r"|ZeroSizeObject)Error|SlowReaderOriginError"
)
# CloudFront's results for failed responses.
_CLOUDFRONT_FLAG: Final = compile_later(
    r"\w+(?:Error|Blocked|Exceeded)|InvalidRequest\w*|ClientHungUpRequest|AbortedOrigin"
)
_ALB_REASON: Final = compile_later(ALB_REASON)


def always(name: str) -> Reader:
    sender = Sender(name)

    def read(_: re.Match[str]) -> Sender:
        return sender

    return read


def behind(_: re.Match[str]) -> Sender:
    return PASSED_ON


def heroku(match: re.Match[str]) -> Sender:
    """Return Heroku if the line has an error code such as H12, or `PASSED_ON` if the app answered.

    With H27 and H28, Heroku logs a 499 that it never sends.
    """
    if match["flag"] is None:
        return PASSED_ON
    return Sender("Heroku", is_logger=match["code"] == "499", flag=Flag("Heroku", match["flag"]))


def haproxy(match: re.Match[str]) -> Sender:
    state = match["flag"]
    flag = Flag("HAProxy", state) if state[:2] != "--" else None
    is_own = state[1] in _HAPROXY_OWN or "<NOSRV>" in match.string
    return Sender("HAProxy" if is_own else None, flag=flag)


def envoy(match: re.Match[str]) -> Sender | None:
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


def envoy_json(match: re.Match[str]) -> Sender | None:
    line = match.string
    flags = re.search(r'"response_flags": ?"([A-Z,-]{1,20})"', line)
    details = re.search(r'"response_code_details": ?"(\w{1,60})', line)
    if flags is None:
        return None
    known = [each for each in flags[1].split(",") if each in _ENVOY_FLAGS]
    is_own = not _ENVOY_OWN.isdisjoint(known) and (details is None or details[1] != "via_upstream")
    return Sender("Envoy" if is_own else None, flag=Flag("Envoy", flags[1]) if known else None)


def envoy_prose(match: re.Match[str]) -> Sender | None:
    """Return Envoy as the sender of "503 UF" if the line names Envoy or Istio."""
    if not re.search(r"envoy|istio|\b엔보이|이스티오", match.string, re.IGNORECASE):
        return None
    return Sender("Envoy", flag=Flag("Envoy", match["flag"]))


def balancer(match: re.Match[str]) -> Sender:
    """Return the sender of a status in the log of an AWS balancer.

    If the status equals the target's, the balancer passed it on. Otherwise the balancer made it.
    """
    reason = _ALB_REASON.search(match.string)
    flag = Flag("AWS ALB", reason["flag"]) if reason else None
    if match["code"] == match["target"]:
        return Sender(flag=flag)
    return Sender("AWS ELB", is_logger=match["code"] == "460", flag=flag)


def pair(name: str, own: str, origin: str) -> Reader:
    """Return a reader of JSON with two statuses: the one that was sent, and the origin's.

    `own` and `origin` are the names of their fields. The product `name` made the response if the
    sent status is 300 or more, and the origin's status is different or missing. A success without
    the origin's status comes from the cache, and counts as passed on.
    """

    def read(match: re.Match[str]) -> Sender:
        sent = re.search(rf'"{own}": ?"?([0-9]{{3}})', match.string)
        asked = re.search(rf'"{origin}": ?"?([0-9]{{1,3}}|-)', match.string)
        if sent is None or match["code"] != sent[1]:
            return PASSED_ON
        if sent[1] == "499":
            return Sender(name, is_logger=True)
        is_own = (asked is None or asked[1] != sent[1]) and sent[1] >= "300"
        return Sender(name) if is_own else PASSED_ON

    return read


def kong(match: re.Match[str]) -> Sender:
    """Return Kong if it logs -1 as the upstream's time: Kong then asked no upstream."""
    return Sender("Kong") if re.search(r'"proxy": ?-1\b', match.string) else PASSED_ON


def google(match: re.Match[str]) -> Sender:
    details = re.search(r'"statusDetails": ?"(\w{1,80})', match.string)
    is_own = details and not details[1].startswith(("response_sent_by_backend", "response_from"))
    return Sender("Google Cloud load balancer") if is_own else PASSED_ON


def ingress(match: re.Match[str]) -> Sender:
    """Return nginx if nginx itself, not the last upstream, made the response.

    nginx made the response in two cases:

    - nginx logs "-" as the last upstream's status.
    - nginx logs a 502 or 504, and "0" or "-" as the length of the last upstream's response.
    """
    code, last = match["code"], match["upstream"].rpartition(", ")[2]
    is_own = last == "-" or (
        code in ("502", "504") and match["length"].rpartition(", ")[2] in ("0", "-")
    )
    if code == "499":
        return Sender("nginx", is_logger=True)
    return Sender("nginx") if is_own else PASSED_ON


def traefik(match: re.Match[str]) -> Sender:
    """Return Traefik if no router or no server got the request."""
    if match["code"] == "499":
        return Sender("Traefik", is_logger=True)
    return Sender("Traefik") if '"-"' in (match["router"], match["server"]) else PASSED_ON


def squid(match: re.Match[str]) -> Sender:
    if match["code"] == "000":
        return Sender("Squid", is_logger=True)
    is_own = "DENIED" in match["result"] or "HIER_NONE/" in match.string
    is_hit = "HIT" in match["result"]
    return Sender("Squid") if is_own and not is_hit else PASSED_ON


def iis(match: re.Match[str]) -> Sender:
    """Return IIS if the sub-status isn't 0, because IIS then made the response itself."""
    if match["sub"] == "0":
        return PASSED_ON
    return Sender("IIS", flag=Flag("IIS", f"{match['code']}.{match['sub']}"))


def cloudfront(match: re.Match[str]) -> Sender:
    detail = match["detail"] or ""
    flag = Flag("CloudFront", detail) if _CLOUDFRONT_FLAG.fullmatch(detail) else None
    if match["code"] == "000":
        return Sender("CloudFront", is_logger=True, flag=flag)
    return Sender("CloudFront" if _CLOUDFRONT_OWN.fullmatch(detail) else None, flag=flag)


def gateway_json(match: re.Match[str]) -> Sender:
    """Return the gateway if the backend's status is "-" or empty: the gateway asked no backend."""
    name = match["name"]
    gateway = "API Gateway" if name == "integrationStatus" else "Azure Application Gateway"
    return Sender(gateway) if match["backend"] in ("-", "") else PASSED_ON


def proxy_manager(match: re.Match[str]) -> Sender | None:
    return Sender("nginx") if match["upstream"] == "-" else PASSED_ON
