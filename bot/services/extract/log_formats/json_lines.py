"""JSON on one line, as servers, proxies and applications log it: names decide what is a status."""

from typing import Final

from bot.services.extract.log_formats.parts import (
    PATH_NAMES,
    PREFIX,
    PROSE_NAMES,
    PROSE_NUMBER,
    STATUS_NAMES,
    STATUSES,
    TIME,
    TIME_NAMES,
    URL_PATH,
    Row,
    if_there,
)


def _field(names: str, value: str) -> str:
    r"""Return the pattern of a field.

    A name in a quoted text, as in `"{\"status\":404}"`, is none: a backslash follows it.
    """
    return rf"\"(?i:{names})\"[ \t]?:[ \t]?\"?{value}"


def _line(flag_names: str = "", flag: str = "") -> str:
    """Return the pattern of a line that has a status; it may have a path, a time and a flag."""
    first, second, third = (
        rf"[^\n]*?{_field(STATUS_NAMES, rf'(?P<{group}>{STATUSES})')}\"?(?=[ \t]?[,}}\]])"
        for group in ("status", "status2", "status3")
    )
    return (
        rf"^{PREFIX}\{{(?=[^\n]*\}}[\]}}),; \t\r]*$)"
        rf"(?![^\n]*?\"(?:{PROSE_NAMES})\"[ \t]?:[ \t]?{PROSE_NUMBER})"
        rf"(?={first}(?:{second}(?:{third})?)?)"
        + if_there(_field(PATH_NAMES, URL_PATH))
        + if_there(_field(TIME_NAMES, TIME))
        + (if_there(_field(flag_names, rf"(?P<flag>{flag})\"")) if flag else "")
        + r"[^\n]*$"
    )


JSON_LINES: Final = (
    Row("Envoy JSON", '"response_flags"', _line("response_flags", "[A-Za-z,]{2,40}"), "Envoy"),
    Row(
        "HAProxy JSON",
        '"termination_state"',
        _line("termination_state", "[A-Za-z-]{2,4}"),
        "HAProxy",
    ),
    Row("Traefik JSON", '"DownstreamStatus"', _line(), "Traefik"),
    Row("Caddy JSON", '"logger":"http.', _line(), "Caddy"),
    Row("Kong JSON", '"latencies":', _line(), "Kong"),
    Row("Cloudflare JSON", '"EdgeResponseStatus"', _line(), "Cloudflare"),
    Row("Azure Application Gateway", '"serverStatus"', _line(), "Azure"),
    Row(
        "Azure Front Door",
        '"httpStatusDetails"',
        _line("errorInfo", "[A-Z][A-Za-z]{2,60}"),
        "Azure",
    ),
    Row(
        "Google Cloud load balancer",
        '"statusDetails"',
        _line("statusDetails", "[a-z_]{2,80}"),
        "Google",
    ),
    Row("JSON", '":', _line()),
    Row("JSON", '" :', _line()),
)
