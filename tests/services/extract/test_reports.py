"""How people report a status code in issues, commits and chats, and what looks like it."""

import pytest

from bot.services.extract import find_codes


def codes(text: str) -> list[int]:
    return [each.code for each in find_codes(text)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("500 Error on API request", [500]),
        ("Intermittent 500s after the upgrade", [500]),
        ("raise the buffers to avoid cookie 400s, nginx", [400]),
        ("Look into 503 errors from server", [503]),
        ("Add missing 404 responses to the spec", [404]),
        ("503 returned when no check is set", [503]),
        ("Any response other than 401 or 403 is an error", [401, 403]),
        ("the HTTP code is 502, which means the engine is down", [502]),
        ("upstream return code 502", [502]),
        ("Status code changed from 500 to 400", [500, 400]),
        ("an unconditional 301 redirect for all traffic", [301]),
        ("propagates non-409 errors (404, 400, 5xx), api", [409, 404, 400]),
        ("duplicate keys generate 500 rather then 409", [500, 409]),
        ("Avoid 502 during deploys", [502]),
        ("retry 503 and 504 only", [503, 504]),
        ("ignore 404 on delete", [404]),
        ("Custom 404/500 pages", [404, 500]),
        ("this sounds more like 429 to me", [429]),
        ("501 is a server error, 502 is a bad gateway", [501, 502]),
        ("Access Denied 403 when adding a filter", [403]),
        ("406 is appropriate if the Accept header is unsupported", [406]),
        ("an endpoint may answer GET only; a 405 suggests that it exists", [405]),
        ("which callers turn into a 400 instead of a 500.", [400, 500]),
        ("converts failures into a 400 with messages for each field", [400]),
        ("PUT Response 200>204", [200, 204]),
        ("the CDN has 502/504 pages", [502, 504]),
        ("seuls 401/403 replient", [401, 403]),
        ("- 404 on PHP files: start it from the root", [404]),
        ("/live answers; after startup `/live` 200, the api", [200]),
        ("transient status codes including 429 when allowed", [429]),
        ("the limiter refuses the call with 429 when it is full", [429]),
        ("needs `getUser()`; 401 if no user, api", [401]),
        ("21:24:11  401 - GET  /api/v1/cart", [401]),
        ("nginx ログに 401 エラーが出る", [401]),
        ("Add back 429 to the list of retryable requests", [429]),
        ("the first poll was already 503, so the api was down", [503]),
        ("turning a legitimate 404 into a 502 would hide an outage", [404, 502]),
        ("Same 401 CORS problem with a GET request", [401]),
        ("AccessDeniedException is mapped to 403 by default", [403]),
        ("the liveness probe always returns 200 no matter what", [200]),
    ],
)
def test_a_report_is_read(text: str, found: list[int]) -> None:
    assert codes(text) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("It keeps saying Expected 201 got 200, the api", [201, 200]),
        ("expected status 200 but received 404", [200, 404]),
        ("expected the response to have status code 200 but it was 302", [200, 302]),
        ("Expected status code <201> but was <400>.", [201, 400]),
        ("expect(response.status).to eq(200)", [200]),
        ("assertEquals(404, response.getStatusLine().getStatusCode());", [404]),
        ("AssertionError: 403 != 200 : Response code was 403 (expected 200)", [403, 200, 403, 200]),
    ],
)
def test_what_a_test_expected_and_got_is_read(text: str, found: list[int]) -> None:
    assert codes(text) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("아 500 또야 api", [500]),
        ("스테이징 503 풀렸나요?", [503]),
        ("409 쓰기로 했어요", [409]),
        ("401로 통일하기로 함", [401]),
        ("500 고쳤어요", [500]),
        ("운영 502 지금은 괜찮아졌나요", [502]),
        ("상세 페이지 404 수정", [404]),
        ("fix : 상품 500에러 해결", [500]),
        ("502 사라졌어요 감사합니다", [502]),
        ("500이 아닌 403을 반환하도록 수정합니다", [500, 403]),
        ("에러 페이지의 status code가 200", [200]),
        ("로그인 실패하면 401? 403?", [401, 403]),
        ("axios로 500 error를 감지하고", [500]),
        ("사용자는 502 에러를 보지 않음", [502]),
        ("`MIDDLEWARE_FAILED` 500 에러가 계속 발생", [500]),
        ("기록이 없는 회원은 404가 아니라 빈 목록을 받는다", [404]),
        ("파일이 없어도 되니 404가 날 수 없다. 주소를 바꿔도 남지 않아 404가 났다", [404, 404]),
        ("서명이 만료돼 403이 된다", [403]),
        ("POST collect-data는 200을 반환한다", [200]),
        ("응답이 없으면 타임아웃으로 503 폴백", [503]),
        ("만료와 서명 불일치를 구분해 401로 내린다", [401]),
        ("//404 처리 미들웨어", [404]),
        ("비어 있으면 명시적 400으로 거부", [400]),
        ("같은 경로가 일반 404로 뜨는지 확인", [404]),
    ],
)
def test_a_report_in_korean_is_read(text: str, found: list[int]) -> None:
    assert codes(text) == found


