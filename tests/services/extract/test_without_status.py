"""Statuses that products' own codes tell of, in texts that may not have the number."""

import pytest

from bot.model import Explanation, Knowledge
from bot.services.extract.explain import explain
from bot.services.extract.summary.summarise import summarise
from bot.services.extract.without_status import CLOUDFLARE
from bot.services.lookup.lookup import Lookup

ENVOY = (
    '[2026-11-23T09:00:00.000Z] "GET /a HTTP/1.1" {} - "-" 0 0 3000 - "-" "curl" "id" "x"'
    ' "10.0.0.1:80" outbound|80||a - 10.0.0.1:80 10.0.0.2:1 - default'
)
HAPROXY = (
    "Nov 23 09:00:00 lb haproxy[1]: 10.0.0.9:1 [23/Nov/2026:09:00:00.000] fe be/s1"
    ' 0/0/0/-1/5000 -1 0 - - CD-- 1/1/0/0/0 0/0 "GET / HTTP/1.1"'
)
ALB = (
    "h2 2026-11-23T22:23:00.186641Z app/my-lb/50dc6c495c0c9188 10.0.1.252:48160 - -1 -1 -1 000"
    ' - 34 366 "GET https://x:443/ HTTP/2.0" "curl/7.46.0" - - - "-" "-" "-" -'
    ' 2026-11-23T22:22:48.364000Z "-" "-" "-"'
)
SQUID = (
    "1763890000.123 5002 10.0.0.9 TCP_MISS_ABORTED/000 0 GET http://a.example/ -"
    " HIER_DIRECT/10.0.0.1 -"
)


def explained(lookup: Lookup, text: str) -> list[Explanation]:
    return explain(summarise(text), lookup)


@pytest.mark.parametrize(
    ("text", "code", "detail"),
    [
        ("error code: 1020", 403, "Cloudflare 1020"),
        (
            "Error 1015 Ray ID: 7f2a • 2026-11-23\nYou are being rate limited",
            429,
            "Cloudflare 1015",
        ),
        ("Cloudflare\nError 1016\nOrigin DNS error", 530, "Cloudflare 1016"),
        ('{"cloudflare_error":true,"error_code":1010}', 403, "Cloudflare 1010"),
        ("< HTTP/2 403\n< server: cloudflare\n\nerror code: 1010", 403, "Cloudflare 1010"),
        ("Error 1033 | Cloudflare\n<h1>Error 1033 Ray ID: 7f</h1>", 530, "Cloudflare 1033"),
        ("HTTP Error 404.13 - Not Found\nIIS", 404, "IIS 404.13"),
        ("curl: (28) Operation timed out", 0, "curl 28"),
        (ENVOY.format("0 DC downstream_remote_disconnect"), 0, "Envoy DC"),
        (HAPROXY, 0, "HAProxy CD"),
    ],
)
def test_a_products_own_code_is_explained_with_its_status(
    lookup: Lookup, text: str, code: int, detail: str
) -> None:
    [each] = explained(lookup, text)
    assert (each.count.code, each.count.count) == (code, 1)
    assert each.detail is not None
    assert each.detail.key == detail


@pytest.mark.parametrize(
    ("line", "own"),
    [
        (SQUID, "Squid 000"),
        (ALB, "AWS ALB 000"),
        (ENVOY.format("0 DC downstream_remote_disconnect"), "Envoy 0"),
        (HAPROXY, "HAProxy -1"),
    ],
)
def test_a_log_without_a_response_is_not_told_of_curl(lookup: Lookup, line: str, own: str) -> None:
    [each] = explained(lookup, line)
    assert each.own is not None
    assert each.own.key == own


@pytest.mark.parametrize(
    "text",
    [
        "ERROR 1045 (28000): Access denied for user 'a'@'localhost'",
        "Error Code: 1005. Can't create table",
        "mysql: error code: 1005",
        "exit code 1010",
        "error 1020 of 5000 rows",
        "Discord error code: 10008",
    ],
)
def test_an_error_of_another_product_is_none_of_cloudflares(lookup: Lookup, text: str) -> None:
    assert explained(lookup, text) == []


def test_the_errors_of_many_lines_are_counted(lookup: Lookup) -> None:
    [each] = explained(lookup, "error code: 1020\n" * 5)
    assert each.count.count == 5


def test_the_statuses_of_cloudflares_errors_are_those_of_the_data(knowledge: Knowledge) -> None:
    of_data = {
        int(each.code): each.statuses[0]
        for each in knowledge.details
        if each.product == "Cloudflare" and each.statuses
    }
    assert of_data == CLOUDFLARE
