"""Loads the texts and the data for one command of the terminal, from a database or a cache.

Reading YAML and building the index take ten times as long as looking something up.
"""

import contextlib
import hashlib
import os
import tempfile
from collections.abc import Mapping
from pathlib import Path

import msgspec

from bot import config
from bot.config import Config, is_there
from bot.knowledge.data_hash import data_hash
from bot.model import Knowledge, Language
from bot.services.lookup.index_version import index_version
from bot.services.lookup.lookup import Lookup
from bot.texts import FOLDER, Texts

# The modules that shape a cached document. INDEX_MODULES and the modules of bot/model shape it,
# too: `index_version` and the data's hash cover them.
_CODE = ("terminal/knowledge_cache.py", "texts.py")
_CHECKSUM_BYTES = hashlib.sha256().digest_size


class _Document(msgspec.Struct, array_like=True):
    texts: dict[Language, dict[str, str]]
    knowledge: Knowledge
    index: bytes


def load(
    environment: Mapping[str, str] = os.environ, data: str | None = None
) -> tuple[Texts, Lookup]:
    """Return the shipped texts and a lookup of the shipped data. Fill the cache if it lacks them.

    `data` is the hash of the data files, if the caller has it. Raises InvalidFilesError if the
    files have mistakes. A cache that can't be read or written raises no error.
    """
    path = _path(environment, data or _shipped_hash())
    document = _read(path) if path is not None else None
    if document is None:
        document = _build()
        if path is not None:
            with contextlib.suppress(OSError):
                _write(path, document)
    return Texts(document.texts), Lookup(document.knowledge, document.index)


def load_configured(config: Config) -> tuple[Texts, Lookup]:
    """Return the texts, and a lookup of the configured database.

    If there is no database, the cache is read instead. The cache is also read if the database has
    the shipped data: the content is the same, and reading the cache takes half the time.
    """
    path, data = config.database, _shipped_hash()
    if not (path and is_there(path)) or _stored_hash(path) == data:
        return load(data=data)
    import asyncio

    from bot.texts import load_texts

    texts = load_texts()
    return texts, asyncio.run(_open_lookup(path, texts))


def _shipped_hash() -> str:
    return data_hash(config.shipped("data"))


def _stored_hash(path: str) -> str | None:
    from bot.store.stored_hash import stored_hash

    return stored_hash(path)


async def _open_lookup(path: str, texts: Texts) -> Lookup:
    from bot.knowledge.seed import seed
    from bot.services.lookup.kept_index import open_lookup
    from bot.store.database import open_database

    database = await open_database(path)
    try:
        return await open_lookup(database, await seed(database, texts))
    finally:
        await database.close()


def _build() -> _Document:
    # Imported here because YAML and the search are not needed when there is a cache.
    from bot.knowledge.seed import read_knowledge
    from bot.services.lookup.index import build_index, to_bytes
    from bot.texts import load_texts

    texts = load_texts()
    knowledge = read_knowledge(config.shipped("data"), texts)
    return _Document(texts.written, knowledge, to_bytes(build_index(knowledge)))


def _path(environment: Mapping[str, str], data: str) -> Path | None:
    """Return the cache file for this data and code; None if there is no folder for caches."""
    named = environment.get("XDG_CACHE_HOME", "")
    # The XDG specification says to ignore a relative path.
    folder = Path(named) if Path(named).is_absolute() else Path("~/.cache").expanduser()
    return folder / "teapot" / f"{_hash(data)}.msgpack" if folder.is_absolute() else None


def _hash(data: str) -> str:
    """Return a hash of the texts, the code, and the data's hash, which covers the model."""
    package = Path(config.__file__).parent
    files = [*sorted(FOLDER.glob("*.yaml")), *(package / name for name in _CODE)]
    digest = hashlib.sha256(f"{data}\0{index_version()}\0".encode())
    for path in files:
        content = path.read_bytes()
        digest.update(f"{path.name}\0{len(content)}\0".encode() + content)
    return digest.hexdigest()


def _read(path: Path) -> _Document | None:
    """Return the cached document; None if it is missing, damaged, or another user's."""
    with contextlib.suppress(OSError, msgspec.DecodeError):
        with path.open("rb") as file:
            if os.name == "posix" and os.fstat(file.fileno()).st_uid != os.getuid():
                return None
            content = file.read()
        checksum, body = content[:_CHECKSUM_BYTES], content[_CHECKSUM_BYTES:]
        if hashlib.sha256(body).digest() == checksum:
            return msgspec.msgpack.decode(body, type=_Document)
    return None


def _write(path: Path, document: _Document) -> None:
    """Replace the cache file in one step. Delete cache files made from other data or code."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    body = msgspec.msgpack.encode(document)
    # mkstemp creates a file that only its owner can read.
    descriptor, name = tempfile.mkstemp(dir=path.parent, suffix=".new")
    try:
        with open(descriptor, "wb") as file:  # noqa: PTH123, for a descriptor
            file.write(hashlib.sha256(body).digest() + body)
        Path(name).replace(path)
    except OSError:
        Path(name).unlink(missing_ok=True)
        raise
    for other in path.parent.glob("*.msgpack"):
        if other != path:
            other.unlink(missing_ok=True)
