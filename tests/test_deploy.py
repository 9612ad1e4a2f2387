"""The files of docs/deploy/ start Teapot as the image does, and with the fewest rights."""

import os
import re
import shlex
import shutil
import subprocess
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
import yaml

from bot.config import SETTINGS
from bot.exit_codes import ExitCode
from bot.signals import MAX_STOP_SECONDS
from bot.terminal.arguments import parse_arguments

ROOT = Path(__file__).parent.parent
FOLDER = ROOT / "docs" / "deploy"
UNIT = (FOLDER / "teapot.service").read_text(encoding="utf-8")
BACKUP = (FOLDER / "teapot-backup.service").read_text(encoding="utf-8")
DOCKERFILE = (ROOT / "Dockerfile").read_text(encoding="utf-8")
USER = 10001


def compose() -> dict[str, Any]:
    file = yaml.safe_load((FOLDER / "compose.yaml").read_text(encoding="utf-8"))
    service: dict[str, Any] = file["services"]["teapot"]
    # What it names is there.
    assert set(service["secrets"]) == file["secrets"].keys()
    assert {volume.partition(":")[0] for volume in service["volumes"]} == file["volumes"].keys()
    assert (FOLDER / service["build"]["context"]).resolve() == ROOT
    return service


def pod() -> dict[str, Any]:
    text = (FOLDER / "kubernetes.yaml").read_text(encoding="utf-8")
    claim, deployment = yaml.safe_load_all(text)
    spec: dict[str, Any] = deployment["spec"]
    assert spec["selector"]["matchLabels"] == spec["template"]["metadata"]["labels"]
    assert (spec["replicas"], spec["strategy"]["type"]) == (1, "Recreate")
    claims = [each.get("persistentVolumeClaim") for each in spec["template"]["spec"]["volumes"]]
    assert {"claimName": claim["metadata"]["name"]} in claims
    template: dict[str, Any] = spec["template"]["spec"]
    return template


def values(name: str) -> list[str]:
    return re.findall(rf"(?m)^{name}=(.*)$", UNIT)


def test_each_file_names_only_settings_that_exist() -> None:
    for path in FOLDER.iterdir():
        named = re.findall(r"\b(?:TEAPOT|DISCORD)_[A-Z_]+\b", path.read_text(encoding="utf-8"))
        assert set(named) <= set(SETTINGS), path.name


def test_the_token_comes_from_a_file() -> None:
    (target,) = [volume for volume in pod()["volumes"] if volume["name"] == "token"]
    (container,) = pod()["containers"]
    mounts = {mount["name"]: mount["mountPath"] for mount in container["volumeMounts"]}
    assert mounts.keys() == {volume["name"] for volume in pod()["volumes"]}
    settings = {each["name"]: each["value"] for each in container["env"]}
    assert settings["DISCORD_TOKEN_FILE"] == f"{mounts['token']}/discord_token"
    assert target["secret"]
    assert compose()["environment"]["DISCORD_TOKEN_FILE"] == "/run/secrets/discord_token"
    (credential,) = values("LoadCredential")
    assert f"DISCORD_TOKEN_FILE=%d/{credential.partition(':')[0]} " in values("Environment")[0]


def test_the_database_is_where_the_image_keeps_it() -> None:
    (volume,) = re.findall(r"(?m)^VOLUME (.*)$", DOCKERFILE)
    assert compose()["volumes"] == [f"database:{volume}"]
    (container,) = pod()["containers"]
    assert {"name": "database", "mountPath": volume} in container["volumeMounts"]


def test_nothing_but_the_database_can_be_written() -> None:
    service, template = compose(), pod()
    assert service["read_only"]
    assert service["cap_drop"] == ["ALL"]
    (container,) = template["containers"]
    assert container["securityContext"] == {
        "allowPrivilegeEscalation": False,
        "readOnlyRootFilesystem": True,
        "capabilities": {"drop": ["ALL"]},
    }
    assert (
        template["securityContext"]["runAsUser"] == template["securityContext"]["fsGroup"] == USER
    )
    assert str(USER) in DOCKERFILE


def test_only_a_bot_that_is_not_live_is_restarted() -> None:
    (container,) = pod()["containers"]
    asked = {
        name: container[f"{name}Probe"]["exec"]["command"]
        for name in ("startup", "liveness", "readiness")
    }
    live = ["teapot", "health", "--live"]
    assert asked == {"startup": live, "liveness": live, "readiness": live[:2]}
    for command in asked.values():
        parse_arguments(command[1:])


