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
        ("    respond_with 500, reason", [500]),
        ("it { is_expected.to respond_with(404) }", [404]),
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


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("match res.status() {\n  200..=299 => ok(),\n  c if c >= 500 => wait(),", [200, 299, 500]),
        ("switch http.statusCode {\ncase 200...299: parse()", [200, 299]),
        ("if (200..<300).contains(http.statusCode) { parse() }", [200, 300]),
        ("when (response.code()) {\n  in 500..599 -> wait()", [500, 599]),
        ("okCodes: '200:299'\nstatus", [200, 299]),
        ("rows[rows.status.between(400, 499)]", [400, 499]),
        ("sizes = [100..599]", []),
        ("for port in 100...499 {", []),
    ],
)
def test_both_ends_of_a_range_of_statuses_are_read(text: str, found: list[int]) -> None:
    assert codes(text) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (
            "case e.response[:status]\nwhen 404 then nil\nwhen 409, 423 then raise Busy",
            [404, 409, 423],
        ),
        ("code match {\n  case 408 | 429 => retry()\n  case 201 => ok()", [408, 429, 201]),
        (
            's=$(curl -s -o /dev/null -w "%{http_code}" "$u")\ncase $s in 200|301) ;; esac',
            [200, 301],
        ),
        ('| 200 -> "OK" | 404 -> "Not Found" | _ -> "?"', [200, 404]),
        ("// RFC 5321\nswitch (reply.code) {\n  case 421: case 450: wait();", []),
        ("switch (sipCode) {\n  case 100, 180: ringing()\n  case 404, 486: hangUp()", []),
        ("switch (ftp.lastReply()) {\n  case 226: done();\n  case 425: again();", []),
        ("switch (orderStat) {\n  case 400: cancel();\n  case 500: refund();", []),
    ],
)
def test_the_labels_of_a_switch_are_what_it_is_on(text: str, found: list[int]) -> None:
    assert codes(text) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("[ProducesResponseType(409)]\n[ProducesResponseType(typeof(Cart), 201)]", [409, 201]),
        ("return ngx.exit(403)", [403]),
        (".then().statusCode(anyOf(is(200), is(206)))", [200, 206]),
        ("if ($_.Exception.Response.StatusCode.value__ -eq 404) { return }", [404]),
        ('code=$(curl -sw "%{http_code}" "$u")\n[ "$code" -ne 204 ] && exit 1', [204]),
        (".its('response.statusCode').should('eq', 422)", [422]),
        ("SELECT * FROM calls WHERE http_status NOT IN (200, 404, 410)", [200, 404, 410]),
        ("linkcheck --accept 200,206", [200, 206]),
        ('probe_http_status_code{job="web"} >= 400', [400]),
        ("validateStatus: (s) => s != null && s < 500,", [500]),
        ("res.status(err.status || 500).end()", [500]),
        ("status=203/EXEC", []),
        ("SELECT * FROM rooms WHERE floor_no NOT IN (200, 404)", []),
        ("if ($count -eq 404) { return }", []),
    ],
)
def test_arguments_and_comparisons_of_a_status_are_read(text: str, found: list[int]) -> None:
    assert codes(text) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("return Response(status=status.HTTP_409_CONFLICT)", [409]),
        ("proxy_next_upstream error http_503;", [503]),
        ("metric: HTTPCode_ELB_502_Count", [502]),
        ("build_503 and img_404.png", []),
    ],
)
def test_a_name_of_http_may_hold_a_status(text: str, found: list[int]) -> None:
    assert codes(text) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("enum Http {\n  OK = 200,\n  NO_CONTENT = 204,\n  CONFLICT = 409,\n}", [200, 204, 409]),
        ("codes = %{bad_input: 400, forbidden: 403, gone: 410}", [400, 403, 410]),
        ("LoginError: 401,\nLimitError: 429,", [401, 429]),
        ("#define HTTP_OK 200\n#define HTTP_PARTS 206\n#define TX_BUF 512", [200, 206]),
        ("pool = { MIN: 100, MAX: 500 }", []),
        ("width: 400, height: 300", []),
    ],
)
def test_a_map_with_a_codes_own_reason_is_of_statuses(text: str, found: list[int]) -> None:
    assert codes(text) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("grep -cE '\" (500|503) ' access.log", [500, 503]),
        ("awk '$9==502' access.log | wc -l", [502]),
        ('failregex = ^<HOST> .* "POST /login[^"]*" (?:401|403) .+$', [401, 403]),
        ('filter @message like /HTTP\\/1\\.1" 502/', [502]),
        ("sort | uniq -c\n     12 503 /cart\n      4 500 /login", [503, 500]),
        ("grep 'room 404' rooms.txt", []),
    ],
)
def test_searches_of_an_access_log_are_read(text: str, found: list[int]) -> None:
    assert codes(text) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (
            '@pytest.mark.parametrize("body,code", [({}, 400), ({"n": 1}, 201)])\n'
            "def test_add(client, body, code):\n"
            '    assert client.post("/n", json=body).status_code == code',
            [400, 201],
        ),
        ('{"home", "/", 200},\n{"old", "/old", 301},', [200, 301]),
        ('{"a", "b", 200},\n{"c", "d", 301},', []),
    ],
)
def test_cases_of_a_table_test_end_in_a_status(text: str, found: list[int]) -> None:
    assert codes(text) == found
