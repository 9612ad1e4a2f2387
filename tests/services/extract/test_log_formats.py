"""Each log format gives its columns; no other number of its lines counts."""

from random import Random
from typing import NamedTuple

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.services.extract import find_codes
from bot.services.extract.log_formats import line_format
from tests.examples import examples
from tests.linear_time import least_ratio_within


class Line(NamedTuple):
    """A log line, and what its columns hold."""

    name: str
    line: str
    codes: list[int]
    path: str | None = None
    at: str | None = None
    flag: str | None = None
    sender: str | None = None


LINES = [
    Line(
        "combined",
        '192.0.2.7 - - [24/Nov/2026:02:11:09 +0900] "GET /pay/404?id=500 HTTP/1.1" 502 157'
        ' "https://shop.example/503" "curl/8.5.0"',
        [502], "/pay/404?id=500", "24/Nov/2026:02:11:09 +0900",
    ),
    Line(
        "combined",
        '2001:db8::5 - min [24/Nov/2026:02:11:10 +0000] "DELETE /cart HTTP/2.0" 204 -',
        [204], "/cart", "24/Nov/2026:02:11:10 +0000",
    ),
    Line(
        "combined",
        'web-1  | 10.0.0.3 - - [24/Nov/2026:02:11:11 +0000] "GET /a HTTP/1.1" 200 404 "-" "x"'
        ' rt=0.503 us="502, 200"',
        [200, 502, 200], "/a", "24/Nov/2026:02:11:11 +0000",
    ),
    Line(
        "combined", r'10.0.0.3 - - [24/Nov/2026:02:11:12 +0000] "\x16\x03 \"500\"" 400 157',
        [400], None, "24/Nov/2026:02:11:12 +0000",
    ),
    Line(
        "combined", '[24/Nov/2026 02:11:13] "POST /login/ HTTP/1.1" 403 500',
        [403], "/login/", "24/Nov/2026 02:11:13",
    ),
    Line(
        "access log", 'INFO 2026-11-24 02:11:09,404 basehttp "GET /x/404 HTTP/1.1" 500 2503',
        [500], "/x/404", "2026-11-24 02:11:09,404",
    ),
    Line(
        "access log",
        '192.0.2.7 - - [24/Nov/2026:02:11:09 +0900] a.example "GET / HTTP/2.0" 502 404 "-" us=503',
        [502, 503], "/", "24/Nov/2026:02:11:09 +0900",
    ),
    Line(
        "JSON",
        '{"time":"2026-11-24T02:11:09.404Z","msg":"GET took 0.5 s","req":{"method":"GET",'
        '"url":"/items/404"},"res":{"statusCode":503},"pid":502}',
        [503], "/items/404", "2026-11-24T02:11:09.404Z",
    ),
    Line(
        "JSON", 'api-1 | {"ts": 1795486269.5, "request": "POST /v1/pay HTTP/1.1", "status": "499"}',
        [499], "/v1/pay", "1795486269.5",
    ),
    Line(
        "JSON", '{"status": 200, "upstream_status": "502, 200", "time": 0.404, "size": 500}',
        [200, 502, 200],
    ),
    Line(
        "Traefik JSON",
        '{"DownstreamStatus":502,"OriginStatus":0,"Duration":404000,"RequestPath":"/x",'
        '"StartUTC":"2026-11-24T02:11:09Z"}',
        [502], "/x", "2026-11-24T02:11:09Z", sender="Traefik",
    ),
    Line(
        "Cloudflare JSON",
        '{"EdgeStartTimestamp":"2026-11-24T02:11:09Z","ClientRequestURI":"/q?n=500",'
        '"EdgeResponseStatus":522,"OriginResponseStatus":0,"EdgeResponseBytes":404}',
        [522], "/q?n=500", "2026-11-24T02:11:09Z", sender="Cloudflare",
    ),
    Line(
        "Envoy JSON",
        '{"start_time":"2026-11-24T02:11:09.500Z","path":"/rpc","response_code":503,'
        '"response_flags":"UF,URX","upstream_service_time":null,"duration":404}',
        [503], "/rpc", "2026-11-24T02:11:09.500Z", "UF,URX", "Envoy",
    ),
    Line(
        "CloudFront",
        "2026-11-24\t02:11:09\tICN57-P1\t404\t192.0.2.9\tGET\td111.cloudfront.net\t/v/503.ts\t502\t-"
        "\tVLC/3\t-\t-\tError\tkR==\tcdn.example\thttps\t407\t0.500\t-\tTLSv1.3\tTLS_AES\tError"
        "\tHTTP/2.0\t-\t-\t50404\t0.500\tOriginConnectError\ttext/html\t500\t-\t-",
        [502], "/v/503.ts", "2026-11-24\t02:11:09", "OriginConnectError", "CloudFront",
    ),
    Line(
        "CloudFront",
        "2026-11-24\t02:11:09\tICN57\t404\t192.0.2.9\tGET\tcdn.example\t/\t403\t-\tcurl/8"
        "\t-\t-\tError\tkR==\tcdn.example\thttp\t407\t0.500",
        [403], "/", "2026-11-24\t02:11:09", sender="CloudFront",
    ),
    Line(
        "CloudFront",
        "2026-11-24 02:11:09 ICN57 404 192.0.2.9 GET d111.cloudfront.net / 403 - curl/8 - - Error"
        " kR== cdn.example http 407 0.500",
        [403], "/", "2026-11-24 02:11:09", sender="CloudFront",
    ),
    Line(
        "AWS load balancer",
        "https 2026-11-24T02:11:09.500404Z app/shop/0a1b 192.0.2.4:40404 10.0.1.5:8080 0.001 0.502"
        ' 0.000 502 502 404 500 "GET https://shop.example:443/p/503?x=1 HTTP/1.1" "curl/8" - - arn'
        ' "Root=1-5" "-" "-" 0 2026-11-24T02:11:09.000000Z "forward" "-" "-" "10.0.1.5:8080" "502"'
        ' "-" "-" TID_1',
        [502, 502, 502], "/p/503?x=1", "2026-11-24T02:11:09.500404Z", None, "balancer",
    ),
    Line(
        "AWS load balancer",
        "2026-11-24T02:11:09.1Z old-elb 192.0.2.4:40404 - -1 -1 -1 504 0 404 0"
        ' "GET http://shop.example:80/ HTTP/1.1" "curl/8" - -',
        [504], "/", "2026-11-24T02:11:09.1Z", None, "balancer",
    ),
    Line(
        "AWS load balancer",
        "http 2026-11-24T02:11:09.500404Z app/shop/0a1b 192.0.2.4:40404 - 0.000 0.502 0.000 502 -"
        ' 34 366 "GET http://shop.example:80/ HTTP/1.1" "curl/8" - - arn "Root=1-5" "-" "-"'
        ' 0 2026-11-24T02:11:09.000000Z "forward" "-" "LambdaInvalidResponse" "-" "-" "-" "-"',
        [502], "/", "2026-11-24T02:11:09.500404Z", "LambdaInvalidResponse", "balancer",
    ),
    Line(
        "HAProxy",
        "Nov 24 02:11:09 lb1 haproxy[404]: 192.0.2.4:50200 [24/Nov/2026:02:11:09.502] fe be/<NOSRV>"
        ' 0/500/-1/-1/503 503 217 - - sQ-- 500/404/1/0/0 0/0 "GET /slow HTTP/1.1"',
        [503], "/slow", "24/Nov/2026:02:11:09.502", "sQ--", "HAProxy",
    ),
    Line(
        "HAProxy",
        "192.0.2.4:50200 [24/Nov/2026:02:11:09.502] fe fe/<NOSRV> -1/-1/-1/-1/404 -1 0 - - CR--"
        ' 500/404/0/0/0 0/0 "<BADREQ>"',
        [], None, "24/Nov/2026:02:11:09.502", "CR--", "HAProxy",
    ),
    Line(
        "HAProxy TCP",
        "192.0.2.4:50200 [24/Nov/2026:02:11:09.502] sql sql/db1 1/0/5000 404 -- 500/120/1/0/0 0/0",
        [], None, "24/Nov/2026:02:11:09.502", "--", "HAProxy",
    ),
    Line(
        "AWS load balancer",
        "h2 2026-11-24T02:11:09.500404Z app/shop/0a1b 192.0.2.4:40404 - -1 -1 -1 503 404 500"
        ' "GET https://shop.example:443/ HTTP/2.0" "curl/8" - -',
        [503], "/", "2026-11-24T02:11:09.500404Z", None, "balancer",
    ),
    Line(
        "HAProxy, status first",
        'haproxy[502]: 504 sH-- be_pay/pay1 404 tr=-1 ta=500 192.0.2.4:50200 "POST /pay HTTP/1.1"',
        [504], "/pay", None, "sH--", "HAProxy",
    ),
    Line(
        "HAProxy JSON",
        '{"haproxy_timestamp":"24/Nov/2026:02:11:09 +0000","http_status":502,"bytes_read":404,'
        '"http_request":"GET /feed?p=500 HTTP/1.1","termination_state":"SH--"}',
        [502], "/feed?p=500", "24/Nov/2026:02:11:09 +0000", "SH--", "HAProxy",
    ),
    Line(
        "Envoy",
        '[2026-11-24T02:11:09.404Z] "GET /stock/500 HTTP/1.1" 503 UF,URX 0 152 404 - "-" "curl/8"'
        ' "5c0c-4500" "stock:5000" "10.4.4.29:5000"',
        [503], "/stock/500", "2026-11-24T02:11:09.404Z", "UF,URX", "Envoy",
    ),
    Line(
        "Envoy",
        '[2026-11-24T02:11:09.404Z] "GET /a HTTP/1.1" 503 UF upstream_reset_before_response_started'
        '{connection_timeout} - "-" 0 152 404 - "-" "curl/8" "5c0c" "stock:5000" "-" outbound|500'
        "||x - 10.4.5.200:80 10.4.5.200:40404 - default",
        [503], "/a", "2026-11-24T02:11:09.404Z", "UF", "Envoy",
    ),
    Line(
        "Envoy",
        '[2026-11-24T02:11:09Z] "POST /rpc HTTP/2" 0 DC downstream_remote_disconnect - "-" 404 0'
        ' 500 - "-" "grpc-go/1.6" "5c0c" "stock:5000" "10.4.4.29:5000" - - - - - -',
        [], "/rpc", "2026-11-24T02:11:09Z", "DC", "Envoy",
    ),
    Line(
        "Envoy",
        '[2026-11-24T02:11:09.404Z] "GET /me HTTP/1.1" 500 - via_upstream - "-" 0 131 404 404 "-"'
        ' "curl/8" "5c0c" "me:80" "10.4.4.29:5000" inbound|8080|| 127.0.0.6:404 - - - default',
        [500], "/me", "2026-11-24T02:11:09.404Z", None, "Envoy",
    ),
    Line(
        "Squid",
        "1795486269.404    503 10.3.0.44 TCP_MISS_ABORTED/000 0 GET http://a.example/404 -"
        " HIER_DIRECT/203.0.113.88 -",
        [0], "http://a.example/404", "1795486269.404", "TCP_MISS_ABORTED", "Squid",
    ),
    Line(
        "Squid",
        "Nov 24 02:11:09 gw (squid-1)[404]: 1795486269.404 12 10.3.0.44 TCP_DENIED/407 4105 CONNECT"
        " api.example:443 kim HIER_NONE/- text/html",
        [407], "api.example:443", "1795486269.404", "TCP_DENIED", "Squid",
    ),
    Line(
        "Traffic Server",
        "1795486269.404 30012 10.3.0.44 ERR_CONNECT_FAIL/502 404 GET http://a.example/ -"
        " DIRECT/a.example text/html -",
        [502], "http://a.example/", "1795486269.404", "ERR_CONNECT_FAIL", None,
    ),
    Line(
        "S3",
        "79a5 media [24/Nov/2026:02:11:09 +0000] 192.0.2.9 - 3E57404 REST.GET.OBJECT a/500.mp3"
        ' "GET /a/500.mp3 HTTP/1.1" 404 NoSuchKey 302 - 500 - "-" "curl/8" - s9lz= - - - x TLSv1.2',
        [404], "/a/500.mp3", "24/Nov/2026:02:11:09 +0000", "NoSuchKey", "S3",
    ),
    Line(
        "Heroku router",
        '2026-11-24T02:11:09.404+00:00 heroku[router]: at=error code=H12 desc="Request timeout"'
        ' method=GET path="/report/404" host=a.example fwd="192.0.2.9" dyno=web.1 connect=200ms'
        " service=30000ms status=503 bytes=500 protocol=https",
        [503], "/report/404", "2026-11-24T02:11:09.404+00:00", "H12", "Heroku",
    ),
    Line(
        "Heroku router",
        "at=info method=GET path=/ host=a.example dyno=web.1 connect=1ms service=404ms status=200",
        [200], "/", sender="Heroku",
    ),
    Line(
        "Nginx Proxy Manager",
        '[24/Nov/2026:02:11:09 +0000] - 502 502 - GET https nas.example "/photos/404" [Client'
        ' 192.0.2.9] [Length 500] [Gzip 2.04] [Sent-to 10.0.0.24] "curl/8" "-"',
        [502, 502], "/photos/404", "24/Nov/2026:02:11:09 +0000", None, "nginx",
    ),
    Line(
        "Nginx Proxy Manager",
        '[24/Nov/2026:02:11:09 +0000] - - 301 - GET http nas.example "/" [Client 192.0.2.9]'
        ' [Length 166] [Gzip -] [Sent-to nas] "curl/8" "-"',
        [301], "/", "24/Nov/2026:02:11:09 +0000", None, "nginx",
    ),
    Line(
        "ingress-nginx",
        '10.4.0.9 - - [24/Nov/2026:02:11:09 +0000] "GET /cart HTTP/2.0" 502 404 "-" "curl/8" 500'
        " 0.404 [shop-web-80] [] 10.4.1.5:8080, 10.4.1.6:8080 0, 404 0.000, 0.404 502, 502"
        " 5c0c91884404d4f529502e1fa2b7c9d1",
        [502, 502, 502], "/cart", "24/Nov/2026:02:11:09 +0000", None, "nginx",
    ),
    Line(
        "Traefik",
        '10.4.0.9 - - [24/Nov/2026:02:11:09 +0000] "GET /api HTTP/2.0" 502 11 "-" "-" 404'
        ' "web@docker" "http://172.18.0.5:5000" 500ms',
        [502], "/api", "24/Nov/2026:02:11:09 +0000", None, "Traefik",
    ),
    Line(
        "Kong",
        '10.4.0.9 - - [24/Nov/2026:02:11:09 +0000] "GET /api HTTP/1.1" 503 404 "-" "curl/8"'
        ' kong_request_id: "5c0c500"',
        [503], "/api", "24/Nov/2026:02:11:09 +0000", None, "Kong",
    ),
    Line(
        "Kong JSON",
        '{"latencies":{"kong":404,"proxy":500,"request":502},"request":{"uri":"/api","size":200},'
        '"response":{"status":504,"size":404},"started_at":1795486269404}',
        [504], "/api", "1795486269404", None, "Kong",
    ),
    Line(
        "Caddy JSON",
        '{"level":"info","ts":1795486269.4,"logger":"http.log.access","msg":"handled request",'
        '"request":{"proto":"HTTP/2.0","uri":"/a/404"},"duration":0.5,"size":500,"status":308}',
        [308], "/a/404", "1795486269.4", None, "Caddy",
    ),
    Line(
        "Azure Application Gateway",
        '{"timeStamp":"2026-11-24T02:11:09Z","category":"ApplicationGatewayAccessLog","properties":'
        '{"requestUri":"/pay","httpStatus":502,"serverStatus":"-","receivedBytes":404}}',
        [502], "/pay", "2026-11-24T02:11:09Z", None, "Azure",
    ),
    Line(
        "Azure Front Door",
        '{"time":"2026-11-24T02:11:09Z","properties":{"requestUri":"https://a.example:443/pay",'
        '"httpStatusCode":"503","httpStatusDetails":"503","errorInfo":"OriginTimeout"}}',
        [503], "/pay", "2026-11-24T02:11:09Z", "OriginTimeout", "Azure",
    ),
    Line(
        "Google Cloud load balancer",
        '{"httpRequest":{"requestUrl":"https://a.example/pay","status":502,"responseSize":"404"},'
        '"jsonPayload":{"statusDetails":"failed_to_pick_backend"},"timestamp":"2026-11-24T02:11:09Z"}',
        [502], "/pay", "2026-11-24T02:11:09Z", "failed_to_pick_backend", "Google",
    ),
    Line(
        "IIS",
        "2026-11-24 02:11:09 10.0.8.5 GET /portal/404.aspx id=500 443 CORP\\lee 192.0.2.9"
        " Mozilla/5.0+(Windows+NT+10.0) - 401 2 5 203",
        [401], "/portal/404.aspx", "2026-11-24 02:11:09", None, "IIS",
    ),
    Line(
        "IIS",
        "2026-11-24 02:11:09 W3SVC1 WEB01 10.0.8.5 POST /up - 443 - 192.0.2.9 HTTP/1.1 curl/8 - -"
        " a.example 404 13 0 502 404 500",
        [404], "/up", "2026-11-24 02:11:09", None, "IIS",
    ),
    Line(
        "IIS FTP",
        "2026-11-24 02:11:09 192.0.2.9 40404 CORP\\lee 10.0.8.5 21 STOR /a.zip 550 5 17 8f1e /in",
        [], None, "2026-11-24 02:11:09", None, "IIS",
    ),
    Line(
        "HTTP.sys",
        "2026-11-24 02:11:09 192.0.2.9 40404 10.0.8.5 443 HTTP/1.1 GET /a/500 503 1 QueueFull Pay",
        [503], "/a/500", "2026-11-24 02:11:09", "QueueFull", "IIS",
    ),
    Line(
        "LTSV",
        "time:24/Nov/2026:02:11:09 +0900\thost:192.0.2.9\treq:GET /a HTTP/1\tstatus:504\tsize:404",
        [504], "/a", "24/Nov/2026:02:11:09 +0900",
    ),
    Line(
        "logfmt",
        'level=warn ts=2026-11-24T02:11:09Z msg="upstream call" method=GET path=/v1/429 status=503'
        " dur=200 bytes=404",
        [503], "/v1/429", "2026-11-24T02:11:09Z",
    ),
    Line(
        "logfmt",
        'time="24/Nov/2026:02:11:09 +0900" req="POST /pay HTTP/1.1" status=200 body_bytes=502'
        ' rt=5.034 upstream_status="504, 200" conn=404',
        [200, 504, 200], "/pay", "24/Nov/2026:02:11:09 +0900",
    ),
    Line(
        "Uvicorn", 'INFO:     10.1.2.3:50234 - "POST /items/404 HTTP/1.1" 422 Unprocessable Entity',
        [422], "/items/404", sender="app",
    ),
    Line(
        "Gin", '[GIN] 2026/11/24 - 02:11:09 | 307 |   404.2µs |  10.0.4.200 | GET      "/docs/500"',
        [307], "/docs/500", "2026/11/24 - 02:11:09", None, "app",
    ),
    Line(
        "Gin",
        "[GIN] 2026/11/24 - 02:11:09 |[97;43m 404 [0m|   500.2ms | 10.0.4.200 |[97;44m  GET  "
        "   [0m /docs",
        [404], "/docs", "2026/11/24 - 02:11:09", None, "app",
    ),
    Line(
        "ASP.NET Core 3", "      Request finished in 347.2081ms 200 text/html; charset=utf-8",
        [200], sender="app",
    ),
    Line(
        "ASP.NET Core",
        "info: 2 Request finished HTTP/2 POST https://a.example/v1/import text/plain 404 - 413 500"
        " null 12.4091ms",
        [413], "/v1/import", None, None, "app",
    ),
    Line(
        "ASP.NET Core",
        "Request finished HTTP/1.1 GET http://a.example:5000/x - - - 404 0 - 500.4ms",
        [404], "/x", sender="app",
    ),
    Line(
        "Serilog", "[02:11:09 INF] HTTP POST /v1/import responded 202 in 500.4470 ms",
        [202], "/v1/import", sender="app",
    ),
    Line(
        ".NET HttpClient", "      Received HTTP response headers after 502.1187ms - 204", [204],
    ),
    Line(
        "Rails", "I, [2026-11-24T02:11:09.404 #503]  INFO -- : [9c1b] Completed 422 Unprocessable"
        " Content in 500ms (Views: 0.4ms | ActiveRecord: 50.2ms (404 queries, 0 cached))",
        [422], sender="app",
    ),
    Line("Phoenix", "14:04:04.503 request_id=F8k404 [info] Sent 404 in 502µs", [404], sender="app"),
    Line(
        "Tornado", "[W 261124 02:11:09 web:2348] 404 GET /kernels/500 (192.0.2.9) 502.04ms",
        [404], "/kernels/500", "261124 02:11:09", None, "app",
    ),
    Line("morgan", "POST /v1/pay/404 503 12.500 ms - 404", [503], "/v1/pay/404", sender="app"),
    Line(
        "uWSGI",
        "[pid: 403|app: 0|req: 200/500] 10.0.0.4 () {42 vars in 511 bytes} [Tue Nov 24 02:11:09"
        " 2026] GET /health => generated 404 bytes in 302 msecs (HTTP/1.1 200) 3 headers in 201",
        [200], "/health", "Tue Nov 24 02:11:09 2026", None, "app",
    ),
    Line(
        "PHP", "[Tue Nov 24 02:11:09 2026] 127.0.0.1:50404 [404]: GET /a/500 - No such file",
        [404], "/a/500", "Tue Nov 24 02:11:09 2026", None, "app",
    ),
    Line("k6 check", "     ✗ login status was 200", [200]),
    Line("k6 check", "     ✓ order created is 201", [201]),
    Line("k6 result", "      ↳  97% — ✓ 404 / ✗ 200", []),
    Line("k6 figure", "     http_req_failed................: 0.40%  200 out of 500", []),
]  # fmt: skip


@pytest.mark.parametrize("row", LINES, ids=lambda row: row.name)
def test_a_line_of_a_known_format_gives_its_columns_and_nothing_else(row: Line) -> None:
    known = line_format(row.line)
    assert known is not None
    assert (known.name, known.sender) == (row.name, row.sender)
    match = known.pattern.match(row.line)
    assert match is not None
    groups = match.groupdict()
    assert [groups.get(each) for each in ("path", "at", "flag")] == [row.path, row.at, row.flag]
    assert known.rare_character in row.line
    assert known.required_text in row.line
    assert [each.code for each in find_codes(row.line)] == row.codes


def test_a_pattern_finds_every_line_of_its_format_in_a_block() -> None:
    for row in LINES:
        known = line_format(row.line)
        assert known is not None
        block = f"a line before\n{row.line}\n{row.line}\r\n\na line after\n"
        assert len(known.pattern.findall(block)) == 2, row.name
        assert len(known.pattern.findall(f"{row.line}\n" * 3)) == 3, row.name


@given(st.sampled_from(LINES), st.randoms(use_true_random=False))
def test_no_other_number_of_a_line_counts(row: Line, random: Random) -> None:
    """Every digit outside the columns of the statuses and the time becomes another one."""
    known = line_format(row.line)
    assert known is not None
    match = known.pattern.match(row.line)
    assert match is not None
    kept = {
        place
        for group in known.pattern.groupindex
        if group.startswith("status") or group == "at"
        for place in range(*match.span(group))
    }
    line = "".join(
        random.choice("0123456789") if each in "0123456789" and place not in kept else each
        for place, each in enumerate(row.line)
    )
    changed = line_format(line)
    assert changed is not None
    assert changed.name == row.name
    assert [each.code for each in find_codes(line)] == row.codes


