"""Shapes of a status in the output of tools: scanners, crawlers, load testers, health checks."""

from typing import Final

# Pairs (required_text, pattern). Every line of a format contains `required_text`. Group 1 of the
# pattern is the status.
TOOLS: Final[tuple[tuple[str, str], ...]] = (
    # dirsearch: [15:02:41] 403 -  199B - /.git/
    (
        "B - ",
        r"\] ([1-5][0-9]{2}) - {1,6}[0-9.]{1,8}[KMG]?B - {1,4}(?:/|https?://)",
    ),
    # Heritrix: the time, the status, and the size of a page
    (
        "Z  ",
        r"T[0-9:.]{8,15}Z {2,6}([1-5][0-9]{2}) {1,12}(?:[0-9]{1,12}|-) (?:https?|dns):",
    ),
    # Scrapy's statistics
    ("_count/", r"(?:status|reason)_count/([1-5][0-9]{2})(?=['\" ])"),
    # Artillery's report: http.codes.201: 2,950
    ("http.codes.", r"\bhttp\.codes\.([1-5][0-9]{2})(?![0-9])"),
    # JMeter's table of errors: "500/Internal Server Error",206
    *(
        (f"/{phrase}", rf"^\s{{0,8}}\"?([45][0-9]{{2}})/{phrase}")
        for phrase in ("Internal Server", "Service Unav")
    ),
    # Gatus: [STATUS] (502) == 200
    ("[STATUS] ", r"\[STATUS\] (?=\(?[0-9=!<>])([^\n]{1,12}\b[1-5][0-9]{2})(?![0-9])"),
    # Prometheus' probes: probe_http_status_code{instance="…"} 503
    ("code{", r"status_code\{[^}\n]{0,1000}\} ([1-5][0-9]{2})\s*$"),
    # IIS without the columns' names: the user agent, perhaps the referer, and the last columns
    (
        "+(",
        r"/5\.0\+\(\S{1,400} (?:\S{1,400} )?([1-5][0-9]{2}) [0-9]{1,3} [0-9]{1,10}"
        r"(?: [0-9]{1,9}){0,4}\s*$",
    ),
    # apiDoc
    ("@api", r"@api(?:Success|Error)(?:Example)? \(([1-5][0-9]{2})\)"),
)
