"""Formats of web servers: the common log format and its kin."""

from typing import Final

from bot.services.extract.log_formats.parts import PREFIX, REQUEST, REST, Row

# [24/Nov/2026:02:11:09 +0000]; Django writes a space before the time.
_AT: Final = r"\[(?P<at>[0-9]{1,2}/[A-Za-z]{3}/[0-9]{4}[: ][0-9][^\]\[\"\n]{1,20})\]"
# A name that nginx gives to what upstreams responded, and ingress-nginx's column of it.
_UPSTREAM: Final = (
    r"(?:(?=[^\n]{0,4000}?[ ,;]\"?(?:us|ups|upstream_status)\"?[=:] ?\"?"
    r"(?P<status2>[0-9]{3}(?:(?:, ?| : )(?:[0-9]{3}|-)){0,9})\b)|)"
)
_INGRESS_UPSTREAM: Final = (
    r" [0-9.:, -]{1,300} (?P<status2>(?:[0-9]{3}|-)(?:, (?:[0-9]{3}|-)){0,9}) [0-9a-f]{32}\b"
)

WEB_SERVERS: Final = (
    Row(
        "ingress-nginx",
        "] [",
        rf"^{PREFIX}{_AT} {REQUEST} (?P<status>[0-9]{{3}}) [0-9]+ \"[^\n]*\]"
        rf"{_INGRESS_UPSTREAM}{REST}",
        "nginx",
    ),
    # nginx's and Apache's "combined" and "common", with further fields after them.
    Row(
        "combined",
        '] "',
        rf"^{PREFIX}{_AT} {REQUEST} (?P<status>[0-9]{{3}}|-)(?=[ \t\r]|$){_UPSTREAM}{REST}",
    ),
)
