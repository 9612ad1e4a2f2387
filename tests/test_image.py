"""The Dockerfile: what it is made of, and what is left out. `.ci/image` builds and starts it."""

import re
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from bot.terminal.arguments import parse_arguments

ROOT = Path(__file__).parent.parent
TEXT = (ROOT / "Dockerfile").read_text(encoding="utf-8")
STAGES = re.split(r"(?m)^(?=FROM )", TEXT)[1:]
HADOLINT = Path(sys.executable).with_name("hadolint")


def instructions(stage: str, name: str) -> list[str]:
    joined = re.sub(r"\\\n(\s*#.*\n)*\s*", "", stage)
    return re.findall(rf"(?m)^{name} (.*)$", joined)


def test_every_base_is_pinned_by_its_patch_release() -> None:
    bases = [instructions(stage, "FROM")[0] for stage in STAGES]
    assert bases[1] == "packages AS teapot"
    assert len({base.partition(" ")[0] for base in (bases[0], bases[2])}) == 1
    assert re.fullmatch(r"python:3\.\d+\.\d+-slim-[a-z]+ AS packages", bases[0])


def test_packages_come_with_their_hashes_in_a_layer_of_their_own() -> None:
    assert instructions(STAGES[0], "COPY") == ["requirements.lock ./"]
    (run,) = instructions(STAGES[0], "RUN")
    assert "install --no-cache-dir --require-hashes -r requirements.lock" in run
    assert "--no-deps" in instructions(STAGES[1], "RUN")[0]
    assert instructions(STAGES[2], "COPY") == [
        "--from=packages /opt/teapot /opt/teapot",
        "--from=teapot /new/opt/teapot /opt/teapot",
    ]


def test_it_runs_the_bot_as_a_user_without_rights_or_a_name() -> None:
    assert instructions(STAGES[2], "USER") == ["10001:10001"]
    assert "pip uninstall --yes" in " ".join(instructions(STAGES[2], "RUN"))
    (entry,), (command,) = (instructions(STAGES[2], each) for each in ("ENTRYPOINT", "CMD"))
    assert yaml.safe_load(entry) == ["env", "--block-signal=TERM,INT", "teapot"]
    assert parse_arguments(yaml.safe_load(command)).command == "run"
    (health,) = instructions(STAGES[2], "HEALTHCHECK")
    asked = yaml.safe_load(health.partition(" CMD ")[2])
    assert parse_arguments(asked[1:]).command == "health"


def test_a_label_names_the_commit() -> None:
    assert 'org.opencontainers.image.revision="$COMMIT"' in instructions(STAGES[2], "LABEL")[0]
    for page in ("docs/operating.md", "docs/deploy/compose.yaml"):
        assert "COMMIT" in (ROOT / page).read_text(encoding="utf-8")


def test_hadolint_finds_nothing_and_each_ignore_has_its_reason() -> None:
    lines = TEXT.splitlines()
    for number, line in enumerate(lines):
        for rule in re.findall(r"DL\d+|SC\d+", line if "hadolint ignore=" in line else ""):
            assert f"({rule})" in lines[number - 1]
    if not HADOLINT.exists():
        pytest.skip("hadolint is not installed")
    done = subprocess.run(
        [HADOLINT, "--no-color", ROOT / "Dockerfile"], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout
