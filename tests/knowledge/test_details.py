"""What `teapot check` says of details that are wrong."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from bot.config import shipped
from bot.errors import Complaint
from bot.knowledge.details import read_details
from bot.model import Knowledge

GOOD = """\
product: IIS
kind: sub-status
source: {document: A page, url: 'https://example.com/iis'}
details:
- code: '404.13'
  name: Content length too large
  statuses: [404]
  en: {meaning: The body was too long., check: The limit.}
  ko: {meaning: 본문이 너무 큽니다., check: 제한을 확인하세요.}
- code: '404.14'
  name: URL too long
  statuses: [404]
  en: {meaning: The URL was too long., check: The limit.}
  ko: {meaning: URL이 너무 깁니다., check: 제한을 확인하세요.}
"""
NUMBERS = frozenset({0, 400, 403, 404, 408, 500, 502, 503, 504})


def complaints(folder: Path, text: str, name: str = "iis.yaml") -> list[str]:
    (folder / "data" / "details").mkdir(parents=True, exist_ok=True)
    (folder / "data" / "details" / name).write_text(text, encoding="utf-8")
    found: list[Complaint] = []
    read_details(folder / "data", NUMBERS, found)
    return [str(each) for each in found]


def test_a_good_file_is_read_whole(tmp_path: Path) -> None:
    assert complaints(tmp_path, GOOD) == []
    one, other = read_details(tmp_path / "data", NUMBERS, [])
    assert (one.key, other.key) == ("IIS 404.13", "IIS 404.14")
    assert one.source.url == "https://example.com/iis"


@pytest.mark.parametrize(
    ("edit", "complaint"),
    [
        (lambda t: t.replace("'404.14'", "'404.13'"), ":10: IIS 404.13: code: is in the data twi"),
        (lambda t: t.replace("[404]", "[405]", 1), ":7: IIS 404.13: statuses: should be the numb"),
        (lambda t: t.replace("[404]", "[404, 404]", 1), ":7: IIS 404.13: statuses: has a status"),
        (lambda t: t.replace("The body was", "본문 The", 1), "IIS 404.13: en.meaning: is in the o"),
        (lambda t: t.replace("check: 제한을 확인하세요.", "check: limit", 1), "ko.check: is in"),
        (lambda t: t.replace("The body was", "The" + " long" * 30, 1), "en.meaning: 'The long"),
        (lambda t: t.replace("Content length too large", "'x\u200by'", 1), "name: is not a single"),
        (lambda t: t.replace("source: {document: A page, url: 'https://example.com/iis'}\n", ""),
         ":1: IIS: source: is missing"),
        (lambda t: t.replace("example.com/iis", "github.com/a/b/blob/main/c"), "names a branch"),
        (lambda t: t.replace("too long., check: The limit.", "too long.", 1), "check: is missing"),
        (lambda t: t.replace("https://", "http://"), ":3: IIS: source.url: "),
        (lambda t: t.replace("example.com/iis", "github.com/a/b/blob/main/c"),
         "IIS 404.13: source.url: names a branch"),
        (lambda t: t.replace("sub-status", "number"), ":2: IIS: kind: 'number': should be one of"),
        (lambda t: t.replace("details:", "rows:"), ":1: -: details: is missing"),
        (lambda t: t.replace("  name: URL too long\n", ""), "IIS 404.14: name: is missing"),
        (lambda t: t.replace("  ko: {meaning: URL이", "  fr: {meaning: URL이"), "ko: is missing"),
    ],
)  # fmt: skip
def test_a_wrong_detail_is_complained_about(
    tmp_path: Path, edit: Callable[[str], str], complaint: str
) -> None:
    edited = edit(GOOD)
    assert edited != GOOD
    assert [each for each in complaints(tmp_path, edited) if complaint in each]


def test_a_status_without_an_entry_is_named(tmp_path: Path) -> None:
    flag = GOOD.replace("sub-status", "flag").replace("[404]", "[427]", 1)
    [complaint] = complaints(tmp_path, flag)
    assert complaint.endswith(":7: IIS 404.13: statuses: 427 is not in the data")


def test_a_state_of_haproxy_is_its_first_two_letters(tmp_path: Path) -> None:
    text = (shipped("data") / "details" / "haproxy.yaml").read_text(encoding="utf-8")
    assert complaints(tmp_path, text, "haproxy.yaml") == []
    wrong = complaints(tmp_path, text.replace("code: SC\n", "code: SC--\n", 1), "haproxy.yaml")
    assert [each for each in wrong if "HAProxy SC--: code: should be the first two" in each]


def test_two_files_may_not_have_the_same_code(tmp_path: Path) -> None:
    complaints(tmp_path, GOOD)
    both = complaints(tmp_path, GOOD, "other.yaml")
    assert [each for each in both if each.startswith("data/details/other.yaml:5: IIS 404.13: code")]


def test_every_product_that_is_asked_for_is_in_the_data(knowledge: Knowledge) -> None:
    products = {each.product for each in knowledge.details}
    asked = "IIS Cloudflare Heroku Envoy HAProxy CloudFront curl gRPC WebSocket Squid".split()
    assert products >= {*asked, "AWS ALB", "Tencent EdgeOne", "Akamai", "Akamai EAA"}


@pytest.mark.parametrize(
    ("product", "codes"),
    [
        ("IIS", "401.1 401.5 403.1 403.19 404.0 404.20 500.0 500.24 500.100 502.2 502.6 503.4"),
        ("Cloudflare", "1000 1001 1015 1020 1027 1033 1042 1101 1102 1104 1200"),
        ("Heroku", "H10 H28 R10 R14 R15 L10"),
        ("curl", "6 7 18 28 35 47 52 55 56 60 92"),
        ("gRPC", " ".join(map(str, range(17)))),
        ("WebSocket", " ".join(map(str, range(1000, 1016)))),
        ("Tencent EdgeOne", "520 525 550 555 566 567"),
    ],
)
def test_the_codes_of_a_product_are_there(knowledge: Knowledge, product: str, codes: str) -> None:
    assert {each.code for each in knowledge.details if each.product == product} >= {*codes.split()}


def test_a_detail_of_a_folder_that_is_copied_is_read_too(tmp_path: Path) -> None:
    shutil.copytree(shipped("data"), tmp_path / "data")
    assert len(read_details(tmp_path / "data", None, [])) > 300
