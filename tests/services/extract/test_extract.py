"""How well status codes are found, on snippets by hands that had not seen how it is done."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.model import Knowledge
from bot.services.extract import find_codes
from bot.services.extract.summary.summarise import summarise
from bot.services.extract.vendor_codes import REGISTERED, VENDORS
from bot.services.lookup.lookup import Lookup
from tests.examples import examples
from tests.linear_time import least_ratio_within
from tests.yaml_file import read_yaml

HERE = Path(__file__).parent
MARKED = re.compile(r"⟦([0-9]{3})(?::([A-Za-z .]+))?⟧")
# Exact, and false alarms among the snippets without a code: a little below what was measured.
FLOORS = {"tuning": (0.99, 0.002), "aside": (0.95, 0.02)}
Places = list[tuple[int, int, str | None]]


def load(part: str) -> list[tuple[str, str, Places]]:
    """Kind, text, and the (code, start, vendor) of each place."""
    snippets = read_yaml(HERE / f"snippets.{part}.yaml")
    return [(each["kind"], *unmarked(each["text"])) for each in snippets]


def unmarked(marked: str) -> tuple[str, Places]:
    plain, places, done = "", Places(), 0
    for match in MARKED.finditer(marked):
        plain += marked[done : match.start()]
        places.append((int(match[1]), len(plain), match[2]))
        plain += match[1]
        done = match.end()
    return plain + marked[done:], places


def found(text: str) -> Places:
    return [(each.code, each.start, each.vendor) for each in find_codes(text)]


@pytest.mark.parametrize("part", ["tuning", "aside"])
def test_95_of_100_snippets_give_exactly_their_codes_and_none_a_false_alarm(
    part: str, say: Callable[[str], None]
) -> None:
    """Every place, with its vendor. The part kept aside is the honest figure."""
    snippets = load(part)
    wrong = [kind for kind, text, places in snippets if found(text) != places]
    silent = [(kind, text) for kind, text, places in snippets if not places]
    alarms = [kind for kind, text in silent if found(text)]
    exact = 1 - len(wrong) / len(snippets)
    say(
        f"{part}: {exact:.1%} of {len(snippets)} exact, {len(alarms)} false alarms in {len(silent)}"
    )
    assert exact >= FLOORS[part][0], wrong
    assert len(alarms) <= FLOORS[part][1] * len(silent), alarms


def test_the_corpus_is_large_and_a_third_is_aside() -> None:
    counts = {part: len(load(part)) for part in ("tuning", "aside")}
    assert sum(counts.values()) >= 200
    assert counts["aside"] * 3 >= sum(counts.values()) * 0.99


def test_numbers_and_vendors_are_those_of_the_data(knowledge: Knowledge, lookup: Lookup) -> None:
    registered = {entry.code for entry in knowledge.entries if not entry.vendor}
    assert registered == REGISTERED
    for code in {entry.code for entry in knowledge.entries if entry.vendor}:
        assert VENDORS[code] == tuple(entry.vendor for entry in lookup.meanings(code)), code
    assert {code for code in VENDORS if lookup.meanings(code)} == set(VENDORS)


@pytest.mark.parametrize(
    "text",
    [
        "", "404", "listening on port 503", "took 404ms", "at 4:04", "see #403", "JIRA-404",
        "GET /v1/404?x=500", "$200", "500원", "에러 500건", "404호에서", "429 tests passed",
        "version 4.0.4", "10.0.0.200:5000", "2026-11-24", "line 404", "5xx", "error 1020",
        "the server's PSU reports 502 W", "DB 서버 에러로 커넥션을 200에서 500으로 올렸어요",
        "50035", "commit 4040404", "exit code 137", "[Errno 104] Connection reset by peer",
        "api sync is in room 503, not 404", "서버 lag 503까지 갔다가", "조회수 403 찍음, api",
        "api 호출 404번 하면 끝", "http 404강까지", "http/a.go  404/500 statements",
        "main.tf line 404, the API says:\n  404: resource {", "토익 500 나옴",
        "KeyError: 404", '{"product_code": 404, "url": "http://x"}', "assert len(rows) == 404",
        "센서 값이 503 찍히면 서버 알람", "보너스 500 나왔다 서버팀 회식",
        "월 500이면 서버 하나 산다", "카카오 404주 물려있음 API 개발자인데",
        "서버 500대는 무리예요", "vuser 500부터 서버 느려요",
        "롤 핑 204 나오는데 서버 왜 이럼", "폰트 굵기 400 말고 500으로, 에러 문구요",
        "204고지 다큐 보다가 서버 알람 놓침", "404도서관에서 API 공부중", "503가구 아파트 서버 앱",
        "500번 지방도 막혀서 서버 이전 늦어요", "101번 고속도로 막혀요 API 회의 미뤄주세요",
        "통화 코드 응답이 410이면 원화예요", "톱 100 틀어놓고 에러 로그 보는 중",
        "stuck on the 405, start the API sync", "took the 101 north, API sync at 10",
        "with 302 NPCs the game server lags", "a 503 mile drive to the server farm",
        "call (404) 555-0142 if the server is down", "CreateProcess error=206, server",
        "err=110 reading the response", "[404/500] Building server/api.cc.o",
        "Compiling server v0.1.0 (502/503)", "Installing server (404/500)", "SQL 101, API basics",
        "the query returned 404, all from the API log", "api returned 404 products",
        "API calls: 404 today, timeouts: 503 on the api", "door code 404 for the server room",
    ],
)  # fmt: skip
def test_what_is_no_status_code_is_left_alone(text: str) -> None:
    assert find_codes(text) == []


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("HTTP/2 404", [404]), ("status=503", [503]), ("getting 429s", [429]), ("a 520", [520]),
        ("502가 떠요", [502]), ("404에러", [404]), ("429번은 재시도", [429]), ("503떴다가", [503]),
        ("상태코드 400", [400]), ("502 뜨는데 왜 그래요?", [502]), ("HTTP 427", [427]),
        ("curl: http_code=000", [0]), ("503 Service Unavailable", [503]),
        ("Discord gave me 404 + 10062 Unknown interaction", [404]), ("403 맞았다", [403]),
        ("mina: 522 = cloudflare timed out", [522]), ("api는 삭제하면 204로 통일", [204]),
        ("openai 429 insufficient_quota 뜨는데", [429]), ("404 페이지가 안 떠요", [404]),
        ("/health flaps between 200 and 503", [200, 503]), ("grafana: 503 spike", [503]),
        ("zero 504 Gateway Timeouts", [504]), ("canary: 300 requests, all 200, good", [200]),
        ("새벽에 api-gw 502에러 났어요", [502]), ("CF 524 on the report export, http", [524]),
        ("모니터에 500 두 번, 502 한 번 상태코드 찍힘", [500, 502]), ("api 404 주는데요", [404]),
        ("been stuck on the 403 error all day, api", [403]), ("503 everywhere, api down", [503]),
        ("gateway errors (502/503) doubled", [502, 503]), ("502고 504고 다 떠요 서버", [502, 504]),
        ("포트 443에서 502 떠요 서버", [502]), ("응답 값 404 나와요", [404]),
        ("네이버 쇼핑 502 뜨는데 서버 문제?", [502]), ("404번 계속 뜨는데요 api", [404]),
        ("on 401 the client refreshes, with 403 it should not, api", [401, 403]),
    ],
)  # fmt: skip
def test_what_the_brief_of_a_team_would_name_is_found(text: str, codes: list[int]) -> None:
    assert [each.code for each in find_codes(text)] == codes


def test_a_number_is_its_vendors_where_the_text_tells() -> None:
    [nginx] = find_codes('10.0.0.1 - - [24/Nov/2026:02:11:09 +0000] "GET / HTTP/1.1" 499 0 "-" "x"')
    [esri] = find_codes('ArcGIS says {"error":{"code":499,"message":"Token Required"}}')
    assert (nginx.vendor, esri.vendor) == ("nginx", "Esri")


def test_a_mention_says_where_it_stands() -> None:
    text = "first line\nand then HTTP 502 came"
    [mention] = find_codes(text)
    assert (mention.line, text[mention.start : mention.end]) == (2, "502")


@pytest.mark.parametrize(
    ("line", "codes"),
    [
        ("x\t   404", [404]), ("x 777", []), ("x 010", []), ("x \xa0404", [404]), ("x 999", [999]),
        ("x\t\x0b404", [404]),
    ],
)  # fmt: skip
def test_a_field_of_the_extended_log_format_holds_a_code_or_none(
    line: str, codes: list[int]
) -> None:
    text = f"#Fields: a sc-status\n{line}"
    mentions = find_codes(text)
    assert [each.code for each in mentions] == codes
    assert all(text[each.start : each.end] == f"{each.code:03}" for each in mentions)


FRAGMENTS = st.sampled_from(
    [
        "404", "502", "000", "HTTP 598", "499", "530", "HTTP/1.1", '"GET /x HTTP/1.1"', "status",
        "=", ":", "/", "->", "번", "이랑", "에러", "뜨는데", "[", "]", "(", '"', "\n", "\t", " ",
        "|", "-", "1/2/3/4/5 ", "ms",
        "#Fields: a sc-status\n", "x 777", "x\t 010", "error_page ", "Bad Gateway",
        "TCP_MISS/", "GET http://x ",
    ]
)  # fmt: skip


@given(st.one_of(st.text(), st.lists(FRAGMENTS, max_size=60).map("".join)))
def test_any_text_gives_codes_where_they_stand_in_order_and_nothing_else(
    text: str,
) -> None:
    mentions = find_codes(text)
    assert sum(each.count for each in summarise(text).codes) == len(mentions)
    for mention in mentions:
        assert text[mention.start : mention.end] == f"{mention.code:03}"
        assert text.count("\n", 0, mention.start) == mention.line - 1
    starts = [mention.start for mention in mentions]
    assert starts == sorted(set(starts))


@pytest.mark.slow
@settings(max_examples=examples(60))
@given(st.lists(FRAGMENTS, min_size=1, max_size=6).map("".join))
def test_ten_times_the_text_takes_no_more_than_linear_time(fragment: str) -> None:
    """With room for noise: ten times the text may take thirty times as long, but not a hundred."""
    once = fragment * (3_000 // len(fragment) + 1)
    more = once * 10
    assert least_ratio_within(30, lambda: find_codes(once), lambda: find_codes(more))
