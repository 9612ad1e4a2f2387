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
