"""Kinds that an outside judge's snippets showed: what is read in them, and what is left alone."""

import pytest

from bot.services.extract import find_codes


def codes(text: str) -> list[int]:
    return [each.code for each in find_codes(text)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("| HTTP 상태 코드 | 원인 |\n|---|---|\n| 400 | 필수 변수 누락 |", [400]),
        ("HTTP 상태 코드(오류 유형) | 원인 |\n---|---|\n401(인증 실패) | 25,000건 초과 |", [401]),
        ("| HTTP 상태코드 | 설명 |\n|---|---|\n| 500 | 내부 처리 중 |", [500]),
        ("| HTTP | code | message |\n|---|---|---|\n| 400 | 404 | invalid |", [400]),
        ("| 응답값 | 비고 |\n|---|---|\n| 409 | 404호 제외 |", [409]),
        ("| 포트 | 용도 |\n|---|---|\n| 502 | Modbus TCP |", []),
        ("| 회원 상태 수 | 비고 |\n|---|---|\n| 404 | 휴면 |", []),
    ],
)
def test_a_tables_status_column_has_many_names(text: str, found: list[int]) -> None:
    assert codes(text) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("websocket: bad handshake: expected 101, got 400", [101, 400]),
        ("expected handshake response status code 101 but got 403", [101, 403]),
        ("Expected HTTP 101 response but was '404 Not Found'", [101, 404]),
        ("lws_client_ws_upgrade: got bad HTTP response '403'", [403]),
        ("WebSocket handshake: Unexpected response code: 400", [400]),
        ("expected response code to be in [200, 204] but was 502", [200, 204, 502]),
        ("expected 101 rows, got 400 rows", []),
    ],
)
def test_what_was_expected_is_read_with_what_came(text: str, found: list[int]) -> None:
    assert codes(text) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (
            "어제 야간 배치 실패 원인: 환율 조회가 503, 재시도 3번 다 실패. 204개 중 201개만 반영",
            [503],
        ),
        ("상품 상세가 404, 목록은 정상입니다", [404]),
        ("주문 서버가 502, 나머지는 살아 있어요", [502]),
        ("토큰 발급이 401, 갱신은 됩니다", [401]),
        ("배포 직후 2분간 502 302건 발생", [502]),
        ("권한 없음이면 403으로 나눠 주세요", [403]),
        ("재고가 503, 예약 12", []),
        ("조회가 503, 댓글이 12", []),
        ("전체를 404로 나누면 됩니다, 서버", []),
    ],
)
def test_a_korean_sender_has_a_code(text: str, found: list[int]) -> None:
    assert codes(text) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("We were handling 401 in an interceptor already. 64 crashes in 200 sessions", [401]),
        ("I'm catching 403 and redirecting to login", [403]),
        ("the SDK started swallowing 401 silently", [401]),
        ("The retry logic is triggered by 503 only", [503]),
        ("intercepting 401 to refresh the token", [401]),
        ("hmm staging is 503 again, is someone deploying?", [503]),
        ("prod /checkout 500ing since 14:02, rolling back build 404", [500]),
        ("Returns 304 when the ETag matches, otherwise 200 with the body.", [304, 200]),
        ("Treat statuses from 500 up as retryable", [500]),
        ("HttpStatus.NOT_FOUND) // 404", [404]),
        ('rate(requests{status=~"5..|499"}[5m])', [499]),
        ('retryOn: "5xx,gateway-error,429"', [429]),
        ("La page renvoie une erreur 500 depuis ce matin", [500]),
        ("res.status(404).json({ message: 'no such user', max: 500 })", [404]),
        ("handling 401 orders a day", []),
        ("the score is 503 again", []),
        ("case 503: return retry(200);", [503]),
        ('retryOn: "timeout", port 404', []),
    ],
)
def test_an_english_sentence_or_source_code_tells_a_code(text: str, found: list[int]) -> None:
    assert codes(text) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("메일이 반송돼서 보니 550 5.1.1 No such user 였다. 421은 잠시 뒤 다시 보내면 된다.", []),
        ("554 5.7.1 Relay access denied 라고 돌아옵니다. 421도 가끔 와요.", []),
        ("said: 451 4.7.1 try later, then 450 again and 421 after", []),
        ("421 4.3.2 your address is filtered, 503 too", []),
        ("수신자 주소 오류로 421이 와요", []),
        ("API가 502를 줘요. 메일은 550 5.1.1 이래요", [502]),
        ("umask 022로 하면 644, 400으로 바꾸면 소유자만 읽어요. 500은 디렉터리용.", []),
        ("chmod 755 했는데도 서버가 403 떠요", [403]),
        ("chmod 해도 500 에러가 나요", [500]),
        ("키 파일 권한은 400이면 됩니다, 서버 접속이요", []),
        ("포트포워딩 500, 4500 열었습니다. 502는 닫아도 됩니다.", []),
        ("방화벽에서 502 열어 주세요, 서버팀", []),
        ("프린터에 에러 코드 500 뜨는데 토너 교체하면 되나요?", []),
        ("AssertionError: assert 404 == 503\n +  where 404 = len([...])", []),
        (
            "E  assert 500 == 201\nE   +  where 500 = <Response [500]>.status_code",
            [500, 201, 500, 500],
        ),
    ],
)
def test_numbers_of_mail_files_ports_and_machines_are_left_alone(
    text: str, found: list[int]
) -> None:
    assert codes(text) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("we got 503 responses to the survey", []),
        ("502 replies on our feedback form, thanks all", []),
        ("we got 503 responses to the health check", [503]),
        ("HTTP requests per second: 502 on web-1", []),
        ("nginx reqs/s: 503", []),
        ("5 requests per second, then 503 from nginx", [503]),
        ("HTTP 응답 수 503", []),
        ("HTTP 응답 503", [503]),
        ("서버 배관은 스테인리스 304", []),
        ("nginx의 retry-on은 502,503,504 로 넣고", [502, 503, 504]),
        ("nginx의 keep-on은 502 로 넣고", []),
    ],
)
def test_answers_of_people_rates_and_steel_are_left_alone(text: str, found: list[int]) -> None:
    assert codes(text) == found
