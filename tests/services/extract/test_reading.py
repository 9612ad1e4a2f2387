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


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("getting 500", [500]),
        ("I keep getting 500.", [500]),
        ("Login throws 500 if the name has a space", [500]),
        ("500 on save", [500]),
        ("500 when uploading a second picture", [500]),
        ("got a 400 when signing up", [400]),
        ("it returns a 500 unless the page returns a 200", [500, 200]),
        ("changed the error code to 400", [400]),
        ("changed the status from 200 to 404", [200, 404]),
        ("504 after exactly 60s", [504]),
        ("minji: 504 after 60 s, every time", [504]),
        ("don't retry 400s", [400]),
        ("most requests are 500 errors", [500]),
        ("random 500 errors since noon", [500]),
        ("* 429 (Rate limiting)", [429]),
        ("a “404” from the api", [404]),
        ("“503” is what the api says", [503]),
        ("Host -> Postman: 401", [401]),
        ("These statuses cannot have bodies: 204 & 304", [204, 304]),
        ("the check wants 200, the api always 503 with a body", [200, 503]),
    ],
)
def test_a_report_in_english_is_read(text: str, found: list[int]) -> None:
    assert codes(text) == found


@pytest.mark.parametrize(
    "text",
    [
        "got 500 for my birthday",
        "getting 500 a month for it",
        "I got 500 on the test",
        "saw 400 people when the doors opened",
        "500 on the waitlist",
        "404 on the api benchmark",
        "we hit 503 on the new api benchmark",
        "there were 500 errors in the api log",
        "found 500 errors, api",
        "retry 400s later, take 200s",
        "the printer shows error 502",
        "프린터 502 오류",
        "세탁기 오류 503 떠요",
        "조회 503 나옴",
        "추천 404 찍음",
        "nightly job of the api: /usr/bin/backup --keep 404",
        "curl error, run with -m 502 again",
        "duplicate key in the api: { no: 404 }",
    ],
)
def test_what_looks_like_a_report_is_left_alone(text: str) -> None:
    assert codes(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "FTPError: 530 Login incorrect",
        "FTPReply = [code= 425, text=Can't open data connection]",
        "Error: FTPError: 530 User cannot log in\n    code: 530",
        "the second email came back with error 451",
        "SMTPDataError: 554 rejected, status: 554",
        "sftp server error 421, status 421",
        "sip: got response 480",
        "블루투스 연결 status 133, 서버 API는 정상",
    ],
)
def test_a_reply_of_another_protocol_is_no_code(text: str) -> None:
    assert codes(text) == []


def test_mail_of_a_web_service_may_have_codes() -> None:
    assert codes("the email api returns 451 in some countries") == [451]
    assert codes("메일 발송 api가 502 떠요") == [502]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("- 잘못된 파라미터로 요청한 경우 400\n- 없는 글 조회 시 404", [400, 404]),
        ("헬스체크 재시도 후에도 503 (배포 실패)", [503]),
        ("나: 아뇨 502요", [502]),
        ("토큰 만료 401을 오류로 보여줘요", [401]),
        ("server: awselb 라고 찍힌 503이면 타깃이 없어요", [503]),
        ("클플 로고가 있는 502 화면이에요", [502]),
    ],
)
def test_a_korean_answer_or_topic_is_read(text: str, found: list[int]) -> None:
    assert codes(text) == found


def test_company_counts_only_nearby() -> None:
    far = "a 502 from the gateway\n" + "nothing to see in this line\n" * 200 + "anon 460"
    assert codes(far) == [502]
    assert codes("a 502 from the gateway\n\nthen 460 again") == [502, 460]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("sends no body with a 1xx (Informational), 204 (No Content), or 304", [204, 304]),
        ("408 Request Timeout, 409 Conflict, and >=500 Internal errors", [408, 409, 500]),
        ("True if the status is less than 400", [400]),
        ("the api should 400, not 500", [400, 500]),
        ("TestReplaceStatus: 403 -> 200", [403, 200]),
        ("is 422 or 400 the right answer?", [422, 400]),
        ("`404: NotFound`", [404]),
        ("bad response Forbidden 403 (https://x)", [403]),
        ("날짜가 틀리면 422 나오는 걸 400으로 바꾸려고 해요", [422, 400]),
        ("503만 재시도하는 게 아니라 500까지 다 재시도해요 서버", [503, 500]),
        ("feat: 404 페이지 추가", [404]),
        ("등록 성공 시 201, 실패 시 400", [201, 400]),
        ("저장 누르면 500이요", [500]),
        ("용량이 100MB 넘으면 413", [413]),
        ("결제사에서 500을 내려주고 있습니다", [500]),
    ],
)
def test_neighbours_and_outcomes_are_read(text: str, found: list[int]) -> None:
    assert codes(text) == found


@pytest.mark.parametrize(
    "text",
    [
        "이번주 api 밋업 장소: 테헤란로 503, 4층",
        "kafka lag > 500 (현재 503, topic=api-request)",
        "책 404 페이지까지 읽었어요 서버 공부",
        "API 서버 500대로 늘렸어요",
        "died at item 429 of 500, the api threw a 529",
        "at 400 VUs it is all 200s",
        "put('x', 404)",
        "예산 500에서 400으로 줄었어요 서버 비용",
        "[배포] build 502 완료, 소요 404s",
        "SQLSTATE 40401: error 503",
        "temperature 404 -> 503, server room",
        "the sensor shows 503 ppm, server room",
    ],
)
def test_neighbours_that_count_are_left_alone(text: str) -> None:
    assert not {400, 404, 500, 503, 429} & set(codes(text))


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Fresh install, 500 on first login", [500]),
        ("it's a 500 for me too", [500]),
        ("same 502 here", [502]),
        ("fix 500 when the cart is empty", [500]),
        ("the check went from 200 to 503 at noon", [200, 503]),
        ("shouldn't it be 403 rather than 401?", [403, 401]),
        ("why 201 and not 409 here?", [201, 409]),
        ("add 429 handling with backoff", [429]),
        ("- 400: bad input\n- 401: not signed in\n- 404: no such user", [400, 401, 404]),
        ("it returns a 500 unless it's warm, then it returns a 200 forever", [500, 200]),
    ],
)
def test_more_reports_in_english_are_read(text: str, found: list[int]) -> None:
    assert codes(text) == found


@pytest.mark.parametrize(
    "text",
    [
        "- 401: the red room\n- 402: the blue room\n- 403: the green room",
        "it is a 500 mile drive",
        "fix 500 typos in the api docs",
        "the price went from 200 to 500",
        "404 or 405 people came to the api talk",
    ],
)
def test_their_look_alikes_are_left_alone(text: str) -> None:
    assert codes(text) == []


def test_the_number_of_an_error_page_is_a_code_and_that_of_a_books_page_is_none() -> None:
    assert codes("fix: error page 502 on nginx") == [502]
    assert codes("style: 에러 페이지 404/500 문구 다듬기") == [404, 500]
    assert codes("see pages 404 and 410 of the manual") == []
    assert codes("페이지 404부터 읽으세요") == []
