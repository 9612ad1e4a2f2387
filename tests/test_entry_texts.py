"""What is said of who answered: a fact, a guess, a log's own number, a flag."""

import pytest

from bot.entry_texts import about, constants, sent_by, who_answered
from bot.model import Key, Language
from bot.model.explanation import APP, Sender
from bot.services.extract.explain import explain
from bot.services.extract.summary.summarise import summarise
from bot.services.lookup.lookup import Lookup
from bot.texts import Texts

HAPROXY = 'haproxy[1]: {} be/s1 8811 tr=48 "GET / HTTP/1.1"'


@pytest.mark.parametrize(
    ("sender", "english", "korean"),
    [
        (Sender("nginx"), "Sent by nginx", "nginx에서 보낸 응답"),
        (Sender(APP), "Sent by the app", "애플리케이션에서 보낸 응답"),
        (Sender("nginx", is_logger=True), "Logged by nginx, never sent",
         "nginx 로그에만 남고 실제로 전송되지는 않는 코드"),
        (Sender("Cloudflare", is_from_text=False), "Usually sent by Cloudflare",
         "보통 Cloudflare에서 보내는 코드"),
        (Sender("nginx", is_from_text=False, is_logger=True), "Usually logged by nginx, never sent",
         "보통 nginx 로그에만 남고 실제로 전송되지는 않는 코드"),
        (Sender(), None, None),
    ],
)  # fmt: skip
def test_a_fact_a_guess_and_a_logged_number_are_worded_apart(
    texts: Texts, sender: Sender, english: str | None, korean: str | None
) -> None:
    assert sent_by(sender, texts.voice("en")) == english
    assert sent_by(sender, texts.voice("ko")) == korean


@pytest.mark.parametrize(
    ("language", "line", "said"),
    [
        ("en", "envoy gives HTTP 503 UF",
         "Sent by Envoy · UF: Envoy could not connect to the upstream."),
        ("ko", "envoy gives HTTP 503 UF",
         "Envoy에서 보낸 응답 · UF: Envoy가 업스트림에 연결하지 못했습니다."),
        ("en", HAPROXY.format("200 CD--"),
         "HAProxy CD--: The client closed the connection while data was being transferred."),
        ("en", HAPROXY.format("200 ----"), ""),
    ],
)  # fmt: skip
def test_a_flag_is_said_with_its_product_where_that_did_not_answer(
    lookup: Lookup, texts: Texts, language: Language, line: str, said: str
) -> None:
    [each] = explain(summarise(line), lookup)
    assert who_answered(each, texts.voice(language)) == said


@pytest.mark.parametrize(
    ("code", "vendor", "english", "korean"),
    [
        (404, "", "Java Spring: HttpStatus.NOT_FOUND", "Java Spring: HttpStatus.NOT_FOUND"),
        (305, "", "Java Spring: HttpStatus.USE_PROXY (until 6.2)",
         "Java Spring: HttpStatus.USE_PROXY (6.2까지)"),
        (418, "", "Java Spring: HttpStatus.I_AM_A_TEAPOT (deprecated since 7.0)",
         "Java Spring: HttpStatus.I_AM_A_TEAPOT (7.0부터 deprecated)"),
        (421, "", "Java Spring: HttpStatus.MISDIRECTED_REQUEST"
         " (since 7.0, before that HttpStatus.DESTINATION_LOCKED)",
         "Java Spring: HttpStatus.MISDIRECTED_REQUEST"
         " (7.0부터, 이전 버전은 HttpStatus.DESTINATION_LOCKED)"),
        (419, "Spring", "Java Spring: HttpStatus.INSUFFICIENT_SPACE_ON_RESOURCE (until 6.2)",
         "Java Spring: HttpStatus.INSUFFICIENT_SPACE_ON_RESOURCE (6.2까지)"),
    ],
)  # fmt: skip
def test_a_constant_says_in_which_versions_it_exists(
    lookup: Lookup, texts: Texts, code: int, vendor: str, english: str, korean: str
) -> None:
    entry = lookup.catalogue.entries[Key(code, vendor)]
    assert english in constants(entry, texts.voice("en"))
    assert korean in constants(entry, texts.voice("ko"))


def test_a_card_quotes_both_constants_of_a_renamed_code(lookup: Lookup, texts: Texts) -> None:
    said = constants(lookup.catalogue.entries[Key(413)], texts.voice("en"), quote="`")
    assert "Ruby Rack: `:content_too_large` (since 3.1, before that `:payload_too_large`)" in said


def test_a_temporary_registration_says_until_when(lookup: Lookup, texts: Texts) -> None:
    entry = lookup.catalogue.entries[Key(104)]
    assert about(entry, texts.voice("en")).endswith("IANA temporary registration until 2026-11-13")
    assert about(entry, texts.voice("ko")).endswith("IANA 임시 등록(2026-11-13까지)")