def test_each_waits_for_the_stop_before_it_kills() -> None:
    assert int(compose()["stop_grace_period"].removesuffix("s")) > MAX_STOP_SECONDS
    assert pod()["terminationGracePeriodSeconds"] > MAX_STOP_SECONDS
    assert int(values("TimeoutStopSec")[0]) > MAX_STOP_SECONDS


def test_systemd_restarts_unless_no_restart_mends_it() -> None:
    assert values("Restart") == ["on-failure"]
    no_token_file = 243  # systemd's own, EXIT_CREDENTIALS
    assert values("RestartPreventExitStatus") == [f"{int(ExitCode.LASTING)} {no_token_file}"]


def systemd(tmp_path: Path, *command: str, names: Sequence[str] = ("teapot.service",)) -> str:
    """Check units with a program that is here, since Teapot is not installed in /opt."""
    if not shutil.which("systemd-analyze"):
        pytest.skip("systemd-analyze is not installed")
    paths = [tmp_path / name for name in names]
    for path in paths:
        unit = (FOLDER / path.name).read_text(encoding="utf-8")
        path.write_text(unit.replace("ExecStart=/opt/teapot/bin/teapot", "ExecStart=/bin/true"))
    done = subprocess.run(
        ["systemd-analyze", *command, *paths], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout + done.stderr


def test_systemd_accepts_the_unit(tmp_path: Path) -> None:
    assert "teapot.service" not in systemd(tmp_path, "verify", "--man=no")


def test_systemd_accepts_the_daily_backup(tmp_path: Path) -> None:
    names = ("teapot-backup.service", "teapot-backup.timer")
    assert "teapot-backup" not in systemd(tmp_path, "verify", "--man=no", names=names)


def test_the_metrics_can_read_the_boots_time() -> None:
    """/proc/stat has it, which ProcSubset=pid hides: then no process_* metric is served."""
    assert values("ProcSubset") == []


def test_a_crash_writes_no_memory_to_a_file() -> None:
    """It holds the token, names and answers."""
    assert values("LimitCORE") == re.findall(r"(?m)^LimitCORE=(.*)$", BACKUP) == ["0"]
    assert compose()["ulimits"] == {"core": 0}


def lines_of_the_backup(tmp_path: Path, teapot: str) -> list[list[str]]:
    """Return the unit's commands as systemd runs them, with the machine's folders in the test's."""
    program = tmp_path / "teapot"
    program.write_text(f"#!/bin/sh\n{teapot}\n")
    program.chmod(0o755)
    (tmp_path / "backups").mkdir()
    found = re.findall(r"(?m)^ExecStart(?:Post)?=(.*)$", BACKUP)
    lines = [line.replace("$$", "$").replace("%%", "%") for line in found]
    lines = [line.replace("/opt/teapot/bin/teapot", str(program)) for line in lines]
    return [shlex.split(line.replace("/var/lib/teapot", str(tmp_path))) for line in lines]


def test_the_daily_backup_has_a_name_of_its_own_and_deletes_old_ones(tmp_path: Path) -> None:
    back_up, delete = lines_of_the_backup(tmp_path, 'echo "$1" >"$2"')
    old, others = (tmp_path / "backups" / name for name in ("teapot-old.sqlite3", "first.sqlite3"))
    for path in (old, others):
        path.touch()
        os.utime(path, (time.time() - 32 * 86_400,) * 2)
    subprocess.run(back_up, check=True)
    subprocess.run(delete, check=True)
    (made,) = {*(tmp_path / "backups").iterdir()} - {others}
    assert re.fullmatch(r"teapot-[\d-]{10}T\d{6}Z\.sqlite3", made.name)
    assert made.read_text() == "backup\n"


def test_a_daily_backup_that_fails_says_so(tmp_path: Path) -> None:
    """systemd then runs no ExecStartPost, which deletes old backups."""
    back_up, _ = lines_of_the_backup(tmp_path, "exit 2")
    assert subprocess.run(back_up, check=False).returncode == ExitCode.UNUSABLE
    assert re.findall(r"(?m)^Type=(.*)$", BACKUP) == ["oneshot"]


def test_systemd_finds_the_unit_hardened(tmp_path: Path) -> None:
    said = systemd(tmp_path, "security", "--offline=yes", "--no-pager")
    (exposure,) = re.findall(r"exposure level .*: ([\d.]+)", said)
    assert float(exposure) < 2  # Of 10: an ordinary service has 9.6.


def test_files_can_be_read_in_a_process_of_lower_priority() -> None:
    """setpriority belongs to @resources, and a filter that refuses it ends each `/explain`."""
    refused = [each for each in values("SystemCallFilter") if each.startswith("~")]
    assert refused == ["~@privileged"]
