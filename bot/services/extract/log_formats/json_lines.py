"""JSON on one line, as servers, proxies and applications log it: names decide what is a status."""

from typing import Final

from bot.services.extract.log_formats.parts import PREFIX, Row

_STATUS_NAMES: Final = (
    r"(?:(?:edge|origin|upstream|downstream|backend|elb|target|cache|final|client|server|proxy"
    r"|https?|nginx|sc|res|resp|response|request|integration)[._-]?){0,3}status(?:[._-]?code)?"
    r"(?:_list)?|response[._-]?code|http[._-]?code"
)
_STATUSES: Final = r"-?[0-9]{1,3}(?:(?:, ?| : )[0-9]{3}){0,9}"
_PATH_NAMES: Final = (
    r"(?:(?:https?|client|request|req|raw|orig|original|resource|x-envoy-original)[._-]?){0,3}"
    r"(?:path|ur[il])|request"
)
_PATH: Final = r"(?:[A-Z]{3,10} )?(?:https?://[^/\"\n]{1,255})?(?P<path>/[^\" \n]*)"
_TIME_NAMES: Final = (
    r"@?t|@?timestamp|ts|(?:start|request|edgestart|log)?_?(?:date)?_?(?:time(?:stamp)?|utc)"
    r"(?:_?(?:local|iso8601|utc))?|msec"
)
# What has a time's name is one if it is a date with a clock time, or seconds since 1970.
_TIME: Final = r"(?P<at>(?=[^\",\n]{0,30}?(?:[0-9]:[0-9]{2}|[0-9]{9}))[^\",\n}]{1,40}[^\",\n} ])"
_FLAG_NAMES: Final = "response_?flags"
_FLAG: Final = r"(?P<flag>[A-Z,]{2,20})\""


def _field(names: str, value: str) -> str:
    r"""Return a pattern that finds a field in the rest of a line.

    A name in a quoted text, as in `"{\"status\":404}"`, is none: a backslash follows it.
    """
    return rf"[^\n]*?\"(?i:{names})\"[ \t]?:[ \t]?\"?{value}"


def _line(*fields: str) -> str:
    """Return the pattern of a line with a status, and further fields if it has them.

    What may be missing comes last, so that no failure tries it again.
    """
    first, second, third = (
        _field(_STATUS_NAMES, rf"(?P<{group}>{_STATUSES})\"?(?=[ \t]?[,}}\]])")
        for group in ("status", "status2", "status3")
    )
    missing = (_field(_PATH_NAMES, _PATH), _field(_TIME_NAMES, _TIME), *fields)
    return (
        rf"^{PREFIX}\{{"
        r"(?=[^\n]*\}[\]}),; \t\r]*$)"
        rf"(?={first}(?:{second}(?:{third})?)?)"
        + "".join(f"(?:(?={each})|)" for each in missing)
        + r"[^\n]*$"
    )


JSON_LINES: Final = (
    Row("Envoy JSON", '"response_flags"', _line(_field(_FLAG_NAMES, _FLAG)), "Envoy"),
    Row("Traefik JSON", '"DownstreamStatus"', _line(), "Traefik"),
    Row("Caddy JSON", '"logger":"http.', _line(), "Caddy"),
    Row("Cloudflare JSON", '"EdgeResponseStatus"', _line(), "Cloudflare"),
    Row("JSON", '":', _line()),
)
