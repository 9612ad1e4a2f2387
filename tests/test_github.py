"""What the code host reads of .github: the workflow, the updates, and the issue form."""

import re
import tomllib
from pathlib import Path
from typing import Any

import pytest
import yaml

ROOT = Path(__file__).parent.parent
FOLDER = ROOT / ".github"
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
FILES = sorted(FOLDER.rglob("*.yml"))


def parsed(path: Path) -> Any:
    return yaml.safe_load(path.read_text(encoding="utf-8"))


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_every_file_is_a_yaml_mapping_with_text_for_keys(path: Path) -> None:
    """YAML 1.1 reads the key `on` as true unless it is quoted."""
    content = parsed(path)
    assert isinstance(content, dict)
    assert all(isinstance(key, str) for key in content)


def test_the_workflow_runs_the_gate_on_every_python_of_pyproject() -> None:
    workflow = parsed(FOLDER / "workflows" / "ci.yml")
    (job,) = workflow["jobs"].values()
    promised = [
        text.rpartition(" ")[2] for text in PROJECT["classifiers"] if ":: Python ::" in text
    ]
    assert job["strategy"]["matrix"]["python"] == promised
    assert job["container"] == "python:${{ matrix.python }}"
    (run,) = (step["run"] for step in job["steps"] if "run" in step)
    assert run == ".ci/run ${{ github.event_name == 'schedule' && 'nightly' || '' }}"
    assert {"push", "pull_request", "schedule"} <= workflow["on"].keys()


def test_the_registry_is_compared_by_the_command_that_contributing_names() -> None:
    workflow = parsed(FOLDER / "workflows" / "registry.yml")
    (job,) = workflow["jobs"].values()
    runs = [step["run"] for step in job["steps"] if "run" in step]
    assert runs[-1] == "teapot check --registry http-status-codes-1.csv"
    assert runs[-2].endswith("/http-status-codes/http-status-codes-1.csv")
    assert "schedule" in workflow["on"]


@pytest.mark.parametrize("path", sorted((FOLDER / "workflows").iterdir()), ids=lambda p: p.name)
def test_a_workflow_may_only_read(path: Path) -> None:
    assert parsed(path)["permissions"] == {"contents": "read"}


@pytest.mark.parametrize("path", sorted((FOLDER / "workflows").iterdir()), ids=lambda p: p.name)
def test_every_action_is_pinned_by_its_commit_and_names_its_version(path: Path) -> None:
    uses = re.findall(r"(?m)^.*\buses: .*$", path.read_text(encoding="utf-8"))
    assert uses
    for line in uses:
        assert re.search(r"uses: [\w.-]+/[\w./-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$", line), line


def test_updates_are_looked_for_in_every_place_that_pins() -> None:
    updates = parsed(FOLDER / "dependabot.yml")["updates"]
    pinned = {"pip": "constraints.txt", "docker": "Dockerfile", "github-actions": ".github"}
    assert {update["package-ecosystem"] for update in updates} == pinned.keys()
    for update in updates:
        assert update["directory"] == "/"
        assert (ROOT / pinned[update["package-ecosystem"]]).exists()


def test_the_form_asks_for_the_code_and_its_source_in_both_languages() -> None:
    form = parsed(FOLDER / "ISSUE_TEMPLATE" / "code.yml")
    fields = {field["id"]: field for field in form["body"] if field["type"] != "markdown"}
    assert list(fields) == ["code", "kind", "seen", "wanted", "source"]
    for field in fields.values():
        assert field["type"] in {"input", "textarea", "dropdown"}
        assert re.search("[a-z].* / .*[가-힣]", field["attributes"]["label"])
    required = [name for name, field in fields.items() if field.get("validations")]
    assert required == ["code", "kind", "seen", "wanted"]
    for option in fields["kind"]["attributes"]["options"]:
        assert re.search("[a-z].* / .*[가-힣]", option)