@pytest.mark.parametrize(
    "text",
    [
        "Fix 404 typos in the api docs",
        "ignore 404 files",
        "retry 503 jobs",
        "Show 404 more",
        "bumped limit to 500",
        "merge 404 into main",
        "expected 200 rows, got 404",
        "got 500 items, expected 200 items",
        "500번대는 서버 탓",
        "회의실 503 풀렸나요?",
        "방 404 쓰기로 했어요",
        "예산 500 수정했어요",
        "프린터 500 에러",
        "3층 503 복구됐나요? 전등이요",
        "503 좌석 풀렸나요",
        "1. 500을 더한다.\n2. 200을 뺀다.",
        "배열 크기를 501로 맞춰보자",
        "100으로 나누어 떨어지고 400으로 나누어 떨어지지 않는 해, api",
        "100일×2시장=200콜, 서버",
        "The room is 502, not 503",
        "done: (502/504) Compiling",
        "rooms 401/402 are free",
        "503 언제 와요? 정류장인데",
        "재고 403 제거했습니다",
        "custom 404 build of the api",
        "either 401 or 403 rooms are free",
        "Access denied 404 times today",
        "Server error 500 miles away",
        "zip codes including 404 and 503",
        "503 error reports filed this week",
        "마나 200을 소모하는 스킬",
        "PC에 101이 아니라 200을 저장",
        "타임아웃 500에서 503으로 바꿨어요",
        "장비 번호 502 교체했고 503은 아직이에요",
        "서버 500대면 충분하죠",
        "We sold 500 units and 404 were returned",
        "temperature hit 404 at the server",
        "upgrade from 500 to 503 plan",
        "올해 500 벌었어요",
        "SELECT * FROM t WHERE id IN (404, 500, 503) -- api",
        "RESET_STREAM error code 404",
    ],
)
def test_what_only_looks_like_a_report_is_left_alone(text: str) -> None:
    assert codes(text) == []


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("/old-path    /new-path    301\n/*  /index.html  200", [301, 200]),
        ("https://shop.example/*  https://www.shop.example/:splat  301!", [301]),
        ("redir /old /new 301", [301]),
        ("respond /health 200", [200]),
        ('  "413":\n    description: too large\n  "500":', [413, 500]),
        ("+  responses:\n+    200:", [200]),
    ],
)
def test_a_rule_or_a_specification_is_read(text: str, found: list[int]) -> None:
    assert codes(text) == found


@pytest.mark.parametrize(
    "text",
    [
        "cp /a/b /c/d 301",
        "/usr/bin/job /var/log 503",
        "scale  /data/in  /data/out  404",
        "rewrite ^/old/(.*)$ /new/$1 permanent;",
        'items:\n  "404":\n    - name: desk',
    ],
)
def test_other_paths_and_keys_are_left_alone(text: str) -> None:
    assert codes(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "commencing call to sip:1002@192.168.0.150\n\nfailure response INVITE 404 Not Found.",
        "220 Welcome to Pure-FTPd\n530 Login authentication failed",
    ],
)
def test_a_reply_in_a_text_about_another_protocol_is_no_code(text: str) -> None:
    assert codes(text) == []


