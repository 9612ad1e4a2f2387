"""What the role of a word in its sentence says of the number beside it."""

import pytest

from tests.services.extract.test_judged_kinds import codes


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("The proxy turned our 404 into 502.", [404, 502]),
        ("I keep running into 429 with two workers.", [429]),
        ("Our gateway hands out 504 after a minute.", [504]),
        ("The request comes through as 415.", [415]),
        ("The health probe flips to 503 during GC.", [503]),
        ("Half of the calls are 504.", [504]),
        ("Our mock answers with 200 for everything.", [200]),
        ("The crawler stops at the first 429.", [429]),
        ("The API client saw an unexpected 307.", [307]),
        ("The backend just barfs 500 when the queue is full.", [500]),
        ("Second DELETE was 404, first DELETE is 204.", [404, 204]),
        ("is staging 503 for anyone else?", [503]),
        ("was our registry 502 again", [502]),
        ("The error page falls back to 400, a lighter weight.", []),
        ("is staging 503 km away", []),
        ("출근은 503번 타고 404번으로 갈아탑니다", []),
        ("The server listens on 503, the proxy on 404.", []),
        ("For the balancer, anything but 200 from the server is a failure.", [200]),
        ("We ended up with 404 after the count.", []),
        ("The auction raised 503 for charity.", []),
        ("He answered 404 of the letters.", []),
        ("For the app, the first 503 are free.", []),
        ("The image is tagged as 503 on the registry.", []),
    ],
)
def test_what_a_service_does_with_a_code_may_have_any_verb(text: str, found: list[int]) -> None:
    assert codes(text) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("GET /orders/503 ... 404", [404]),
        ("DELETE /users/404 (204)", [204]),
        ("POST /search => 405 in 20 ms", [405]),
        ("GET /orders/503 ... 404 rows", []),
    ],
)
def test_the_number_after_a_request_is_its_code(text: str, found: list[int]) -> None:
    assert codes(text) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Webhook delivery failed: 410", [410]),
        ("Failed to push some refs: 403", [403]),
        ("ApiException: (404)\nReason: Not Found", [404]),
        ("Checks failed: 404", []),
        ("12 passed, failed: 404", []),
        ("In total failed: 404", []),
    ],
)
def test_one_thing_fails_with_a_code_and_many_are_counted(text: str, found: list[int]) -> None:
    assert codes(text) == found


@pytest.mark.parametrize(
    "text",
    [
        "the retry queue is at 503 and growing, the webhook is fine",
        "The build number went from 502 to 503, deploy done.",
        "The request id ends in 503 and the trace in 404.",
        "latency 404 -> 503 after the deploy",
        "앱 용량이 404에서 503으로 커졌어요. 서버는 정상",
        "프록시 포트가 503이에요",
        "큐가 503까지 쌓였고 계속 늘어요. 웹훅은 정상입니다",
        "배포 번호 503, 이전은 502",
        "파드는 3개고 재시작이 404번이네요. 응답은 정상",
    ],
)
def test_what_has_a_size_sends_no_code(text: str) -> None:
    assert codes(text) == []


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("프록시가 404를 502로 바꿔서 내보내요", [404, 502]),
        ("캐시가 502 뱉어요", [502]),
        ("리포트가 504 나요", [504]),
        ("포트가 504, 라인 409", []),
        ("종목 API 시가 504", []),
    ],
)
def test_the_end_of_a_korean_word_is_no_label(text: str, found: list[int]) -> None:
    assert codes(text) == found
