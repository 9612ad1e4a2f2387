"""Formats of proxies and balancers."""

from typing import Final

from bot.services.extract.log_formats.parts import PREFIX, REST, Row

_CLIENT: Final = r"[0-9A-Fa-f.:\[\]]{2,45}:[0-9]{1,5}"
_HAPROXY_AT: Final = r"\[(?P<at>[0-9]{1,2}/[A-Z][a-z]{2}/[0-9]{4}:[0-9:.]{8,12})\]"

PROXIES: Final = (
    Row(
        "HAProxy",
        "/",
        rf"^{PREFIX}{_CLIENT} {_HAPROXY_AT} [^ \n]{{1,80}} [^ \n]{{1,80}}/[^ \n]{{1,80}} "
        r"(?:-?[0-9]{1,9}/){4}\+?-?[0-9]{1,9} (?P<status>[0-9]{3}|-1) \+?[0-9]{1,15}"
        r"(?: [^ \n]{1,200} [^ \n]{1,200} (?P<flag>[A-Za-z-]{4}) [0-9/+]{9,40} "
        r"[0-9]{1,9}/[0-9]{1,9}[^\"\n]*(?:\"(?:[A-Z]{3,20} (?P<path>[^ \"\n]+))?[^\n가-힣]*)?|)"
        rf"{REST}",
        "HAProxy",
    ),
    # TCP connections have no status; the shorter flag says so.
    Row(
        "HAProxy TCP",
        "/",
        rf"^{PREFIX}{_CLIENT} {_HAPROXY_AT} [^ \n]{{1,80}} [^ \n]{{1,80}}/[^ \n]{{1,80}} "
        r"(?:-?[0-9]{1,9}/){2}\+?-?[0-9]{1,9}(?P<status>) \+?[0-9]{1,15} "
        rf"(?P<flag>[A-Za-z-]{{2}}) [0-9/+]{{9,40}} [0-9]{{1,9}}/[0-9]{{1,9}}{REST}",
        "HAProxy",
    ),
)
