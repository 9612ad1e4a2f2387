"""Lists and tables that explain codes."""

import pytest

from bot.services.extract import find_codes


def codes(text: str) -> list[int]:
    return [each.code for each in find_codes(text)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("| code | meaning |\n|---|---|\n| 202 | queued |\n| 404 | no job |", [202, 404]),
        ("| code | description |\n|---|---|\n| 200 | ok |\n| 429 | slow down |", [200, 429]),
        ("| 에러 코드 | 설명 |\n|---|---|\n| 400 | 값 오류 |\n| 404 | 회원 없음 |", [400, 404]),
        ("### 응답 코드\n- 200 조회됨\n- 404 회원 없음\n- 409 중복", [200, 404, 409]),
        ("상태코드 / 설명\n201 후기 등록\n\n403 구매자 아님\n413 사진 큼", [201, 403, 413]),
        ("Response codes:\n- `200`: fine\n- `404`: gone\n- `500`: ours", [200, 404, 500]),
        ("- 성공: 204\n- 이미 발송됨: 409\n- 본인 아님: 403", [204, 409, 403]),
        ("1. 토큰 없이 호출 → 401\n2. 남의 글 수정 → 403", [401, 403]),
        ("**Expected**\n200 like before\n\n**Actual**\n415", [200, 415]),
        ("### Actual behavior\n\n- `500` when the body is empty", [500]),
        ("### 기대 결과\n201 응답", [201]),
        ("HTTP status codes\n401 - sign in\n403 - ask an admin\nretry 503 times", [401, 403]),
    ],
)
def test_a_list_below_its_heading_is_read(text: str, found: list[int]) -> None:
    assert codes(text) == found


@pytest.mark.parametrize(
    "text",
    [
        "| 코드 | 설명 |\n| --- | --- |\n| 410 | 대한민국 |\n| 392 | 일본 |\n| 840 | 미국 |",
        "| Code | Description |\n|---|---|\n| 101 | Sales |\n| 204 | HR |\n| 302 | Legal |",
        "| 코드 | 지점 | 설명 |\n|---|---|---|\n| 101 | 판교 | 본점 |\n| 404 | 강남 | 별관 |",
        "지점 코드\n101 판교\n204 강남",
        "- 강남점: 404\n- 판교점: 503",
        "- 성공: 404\n- 실패: 200",
        "**Expected**\n404 users imported",
        "### Actual\n500 MB of logs",
        "### 기대 결과\n500명이 가입",
        "Room list\n- 404 big\n- 503 small",
    ],
)
def test_a_list_of_other_codes_is_left_alone(text: str) -> None:
    assert codes(text) == []


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("12:03:01 target=/search 200 200 503", [200, 200, 503]),
        ("codes seen: 200 200 502 200 504", [200, 200, 502, 200, 504]),
        ("latencies ms: 200 200 404 503 500", []),
        ("scores 200 200 404 500 503", []),
        ("SELECT * FROM stores WHERE id IN (204, 302, 404, 503)", []),
        ("SELECT path FROM log WHERE status IN (404, 503)", [404, 503]),
        ("color: rgb(200, 404, 503)", []),
    ],
)
def test_a_row_of_numbers_is_read_if_it_is_one_of_codes(text: str, found: list[int]) -> None:
    assert codes(text) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("elb_status_code,target_status_code,n\n502,-,404\n503,503,12", [502, 503, 503]),
        ("x-edge-location sc-status sc-bytes\nICN54 504 404\nICN57 200 503", [504, 200]),
    ],
)
def test_a_header_names_further_statuses(text: str, found: list[int]) -> None:
    assert codes(text) == found
