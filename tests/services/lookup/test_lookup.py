"""What a query means, without Discord."""

import contextlib
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.errors import UserError
from bot.model import (
    LANGUAGES,
    DetailMatch,
    Key,
    Knowledge,
    Language,
    Match,
    NoMatch,
    StatusClass,
    UnassignedCode,
)
from bot.services.lookup.entry_key import parse_key
from bot.services.lookup.lookup import Lookup
from bot.services.lookup.query_forms import alone, compared
from bot.texts import Texts


@given(st.integers(min_value=100, max_value=599))
def test_every_number_of_http_has_an_answer(lookup: Lookup, code: int) -> None:
    answer = lookup.find(str(code))
    match answer:
        case Match(entry):
            assert entry.code == code
        case UnassignedCode(number, base):
            assert number == code
            assert base.key == Key(code // 100 * 100)
        case _:
            pytest.fail(f"{code}: {answer}")


@given(st.text(max_size=120))
def test_any_text_has_an_answer_or_a_reason(lookup: Lookup, text: str) -> None:
    with contextlib.suppress(UserError):
        assert isinstance(
            lookup.find(text), Match | DetailMatch | StatusClass | UnassignedCode | NoMatch
        )


def test_every_key_is_read_back(knowledge: Knowledge) -> None:
    for entry in knowledge.entries:
        assert parse_key(str(entry.key)) == entry.key


def test_what_was_picked_is_offered_alone(lookup: Lookup, knowledge: Knowledge) -> None:
    """Discord asks again about a choice that a person goes back to."""
    vendors = [entry for entry in knowledge.entries if entry.vendor]
    assert vendors
    for entry in vendors:
        assert lookup.suggest(str(entry.key)) == [entry]


@pytest.mark.parametrize("typed", ["000", "0", "000 curl", "000/curl", "0/curl"])
def test_000_is_a_code(lookup: Lookup, typed: str) -> None:
    answer = lookup.find(typed)
    assert isinstance(answer, Match)
    assert answer.entry.key == Key(0, "curl")


@pytest.mark.parametrize("typed", ["404", "HTTP 404", "404 error", "404 에러", "404번", "http404"])
def test_a_number_may_be_wrapped(lookup: Lookup, typed: str) -> None:
    answer = lookup.find(typed)
    assert isinstance(answer, Match)
    assert answer.entry.code == 404


@pytest.mark.parametrize("number", ["404", "530", "427", "4xx", "5xx"])
@pytest.mark.parametrize(
    "asked",
    [
        "{}?", "{}.", "#{}", '"{}"', "{}!!", "{} ㅠㅠ", "status {}", "what is {}?", "{} errors?",
        "{} 뭐야", "{}가 뭐야?", "{}는 무슨 에러", "{}란", "{} 뜻", "{} 상태 코드", "{} 에러가",
    ],
)  # fmt: skip
def test_what_fits_every_code_changes_no_number_and_no_class(
    lookup: Lookup, number: str, asked: str
) -> None:
    assert lookup.find(asked.format(number)) == lookup.find(number)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("digit", range(1, 6))
def test_a_class_is_found_by_its_cards_title(
    lookup: Lookup, texts: Texts, language: Language, digit: int
) -> None:
    title = texts.voice(language).say(f"class.{digit}.title")
    assert lookup.find(title) == lookup.find(f"{digit}xx")


@pytest.mark.parametrize(
    ("asked", "digit"),
    [
        ("client error", 4), ("Client Errors?", 4), ("what is an HTTP client error", 4),
        ("클라이언트 오류", 4), ("클라이언트 에러가 뭐야", 4), ("클라이언트오류", 4),
        ("server error", 5), ("server errors", 5), ("서버 오류", 5), ("서버 에러", 5),
        ("서버오류", 5), ("서버에러 뭐야", 5),
    ],
)  # fmt: skip
def test_a_class_is_found_by_whose_error_it_is(lookup: Lookup, asked: str, digit: int) -> None:
    assert lookup.find(asked) == lookup.find(f"{digit}xx")


@pytest.mark.parametrize(
    "asked",
    ["internal server error", "client closed", "nginx server error", "server error of nginx"],
)
def test_more_than_that_is_no_class(lookup: Lookup, asked: str) -> None:
    assert not isinstance(lookup.find(asked), StatusClass)


@pytest.mark.parametrize(
    "typed",
    [
        "nginx", "nginx error", "엔진엑스", "Cloudflare", "클플", "클라우드플레어 뭐야", "laravel",
        "스프링", "apache", "shopify", "alb", "curl", "envoy", "istio", "haproxy", "s3", "chrome",
        "크롬", "postman", "alibaba cloud", "what is nginx?", "http nginx", "nginx cloudflare",
    ],
)  # fmt: skip
def test_a_products_name_alone_is_no_code(lookup: Lookup, typed: str) -> None:
    assert isinstance(lookup.find(typed), NoMatch)


@pytest.mark.parametrize(
    ("typed", "code"),
    [("nginx", 499), ("엔진엑스", 499), ("laravel", 419), ("curl", 0), ("0 curl", 0), ("alb", 460)],
)
def test_the_products_own_codes_are_offered(lookup: Lookup, typed: str, code: int) -> None:
    answer = lookup.find(typed)
    assert isinstance(answer, NoMatch)
    assert code in {entry.code for entry in answer.suggestions}
    assert len({entry.vendor for entry in answer.suggestions}) == 1


@pytest.mark.parametrize("typed", ["nginx client closed", "cloudflare timeout", "499 nginx"])
def test_a_product_and_what_it_said_are_a_code(lookup: Lookup, typed: str) -> None:
    assert isinstance(lookup.find(typed), Match)


@pytest.mark.parametrize(
    "typed",
    [
        "port", "retry", "client", "server", "request", "response", "user", "body", "proxy", "post",
        "header", "file", "클라이언트", "서버", "요청", "응답", "프록시", "포트",
        "재시도", "port error",
    ],
)  # fmt: skip
def test_a_general_word_alone_is_a_suggestion_at_most(lookup: Lookup, typed: str) -> None:
    assert isinstance(lookup.find(typed), NoMatch)


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("teapot", 418), ("gateway", 502), ("timeout", 504), ("forbidden", 403), ("payment", 402),
        ("conflict", 409), ("권한", 403), ("중복", 409), ("점검", 503), ("타임아웃", 504),
        ("csrf", 419), ("retry with", 449), ("this is fine", 218), ("bad request", 400),
    ],
)  # fmt: skip
def test_a_telling_word_alone_is_a_code(lookup: Lookup, typed: str, code: int) -> None:
    answer = lookup.find(typed)
    assert isinstance(answer, Match)
    assert answer.entry.code == code


