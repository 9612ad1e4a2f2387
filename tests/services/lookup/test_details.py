"""What a query finds that names a product's own code."""

import pytest

from bot.model import DetailMatch, Knowledge, LookupResult, Match, NoMatch, UnassignedCode
from bot.model.explanation import Flag
from bot.services.lookup.lookup import Lookup
from bot.services.lookup.query_limits import MAX_CHOICES


def key(answer: LookupResult) -> str | None:
    return answer.detail.key if isinstance(answer, DetailMatch) else None


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("404.13", "IIS 404.13"),
        ("403.503", "IIS 403.503"),
        ("500.30", "IIS 500.30"),
        ("iis 404.13", "IIS 404.13"),
        ("HTTP Error 404.13 - Not Found", "IIS 404.13"),
        ("404.13이 뭐야?", "IIS 404.13"),
        ("1020", "Cloudflare 1020"),
        ("error code: 1020", "Cloudflare 1020"),
        ("error code: 1042", "Cloudflare 1042"),
        ("Error 1015 Ray ID: 7f2a", "Cloudflare 1015"),
        ("클라우드플레어 1020 에러", "Cloudflare 1020"),
        ("H12", "Heroku H12"),
        ("h12", "Heroku H12"),
        ("heroku request timeout", "Heroku H12"),
        ("UF", "Envoy UF"),
        ("UF,URX", "Envoy UF"),
        ("envoy uf", "Envoy UF"),
        ("istio UF", "Envoy UF"),
        ("sH--", "HAProxy sH"),
        ("SH--", "HAProxy SH"),
        ("haproxy sHVN", "HAProxy sH"),
        ("curl 28", "curl 28"),
        ("exit code 28", "curl 28"),
        ("종료 코드 28", "curl 28"),
        ("종료 코드 1006", "WebSocket 1006"),
        ("curl: (28) Operation timed out after 30001 milliseconds", "curl 28"),
        ("grpc 14", "gRPC 14"),
        ("UNAVAILABLE", "gRPC 14"),
        ("grpc unavailable", "gRPC 14"),
        ("rpc error: code = Unavailable grpc", "gRPC 14"),
        ("websocket 1006", "WebSocket 1006"),
        ("웹소켓 1006", "WebSocket 1006"),
        ("close code 1006", "WebSocket 1006"),
        ("1006", "WebSocket 1006"),
        ("ＩＩＳ　４０４．１３", "IIS 404.13"),
        ("500.19", "IIS 500.19"),
        ("fastly loop detected", "Fastly Loop detected"),
        ("cloudflare worker exception", "Cloudflare 1101"),
        ("heroku memory quota", "Heroku R14"),
        ("istio circuit breaker", "Envoy UO"),
        ("헤로쿠 메모리 할당량", "Heroku R14"),
        ("엔보이 서킷 브레이커", "Envoy UO"),
        ("1010", "Cloudflare 1010"),
        ("R14", "Heroku R14"),
        ("heroku L10", "Heroku L10"),
        ("Error R14 (Memory quota exceeded)", "Heroku R14"),
        ("Error L10 (output buffer overflow): 1 message dropped", "Heroku L10"),
        ("R14 에러 메모리", "Heroku R14"),
        ("에러 R14 메모리 부족", "Heroku R14"),
        ("LambdaInvalidResponse", "AWS ALB LambdaInvalidResponse"),
        ("OriginDnsError", "CloudFront OriginDnsError"),
        ("envoy 0", "Envoy 0"),
        ("alb 000", "AWS ALB 000"),
        ("squid 000", "Squid 000"),
        ("TCP_MISS_ABORTED", "Squid TCP_MISS_ABORTED"),
        ("TCP_MISS_ABORTED/000", "Squid TCP_MISS_ABORTED"),
        ("squid TCP_DENIED", "Squid TCP_DENIED"),
        ("haproxy -1", "HAProxy -1"),
        ("edgeone 523", "Tencent EdgeOne 523"),
        ("azure application gateway 499", "Azure Application Gateway 499"),
        ("grpc DEADLINE_EXCEEDED", "gRPC 4"),
        ("DEADLINE_EXCEEDED", "gRPC 4"),
        ("DeadlineExceeded", "gRPC 4"),
    ],
)
def test_a_code_finds_what_it_means(lookup: Lookup, query: str, found: str) -> None:
    assert key(lookup.find(query)) == found


@pytest.mark.parametrize(
    ("query", "code"),
    [
        ("404", 404),
        ("NOT_FOUND", 404),
        ("unavailable", 503),
        ("service unavailable", 503),
        ("000", 0),
        ("600", 600),
        ("601", 601),
        ("783", 783),
        ("999", 999),
        ("curl 60 seconds timeout", 504),
        ("cloudflare 520", 520),
        ("nginx 499", 499),
        ("cloudflare origin unreachable", 523),
        ("alb timeout", 504),
    ],
)
def test_what_is_a_status_stays_one(lookup: Lookup, query: str, code: int) -> None:
    answer = lookup.find(query)
    assert isinstance(answer, Match)
    assert answer.entry.code == code
    assert answer.detail is None