FIELD = st.text("abcdefgHTPus0123456789 /.:;=,-_()'{}[]<>|%가", max_size=60)


@given(FIELD, FIELD, FIELD, st.integers(100, 599), st.integers(0, 10**9))
def test_nothing_in_the_fields_of_an_access_log_counts(
    path: str, referer: str, agent: str, status: int, size: int
) -> None:
    line = (
        f'192.0.2.7 - - [24/Nov/2026:02:11:09 +0900] "GET /{path} HTTP/1.1" {status} {size}'
        f' "{referer}" "{agent}"'
    )
    assert [each.code for each in find_codes(line)] == [status]


@pytest.mark.parametrize(
    ("line", "codes"),
    [
        ('{"status": 500, "msg": "upstream answered 502 Bad Gateway", "size": 404}', [500, 502]),
        ('{"status": 500, "msg": "gave up after 502 ms", "size": 404}', [500]),
        ('status=500 msg="upstream answered 502 Bad Gateway" size=404 pid=503', [500, 502]),
    ],
)
def test_a_message_in_a_line_of_fields_is_read_as_prose(line: str, codes: list[int]) -> None:
    assert [each.code for each in find_codes(line)] == codes


@pytest.mark.parametrize(
    ("name", "is_status"),
    [
        ("status", True), ("upstream_status", True), ("statusCode", True), ("sc-status", True),
        ("EdgeResponseStatus", True), ("response_code", True), ("http.response.status_code", True),
        ("exit_status", False), ("order_status", False), ("error_code", False), ("size", False),
    ],
)  # fmt: skip
def test_the_name_of_a_field_decides_whether_it_is_a_status(name: str, is_status: bool) -> None:
    for line in (f'{{"{name}": 404, "took": 500}}', f"{name}=404 took=500 pid=502"):
        known = line_format(line)
        assert (known is not None) == is_status
        assert not known or known.statuses(line) == {line.index("404")}


