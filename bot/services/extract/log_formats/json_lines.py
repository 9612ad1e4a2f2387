"""JSON on one line, as servers, proxies and applications log it: names decide what is a status."""

from typing import Final

from bot.services.extract.log_formats.parts import (
    CODE_NAME,
    PATH_NAMES,
    PREFIX,
    PROSE_NAMES,
    PROSE_NUMBER,
    STATUS_NAME,
    STATUSES,
    TIME,
    TIME_NAMES,
    URL_PATH,
    Row,
    if_there,
    up_to_three,
)

# An escaped quote in a text, as in "{\"status\":404}", ends no name: a backslash comes before it.
_COLON: Final = r"\"[ \t]?:[ \t]?"


def _line(status_name: str, flag_name: str = "", flag: str = "") -> str:
    """Return the pattern of a line that has a status; it may have a path, a time and a flag."""
    return (
        rf"^{PREFIX}\{{(?=[^\n]*\}}[\]}}),; \t\r]*$)"
        + up_to_three(rf"{status_name}{_COLON}\"?(?P<{{}}>{STATUSES})\"?(?=[ \t]?[,}}\]])")
        + rf"(?![^\n]*\"(?:{PROSE_NAMES}){_COLON}{PROSE_NUMBER})"
        + if_there(rf"\"(?i:{PATH_NAMES}){_COLON}\"{URL_PATH}")
        + if_there(rf"\"(?i:{TIME_NAMES}){_COLON}\"?{TIME}")
        + (if_there(rf"\"{flag_name}{_COLON}\"(?P<flag>{flag})\"") if flag else "")
        + r"[^\n]*$"
    )


_STATUS: Final = _line(STATUS_NAME)
_CODE: Final = _line(CODE_NAME)
JSON_LINES: Final = (
    Row(
        "Envoy JSON",
        '"response_flags"',
        _line(CODE_NAME, "response_flags", "[A-Za-z,]{2,40}"),
        "Envoy",
    ),
    Row(
        "HAProxy JSON",
        '"termination_state"',
        _line(STATUS_NAME, "termination_state", "[A-Za-z-]{2,4}"),
        "HAProxy",
    ),
    Row("Traefik JSON", '"DownstreamStatus"', _STATUS, "Traefik"),
    Row("Caddy JSON", '"logger":"http.', _STATUS, "Caddy"),
    Row("Kong JSON", '"latencies":', _STATUS, "Kong"),
    Row("Cloudflare JSON", '"EdgeResponseStatus"', _STATUS, "Cloudflare"),
    Row("Azure Application Gateway", '"serverStatus"', _STATUS, "Azure"),
    Row(
        "Azure Front Door",
        '"httpStatusDetails"',
        _line(STATUS_NAME, "errorInfo", "[A-Z][A-Za-z]{2,60}"),
        "Azure",
    ),
    Row(
        "Google Cloud load balancer",
        '"statusDetails"',
        _line(STATUS_NAME, "statusDetails", "[a-z_]{2,80}"),
        "Google",
    ),
    # Two patterns with one letter each to search for are five times as fast as one with both.
    Row("JSON", "tatus", _STATUS),
    Row("JSON", "ode", _CODE),
)
