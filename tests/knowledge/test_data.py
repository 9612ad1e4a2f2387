"""The shipped data: complete, and right where the specifications leave no choice."""

import http
import re
import sys
from pathlib import Path

import pytest

from bot.entry_texts import urgency
from bot.model import LANGUAGES, Entry, Key, Knowledge, Language
from bot.model.code_constants import Versions

IANA = {
    *range(100, 105), *range(200, 209), 226, *range(300, 309), *range(400, 419), *range(421, 427),
    428, 429, 431, 451, *range(500, 509), 510, 511,
}  # fmt: skip
# What people meet beside the registry, by owner.
MET = {
    "curl": [0], "Apache": [218], "Laravel": [419], "Spring": [419, 420], "Twitter": [420],
    "Shopify": [430, 530, 540, 783], "IIS": [440, 449], "Microsoft": [450], "Exchange": [451],
    "AWS": [460, 463, 464, 561], "nginx": [444, 494, 495, 496, 497, 499], "Esri": [498, 499],
    "cPanel": [509], "Cloudflare": [*range(520, 528), 530], "Qualys": [529], "Anthropic": [529],
    "Pantheon": [530, 561], "Alibaba Cloud": [463], "Tornado": [599], "Squid": [600, 601],
    "LinkedIn": [999],
}  # fmt: skip

# RFC 9110 §15.1 lists these; RFC 7725 §3 adds 451. Everything else is not heuristically cacheable.
CACHEABLE = {200, 203, 204, 206, 300, 301, 308, 404, 405, 410, 414, 451, 501}
# RFC 6585 §§3–6: "MUST NOT be stored by a cache".
NEVER_STORED = {428, 429, 431, 511}
# The MUSTs of RFC 9110 §§7.8, 15.2.2, 15.3.7.1, 15.4.5, 15.5.2, 15.5.6, 15.5.8 and 15.5.22, and of
# RFC 3229 §10.4.1.
REQUIRED = {
    101: {"Upgrade", "Connection"}, 206: {"Content-Range"}, 226: {"ETag"},
    401: {"WWW-Authenticate"},
    304: {"Content-Location", "Date", "ETag", "Vary", "Cache-Control", "Expires"},
    405: {"Allow"}, 407: {"Proxy-Authenticate"}, 426: {"Upgrade", "Connection"},
}  # fmt: skip
REDIRECTS = {
    301: "may-become-get", 302: "may-become-get", 303: "becomes-get",
    307: "preserved", 308: "preserved",
}  # fmt: skip


@pytest.fixture(scope="module")
def registered(knowledge: Knowledge) -> dict[int, Entry]:
    return {entry.code: entry for entry in knowledge.entries if not entry.vendor}


def test_every_row_of_the_registry_is_there(registered: dict[int, Entry]) -> None:
    assert set(registered) == IANA


def test_the_codes_that_people_meet_have_their_owners(knowledge: Knowledge) -> None:
    known = {entry.key for entry in knowledge.entries}
    assert {Key(code, vendor) for vendor, codes in MET.items() for code in codes} <= known
    assert {entry.code for entry in knowledge.entries} >= {598}


def test_registrations_are_the_registrys(registered: dict[int, Entry]) -> None:
    special = {
        code: e.registration for code, e in registered.items() if e.registration != "registered"
    }
    assert special == {104: "temporary", 306: "unused", 418: "unused"}
    assert [code for code, entry in registered.items() if entry.obsolete] == [510]


def test_cacheability_is_the_specifications(registered: dict[int, Entry]) -> None:
    assert {c for c, e in registered.items() if e.facts.cacheable_by_default} == CACHEABLE
    assert {c for c, e in registered.items() if e.facts.must_not_be_stored} == NEVER_STORED


def test_required_headers_are_the_musts(registered: dict[int, Entry]) -> None:
    required = {c: set(e.facts.required_headers) for c, e in registered.items()}
    assert {code: names for code, names in required.items() if names} == REQUIRED


def test_redirects_do_to_the_method_what_the_rfc_says(registered: dict[int, Entry]) -> None:
    assert {
        c: e.facts.redirect_method for c, e in registered.items() if e.facts.redirect_method
    } == REDIRECTS
    permanent = {
        c: e.facts.permanent for c, e in registered.items() if e.facts.permanent is not None
    }
    assert permanent == {
        301: True, 308: True, 410: True, 302: False, 307: False, 503: False, 507: False,
    }  # fmt: skip


