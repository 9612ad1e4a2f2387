"""JSON on one line, as servers, proxies and applications log it: a field's name marks a status."""

from typing import Final, NamedTuple

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

# In an escaped string, such as "{\"status\":404}", a backslash comes between the name and the
# quote. The pattern allows no backslash, so that only fields of the line itself match.
_COLON: Final = r"\"[ \t]?:[ \t]?"


class Field(NamedTuple):
    """Two patterns for a field: one for its name with the colon, one that captures its value."""

    name: str
    value: str


class Fields(NamedTuple):
    """The fields to capture in a line.

    The last three statuses of the line are captured. For each field in `first`, the first match is
    captured.
    """

    status: Field
    first: tuple[Field, ...]


# The field is a message with a number in it. A line with this field is prose: the words beside the
# number say whether it is a code. The value's pattern begins at the opening quote.
PROSE: Final = Field(rf"\"(?:{PROSE_NAMES}){_COLON}", PROSE_NUMBER)


def _fields(status_name: str, flag_name: str = "", flag: str = "") -> Fields:
    first = (
        Field(rf"\"(?i:{PATH_NAMES}){_COLON}", rf"\"{URL_PATH}"),
        Field(rf"\"(?i:{TIME_NAMES}){_COLON}", rf"\"?{TIME}"),
        *([Field(rf"\"{flag_name}{_COLON}", rf"\"(?P<flag>{flag})\"")] if flag else ()),
    )
    value = rf"\"?(?P<{{}}>{STATUSES})\"?(?=[ \t]?[,}}\]])"
    return Fields(Field(rf"{status_name}{_COLON}", value), first)


def _line(fields: Fields) -> str:
    """Return the pattern of a line with a status, and perhaps with a path, a time and a flag."""
    return (
        rf"^{PREFIX}\{{(?=[^\n]*\}}[\]}}),; \t\r]*$)"
        + up_to_three(fields.status.name + fields.status.value)
        + rf"(?![^\n]*{PROSE.name}{PROSE.value})"
        + "".join(if_there(each.name + each.value) for each in fields.first)
        + r"[^\n]*$"
    )


_STATUS: Final = _fields(STATUS_NAME)
_CODE: Final = _fields(CODE_NAME)
_ENVOY: Final = _fields(CODE_NAME, "response_flags", "[A-Za-z,]{2,40}")
_HAPROXY: Final = _fields(STATUS_NAME, "termination_state", "[A-Za-z-]{2,4}")
_FRONT_DOOR: Final = _fields(STATUS_NAME, "errorInfo", "[A-Z][A-Za-z]{2,60}")
_GOOGLE: Final = _fields(STATUS_NAME, "statusDetails", "[a-z_]{2,80}")
# The fields of each format, by the pattern of its lines
FIELDS: Final = {
    _line(each): each for each in (_STATUS, _CODE, _ENVOY, _HAPROXY, _FRONT_DOOR, _GOOGLE)
}
JSON_LINES: Final = (
    Row("Envoy JSON", '"response_flags"', _line(_ENVOY), "Envoy"),
    Row("HAProxy JSON", '"termination_state"', _line(_HAPROXY), "HAProxy"),
    Row("Traefik JSON", '"DownstreamStatus"', _line(_STATUS), "Traefik"),
    Row("Caddy JSON", '"logger":"http.', _line(_STATUS), "Caddy"),
    Row("Kong JSON", '"latencies":', _line(_STATUS), "Kong"),
    Row("Cloudflare JSON", '"EdgeResponseStatus"', _line(_STATUS), "Cloudflare"),
    Row("Azure Application Gateway", '"serverStatus"', _line(_STATUS), "Azure"),
    Row("Azure Front Door", '"httpStatusDetails"', _line(_FRONT_DOOR), "Azure"),
    Row("Google Cloud load balancer", '"statusDetails"', _line(_GOOGLE), "Google"),
    # After `[^\n]*`, `re` finds a field's name fast if the name's pattern begins with a fixed
    # letter, as `STATUS_NAME` and `CODE_NAME` do. A single pattern for both names can't begin so,
    # and takes five times as long as these two rows.
    Row("JSON", "tatus", _line(_STATUS), rare_character="{"),
    Row("JSON", "ode", _line(_CODE), rare_character="{"),
)
