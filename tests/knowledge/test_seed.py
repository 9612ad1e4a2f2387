"""From YAML to the store, and every complaint on the way."""

import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from bot.config import Config, shipped
from bot.errors import InvalidFilesError
from bot.knowledge.seed import read_knowledge, seed
from bot.model import Knowledge
from bot.services.lookup import index_version
from bot.services.lookup.kept_index import open_lookup
from bot.store import knowledge as store
from bot.store import language, state
from bot.store.database import DatabaseError
from bot.texts import load_texts
from tests.conftest import Opener
from tests.services.lookup.other_code import change_index_code

Change = Callable[[str], str]
TEXTS = load_texts()


@pytest.fixture
def data(tmp_path: Path) -> Path:
    return Path(shutil.copytree(shipped("data"), tmp_path / "data"))


@pytest.fixture
def one_file(data: Path) -> Path:
    """With one file of codes, which is read in a tenth of the time."""
    return with_one_file(data)


@pytest.fixture(scope="module")
def of_one_file(tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    """What one file of codes names of the others."""
    data = Path(shutil.copytree(shipped("data"), tmp_path_factory.mktemp("one") / "data"))
    return complaints(with_one_file(data))


def with_one_file(data: Path) -> Path:
    for path in data.glob("codes/*.yaml"):
        if path.name != "2xx.yaml":
            path.unlink()
    return data


def change(data: Path, name: str, edit: Change) -> None:
    path = data / name
    before = path.read_text(encoding="utf-8")
    after = edit(before)
    assert after != before, "the edit found nothing to change"
    path.write_text(after, encoding="utf-8")


def complaints(data: Path) -> list[str]:
    with pytest.raises(InvalidFilesError) as caught:
        read_knowledge(data, TEXTS)
    return [str(complaint) for complaint in caught.value.complaints]


def test_the_shipped_data_is_in_order(knowledge: Knowledge) -> None:
    assert len(knowledge.entries) > 100


def test_every_complaint_is_made_at_its_line(one_file: Path) -> None:
    def edit(text: str) -> str:
        text = text.replace("  frequency: 5", "  frequency: often", 1)
        text = text.replace("    cacheable_by_default: true", "    cacheable_by_default: maybe", 1)
        text = re.sub(r"(?m)^    summary: .*$", f"    summary: {'x' * 111}", text, count=1)
        return "regstration:".join(text.rsplit("registration:", 1))

    change(one_file, "codes/2xx.yaml", edit)
    found = complaints(one_file)
    lines = (one_file / "codes/2xx.yaml").read_text(encoding="utf-8").splitlines()
    for part, problem in (
        ("frequency: often", "frequency"),
        ("cacheable_by_default: maybe", "facts.cacheable_by_default"),
        ("x" * 111, "en.summary"),
    ):
        number = next(i for i, line in enumerate(lines, 1) if part in line)
        assert any(
            each.startswith(f"data/codes/2xx.yaml:{number}: 200: {problem}: ") for each in found
        ), (problem, found)
    assert any("regstration: is not a field" in each for each in found)
    assert any("registration: is missing" in each for each in found)


@pytest.mark.parametrize(
    ("edit", "complaint"),
    [
        (lambda t: t.replace("  name: OK", "  name: OK\n  name: Okay", 1), "name: is given twice"),
        (lambda t: t + "\n- [not, an, entry]\n", "should be a mapping"),
        (lambda t: t + "\n  bad: [unclosed\n", "not YAML"),
        (lambda t: t.replace("- code: 201", "- code: 200", 1), "code: is in the data twice"),
        (lambda t: t.replace("{code: 204,", "{code: 999,", 1), "related: names 999, which is not"),
        (lambda t: t.replace("cacheable_by_default: RFC 9110 §15.1", "{}", 1), "needs a section"),
        (lambda t: "just words\n" * (t != ""), "should be a list"),
        (lambda t: t + "\n- &a {code: 299}\n- *a\n", "aliases are not supported"),
        (lambda t: t + "\n- " + "[" * 100 + "\n", "nested too deeply"),
        # Newer parsers refuse this by themselves, as "exceeded maximum nesting depth".
        (lambda t: t + "\n- " + "[" * 30_000 + "\n", "nest"),
        (lambda t: t.replace("  name: OK", '  name: "O\\nK"', 1), "is not a single line"),
    ],
)
def test_what_is_wrong_is_named(
    one_file: Path, of_one_file: list[str], edit: Change, complaint: str
) -> None:
    change(one_file, "codes/2xx.yaml", edit)
    found = complaints(one_file)
    assert any(complaint in each for each in found), found
    assert not any(complaint in each for each in of_one_file)


def test_scalars_stay_what_was_typed(data: Path) -> None:
    change(data, "codes/2xx.yaml", lambda t: t.replace("    name: OK", "    name: yes", 1))
    entry = next(e for e in read_knowledge(data, TEXTS).entries if e.code == 200)
    assert entry.en.name == "yes"


async def test_a_broken_file_never_touches_the_database(
    data: Path, config: Config, opened: Opener
) -> None:
    path = Path(str(config.database))
    database = await opened(str(path))
    await seed(database, TEXTS, data)
    await database.close()
    before = path.read_bytes()
    change(data, "codes/4xx.yaml", lambda text: text.replace("code: 404", "code: four", 1))
    database = await opened(str(path))
    with pytest.raises(InvalidFilesError):
        await seed(database, TEXTS, data)
    await database.close()
    assert path.read_bytes() == before


async def test_seeding_runs_only_when_the_data_has_changed(
    data: Path, config: Config, monkeypatch: pytest.MonkeyPatch, opened: Opener
) -> None:
    database = await opened(str(config.database))
    first = await seed(database, TEXTS, data)
    with monkeypatch.context() as patch:
        patch.setattr("bot.knowledge.seed.read_knowledge", lambda *_: pytest.fail("read again"))
        assert await seed(database, TEXTS, data) == first
    change(data, "codes/2xx.yaml", lambda text: text.replace("  name: OK", "  name: Okay", 1))
    again = await seed(database, TEXTS, data)
    assert next(e for e in again.entries if e.code == 200).name == "Okay"


@pytest.mark.slow
async def test_a_seeding_that_fails_leaves_all_as_it_was_and_is_done_again(
    data: Path, config: Config, opened: Opener
) -> None:
    """Old entries under the new data's hash would stay for good."""
    database = await opened(str(config.database))
    before = await seed(database, TEXTS, data)
    old_hash = await state.get(database.reader, "data_hash")
    change(data, "codes/2xx.yaml", lambda text: text.replace("  name: OK", "  name: Okay", 1))
    for last_write in ("INSERT ON scenario", "UPDATE ON state"):
        async with database.transaction() as connection:
            await connection.execute(
                f"CREATE TRIGGER fails BEFORE {last_write} BEGIN SELECT RAISE(ABORT, 'full'); END"
            )
        with pytest.raises(DatabaseError, match="full"):
            await seed(database, TEXTS, data)
        assert await store.get(database.reader) == before
        assert await state.get(database.reader, "data_hash") == old_hash
        async with database.transaction() as connection:
            await connection.execute("DROP TRIGGER fails")
    await seed(database, TEXTS, data)
    stored = await store.get(database.reader)
    assert next(e for e in stored.entries if e.code == 200).name == "Okay"


@pytest.mark.slow
async def test_what_is_gone_from_the_files_goes_and_what_is_users_stays(
    data: Path, config: Config, opened: Opener
) -> None:
    database = await opened(str(config.database))
    await seed(database, TEXTS, data)
    async with database.transaction() as connection:
        await language.put(connection, "user", 7, "ko")
        await language.put(connection, "guild", 8, "ko")

    def without_999(text: str) -> str:
        return re.sub(r"(?ms)^- code: 999.*?(?=^- code|\Z)", "", text)

    def without_its_situation(text: str) -> str:
        return re.sub(r"(?ms)^- key: \S+\n  code: 999.*?(?=^- key|\Z)", "", text)

    change(data, "codes/vendors.yaml", without_999)
    change(data, "scenarios.yaml", without_its_situation)
    knowledge = await seed(database, TEXTS, data)
    assert 999 not in {entry.code for entry in knowledge.entries}
    assert await seed(database, TEXTS, data) == knowledge
    assert await language.choices(database.reader) == {("user", 7): "ko", ("guild", 8): "ko"}


@pytest.mark.slow
async def test_a_kept_index_is_not_used_for_other_data(
    data: Path, config: Config, opened: Opener
) -> None:
    database = await opened(str(config.database))
    await open_lookup(database, await seed(database, TEXTS, data))
    change(
        data,
        "codes/2xx.yaml",
        lambda text: text.replace("  aliases: []", "  aliases: [Flibbertigibbet]", 1),
    )
    lookup = await open_lookup(database, await seed(database, TEXTS, data))
    assert lookup.search.find("flibbertigibbet")[0].entry.code == 200


@pytest.mark.slow
@pytest.mark.parametrize("changed", index_version.INDEX_MODULES)
async def test_a_kept_index_is_not_used_by_other_code(
    config: Config, opened: Opener, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, changed: str
) -> None:
    """An update may count or cut words in another way."""
    database = await opened(str(config.database))
    knowledge = await seed(database, TEXTS)
    kept = "SELECT version FROM search_index"
    (before,) = await database.reader.execute_fetchall(kept)
    change_index_code(changed, tmp_path / "code", monkeypatch)
    await open_lookup(database, knowledge)
    (after,) = await database.reader.execute_fetchall(kept)
    assert tuple(after) != tuple(before)


def test_the_hash_of_an_index_covers_each_module_that_index_py_imports() -> None:
    folder = Path(index_version.__file__).parent
    imported = r"(?m)^from bot\.services\.lookup\.(\w+) import"
    reached, left = set[str](), {"index.py"}
    while left:
        name = left.pop()
        reached.add(name)
        found = re.findall(imported, (folder / name).read_text(encoding="utf-8"))
        left |= {f"{each}.py" for each in found} - reached
    assert reached == set(index_version.INDEX_MODULES)


def test_a_synonym_that_nobody_can_type_is_named(one_file: Path) -> None:
    change(one_file, "synonyms.yaml", lambda text: text + "- ['!!!', mistake]\n")
    assert any("'!!!' has no letters to search for" in each for each in complaints(one_file))


@pytest.mark.slow
async def test_what_can_not_be_read_from_the_store_is_made_anew(
    data: Path, config: Config, opened: Opener
) -> None:
    database = await opened(str(config.database))
    knowledge = await seed(database, TEXTS, data)
    await open_lookup(database, knowledge)
    async with database.transaction() as connection:
        await connection.execute("UPDATE entry SET document = '{}'")
        await connection.execute("UPDATE search_index SET document = x'00'")
    assert await seed(database, TEXTS, data) == knowledge
    lookup = await open_lookup(database, knowledge)
    assert lookup.search.find("teapot")[0].entry.code == 418


@pytest.mark.parametrize(
    ("edit", "complaint"),
    [
        (lambda t: t.replace("  - UTC\n", "  - Mars/Olympus\n", 1), "offered_first: is no zone"),
        (lambda t: t.replace("  - UTC\n", "  - Asia/Seoul\n", 1), "offered_first: is given twice"),
        (lambda t: t.replace("  Asia/Tokyo:", "  Asia/Tokio:", 1), "Asia/Tokio: names: is no zone"),
        (lambda t: t.replace("  Asia/Tokyo:", "  Asia/Seoul:", 1), "names.Asia/Seoul: is given"),
        (lambda t: t.replace("도쿄,", "K S T,", 1), "'K S T' is a name of Asia/Seoul already"),
        (lambda t: t.replace("도쿄,", "동경,", 1), "'동경' is a name of Asia/Tokyo already"),
    ],
)
def test_a_wrong_name_of_a_zone_is_complained_about_at_its_line(
    one_file: Path, edit: Change, complaint: str
) -> None:
    before = (one_file / "zones.yaml").read_text(encoding="utf-8").splitlines()
    change(one_file, "zones.yaml", edit)
    after = (one_file / "zones.yaml").read_text(encoding="utf-8").splitlines()
    line = next(i for i, (old, new) in enumerate(zip(before, after, strict=True), 1) if old != new)
    found = [each for each in complaints(one_file) if complaint in each]
    assert [each.split(": ")[0] for each in found] == [f"data/zones.yaml:{line}"]