def test_of_the_registered_codes_only_500_asks_operators_to_look_at_once(
    registered: dict[int, Entry],
) -> None:
    """The others come from scanners, clients, planned maintenance, or are retired."""
    assert [code for code, entry in registered.items() if urgency(entry) == "now"] == [500]


def test_a_post_is_not_repeated_blindly_where_the_app_may_have_run(
    registered: dict[int, Entry],
) -> None:
    assert {c: registered[c].facts.retry for c in (500, 502, 503, 504)} == {
        500: "idempotent", 502: "idempotent", 503: "wait-idempotent", 504: "idempotent",
    }  # fmt: skip


# What real servers did, by the samples that tests/servers took of them: of each sample, its code,
# and the entry that says so beside other servers' behaviour.
SEEN = [
    ("Apache, response: the upstream is silent", 502, 502, "Apache"),
    ("Apache, response: the upstream is silent", 502, 504, "Apache"),
    ("HAProxy, httplog: the client hangs up", 400, 400, "CH--"),
    ("HAProxy, httplog: the client hangs up in its request", 400, 400, "CR--"),
]


@pytest.mark.parametrize(("kind", "code", "told_in", "word"), SEEN)
def test_an_entry_says_what_a_real_server_did(
    registered: dict[int, Entry], kind: str, code: int, told_in: int, word: str
) -> None:
    samples = (Path(__file__).parents[1] / "services/extract/servers.yaml").read_text("utf-8")
    (sample,) = re.findall(rf'- kind: "{re.escape(kind)}"\n  who: (.*)', samples)
    assert f"code: {code}," in sample
    entry = registered[told_in]
    for language in LANGUAGES:
        pitfall = entry.pitfall.text(language) if entry.pitfall else ""
        assert word in " ".join([*_sentences(entry, language), pitfall])


def test_no_example_shows_a_limit_that_its_own_advice_calls_dangerous(
    knowledge: Knowledge,
) -> None:
    """Squid's manual warns of denial of service above its default of 64 KB."""
    (entry,) = (each for each in knowledge.entries if each.key == Key(601, "Squid"))
    sizes = re.findall(r"_header_max_size (\d+) KB", entry.example)
    assert len(sizes) == 2
    assert max(map(int, sizes)) <= 64


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_long_keep_alive_is_not_advised_to_prefork(
    knowledge: Knowledge, language: Language
) -> None:
    """Each idle connection would hold a process of Apache's for 900 seconds."""
    (entry,) = (each for each in knowledge.entries if each.key == Key(520, "Cloudflare"))
    advised = [step for step in entry.text(language).actions.server if "900" in step]
    assert advised
    assert all("prefork" in step for step in advised)


@pytest.mark.parametrize("language", LANGUAGES)
def test_422_warns_of_json_that_does_not_parse(
    registered: dict[int, Entry], language: Language
) -> None:
    pitfall = registered[422].pitfall
    assert pitfall is not None
    assert {"JSON", "FastAPI", "400"} <= set(re.findall(r"[A-Za-z]+|\d+", pitfall.text(language)))


def test_cloudflares_1xxx_come_with_other_codes_than_530_too(knowledge: Knowledge) -> None:
    """So no card may say that 530 means any of them."""
    others = {
        status
        for detail in knowledge.details
        if detail.product == "Cloudflare" and len(detail.code) == 4
        for status in detail.statuses
    } - {530}
    assert others >= {403, 429}
    for entry in knowledge.entries:
        said = " ".join(each.en for each in entry.related if each.code == 530)
        assert not re.search(r"(?i)\b(?:any|every|all) 1xxx", said), entry.key


def test_no_body_where_http_has_none(registered: dict[int, Entry]) -> None:
    bodiless = {code for code, entry in registered.items() if not entry.facts.body_allowed}
    assert bodiless == {*range(100, 105), 204, 205, 304}


def test_specifications_are_linked_by_section(registered: dict[int, Entry]) -> None:
    for code, entry in registered.items():
        assert entry.spec is not None
        if code == 104:
            continue
        number = entry.spec.document.removeprefix("RFC ")
        assert entry.spec.url == (
            f"https://www.rfc-editor.org/rfc/rfc{number}.html#section-{entry.spec.section}"
        )


