"""Formats of proxies."""

from typing import Final

from bot.services.extract.log_formats.parts import CLIENT, ISO_AT, PREFIX, REQUEST, REST, TAIL, Row

_HAPROXY_AT: Final = r"\[(?P<at>[0-9]{1,2}/[A-Z][a-z]{2}/[0-9]{4}:[0-9:.]{8,12})\]"
_HAPROXY: Final = rf"^{PREFIX}{CLIENT} {_HAPROXY_AT} [^ \n]{{1,80}} [^ \n]{{1,80}}/[^ \n]{{1,80}} "
_COUNTS: Final = r"[0-9/+]{9,40} [0-9]{1,9}/[0-9]{1,9}"


def _squid(results: str) -> str:
    return (
        rf"^{PREFIX}(?P<at>[0-9]{{9,10}}\.[0-9]{{3}}) +-?[0-9]{{1,10}} [^ \n]{{2,60}} "
        rf"(?P<flag>(?:{results})[A-Z_]{{0,40}})/(?P<status>[0-9]{{3}}) [0-9]{{1,15}} "
        rf"[A-Z_-]{{1,20}} (?P<path>[^ \n]+) [^ \n]+ [A-Z_]{{4,30}}/[^ \n]*{REST}"
    )


PROXIES: Final = (
    # HAProxy logs -1 as the status of a request that the client gave up. The flag is HAProxy's
    # termination state.
    Row(
        "HAProxy",
        "] ",
        rf"{_HAPROXY}(?:-?[0-9]{{1,9}}/){{4}}\+?-?[0-9]{{1,9}} (?P<status>[0-9]{{3}}|-1) "
        r"\+?[0-9]{1,15}(?: [^ \n]{1,200} [^ \n]{1,200} (?P<flag>[A-Za-z-]{4}) "
        rf"{_COUNTS}[^\"\n가-힣]*+(?:\"(?:[A-Z]{{3,20}} (?P<path>[^ \"\n]++))?{TAIL}|$)|{REST})",
        "HAProxy",
        rare_character="/",
    ),
    # A TCP connection has no status. Its flag has two letters, a request's has four.
    Row(
        "HAProxy TCP",
        "] ",
        rf"{_HAPROXY}(?:-?[0-9]{{1,9}}/){{2}}\+?-?[0-9]{{1,9}}(?P<status>) \+?[0-9]{{1,15}} "
        rf"(?P<flag>[A-Za-z-]{{2}}) {_COUNTS}{REST}",
        "HAProxy",
        rare_character="/",
    ),
    # An operator's own format: the status, then the flag. Up to ten words may precede the status.
    Row(
        "HAProxy, status first",
        "-- ",
        r"^[ \t]*+(?:[^ \t\r\n\"{}가-힣]++[ \t]++){0,10}?(?P<status>[0-9]{3}|-1) "
        r"(?P<flag>[CSPLRIDUKcs-][RQCHDLTt-]--) [^ \n\"]{1,80}/[^ \n\"]{1,80} "
        rf"[^\"\n가-힣]*+(?:{REQUEST})?{REST}",
        "HAProxy",
        rare_character="/",
    ),
    # Istio writes details after the flags. Envoy logs 0 as the status of a request that the
    # client gave up.
    Row(
        "Envoy",
        '] "',
        rf"^{PREFIX}\[{ISO_AT}\] {REQUEST} (?P<status>[0-9]{{3}}|0) "
        r"(?:-|(?P<flag>[A-Z][A-Za-z]{1,40}(?:,[A-Z][A-Za-z]{1,40}){0,9})) "
        rf"(?:[^ \n]++ ){{3}}{TAIL}",
        "Envoy",
    ),
    # The flag is the result of the cache.
    Row("Squid", "_", _squid("TCP|UDP|NONE|TAG"), "Squid"),
    # Apache Traffic Server writes its errors in Squid's format.
    Row("Traffic Server", "ERR_", _squid("ERR")),
)
