"""Log formats of application servers, web frameworks, HTTP clients and load testers."""

from typing import Final

from bot.services.extract.log_formats.parts import (
    END,
    METHOD,
    NUMBER,
    PREFIX,
    REQUEST,
    REST,
    STATUS,
    TAIL,
    Row,
)

_URL: Final = r"(?:https?://[^/ \"\n]{1,255})?(?P<path>/[^ \"\n]*+)"
_COLOR: Final = r"(?:\x1b?\[[0-9;]{1,8}m)?"
_REASON: Final = r"[A-Z][A-Za-z' -]{1,60}"
_DURATION: Final = r"[0-9.,]{1,20}"
# Tue Nov 24 02:11:09 2026
_C_AT: Final = r"(?P<at>[A-Z][a-z]{2} [A-Z][a-z]{2} [ 0-9][0-9] [0-9:]{8} [0-9]{4})"

APPLICATIONS: Final = (
    Row(
        "Uvicorn",
        ' - "',
        rf"^{PREFIX}[\w.:\[\]-]{{1,80}} - {REQUEST} {STATUS}(?: {_REASON})?{END}",
        "app",
    ),
    # Older versions of Gin write no quotes around the path, and write colours around the columns.
    Row(
        "Gin",
        "[GIN]",
        rf"^{PREFIX}\[GIN\] (?P<at>[0-9/]{{10}} - [0-9:]{{8}}) "
        rf"\|{_COLOR} *+{STATUS} *+{_COLOR}\| *+[^|\n]{{1,40}}\| *+[^|\n]{{1,60}}"
        rf"\|{_COLOR} *+{METHOD} ++{_COLOR} *+\"?(?P<path>[^ \"\n]++)\"?{TAIL}",
        "app",
    ),
    # ASP.NET Core up to 3.1 names no request.
    Row(
        "ASP.NET Core 3",
        "Request finished in ",
        rf"^{PREFIX}Request finished in {_DURATION}ms {STATUS}{REST}",
        "app",
    ),
    Row(
        "ASP.NET Core",
        "Request finished HTTP/",
        rf"^{PREFIX}Request finished HTTP/[0-9.]{{1,3}} {METHOD} {_URL}"
        rf"(?: [^ \n]{{1,80}}){{0,3}}? - {STATUS} (?:null|-|{NUMBER}) {TAIL}",
        "app",
    ),
    Row(
        "Serilog",
        " responded ",
        rf"^{PREFIX}HTTP \"?{METHOD}\"? \"?{_URL}\"? responded {STATUS} in {_DURATION} ms{REST}",
        "app",
        rare_character="/",
    ),
    # This row has no sender: .NET's client logs the status that some server sent to it.
    Row(
        ".NET HttpClient",
        "ms - ",
        rf"^{PREFIX}(?:Received HTTP response|End processing HTTP request)(?: headers)? "
        rf"after {_DURATION}ms - {STATUS}{END}",
    ),
    Row(
        "Rails",
        "Completed ",
        rf"^{PREFIX}Completed {STATUS} (?:{_REASON} )?in {_DURATION} ?ms{REST}",
        "app",
    ),
    Row(
        "Phoenix",
        "Sent ",
        rf"^{PREFIX}Sent {STATUS} in {_DURATION} ?(?:ns|µs|us|ms|s){END}",
        "app",
    ),
    Row(
        "Tornado",
        " (",
        rf"^{PREFIX}\[[DIWEC] (?P<at>[0-9]{{6}} [0-9:]{{8}}) [\w.]{{1,60}}:[0-9]{{1,6}}\] "
        rf"{STATUS} {METHOD} (?P<path>[^ \n]+) \([^)\n]{{1,60}}\) {_DURATION}ms{END}",
        "app",
        rare_character="[",
    ),
    # Express with morgan's "dev" or "tiny".
    Row(
        "morgan",
        " ms",
        rf"^{PREFIX}{_COLOR}{METHOD} {_URL} {_COLOR}{STATUS}{_COLOR} (?:(?:{NUMBER}|-) - )?"
        rf"{_DURATION} ms(?: - (?:{NUMBER}|-))?{_COLOR}{END}",
        "app",
        rare_character="/",
    ),
    Row(
        "uWSGI",
        "=> generated ",
        rf"^{PREFIX}\[pid: [^\n]{{1,200}}?\[{_C_AT}\] {METHOD} (?P<path>[^ \n]+) => "
        rf"generated {NUMBER} bytes in {NUMBER} [a-z]{{4,8}} (?:via [a-z]{{1,20}}\(\) )?"
        rf"\(HTTP/[0-9.]{{1,3}} {STATUS}\){REST}",
        "app",
    ),
    # PHP's own server.
    Row(
        "PHP",
        "]: ",
        rf"^{PREFIX}\[{_C_AT}\] [^ \n]{{2,60}} \[{STATUS}\]: (?:\([a-z]+\)|{METHOD}) "
        rf"(?P<path>[^ \n]+){REST}",
        "app",
    ),
    # k6 writes a check's name, its result, and figures. The last two formats have an empty
    # `status`, so the counts in these lines are not taken for codes.
    Row(
        "k6 check",
        "tatus",
        r"^[ \t]*[✓✗✔✘√×] [^\n0-9]{0,80}\b[Ss]tatus"
        rf"(?:[ _][Cc]ode)? ?(?:is|was|of|equals|[:=]{{1,3}})? ?{STATUS}{END}",
    ),
    Row(
        "k6 check",
        " is ",
        rf"^[ \t]*[✓✗✔✘√×] [a-zA-Z][^\n0-9]{{0,60}} is {STATUS}{END}",
    ),
    Row(
        "k6 result",
        "↳",
        rf"^[ \t]*↳ +[0-9]{{1,3}}%(?P<status>) — [✓✔√] {NUMBER} / [✗✘×] {NUMBER}{END}",
    ),
    Row("k6 figure", "...: ", rf"^[ \t]*[✓✗✔✘√×]? ?[a-z_]{{3,60}}\.{{3,80}}: (?P<status>){TAIL}"),
)