def test_older_names_are_kept(registered: dict[int, Entry]) -> None:
    for code, alias in {
        302: "Moved Temporarily", 413: "Payload Too Large", 414: "Request-URI Too Long",
        416: "Requested Range Not Satisfiable", 422: "Unprocessable Entity",
    }.items():  # fmt: skip
        assert alias in registered[code].aliases


def test_pythons_constants_exist_from_the_version_that_is_said(knowledge: Knowledge) -> None:
    for entry in knowledge.entries:
        if "python" in entry.constants:
            name, versions = entry.constants["python"], entry.versions.get("python", Versions())
            if versions.since and _numbers(versions.since) > sys.version_info:
                assert name.removeprefix("HTTPStatus.") not in http.HTTPStatus.__members__
                assert versions.before is not None
                name = versions.before
            assert http.HTTPStatus[name.removeprefix("HTTPStatus.")] == entry.code
    stated = {entry.code for entry in knowledge.entries if "python" in entry.constants}
    assert {status.value for status in http.HTTPStatus} >= stated
    # Newer Pythons may know more codes than the oldest that Teapot runs on.
    assert stated >= {200, 404, 418, 451, 511}


def test_springs_constants_are_those_of_6_and_7(knowledge: Knowledge) -> None:
    """Spring 7.0 removed, renamed and deprecated constants, and gave 421 its registered name.

    103 has had its registered name since 6.0.5.
    """
    changed = {e.key: e.versions["spring"] for e in knowledge.entries if "spring" in e.versions}
    assert {str(key) for key, versions in changed.items() if versions.until == "6.2"} == {
        "305", "419/Spring", "420/Spring", "421/Spring",
    }  # fmt: skip
    assert {key.code: versions.before for key, versions in changed.items() if versions.since} == {
        103: "HttpStatus.CHECKPOINT",
        413: "HttpStatus.PAYLOAD_TOO_LARGE",
        421: "HttpStatus.DESTINATION_LOCKED",
        422: "HttpStatus.UNPROCESSABLE_ENTITY",
    }
    assert {key.code for key, versions in changed.items() if versions.deprecated == "7.0"} == {
        102, 418, 509, 510,
    }  # fmt: skip


def test_a_response_in_an_example_has_the_entrys_code(knowledge: Knowledge) -> None:
    for entry in knowledge.entries:
        # 208 and 424 stand inside a 207's body.
        statuses = re.findall(r"HTTP/[\d.]+ (\d{3})", entry.example)
        if statuses and not entry.vendor:
            assert str(entry.code) in statuses, entry.key


def test_examples_send_the_headers_that_are_required(registered: dict[int, Entry]) -> None:
    for code, entry in registered.items():
        if code == 304:
            continue  # of these only what a 200 would have carried
        for header in entry.facts.required_headers:
            assert re.search(rf"(?mi)^{header}:", entry.example), (code, header)


def test_401_is_never_called_unauthorised_in_korean(registered: dict[int, Entry]) -> None:
    said = " ".join(_sentences(registered[401], "ko"))
    assert "비인가" not in said
    assert re.search("비인증|미인증", said)


def test_an_authority_is_a_host_and_port(registered: dict[int, Entry]) -> None:
    said = " ".join(_sentences(registered[421], "ko"))
    assert "권한" not in said.replace("접근 권한과는 관계없습니다", "")
    assert "호스트" in said


def test_422_is_about_meaning(registered: dict[int, Entry]) -> None:
    assert "의미" in " ".join(_sentences(registered[422], "ko"))


def test_nothing_of_the_source_page_is_copied(knowledge: Knowledge) -> None:
    """Some of its sentences, which all carry an error or a typing error of their own."""
    said = " ".join(s for e in knowledge.entries for s in _sentences(e, "ko"))
    for copied in ("거치적", "Prostat", "지털 결제", "보내된", "대게", "종점", "강요해서는"):
        assert copied not in said


def test_both_languages_say_everything(knowledge: Knowledge) -> None:
    for entry in knowledge.entries:
        for language in LANGUAGES:
            assert all(sentence.strip() for sentence in _sentences(entry, language)), entry.key


def _numbers(version: str) -> tuple[int, ...]:
    return tuple(map(int, version.split(".")))


def _sentences(entry: Entry, language: str) -> list[str]:
    text = entry.en if language == "en" else entry.ko
    return [
        text.summary, text.meaning, text.sender, *text.causes,
        *text.actions.client, *text.actions.server,
    ]  # fmt: skip
