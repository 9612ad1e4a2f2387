"""Lines of names and values: key=value (logfmt) and name:value with tabs (LTSV)."""

from typing import Final

from bot.services.extract.log_formats.parts import (
    CODE_NAME,
    END,
    PATH_NAMES,
    PREFIX,
    PROSE_NAMES,
    PROSE_NUMBER,
    STATUS_NAME,
    STATUSES,
    TAIL,
    TIME_NAMES,
    URL_PATH,
    Row,
    if_there,
    up_to_three,
)

_PAIR: Final = r"[A-Za-z_@][\w.@-]{0,60}=(?:\"(?:[^\"\\\n]|\\[^\n])*\"|[^ \"\n]*+)"
# A time in quotes may contain spaces.
_TIME: Final = (
    r"(?P<at>(?=[^\"\n]{0,30}?(?:[0-9]:[0-9]{2}|[0-9]{9}))(?:(?<=\")[^\"\n]{1,41}|[^ \"\n]{1,41}))"
)


def _logfmt(status_name: str) -> str:
    """Return the pattern of at least three pairs and nothing else, with a status among them."""
    return (
        rf"^{PREFIX}(?={_PAIR}(?:[ \t]+{_PAIR}){{2,200}}{END})"
        + up_to_three(rf"{status_name}=\"?(?P<{{}}>{STATUSES})\"?(?=[ \t\r]|$)")
        + rf"(?![^\n]* (?:{PROSE_NAMES})={PROSE_NUMBER})"
        + if_there(rf" u(?:p?s)=\"?(?P<status4>{STATUSES})\"?(?![^ \t\r\n])")
        + if_there(rf" (?i:{PATH_NAMES}|req)=\"?{URL_PATH}")
        # In many lines, the time is the first pair, without a space before it.
        + rf"(?:(?=(?:[^\n]*? )??(?i:{TIME_NAMES})=\"?{_TIME})|)"
        + r"[^\n]*$"
    )


KEY_VALUES: Final = (
    Row(
        "LTSV",
        "\tstatus:",
        r"^(?=[^\n]*?\tstatus:(?P<status>[0-9]{3}|-)(?:\t|\r?$))"
        + if_there(r"\t(?:uri|path|req):(?:[A-Z]{3,10} )?(?P<path>/[^ \t\n]*)")
        + if_there(r"\btime:(?P<at>[^\t\n]{1,40})")
        + rf"[a-z_]{{1,40}}:[^\t\n]*+\t{TAIL}",
    ),
    Row("logfmt", "tatus", _logfmt(STATUS_NAME), rare_character="="),
    Row("logfmt", "ode=", _logfmt(CODE_NAME)),
)
