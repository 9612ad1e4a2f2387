"""wget: what it tells of a response, and its exit codes."""

import re

from tests.servers.recipe import Client, Invocation

ORIGIN, REFUSING = "http://127.0.0.1:ORIGIN_PORT", "http://127.0.0.1:REFUSING_PORT"
ONCE = ("-t", "1", "-O", "/dev/null")

RECIPES = (
    Invocation("a response", (*ONCE, f"{ORIGIN}/200/OK"), 200, "app"),
    Invocation("an error", (*ONCE, f"{ORIGIN}/404/Not-Found"), 404, "app", 8),
    Invocation("an error, in brief", ("-nv", *ONCE, f"{ORIGIN}/403/Forbidden"), 403, "app", 8),
    Invocation("an error with its head", ("-S", *ONCE, f"{ORIGIN}/502/Bad-Gateway"), 502, "app", 8),
    Invocation("no password", (*ONCE, f"{ORIGIN}/401/Unauthorized"), 401, "app", 6),
    Invocation("closed", (*ONCE, f"{ORIGIN}/closes"), None, "wget", 4),
    Invocation("refused", (*ONCE, f"{REFUSING}/"), None, "wget", 4),
    Invocation("silence", ("-T", "0.3", *ONCE, f"{ORIGIN}/silent"), None, "wget", 4),
)

WGET = Client(
    "wget", "wget", "wget", re.compile(r"(?:response\.\.\. |ERROR |HTTP/1\.1 )([0-9]{3})"), RECIPES
)
