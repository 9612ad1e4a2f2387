"""Other source code for the search's index, as after an update."""

from pathlib import Path

import pytest

from bot.services.lookup import index_version


def change_index_code(changed: str, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let one of INDEX_MODULES have other source code. `folder` gets the copies."""
    folder.mkdir()
    for name in index_version.INDEX_MODULES:
        code = Path(index_version.__file__).with_name(name).read_text(encoding="utf-8")
        code += "# changed" if name == changed else ""
        (folder / name).write_text(code, encoding="utf-8")
    monkeypatch.setattr(index_version, "__file__", str(folder / "index_version.py"))