@pytest.mark.parametrize(
    ("query", "code"), [("envoy 503 UF", 503), ("503 UF", 503), ("cloudflare 429 1015", 429)]
)
def test_a_status_beside_a_code_is_the_card_and_says_the_code(
    lookup: Lookup, query: str, code: int
) -> None:
    answer = lookup.find(query)
    assert isinstance(answer, Match)
    assert answer.entry.code == code
    assert answer.detail is not None


@pytest.mark.parametrize(
    ("title", "code", "said"),
    [
        ("ASP.NET Core app failed to start", 500, "IIS 500.30"),
        ("asp.net core app failed to start", 500, "IIS 500.30"),
        ("No web dynos running", 503, "Heroku H14"),
        ("Failed to start ASP.NET Core app", 500, None),
        ("IP address on the deny list", 403, None),
        ("Site not found", 404, None),
        ("Not found", 404, None),
        ("Request URL too long", 414, None),
    ],
)
def test_a_long_title_is_said_beside_its_status(
    lookup: Lookup, title: str, code: int, said: str | None
) -> None:
    answer = lookup.find(title)
    assert isinstance(answer, Match)
    assert answer.entry.code == code
    assert (answer.detail.key if answer.detail else None) == said


def test_a_title_of_a_status_of_one_product_is_left_to_the_search(lookup: Lookup) -> None:
    assert isinstance(lookup.find("Request Header Or Cookie Too Large"), NoMatch)


@pytest.mark.parametrize(
    ("title", "found"),
    [("Drain buffer overflow", "Heroku L10"), ("Abnormal Closure", "WebSocket 1006")],
)
def test_a_title_that_is_no_words_for_a_status_is_found(
    lookup: Lookup, title: str, found: str
) -> None:
    assert key(lookup.find(title)) == found


@pytest.mark.parametrize(
    ("typed", "offered"), [("28", "curl 28"), ("-1", "HAProxy -1"), ("12", "gRPC 12")]
)
def test_a_small_number_alone_is_a_guess(lookup: Lookup, typed: str, offered: str) -> None:
    answer = lookup.find(typed)
    assert isinstance(answer, NoMatch)
    assert offered in [each.key for each in answer.details]
    assert lookup.find_number(typed) is None


def test_a_status_of_a_product_is_beside_the_usual_one(lookup: Lookup) -> None:
    answer = lookup.find("520")
    assert isinstance(answer, Match)
    assert answer.entry.vendor == "Cloudflare"
    assert [each.key for each in answer.other_details] == ["Tencent EdgeOne 520"]
    unassigned = lookup.find("567")
    assert isinstance(unassigned, UnassignedCode)
    assert [each.product for each in unassigned.details] == ["Tencent EdgeOne"]


@pytest.mark.parametrize("query", ["a dc", "si", "1000 requests", "took 28 seconds", "pr review"])
def test_words_that_look_like_a_code_are_none(lookup: Lookup, query: str) -> None:
    assert key(lookup.find(query)) is None


def test_every_detail_is_found_by_its_key(lookup: Lookup, knowledge: Knowledge) -> None:
    for each in knowledge.details:
        found = lookup.find(each.key)
        assert found.detail is each if isinstance(found, DetailMatch) else False, each.key
        assert lookup.details.with_key(each.key) is each


def test_a_sub_status_comes_with_the_card_of_its_status(lookup: Lookup) -> None:
    answer = lookup.find("404.13")
    assert isinstance(answer, DetailMatch)
    assert [entry.code for entry in answer.entries] == [404]


def test_autocomplete_offers_codes_that_begin_with_what_is_typed(lookup: Lookup) -> None:
    assert "IIS 404.13" in [str(each.key) for each in lookup.suggest("404.1")]
    assert "Cloudflare 1020" in [str(each.key) for each in lookup.suggest("102")]
    assert str(lookup.suggest("102")[0].key) == "102"
    assert str(lookup.suggest("too many")[0].key) == "429"
    assert "Heroku H12" in [str(each.key) for each in lookup.suggest("h1")]
    assert "gRPC 14" in [str(each.key) for each in lookup.suggest("unavail")]
    assert str(lookup.suggest("curl 2")[0].key) == "curl 28"
    assert "IIS 404.13" in [str(each.key) for each in lookup.suggest("iis body")]
    assert "Heroku R14" in [str(each.key) for each in lookup.suggest("헤로쿠 메모리")]
    for typed in ("1", "4", "h", "cloudflare", "envoy"):
        assert len(lookup.suggest(typed)) <= MAX_CHOICES


def test_a_detail_without_a_status_has_the_hits_of_its_words(lookup: Lookup) -> None:
    assert isinstance(lookup.find("websocket 1001"), DetailMatch)
    assert lookup.hits("envoy dns resolution failed", 5)


def test_a_flag_is_looked_up_in_its_product(lookup: Lookup) -> None:
    found = lookup.details.of_flag(Flag("Envoy", "LR"))
    assert found is not None
    assert found.product == "Envoy"
    assert lookup.details.of_flag(Flag("Envoy", "XX")) is None