def test_the_replies_of_ftp_are_none_under_the_name_of_a_status() -> None:
    fields = "#Fields: date time c-ip cs-method cs-uri-stem sc-status sc-win32-status\n"
    assert find_codes(f"{fields}2026-11-24 02:11:09 192.0.2.9 PASS *** 530 1326") == []
    assert find_codes(f"{fields}2026-11-24 02:11:09 192.0.2.9 [4]STOR /a.zip 550 5") == []
    assert len(find_codes(f"{fields}2026-11-24 02:11:09 192.0.2.9 PUT /a.zip 404 2")) == 1


@pytest.mark.parametrize(
    "line",
    [
        "", "502", '"GET / HTTP/1.1" 502', "결제 API 502 떠요", '{"code": 502}', "{}",
        '502s again: 10.0.0.3 - - [24/Nov/2026:02:11:12 +0000] "GET / HTTP/1.1" 200 1',
        '10.0.0.3 - - [24/Nov/2026:02:11:12 +0000] "GET / HTTP/1.1" 200 1 <- 502여야 하는데',
    ],
)  # fmt: skip
def test_prose_has_no_format(line: str) -> None:
    assert line_format(line) is None


FRAGMENTS = [
    "404 ",
    '"',
    '"status":"x",',
    "status=404 ",
    'a="b" ',
    "(",
    "1/",
    '" "',
    "502, ",
    "[",
    "| ",
]


@pytest.mark.slow
@settings(max_examples=examples(60), deadline=None)
@given(
    st.sampled_from(LINES), st.integers(0, 300), st.lists(st.sampled_from(FRAGMENTS), min_size=1)
)
def test_a_broken_line_of_ten_times_the_length_takes_ten_times_as_long(
    row: Line, kept: int, fragments: list[str]
) -> None:
    """With room for noise: ten times the length may take thirty times as long, not a hundred."""
    fragment = "".join(fragments[:3])
    once, more = (
        row.line[:kept] + fragment * (length // len(fragment)) + "끝" for length in (3_000, 30_000)
    )
    assert least_ratio_within(30, lambda: line_format(once), lambda: line_format(more))
