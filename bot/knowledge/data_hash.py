"""Hashes the data files. A database that holds an equal hash has the data of these files."""

import hashlib
from pathlib import Path

from bot import model


def data_hash(folder: Path) -> str:
    """Return a hash of the data files and of the code in bot/model, which shapes stored data."""
    digest = hashlib.sha256()
    for path in sorted(Path(model.__file__).parent.glob("*.py")):
        digest.update(path.read_bytes())
    for path in sorted(folder.rglob("*.yaml")):
        digest.update(path.name.encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()
