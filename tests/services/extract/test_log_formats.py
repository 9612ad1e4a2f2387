"""Each log format gives its columns; no other number of its lines counts."""

from typing import NamedTuple

import pytest

from bot.services.extract import find_codes
from bot.services.extract.log_formats import line_format


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
        "JSON",
        '{"time":"2026-11-24T02:11:09.404Z","msg":"GET took 500 ms","req":{"method":"GET",'
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
        "2026-11-24\t02:11:09\tICN57\t404\t192.0.2.9\tGET\td111.cloudfront.net\t/\t403\t-\tcurl/8"
        "\t-\t-\tError\tkR==\tcdn.example\thttp\t407\t0.500",
        [403], "/", "2026-11-24\t02:11:09", sender="CloudFront",
    ),
    Line(
        "AWS load balancer",
        "https 2026-11-24T02:11:09.500404Z app/shop/0a1b 192.0.2.4:40404 10.0.1.5:8080 0.001 0.502"
        ' 0.000 502 502 404 500 "GET https://shop.example:443/p/503?x=1 HTTP/1.1" "curl/8" - - arn'
        ' "Root=1-5" "-" "-" 0 2026-11-24T02:11:09.000000Z "forward" "-" "-" "10.0.1.5:8080" "502"'
        ' "-" "-" TID_1',
        [502, 502, 502], "/p/503?x=1", "2026-11-24T02:11:09.500404Z",
    ),
    Line(
        "AWS load balancer",
        "2026-11-24T02:11:09.1Z old-elb 192.0.2.4:40404 - -1 -1 -1 504 0 404 0"
        ' "GET http://shop.example:80/ HTTP/1.1" "curl/8" - -',
        [504], "/", "2026-11-24T02:11:09.1Z",
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
    assert known.needed in row.line
    assert [each.code for each in find_codes(row.line)] == row.codes


def test_a_pattern_finds_every_line_of_its_format_in_a_block() -> None:
    for row in LINES:
        known = line_format(row.line)
        assert known is not None
        block = f"a line before\n{row.line}\n{row.line}\r\n\na line after\n"
        assert len(known.pattern.findall(block)) == 2, row.name
        assert len(known.pattern.findall(f"{row.line}\n" * 3)) == 3, row.name


@pytest.mark.parametrize(
    "line",
    [
        "", "502", '"GET / HTTP/1.1" 502', "결제 API 502 떠요", '{"code": 502}', "{}",
        '502s again: 10.0.0.3 - - [24/Nov/2026:02:11:12 +0000] "GET / HTTP/1.1" 200 1',
        '10.0.0.3 - - [24/Nov/2026:02:11:12 +0000] "GET / HTTP/1.1" 200 1 <- 502여야 하는데',
    ],
)  # fmt: skip
def test_prose_has_no_format(line: str) -> None:
    assert line_format(line) is None or "502" not in line
