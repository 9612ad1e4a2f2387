r"""Parts that the patterns of several formats share.

A pattern begins with `^`, ends with `$` and matches no line break, so it also finds every line of
its format in a block of lines. Every repetition is bounded, or ends at a character that can't
continue it, so a match takes linear time. No pattern has `\s`, which matches line breaks.
"""

from typing import Final, NamedTuple


class Row(NamedTuple):
    """A format before its pattern is compiled; the fields are those of LineFormat.

    `rare_character` may be left empty. It is then the rarest character of `required_text`.
    """

    name: str
    required_text: str
    pattern: str
    sender: str | None = None
    rare_character: str = ""


# The text that a log collector writes before a line: "web-1  | ",
# "Jan  6 17:33:18 lb1 haproxy[1180]: ". PREFIX doesn't match a number that could be a code, because
# such a number there shows that a person wrote the line as prose.
_WORD: Final = r"(?:(?![1-5][0-9]{2}s?[,:.)]?[ \t])[^ \t\r\n\"{}가-힣]++[ \t]++)"
PREFIX: Final = rf"[ \t]*+{_WORD}{{0,10}}?"
# The text after the columns of a format. TAIL doesn't match Korean outside quotes: a line with a
# remark in Korean is prose, too.
TAIL: Final = r"(?:[^\"\n가-힣]++|\"[^\"\n]*+\")*(?:\"[^\"\n가-힣]*+)?$"
REST: Final = rf"(?:[ \t\r,;|]{TAIL}|$)"
END: Final = r"[ \t\r]*$"
# A request line in quotes; it may contain escaped quotes: "GET /path HTTP/1.1", "-", "\x16\x03".
REQUEST: Final = r'"(?:[A-Z][A-Z_-]{2,19} (?P<path>[^ "\n]++))?(?:[^"\\\n]++|\\[^\n])*"'
METHOD: Final = r"[A-Z][A-Z_-]{2,19}"
METHODS: Final = "GET|HEAD|POST|PUT|PATCH|DELETE|OPTIONS|CONNECT|TRACE"
# [24/Nov/2026:02:11:09 +0000]; Django has a space instead of the first colon.
CLF_AT: Final = r"\[(?P<at>[0-9]{1,2}/[A-Za-z]{3}/[0-9]{4}[: ][0-9][^\]\[\"\n]{1,20})\]"
ISO_AT: Final = (
    r"(?P<at>[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9:]{8}(?:[.,][0-9]{1,9})?(?:Z|[+-][0-9:]{4,6})?)"
)
STATUS: Final = r"(?P<status>[0-9]{3})"
NUMBER: Final = r"[0-9]{1,15}"
# The reason for an error in ALB's log, after the time, the actions and the URL of a redirect.
ALB_REASON: Final = r"Z \"[a-z,-]{1,99}\" \"[^\" \n]{1,2000}\" \"(?P<flag>[A-Z][A-Za-z0-9]{5,60})\""
CLIENT: Final = r"[0-9A-Fa-f.:\[\]]{2,45}:[0-9]{1,5}"
# Words before "status" that show that the status isn't HTTP's. The words in one string have the
# same length, because a look-behind has a fixed width.
_WORDS_OF_OTHER_STATUSES: Final = ("job", "exit|wait|task", "child|build|order", "process|payment")
# The end of the name of a field with an HTTP status: "status", "upstream_status",
# "EdgeResponseStatus". The pattern leaves out "s" and "S", so that it begins with a fixed letter.
# After `[^\n]*`, `re` searches backwards from the line's end. That search takes five times as long
# for a pattern without a fixed first letter.
STATUS_NAME: Final = (
    r"tatus(?:(?<=[\" ]status)|"
    + "".join(
        rf"(?<!(?:{each}).[sS]tatus)(?<!(?:{each})Status)" for each in _WORDS_OF_OTHER_STATUSES
    )
    + r")(?:[._-]?[cC]odes?)?(?:_list)?"
)
CODE_NAME: Final = "ode(?:(?<=esponse.code)|(?<=esponseCode)|(?<=[hH]ttp.code)|(?<=[hH]ttpCode))"
STATUSES: Final = r"(?:-?[0-9]{1,3}|-)(?:(?:, ?| : )(?:-?[0-9]{1,3}|-)){0,9}"
# The names of fields that hold prose, and the pattern of prose with a number. The words beside such
# a number say whether it is a code.
PROSE_NAMES: Final = (
    r"msg|message|err|error(?:_?message)?|exception|detail|title|reason|cause|description|body|log"
)
PROSE_NUMBER: Final = r"\"[^\"\n]*?(?<![\w./:#-])[1-5][0-9]{2}(?!\w)"
PATH_NAMES: Final = (
    r"(?:(?:https?|client|request|req|raw|orig|original|resource|x-envoy-original)[._-]?){0,3}"
    r"(?:path|ur[il])|(?:http_?)?request"
)
# The path of a URL or of a request line, without the URL's host.
URL_PATH: Final = r"(?:[A-Z]{3,10} )?(?:https?://[^/ \"\n]{1,255})?(?P<path>/[^\" \n]*)"
TIME_NAMES: Final = (
    r"@?t|@?timestamp|ts|(?:start|started|request|edgestart|haproxy|log)?_?(?:date)?_?"
    r"(?:time(?:stamp)?|utc|at)(?:_?(?:local|iso8601|utc))?|msec"
)
# The value of a field in TIME_NAMES: a date with a clock time, or seconds since 1970.
TIME: Final = r"(?P<at>(?=[^\",\n]{0,30}?(?:[0-9]:[0-9]{2}|[0-9]{9}))[^\",\n}]{1,40}[^\",\n} ])"


def if_there(pattern: str) -> str:
    """Return a pattern that looks ahead for an optional part of the line, and captures it.

    Put the line's required parts before this pattern. If anything after this pattern fails, `re`
    skips the optional part and tries all that follows a second time.
    """
    return rf"(?:(?=[^\n]*?{pattern})|)"


def up_to_three(field: str) -> str:
    """Return a pattern that looks ahead for one to three fields that match `field`.

    {} in `field` stands for a group's name. The line's last such field has the group `status`. The
    field before it has the group `status2`, and the field before that has the group `status3`.
    """
    last, second, third = (
        rf"[^\n]*{field.replace('{}', group)}" for group in ("status", "status2", "status3")
    )
    return rf"(?=(?:(?:{third})?{second})?{last})"
