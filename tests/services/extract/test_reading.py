"""Kinds of sentences and source code where a number is a status code, and their look-alikes."""

import pytest

from bot.services.extract import find_codes

# What an engineer says of an error, in the endings that a chat has.
KOREAN_VERBS = """
    떠요 떴어요 뜹니다 뜸 뜨는데요 뜨네 터졌어요 터짐 터져요 터지네요 나요 나와요 났어요 났습니다
    난다 남... 나옴 뱉음 뱉어요 뱉네요 뱉고있음 찍힘 찍혀요 찍혔어요 찍히는데 던져요 던짐 떨어져요
    떨어짐 리턴 리턴해요 반환해요 발생 발생했어요 쏟아져요 튀어나와요 보여요 보임 때림 때리는데
    먹네요 뿜어요 돌려줘요 응답해요 에러 오류나요 폭주중 속출
""".split()
# What amounts do, too, after a clause that has no amount.
KOREAN_SHARED_VERBS = "줘요 주네요 주는데요 와요 옵니다 왔어요 맞았어요 맞음 내려줘요".split()


def codes(text: str) -> list[int]:
    return [each.code for each in find_codes(text)]


@pytest.mark.parametrize("code", [500, 400, 200, 502])
@pytest.mark.parametrize("verb", KOREAN_VERBS)
def test_a_round_number_with_a_korean_verb_of_codes_is_one(code: int, verb: str) -> None:
    for before in ("", "결제 ", "저장하면 ", "갑자기 ", "ㅠㅠ 또 ", "로그인이 "):
        assert codes(f"{before}{code} {verb}") == [code], before


@pytest.mark.parametrize("verb", KOREAN_SHARED_VERBS)
def test_a_verb_of_amounts_makes_a_round_code_after_a_clause(verb: str) -> None:
    for before in ("", "저장하면 ", "로그인할 때 ", "자꾸 "):
        assert codes(f"{before}500 {verb}") == [500], before


@pytest.mark.parametrize(
    "text",
    [
        "조회수 500 찍음",
        "보너스 500 나왔다",
        "토익 500 나옴",
        "주가 500 터졌다",
        "월급 500 받아요",
        "상금 200 나왔어요",
        "형이 500 줘서 샀어요",
        "500 받고 그만뒀어요",
        "500 날렸다 ㅠㅠ",
        "500 나눠서 내요",
        "500 남았어요",
        "몸무게 200 찍힘",
        "게시글 500 넘음",
        "구독자 400 나옴",
        "적금 500 터짐",
        "300 나옴 볼링",
        "목표가 200이라 아직 멀었어요 서버",
        "최대 동시 요청이 400이면 절반은 대기해요",
    ],
)
def test_a_round_korean_amount_is_no_code(text: str) -> None:
    assert codes(text) == []


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("retry on 502,503,504", [502, 503, 504]),
        ("blocked by the WAF (403,500,401)", [403, 500, 401]),
        ("HTTP 500,502,503", [500, 502, 503]),
        ("const AGAIN = [408, 429, 500, 502, 503, 504];", [408, 429, 500, 502, 503, 504]),
        ("retryable_codes: [429, 503]", [429, 503]),
        ('requests_total{code=~"502|503|504"}', [502, 503, 504]),
        ("status_forcelist=[500, 502]", [500, 502]),
        ("401 또는 403이 뜹니다", [401, 403]),
        ("401 혹은 403 떠요", [401, 403]),
        ("502 및 503 에러", [502, 503]),
        ("401(또는 403)이 와요, api", [401, 403]),
        ("the api answers with 401 or sometimes a 403", [401, 403]),
    ],
)
def test_every_code_of_a_list_is_found(text: str, found: list[int]) -> None:
    assert codes(text) == found


@pytest.mark.parametrize(
    "text",
    [
        "total 200,404 rows, the api says",
        "api users: 1,502,503",
        "click(404, 500) in the browser",
        "rooms 401,402,403 have the api workshop",
        "회의실 401, 402, 403 예약했어요 서버팀",
        "page 404,405,406 of the api book",
        "매출 502,503 천원 서버 비용",
        "10.2,404,503 from the browser",
    ],
)
def test_other_lists_are_left_alone(text: str) -> None:
    assert codes(text) == []