def test_a_text_full_of_numbers_has_only_clear_codes() -> None:
    assert len(find_codes("a 404 " * 1_000)) < 300
    assert len(find_codes("HTTP 404, x\n" * 1_000)) == 1_000


def test_a_chat_of_short_lines_is_read_to_its_end() -> None:
    assert len(find_codes("또 502 떠요\n503 났어요\n이거 404 맞나요\n" * 90)) == 270


def test_prose_is_read_to_its_end() -> None:
    sentence = "After the deploy of the shop, every tenth request to the api returned a 502 again. "
    assert len(find_codes(sentence * 1_000)) == 1_000


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ('failed: 500\n{"error":"no stock"}', [500]),
        ('call failed: 404\n{\n  "message": "gone"\n}', [404]),
        ("failed: 500\r\n\r\n<!DOCTYPE html>", [500]),
        ('실패: 500\n{"code":"E1","message":"재고 없음"}', [500]),
        ('done: 1200\nfailed: 500\n{"retry":true}', []),
        ('tests failed: 404\n{"error":"see below"}', []),
        ('failed: 500 rows\n{"error":"duplicate"}', []),
        ("failed: 500\npassed: 300", []),
    ],
)
def test_a_failure_with_an_errors_body_below_it_has_a_status(text: str, found: list[int]) -> None:
    assert codes(text) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("$ curl -sI https://a.example | head -1 | cut -d' ' -f2\n301\n404", [301, 404]),
        ("$ curl -si https://a.example | awk 'NR==1{print $2}'\n503\n", [503]),
        ("$ curl -s https://a.example/list | wc -l\n404", []),
        ('level=error msg="push: {\\"status\\":429,\\"took\\":404}"', [429]),
        ("DEBUG 429 hit on route /users/1", [429]),
        ("403 hits on the home page", []),
        ('ignore links with status "0, 403, 999"', [403, 999]),
        ("the status of step 0, 403 rows done", []),
        ("[ 302s] threads: 64, http requests: 12", []),
        ("[503 ERROR] POST /pay", [503]),
        ("[404 ERROR] lines in app.log", []),
        ("D/OkHttp: <-- 502 Bad Gateway https://a.example/v1 (302ms)", [502]),
        ("<-- 404 bytes", []),
        ("404문제 해결", [404]),
        ("수학 404문제 풀기", []),
        ("404 응답일 때 알림 + 500 응답", [404, 500]),
        ("HTTP 교재 300 + 500 페이지", []),
        ("expect(res.status).toBe(404)\n  403 | a();\n> 404 | b();\n  405 | c();", [404]),
    ],
)
def test_codes_are_read_in_what_strangers_wrote(text: str, found: list[int]) -> None:
    assert codes(text) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("ERROR Mapper[66] - [NotFoundException] 404   - null", [404]),
        ("GET https://a.example/items/404 -> 503 (attempt 2/5)", [503]),
        ("POST /pay → 402", [402]),
        ('-  "409": {\n+  "422": {\n     "description": "no such user"', [409, 422]),
        ('"404": {\n  "name": "room 404"', []),
        ("| method | path | success | failure |\n|-|-|-|-|\n| GET | /a | 200 | 404, 409 |",
         [200, 404, 409]),
        ("| 메서드 | 경로 | 성공 | 실패 |\n|---|---|---|---|\n| POST | /a | 201 | 없음 |", [201]),
        ("| 이름 | 성공 | 실패 |\n|---|---|---|\n| 배치 | 500 | 404 |", []),
        ("| method | path | requests |\n|-|-|-|\n| GET | /a | 404 |", []),
        ("Edge Status:\n504\nDuration:\n404 ms", [504]),
        ("Exit Status:\n404", []),
        ("This REST API is fine. 422 is not for syntax. 404 is always wrong there.", [422, 404]),
        ("The API has rooms. 404 is the largest, 403 is free.", []),
        ("Expected 201 then 200, actual 201 then 409.", [201, 200, 201, 409]),
        ("expected 201 rows, got 404 rows", []),
        ("API: 422 for semantic errors and 400 for bad JSON", [422, 400]),
        ("the flights: 404 for two and 500 for three people", []),
        ("실패하면 400(형식 오류), 404(없는 회원)", [400, 404]),
        ("참석 200(오전), 400(오후)", []),
        ("robots.txt is 404 but app.js is 403 lines", [404]),
        ("half of the calls end in 503, the others in 200", [503, 200]),
        ("the serial numbers end in 500, the others in 200", []),
        ("첫 호출은 되고 두 번째부터 401 → 로그아웃", [401]),
        ("null이면 404로 잡아주세요", [404]),
        ("한도를 404로 잡았어요", []),
        ("the guide to REST APIs recommends 400 for all of them", [400]),
    ],
)  # fmt: skip
def test_codes_are_read_where_strangers_wrote_them(text: str, found: list[int]) -> None:
    assert codes(text) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("주문 API에서 503 간헐적으로 납니다", [503]),
        ("현재 상태 503, 이전 상태 200", [503, 200]),
        ("헬스체크 직전 상태: 503 → 현재 200", [503, 200]),
        ("인증 실패(401) 시 토큰 재발급 후 재시도", [401]),
        ("엑셀 다운로드하면 504… 데이터가 많아서", [504]),
        ("혹시 429 걸리면 몇 초 기다려요?", [429]),
        ("the proxy turns every 404 into 200", [404, 200]),
        ("Expected behavior: 201 with a Location header", [201]),
        ("POST /login → 401 (expected 200)", [401, 200]),
        ("301 to https, then 308 to www", [301, 308]),
        ("a 206 with a wrong Content-Range", [206]),
        ("  .expect(200, done)", [200]),
        ("retry_statuses: [502, 503]", [502, 503]),
        ("결제 실패(404)건", []),
        ("캐시 TTL 300으로 맞췄어요", []),
        ("포트 8080 말고 503 써주세요", []),
        ("301 to 308 points", []),
    ],
)
def test_more_reports_are_read(text: str, found: list[int]) -> None:
    assert codes(text) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("if the result isn't a 200 it loops forever", [200]),
        ("it should be checking for 200, since the response is used", [200]),
        (".then().statusCode(is(404))", [404]),
        ("does the 403 persist in a fresh window?", [403]),
        ("alarm on any 500 happening on the server", [500]),
        ("failure rates of API calls (500 http errors)", [500]),
        ("`TestAuth` — 401 before the request is handled", [401]),
        ("the api is called twice, and 401 err가 출력됩니다", [401]),
        ("ExponentialRetry(attempts=3, statuses=[503])", [503]),
        ("On a 501 response it retries, even though 501 isn't in the list", [501, 501]),
        ("Envoy only includes 409 in that group", [409]),
        ("응답이 204라 바디가 없어요", [204]),
        ("fetch는 404여도 reject 안 해요", [404]),
        ("클라우드프론트에서 캐시된 404 무효화했습니다", [404]),
        ("(401) 토큰이 유효하지 않습니다", [401]),
        ("DAU 500만, 서버 200대로 버티는 중", []),
        ("이번 스프린트 티켓 404, 502 두 개 남았어요, 서버팀", []),
        ("https://npm.example.com/x: You have no permission. (403)", [403]),
        ("api.example.com: 504 (was 200)", [504, 200]),
        ("FAILED tests/test_a.py::test_b - assert 422 == 201", [422, 201]),
        ("expected 200 but was 503", [200, 503]),
        ("FAILED tests/test_a.py::test_b - assert 302 == 303", []),
        ("429 has been seen occasionally, mostly on Cloudflare", [429]),
        ("it's no good idea to retry backend 500 errors", [500]),
        ("When the response is empty, the code is resolved as 500.", [500]),
        ("force 401 return when there is no header, https", [401]),
        ("Failed in Postman (500 == 201), the api halts", [500, 201]),
        ("statusCode 가 404 이면 무시", [404]),
        ("잘못된 요청이 500 `INTERNAL_ERROR`로 나갑니다", [500]),
        ("API 테스트가 409를 기대하도록 적혀 있어요", [409]),
        ("waiting for 500 ms", []),
        ("the price includes 404 in taxes", []),
        ("we retry 500 errands", []),
        ("we looked for 404 rooms", []),
        ("any 500 users can join", []),
        ("매출 500을 기대해요", []),
    ],
)
def test_reports_of_issues_are_read(text: str, found: list[int]) -> None:
    assert codes(text) == found
