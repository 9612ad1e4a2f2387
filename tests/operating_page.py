"""The commands of docs/operating.md, and a folder in which they can be typed."""

import os
import re
import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]
DATE = "2026-11-27"  # that of the page's examples


def commands(heading: str) -> list[str]:
    """Return the blocks of commands below a heading of the page, without Docker's and root's."""
    page = (ROOT / "docs" / "operating.md").read_text(encoding="utf-8")
    (section,) = re.findall(rf"(?ms)^## {heading}\n(.*?)^## ", page)
    blocks = re.findall(r"(?ms)^ *```sh\n(.*?)^ *```$", section)
    return [block for block in blocks if not block.lstrip().startswith(("docker", "sudo"))]


def make_checkout(folder: Path) -> Path:
    """Make a folder where `.venv/bin/teapot` runs this Teapot, on the day of the examples."""
    for name, line in (
        (".venv/bin/teapot", f'PYTHONPATH="{ROOT}" exec "{sys.executable}" -m bot "$@"'),
        ("bin/date", f"echo {DATE}"),
    ):
        script = folder / name
        script.parent.mkdir(parents=True)
        script.write_text(f"#!/bin/sh\n{line}\n")
        script.chmod(0o755)
    (folder / "docs").symlink_to(ROOT / "docs")
    return folder


def typing(folder: Path) -> dict[str, str]:
    """Return the environment of a shell in that folder. It knows this environment's programs."""
    programs = (folder / "bin", os.environ["PATH"], Path(sys.executable).parent)
    return {**os.environ, "PATH": ":".join(map(str, programs))}
