"""Source code and configuration that compare, send or name a status."""

import pytest

from bot.services.extract import find_codes


def codes(text: str) -> list[int]:
    return [each.code for each in find_codes(text)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("if (res.status !== 401) {", [401]),
        ("  case 401:\n    return login()\n  case 500:", [401, 500]),
        ("switch (res.status) {\n  case 200:\n  case 500:", [200, 500]),
        ("[401, 403].includes(status)", [401, 403]),
        ("[401, 403].includes(error.response?.status)", [401, 403]),
        ("listOf(500, 503).contains(response.code)", [500, 503]),
        ("if (401 === res.status)", [401]),
        ("if r.status_code not in (200, 204):", [200, 204]),
        ("in_array($status, [401, 403])", [401, 403]),
        ('nock(url).get("/x").reply(503)', [503]),
        ("raise HTTPException(404)", [404]),
        ("w.WriteHeader(500)", [500]),
        ("abort(403)", [403]),
        ("    return str(e), 500", [500]),
        ("assert statuses[4] == 403, api", [403]),
    ],
)
def test_source_code_that_compares_or_sends_a_status_is_read(text: str, found: list[int]) -> None:
    assert codes(text) == found


@pytest.mark.parametrize(
    "text",
    [
        "case 200:",
        "if (x === 500)",
        "return width, 500",
        'assert params["max_tokens"] == 500  # the limit of the api',
        "if (rows.length === 404) retry()",
        "[401, 403].includes(userId)",
        "list.add(503)",
        "resize(404, 500)",
    ],
)
def test_other_source_code_is_left_alone(text: str) -> None:
    assert codes(text) == []


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("try_files $uri $uri/ =404;", [404]),
        ("errorfile 503 /etc/haproxy/errors/503.http", [503]),
        ("ErrorDocument 404 /404.html", [404]),
        ("RewriteRule ^(.*)$ https://example.com/$1 [R=301,L]", [301]),
        ("validateStatus: (s) => s < 500,", [500]),
        ("return jsonify(error='no'), 404", [404]),
        ("return response()->json(['message' => 'x'], 422);", [422]),
        ('respond "ok" 200', [200]),
        ("Health checks failed with these codes: [502]", [502]),
        ('custom-http-errors: "404,503"', [404, 503]),
    ],
)
def test_configuration_that_names_a_status_is_read(text: str, found: list[int]) -> None:
    assert codes(text) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("http.codes.301: ........ 12\nvusers.created: ........ 500", [301]),
        ("> status.find.in(200,304), but actually found 503   12 (100%)", [200, 304, 503]),
        ('matcher             = "200-299"', [200, 299]),
        ('success_codes = "200-399"', [200, 399]),
        ('rate(http_requests_total{code!~"2..|404"}[1m])', [404]),
        ("@app.get('/x', responses={404: {'model': E}, 409: {'model': E}})", [404, 409]),
        ('EMAIL_DUPLICATED(409, "U-102", "이미 가입된 이메일"),', [409]),
        ("Failed asserting that 404 matches expected 200.", [404, 200]),
        ('GOLD_MEMBER(500, "골드"),', []),
        ('matcher = "10-20", port = "503"', []),
        ('size=~"500|404"', []),
        ("Failed asserting that 500 matches expected 300.", []),
        ("Non-2xx responses: 502\nFailed requests: 401", []),
        ("HTTP codes:\n  1xx - 0, 2xx - 500, 3xx - 0, 4xx - 404, 5xx - 0", []),
    ],
)
def test_what_tools_write_is_read(text: str, found: list[int]) -> None:
    assert codes(text) == found
