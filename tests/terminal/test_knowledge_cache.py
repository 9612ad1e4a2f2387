"""The command line's cache: quick, private, and never the reason of an error."""

import asyncio
import sqlite3
import stat
from collections import Counter
from contextlib import closing
from pathlib import Path

import pytest

from bot.config import Config
from bot.errors import InvalidFilesError
from bot.knowledge.seed import seed
from bot.model import Knowledge
from bot.services.lookup import index_version
from bot.store.database import open_database
from bot.terminal import knowledge_cache
from bot.texts import Texts
from tests.services.lookup.other_code import change_index_code

build = knowledge_cache._build


@pytest.fixture(autouse=True)
def builds(monkeypatch: pytest.MonkeyPatch, built: knowledge_cache._Document) -> list[str]:
    """A word for each time that the cache was built; reading the files takes most of a second."""
    builds = []

    def build_again() -> knowledge_cache._Document:
        builds.append("built")
        return built

    monkeypatch.setattr(knowledge_cache, "_build", build_again)
    return builds


@pytest.fixture(scope="module")
def built() -> knowledge_cache._Document:
    return build()


@pytest.fixture
def environment(tmp_path: Path) -> dict[str, str]:
    return {"XDG_CACHE_HOME": str(tmp_path)}


def cache_file(environment: dict[str, str]) -> Path:
    (path,) = Path(environment["XDG_CACHE_HOME"], "teapot").iterdir()
    return path


def fill(environment: dict[str, str]) -> Path:
    knowledge_cache.load(environment)
    return cache_file(environment)


@pytest.mark.slow
def test_a_second_command_reads_no_yaml_and_knows_as_much(
    environment: dict[str, str],
    knowledge: Knowledge,
    texts: Texts,
    builds: list[str],
) -> None:
    fill(environment)
    assert builds == ["built"]
    loaded, lookup = knowledge_cache.load(environment)
    assert builds == ["built"]
    assert loaded.written == texts.written
    assert lookup.knowledge == knowledge
    assert [hit.entry.code for hit in lookup.hits("찾을 수 없음", 1)] == [404]


def test_only_its_owner_reads_the_cache(environment: dict[str, str]) -> None:
    path = fill(environment)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700


@pytest.mark.parametrize("damage", ["cut", "empty", "changed", "other", "folder"])
def test_a_damaged_cache_is_as_good_as_none(
    environment: dict[str, str], damage: str, builds: list[str]
) -> None:
    path = fill(environment)
    content = path.read_bytes()
    path.unlink()
    match damage:
        case "cut":
            path.write_bytes(content[: len(content) // 2])
        case "empty":
            path.write_bytes(b"")
        case "changed":
            path.write_bytes(content.replace(b"Bad Gateway", b"Bat Gateway"))
        case "other":
            path.write_bytes(content[:32] + b"\xc0")
        case "folder":
            path.mkdir()
    _, lookup = knowledge_cache.load(environment)
    assert len(builds) == 2
    assert lookup.meanings(502)[0].name == "Bad Gateway"
    assert damage == "folder" or path.read_bytes() == content


def test_a_folder_that_can_not_be_written_is_no_error(tmp_path: Path) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("")
    _, lookup = knowledge_cache.load({"XDG_CACHE_HOME": str(blocked)})
    assert lookup.meanings(404)
    assert blocked.read_text() == ""


def test_a_relative_folder_is_none(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    monkeypatch.chdir(tmp_path)
    knowledge_cache.load({"XDG_CACHE_HOME": "relative"})
    assert [each.name for each in tmp_path.iterdir()] == ["home"]


def test_changed_data_is_read_anew_and_the_old_cache_is_deleted(
    environment: dict[str, str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    old = fill(environment)
    data = tmp_path / "data"
    (data / "codes").mkdir(parents=True)
    (data / "codes" / "4xx.yaml").write_text("- code: [\n")
    with monkeypatch.context() as patch:
        patch.setattr("bot.config.shipped", lambda name: tmp_path / name)
        patch.setattr(knowledge_cache, "_build", build)
        with pytest.raises(InvalidFilesError):
            knowledge_cache.load(environment)
    assert old.exists()
    monkeypatch.setattr(knowledge_cache, "_hash", lambda _: "new")
    knowledge_cache.load(environment)
    assert cache_file(environment).name == "new.msgpack"
    assert not old.exists()


@pytest.mark.parametrize("changed", index_version.INDEX_MODULES)
def test_a_cache_of_other_code_is_built_anew(
    environment: dict[str, str],
    builds: list[str],
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
    changed: str,
) -> None:
    fill(environment)
    change_index_code(changed, tmp_path / "code", monkeypatch)
    knowledge_cache.load(environment)
    assert len(builds) == 2


async def test_a_database_with_the_shipped_data_is_answered_from_the_cache(
    tmp_path: Path, texts: Texts, builds: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The cache has what the database has, and a bot that runs on it isn't disturbed."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    folder = tmp_path / "bot"
    folder.mkdir()
    path = folder / "teapot.sqlite3"
    opened: list[str] = []

    async def open_lookup(path: str, _: Texts) -> None:
        opened.append(path)

    monkeypatch.setattr(knowledge_cache, "_open_lookup", open_lookup)
    database = await open_database(str(path))
    try:
        await seed(database, texts)
    finally:
        await database.close()
    content = path.read_bytes()
    knowledge_cache.load_configured(Config(database=str(path)))
    assert (opened, builds) == ([], ["built"])
    assert [each.name for each in folder.iterdir()] == [path.name]
    assert path.read_bytes() == content
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("UPDATE state SET value = 'older' WHERE name = 'data_hash'")
    await asyncio.to_thread(knowledge_cache.load_configured, Config(database=str(path)))
    assert opened == [str(path)]


@pytest.mark.parametrize("has_database", [False, True])
async def test_each_file_is_read_once_for_a_command(
    tmp_path: Path, texts: Texts, monkeypatch: pytest.MonkeyPatch, has_database: bool
) -> None:
    """To know whether a database or the cache has the data of the files."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    path = tmp_path / "teapot.sqlite3"
    if has_database:
        database = await open_database(str(path))
        try:
            await seed(database, texts)
        finally:
            await database.close()
    read, plain = Counter[str](), Path.read_bytes

    def counted(file: Path) -> bytes:
        read[str(file)] += 1
        return plain(file)

    monkeypatch.setattr(Path, "read_bytes", counted)
    knowledge_cache.load_configured(Config(database=str(path)))
    assert {Path(each).suffix for each in read} == {".yaml", ".py"}
    assert set(read.values()) == {1}
