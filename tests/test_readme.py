"""The README promises what CI runs."""

import re
import tomllib
from pathlib import Path

import yaml

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")
SET_UP = "python3 -m venv .venv && .venv/bin/pip install -q -c constraints.txt -e"
PLAY = f"{SET_UP} '.[play]' && .venv/bin/teapot play"
TEST = f"{SET_UP} '.[dev]' && .venv/bin/pytest"


def test_both_set_up_lines_stand_in_the_readme() -> None:
    lines = README.splitlines()
    assert PLAY in lines
    assert TEST in lines


def test_ci_runs_the_readmes_test_line_as_it_stands() -> None:
    assert TEST in (ROOT / ".ci" / "run").read_text(encoding="utf-8").splitlines()


def test_the_package_takes_every_python_that_the_readme_promises() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    (oldest,) = re.findall(r"Python (3\.\d+) or later", README.replace("\n", " "))
    assert project["requires-python"] == f">={oldest}"
    tried = [name.rpartition(" ")[2] for name in project["classifiers"] if ":: Python ::" in name]
    assert tried[0] == oldest
    assert f"from {tried[0]} to {tried[-1]}" in README.replace("\n", " ")


def test_every_file_that_the_readme_shows_is_there() -> None:
    for target in re.findall(r"\]\(([^)#]+)\)", README):
        if not target.startswith("http"):
            assert (ROOT / target).exists(), target


def test_every_command_of_the_readme_exists() -> None:
    source = (ROOT / "bot" / "arguments.py").read_text(encoding="utf-8")
    for command in set(re.findall(r"teapot (\w[\w-]*)", README)) - {"in", "teapot"}:
        assert f'add_parser("{command}"' in source, command


def test_every_setting_of_the_readme_is_read() -> None:
    source = (ROOT / "bot" / "config.py").read_text(encoding="utf-8")
    settings = set(re.findall(r"\b(?:TEAPOT|DISCORD)_[A-Z_]+\b", README))
    assert settings
    assert all(setting in source for setting in settings)
    assert settings == set(re.findall(r"\b(?:TEAPOT|DISCORD)_[A-Z_]+\b", source))


def test_the_docker_image_runs_what_the_package_has() -> None:
    text = (ROOT / "Dockerfile").read_text(encoding="utf-8")
    for line in ("STOPSIGNAL SIGINT", "VOLUME", "HEALTHCHECK", "USER teapot"):
        assert line in text
    assert len(re.findall(r"(?m)^FROM ", text)) == 2
    assert yaml.safe_load(re.findall(r"(?m)^ENTRYPOINT (.*)$", text)[0]) == ["teapot"]
