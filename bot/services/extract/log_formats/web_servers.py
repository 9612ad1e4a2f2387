"""Formats of web servers: the common log format and its kin."""

from typing import Final

from bot.services.extract.log_formats.parts import (
    CLF_AT,
    END,
    METHOD,
    NUMBER,
    PREFIX,
    REQUEST,
    REST,
    STATUS,
    Row,
)

_COMMON: Final = rf"^{PREFIX}{CLF_AT} {REQUEST} (?P<status>[0-9]{{3}}|-)(?=[ \t\r]|$)"
# The statuses of the upstreams that nginx tried: "502, 200". They stand after a name such as
# `upstream_status=`, or in a column of ingress-nginx or Nginx Proxy Manager.
_UPSTREAM_LIST: Final = r"(?:[0-9]{3}|-)(?:(?:, ?| : )(?:[0-9]{3}|-)){0,9}"
_ANY_AT: Final = (
    r"(?P<at>[0-9]{4}-[0-9]{2}-[0-9]{2}[T ][0-9:]{8}(?:[.,][0-9]{1,9})?(?:Z|[+-][0-9:]{4,6})?"
    r"|[0-9]{1,2}/[A-Za-z]{3}/[0-9]{4}[: ][0-9][^\]\[\"\n]{1,20})"
)
# The pattern skips names inside a quoted field, such as the user agent: they name no column.
_UPSTREAM: Final = (
    r"(?:(?=(?:[^\"\n]*+\"[^\"\n]*+\")*?[^\"\n]*?[ ,;](?:us|ups|upstream_status)[=:] ?\"?"
    rf"(?P<status2>{_UPSTREAM_LIST})(?![0-9]))|)"
)
_QUOTED: Final = r"\"[^\"\n]*\""

WEB_SERVERS: Final = (
    # ingress-nginx names no column; each line ends with the request's id.
    Row(
        "ingress-nginx",
        "] [",
        rf"{_COMMON} [0-9]+ \"[^\n]*\] [0-9.:, -]{{1,300}}? (?P<status2>{_UPSTREAM_LIST}) "
        rf"[0-9a-f]{{32}}{REST}",
        "nginx",
    ),
    # The upstream's status comes before nginx's own.
    Row(
        "Nginx Proxy Manager",
        "[Client ",
        rf"^{PREFIX}{CLF_AT} (?:(?:-|[A-Z]{{3,11}}) )?(?P<status>(?:{_UPSTREAM_LIST} )?[0-9]{{3}}) "
        rf"- {METHOD} https?\+? [^ \n]{{1,255}} \"(?P<path>[^\"\n]*)\" \[Client{REST}",
        "nginx",
    ),
    Row(
        "Traefik",
        "ms",
        rf"{_COMMON} [0-9]+ {_QUOTED} {_QUOTED} [0-9]+ {_QUOTED} {_QUOTED} [0-9]+ms{END}",
        "Traefik",
        rare_character='"',
    ),
    Row("Kong", 'kong_request_id: "', rf"{_COMMON}{_UPSTREAM}{REST}", "Kong"),
    # nginx's and Apache's "combined" and "common", with further fields after them.
    Row("combined", '] "', rf"{_COMMON}{_UPSTREAM}{REST}"),
)
# An operator's own format: a time, a request line, a status, a size. It also fits some lines of the
# formats above, so matching.py tries it after them.
LOOSE: Final = (
    Row(
        "access log",
        " HTTP/",
        rf"^(?=[^\"\n]{{0,200}}?{_ANY_AT}){PREFIX}\"{METHOD} "
        rf"(?P<path>[^ \"\n]++) HTTP/[0-9.]{{1,3}}\" {STATUS} (?:{NUMBER}|-)"
        rf"(?=[ \t\r]|$){_UPSTREAM}{REST}",
        rare_character='"',
    ),
)
