"""Lines of names and values: key=value (logfmt) and name:value with tabs (LTSV)."""

from typing import Final

from bot.services.extract.log_formats.parts import (
    END,
    PATH_NAMES,
    PREFIX,
    PROSE_NAMES,
    PROSE_NUMBER,
    STATUS_NAMES,
    STATUSES,
    TIME_NAMES,
    URL_PATH,
    Row,
    if_there,
)

_PAIR: Final = r"[A-Za-z_@][\w.@-]{0,60}=(?:\"(?:[^\"\\\n]|\\[^\n])*\"|[^ \"\n]*+)"
# A time in quotes may contain spaces.
_TIME: Final = (
    r"(?P<at>(?=[^\"\n]{0,30}?(?:[0-9]:[0-9]{2}|[0-9]{9}))(?:(?<=\")[^\"\n]{1,41}|[^ \"\n]{1,41}))"
)

KEY_VALUES: Final = (
    Row(
        "LTSV",
        "\tstatus:",
        r"^(?=[^\n]*?\tstatus:(?P<status>[0-9]{3}|-)(?:\t|\r?$))"
        + if_there(r"\t(?:uri|path|req):(?:[A-Z]{3,10} )?(?P<path>/[^ \t\n]*)")
        + if_there(r"\btime:(?P<at>[^\t\n]{1,40})")
        + r"[a-z_]{1,40}:[^\t\n]*\t[^\n가-힣]*$",
    ),
    # key=value, at least three of them and nothing else.
    Row(
        "logfmt",
        "=",
        rf"^{PREFIX}(?={_PAIR}(?:[ \t]+{_PAIR}){{2,200}}{END})"
        rf"(?![^\n]*?\b(?:{PROSE_NAMES})={PROSE_NUMBER})"
        rf"(?=(?:[^\n]*? )?(?i:{STATUS_NAMES})=\"?(?P<status>{STATUSES})\"?(?:[ \t\r]|$)"
        rf"(?:[^\n]*? (?i:{STATUS_NAMES})=\"?(?P<status2>{STATUSES})\"?(?:[ \t\r]|$))?)"
        + if_there(rf"(?i:\b(?:{PATH_NAMES}|req))=\"?{URL_PATH}")
        + if_there(rf"(?i:\b(?:{TIME_NAMES}))=\"?{_TIME}")
        + r"[^\n]*$",
    ),
)
