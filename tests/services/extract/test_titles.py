"""Reason phrases and titles of error pages, in the words of the servers that write them."""

import pytest

from bot.services.extract import find_codes


def codes(text: str) -> list[int]:
    return [each.code for each in find_codes(text)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("401 Authorization Required when using the overrides", [401]),
        ("I keep getting this `405 Not Allowed` error", [405]),
        ("HTTP 400 - Request Header Or Cookie Too Large after logging in", [400]),
        ("<head><title>502 Proxy Error</title></head>", [502]),
        ("<h1>503 Over Quota</h1>", [503]),
        ("<H1>302 Moved</H1>", [302]),
        ("<title>400 The plain HTTP request was sent to HTTPS port</title>", [400]),
        ("<h1>Error 503 Backend is unhealthy</h1>", [503]),
        ("503 Maintenance", [503]),
        ("403 Access Denied\nYou don't have permission", [403]),
        ("Error 405 Purge not allowed", [405]),
        ("508 Resource Limit Is Reached", [508]),
        ("# 502 Proxy Error", [502]),
        ("429 Rate Limited", [429]),
    ],
)
def test_a_code_with_a_servers_own_phrase_is_found(text: str, found: list[int]) -> None:
    assert codes(text) == found


@pytest.mark.parametrize(
    "text",
    [
        "<title>404 Main Street Apartments</title>",
        "<h1>500 Best Albums</h1>",
        "500 Days of Summer",
        "404 Media",
        "Room 404 Access Denied",
        "Unit 400 Under maintenance",
        "Building 503 Maintenance",
        "500 Requests",
        "400 Failed",
        "503 Failed Logins",
        "404 Missing Persons",
        "302 Moved Houses This Year",
        "Total: 500 Rejected",
        "503 Errors found",
        "<h2>404 Missing Things</h2>",
        "<h1>500 Bad Ideas</h1>",
        "<p>503 Failed attempts</p>",
        "Rate limited 404 clients, 503 left",
    ],
)
def test_a_title_without_such_a_phrase_has_no_code(text: str) -> None:
    assert codes(text) == []


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("GetObject: 403 AccessDenied on the bucket", [403]),
        ("S3에서 403 AccessDenied", [403]),
        ("새로고침하면 403(AccessDenied)이 나온다", [403]),
        ("PutItem failed with 400(ValidationException)", [400]),
        ("타임아웃 난 뒤 503 SlowDown 이 계속 나요", [503]),
        ("copy stopped at line 404 TypeError", []),
        ("exit 412 RuntimeError", []),
        ("403 AccessDeniedExceptions in an hour", []),
        ("409 MegaBytes", []),
    ],
)
def test_the_name_of_an_error_makes_the_number_before_it_a_code(
    text: str, found: list[int]
) -> None:
    assert codes(text) == found


@pytest.mark.parametrize(
    "phrase",
    [
        "413 Request Entity Too Large", "413 Content Too Large",
        "414 Request-URI Too Long", "414 URI Too Long",
        "416 Requested Range Not Satisfiable", "416 Range Not Satisfiable",
        "422 Unprocessable Entity", "422 Unprocessable Content",
    ],
)  # fmt: skip
def test_a_phrase_is_known_by_its_older_and_its_newer_name(phrase: str) -> None:
    """Whichever of them this version of Python has."""
    assert codes(f"<title>{phrase}</title>") == [int(phrase[:3])]