@pytest.mark.parametrize("typed", ["1,000", "100초", "3.404", "10 500", "404 0", "x 5xx 4xx"])
def test_a_number_among_others_is_not_asked_for_alone(typed: str) -> None:
    assert alone(typed) is None


@pytest.mark.parametrize(
    ("code", "owners"),
    [
        (499, ["nginx", "Esri"]),
        (530, ["Cloudflare", "Pantheon", "Shopify"]),
        (451, ["", "Exchange"]),
        (419, ["Laravel", "Spring"]),
        (529, ["Anthropic", "Qualys"]),
        (561, ["AWS", "Pantheon"]),
        (463, ["AWS", "Alibaba Cloud"]),
    ],
)
def test_colliding_numbers_have_all_their_owners(
    lookup: Lookup, code: int, owners: list[str]
) -> None:
    found = [entry.vendor for entry in lookup.meanings(code)]
    assert found[0] == owners[0]
    assert set(owners) <= set(found)


@pytest.mark.parametrize(
    ("typed", "codes"),
    [
        ("401 vs 403", [401, 403]), ("401 or 403?", [401, 403]), ("502와 504 차이", [502, 504]),
        ("difference between 301, 302 and 307", [301, 302, 307]), ("400이랑 422", [400, 422]),
        ("404 404 410", [404, 410]), ("401 vs 427", [401]),
    ],
)  # fmt: skip
def test_several_numbers_are_all_found(lookup: Lookup, typed: str, codes: list[int]) -> None:
    answer = lookup.find(typed)
    assert isinstance(answer, Match)
    assert [answer.entry.code, *(entry.code for entry in answer.alternatives)] == codes
    assert [hit.entry.code for hit in lookup.hits(typed, 10)] == codes


@pytest.mark.parametrize("typed", ["port 404 vs 502", "427 vs 428x", "10 vs 20", "401"])
def test_numbers_among_other_words_are_not_compared(typed: str) -> None:
    assert compared(typed) == []


def test_a_long_text_is_searched(lookup: Lookup) -> None:
    log = "2026/03/02 10:12:44 [error] 31#31: *40 upstream sent too big header while reading "
    answer = lookup.find(log + "response header from upstream, client: 10.0.0.3, request: GET /")
    assert isinstance(answer, Match)
    assert answer.entry.code == 502
    assert isinstance(lookup.find("x" * 101), NoMatch)
    assert isinstance(lookup.find("wort " * 50_000), NoMatch)


@pytest.mark.parametrize("typed", ["에러", "error", "http status code", "무슨 오류"])
def test_words_that_fit_every_code_find_none(lookup: Lookup, typed: str) -> None:
    assert isinstance(lookup.find(typed), NoMatch)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_example_of_how_to_ask_is_answered(
    lookup: Lookup, texts: Texts, language: Language
) -> None:
    on_discord = re.findall(r"/http ([^)]+)\)", texts.voice(language).say("lookup.how"))
    in_terminal = re.findall(
        r"teapot lookup (.+)", texts.in_terminal().voice(language).say("lookup.how")
    )
    assert len(on_discord) == len(in_terminal) == 3
    for example in (*on_discord, *in_terminal):
        assert isinstance(lookup.find(example), Match), example
