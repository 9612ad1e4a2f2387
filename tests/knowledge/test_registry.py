"""`teapot check --registry` compares the data with IANA's CSV."""

import shutil
from pathlib import Path

import pytest

from bot.config import shipped
from bot.errors import StartError
from bot.knowledge.registry import differences, problems, read_registry
from bot.model import Key, Knowledge
from bot.terminal.command_line import main

# The registry's rows without a section in RFC 9110, or with a mark.
OTHERS = {
    102: "Processing,[RFC2518]", 103: "Early Hints,[RFC8297]",
    104: '"Upload Resumption Supported (TEMPORARY - registered 2024-11-13, extension registered'
         ' 2025-09-15, expires 2026-11-13)",[draft-ietf-httpbis-resumable-upload-05]',
    207: "Multi-Status,[RFC4918]", 208: "Already Reported,[RFC5842]", 226: "IM Used,[RFC3229]",
    306: '(Unused),"[RFC9110, Section 15.4.7]"', 418: '(Unused),"[RFC9110, Section 15.5.19]"',
    423: "Locked,[RFC4918]", 424: "Failed Dependency,[RFC4918]", 425: "Too Early,[RFC8470]",
    428: "Precondition Required,[RFC6585]", 429: "Too Many Requests,[RFC6585]",
    431: "Request Header Fields Too Large,[RFC6585]",
    451: "Unavailable For Legal Reasons,[RFC7725]",
    506: "Variant Also Negotiates,[RFC2295]", 507: "Insufficient Storage,[RFC4918]",
    508: "Loop Detected,[RFC5842]",
    510: "Not Extended (OBSOLETED),[RFC2774][Status change of HTTP experiments to Historic]",
    511: "Network Authentication Required,[RFC6585]",
}  # fmt: skip
# The others by their section, 15.2.1 and on.
NAMES = {
    "15.2": [(100, "Continue"), (101, "Switching Protocols")],
    "15.3": list(enumerate([
        "OK", "Created", "Accepted", "Non-Authoritative Information", "No Content",
        "Reset Content", "Partial Content",
    ], 200)),
    "15.4": list(enumerate([
        "Multiple Choices", "Moved Permanently", "Found", "See Other", "Not Modified",
        "Use Proxy", "(Unused)", "Temporary Redirect", "Permanent Redirect",
    ], 300)),
    "15.5": [*enumerate([
        "Bad Request", "Unauthorized", "Payment Required", "Forbidden", "Not Found",
        "Method Not Allowed", "Not Acceptable", "Proxy Authentication Required",
        "Request Timeout", "Conflict", "Gone", "Length Required", "Precondition Failed",
        "Content Too Large", "URI Too Long", "Unsupported Media Type", "Range Not Satisfiable",
        "Expectation Failed", "(Unused)",
    ], 400), (421, "Misdirected Request"), (422, "Unprocessable Content"),
        (426, "Upgrade Required")],
    "15.6": list(enumerate([
        "Internal Server Error", "Not Implemented", "Bad Gateway", "Service Unavailable",
        "Gateway Timeout", "HTTP Version Not Supported",
    ], 500)),
}  # fmt: skip


@pytest.fixture(scope="module")
def rows() -> dict[int, str]:
    """What IANA's CSV said of each code on 2026-09-24."""
    found = {
        code: f'{name},"[RFC9110, Section {chapter}.{number}]"'
        for chapter, names in NAMES.items()
        for number, (code, name) in enumerate(names, 1)
    }
    return found | OTHERS


@pytest.fixture
def registry(tmp_path: Path, rows: dict[int, str]) -> Path:
    path = tmp_path / "http-status-codes-1.csv"
    write(path, rows)
    return path


def write(path: Path, rows: dict[int, str]) -> None:
    """Write a CSV as IANA does, with a range for the codes of each gap."""
    lines, after = ["Value,Description,Reference"], 100
    for code, said in sorted({**rows, 600: ""}.items()):
        if code > after:
            gap = f"{after}-{code - 1}" if code - 1 > after else str(after)
            lines.append(f"{gap},Unassigned,")
        after = code + 1
        if said:
            lines.append(f"{code},{said}")
    path.write_text("\r\n".join([*lines, ""]), encoding="utf-8", newline="")


@pytest.fixture
def first_class(tmp_path: Path) -> Path:
    """A data folder with the 1xx alone, which is read in a moment."""
    (tmp_path / "data" / "codes").mkdir(parents=True)
    name = "codes/1xx.yaml"
    shutil.copy(shipped("data") / name, tmp_path / "data" / name)
    return tmp_path / "data"


def test_the_data_agrees_with_the_registry(registry: Path, knowledge: Knowledge) -> None:
    rows = read_registry(registry)
    known = {entry.code: entry for entry in knowledge.entries if not entry.vendor}
    assert rows.keys() == known.keys()
    assert {code: list(problems(entry, rows[code])) for code, entry in known.items()} == {
        code: [] for code in known
    }


