"""curl: what it prints with `-w`, `-i` and `-v`, and its own 000."""

import re

from tests.servers.recipe import Client, Invocation

ORIGIN, REFUSING = "http://127.0.0.1:ORIGIN_PORT", "http://127.0.0.1:REFUSING_PORT"
OVER_TLS = "https://127.0.0.1:ORIGIN_PORT"
WRITE = ("-sS", "-o", "/dev/null", "-w", "http_code=%{http_code} time_total=%{time_total}\n")
WRITE_JSON = ("-sS", "-o", "/dev/null", "-w", "%{json}\n")
NOT_FOUND = f"{ORIGIN}/404/Not-Found"
UNAVAILABLE = f"{ORIGIN}/503/Service-Unavailable"

RECIPES = (
    Invocation("a response", (*WRITE, NOT_FOUND), 404, "app"),
    Invocation("a response, in JSON", (*WRITE_JSON, NOT_FOUND), 404, "app"),
    Invocation("a response with its head", ("-sSi", UNAVAILABLE), 503, "app"),
    Invocation("a response, talked through", ("-sSv", UNAVAILABLE), 503, "app"),
    Invocation("an error is a failure", ("-sSf", UNAVAILABLE), 503, "app", 22),
    Invocation("an error is a failure, with its code", ("-f", *WRITE, NOT_FOUND), 404, "app", 22),
    Invocation("the response is cut", (*WRITE, f"{ORIGIN}/cut"), 200, "app", 18),
    Invocation("no HTTP", (*WRITE, f"{ORIGIN}/garbage"), 0, "curl", 1, vendor="curl"),
    Invocation("refused", (*WRITE, f"{REFUSING}/"), 0, "curl", 7, vendor="curl"),
    Invocation("refused, in JSON", (*WRITE_JSON, f"{REFUSING}/"), None, "curl", 7),
    Invocation("silence", ("-m", "0.3", *WRITE, f"{ORIGIN}/silent"), 0, "curl", 28, vendor="curl"),
    Invocation("TLS to a port without it", (*WRITE, OVER_TLS), 0, "curl", 35, vendor="curl"),
    Invocation("closed", (*WRITE, f"{ORIGIN}/closes"), 0, "curl", 52, vendor="curl"),
)

CURL = Client(
    "curl", "curl", "curl", re.compile(r'(?:_code=|error: |HTTP/1\.1 |_code":)([0-9]{3})'), RECIPES
)