@pytest.mark.parametrize(
    ("code", "old", "new", "found"),
    [
        (104, "expires 2026", "expires 2027", ("temporary", "IANA says registered 2024-11-13,"
         " extended 2025-09-15, expires 2027-11-13")),
        (104, "extension registered 2025-09-15, ", "",
         ("temporary", "IANA says registered 2024-11-13, expires 2026-11-13")),
        (104, " (TEMPORARY - registered 2024-11-13, extension registered 2025-09-15,"
         " expires 2026-11-13)", "", ("registration", "IANA says registered")),
        (104, "[draft-ietf-httpbis-resumable-upload-05]", "[RFC9999]",
         ("spec.document", "IANA refers to RFC 9999")),
        (413, "Content Too", "Payload Too", ("name", "IANA says 'Payload Too Large'")),
        (418, "(Unused)", "I'm a teapot", ("registration", "IANA says registered")),
        (510, " (OBSOLETED)", "", ("obsolete", "IANA says false")),
        (508, "Detected", "Detected (OBSOLETED)", ("obsolete", "IANA says true")),
        (404, "15.5.5]", "15.5.6]", ("spec.section", "IANA says 15.5.6")),
        (425, "[RFC8470]", "", ("spec.document", "IANA refers to nothing")),
    ],
)  # fmt: skip
def test_a_difference_is_named_with_its_field(
    registry: Path, rows: dict[int, str], knowledge: Knowledge,
    code: int, old: str, new: str, found: tuple[str, str],
) -> None:  # fmt: skip
    assert old in rows[code]
    write(registry, {**rows, code: rows[code].replace(old, new)})
    (entry,) = (each for each in knowledge.entries if each.key == Key(code))
    assert found in list(problems(entry, read_registry(registry)[code]))


def test_a_difference_is_a_complaint_at_the_line_of_the_field(
    registry: Path, rows: dict[int, str], first_class: Path
) -> None:
    changed = {**rows, 104: rows[104].replace("2024", "2023")}
    write(registry, {code: changed[code] for code in range(100, 105)})
    lines = (first_class / "codes" / "1xx.yaml").read_text(encoding="utf-8").splitlines()
    line = next(n for n, each in enumerate(lines, 1) if "temporary: {registered:" in each)
    (complaint,) = differences(first_class, registry)
    assert str(complaint) == (
        f"data/codes/1xx.yaml:{line}: 104: temporary: IANA says registered 2023-11-13,"
        " extended 2025-09-15, expires 2026-11-13"
    )


def test_a_code_that_only_one_of_them_has_is_named(
    registry: Path, rows: dict[int, str], first_class: Path
) -> None:
    write(registry, {**{code: rows[code] for code in (100, 101, 102, 104)}, 105: "Odd,[RFC9999]"})
    said = [str(each) for each in differences(first_class, registry)]
    assert any(each.endswith(": 103: code: is not in IANA's registry") for each in said)
    lines = registry.read_text(encoding="utf-8").splitlines()
    line = next(number for number, each in enumerate(lines, 1) if each.startswith("105,"))
    assert f"{registry}:{line}: 105: -: Odd is not in the data" in said
    assert len(said) == 2


@pytest.mark.parametrize(
    "text",
    ["", "<html>Not found</html>", "Value,Description,Reference\n100,Continue\n",
     "Value,Description,Reference\n4xx,Client Error,[RFC9110]\n",
     "Value,Description,Reference\n105-199,Reserved,\n"],
)  # fmt: skip
def test_another_file_is_refused(tmp_path: Path, text: str) -> None:
    path = tmp_path / "page.csv"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(StartError, match=f"{path} is not IANA's CSV of status codes: "):
        read_registry(path)


@pytest.mark.slow
def test_the_command_exits_0_for_no_difference_1_for_one_2_for_another_file(
    registry: Path, rows: dict[int, str], capsys: pytest.CaptureFixture[str]
) -> None:
    """Slow: it reads the whole data four times."""
    assert main(["check", "--registry", str(registry)]) == 0
    assert "The data agrees with IANA's registry." in capsys.readouterr().out
    write(registry, {**rows, 413: rows[413].replace("Content Too", "Payload Too")})
    assert main(["check", "--registry", str(registry)]) == 1
    assert ": 413: name: IANA says 'Payload Too Large'\n" in capsys.readouterr().out
    registry.write_text("<html>", encoding="utf-8")
    assert main(["check", "--registry", str(registry)]) == 2
    (said,) = capsys.readouterr().err.splitlines()
    assert said.startswith(f"teapot: {registry} is not IANA's CSV")
    assert main(["check", "--registry", str(registry.with_name("none.csv"))]) == 2
