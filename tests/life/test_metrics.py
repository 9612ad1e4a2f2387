"""The metrics of a real run, their page for operators, and the dashboard that asks for them."""

import asyncio
import json
import re
import signal
import socket
import subprocess
import sys
import urllib.request
from pathlib import Path

import pytest
import yaml

from bot.config import Address, Config
from bot.errors import PassingError, StartError
from bot.log_events import AnswerEvent, DailyPostEvent, GameEvent, InteractionEvent, listeners
from bot.metrics import Metrics
from tests.benchmarks.stand_in import slash
from tests.commands.playing import begin, press
from tests.conftest import World
from tests.discord_server.process import ROOT, running
from tests.discord_server.server import Discord, guild

PAGE = (ROOT / "docs" / "operating.md").read_text(encoding="utf-8")
DASHBOARD = json.loads((ROOT / "docs" / "deploy" / "grafana.json").read_text(encoding="utf-8"))


def metrics() -> Metrics:
    return Metrics("teapot.sqlite3", lambda: 0.0)


def exposed(of: Metrics) -> tuple[set[str], set[str]]:
    """Return the names of the metrics as the page has them, and of all of their series."""
    families = list(of.registry.collect())
    series = {sample.name for family in families for sample in family.samples}
    ending = {"counter": "_total", "info": "_info"}
    return {family.name + ending.get(family.type, "") for family in families}, series


def used() -> Metrics:
    """Metrics with one of each event: a label's value exists once it is counted."""
    of = metrics()
    of.count(InteractionEvent(id=1, command="http", server=1, ms=20, result="answered"))
    of.count(DailyPostEvent(server=1, result="sent"))
    of.count(GameEvent(game=1, result="finished"))
    of.count(AnswerEvent(server=1, kind="game"))
    return of


def test_the_page_has_every_metric() -> None:
    named = set(re.findall(r"(?m)^\| `((?:teapot|process)_\w+)` \|", PAGE))
    assert named == exposed(used())[0]


def test_the_pages_alerts_ask_for_metrics_that_are_there() -> None:
    (block,) = re.findall(r"(?ms)^```yaml\n(.*?)^```$", PAGE)
    (group,) = yaml.safe_load(block)["groups"]
    asked = [re.findall(r"teapot_\w+", rule["expr"]) for rule in group["rules"]]
    assert len(asked) == 3
    assert {name for names in asked for name in names} <= exposed(used())[1]


def test_the_dashboard_asks_for_metrics_that_exist() -> None:
    asked = [each["expr"] for panel in DASHBOARD["panels"] for each in panel["targets"]]
    names = {name for each in asked for name in re.findall(r"\b(?:teapot|process)_\w+", each)}
    assert len(names) > 10
    assert names <= exposed(used())[1]
    labels = {label for each in asked for label in re.findall(r"by \((\w+)\)", each)}
    families = used().registry.collect()
    known = {label for each in families for sample in each.samples for label in sample.labels}
    assert labels <= known


def test_the_places_of_the_dashboard_do_not_overlap() -> None:
    taken: set[tuple[int, int]] = set()
    for panel in DASHBOARD["panels"]:
        at = panel["gridPos"]
        cells = {
            (x, y)
            for x in range(at["x"], at["x"] + at["w"])
            for y in range(at["y"], at["y"] + at["h"])
        }
        assert not cells & taken
        assert at["x"] + at["w"] <= 24
        taken |= cells


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("127.0.0.1:9464", Address("127.0.0.1", 9464)),
        ("[::1]:9464", Address("::1", 9464)),
        ("", None),
    ],
)
def test_an_address_has_a_host_and_a_port(text: str, address: Address | None) -> None:
    assert Config.from_environment({"TEAPOT_METRICS": text}).metrics == address


@pytest.mark.parametrize("text", ["9464", ":9464", "localhost", "a:0", "a:65536", "a:9x", "::1:9"])
def test_an_address_that_is_none_stops_the_start(text: str) -> None:
    with pytest.raises(StartError, match=r"TEAPOT_METRICS is .* such as 127\.0\.0\.1:9464"):
        Config.from_environment({"TEAPOT_METRICS": text})


def test_a_port_that_is_taken_may_be_free_later() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        address = Address("127.0.0.1", taken.getsockname()[1])
        with pytest.raises(PassingError, match=f"can't be served at {address}"):
            metrics().serve(address)


async def test_answers_of_a_game_are_counted_once(world: World) -> None:
    of = metrics()
    listeners.append(of.count)
    try:
        await begin(world)
        for _ in range(2):
            await press(world, world.member)
    finally:
        listeners.remove(of.count)
    assert of.registry.get_sample_value("teapot_answers_total", {"kind": "game"}) == 1.0


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as server:
        port: int = server.getsockname()[1]
    return port


def scraped(port: int) -> str:
    with urllib.request.urlopen(f"http://127.0.0.1:{port}/metrics", timeout=10) as response:
        text: str = response.read().decode()
    return text


async def test_a_blocked_loop_does_not_hide_the_metrics() -> None:
    """The loop of this test waits for the answer, and so is blocked."""
    address = Address("127.0.0.1", free_port())
    server = used().serve(address)
    assert 'teapot_daily_posts_total{result="sent"} 1.0' in scraped(address.port)
    server.shutdown()
    server.server_close()


@pytest.mark.slow
async def test_a_real_run_serves_its_metrics(discord: Discord, database: Path) -> None:
    discord.guilds.append(guild(1, 4))
    port = free_port()
    async with running(discord, database, TEAPOT_METRICS=f"127.0.0.1:{port}") as bot:
        await discord.until(lambda: " ready servers=1" in bot.said())
        await discord.dispatch("INTERACTION_CREATE", slash(1, "http", "zqxj oatmeal"))
        await discord.until(lambda: " interaction id=1" in bot.said())
        await asyncio.sleep(0.6)
        text = await asyncio.to_thread(scraped, port)
        bot.signal(signal.SIGTERM)
        assert (await bot.ended()).code == 0
    values = dict(re.findall(r"(?m)^(teapot_[^ ]+) (\S+)$", text))
    assert values['teapot_interactions_total{command="http",result="answered"}'] == "1.0"
    assert values['teapot_interaction_seconds_count{command="http"}'] == "1.0"
    assert float(values["teapot_loop_lag_seconds_count"]) >= 1
    assert values["teapot_servers"] == "1.0"
    assert 0 <= float(values["teapot_gateway_silence_seconds"]) < 60
    assert 0 <= float(values["teapot_gateway_latency_seconds"]) < 60
    assert float(values["teapot_database_bytes"]) >= database.stat().st_size
    assert values["teapot_tick_lag_seconds"] == "0.0"
    assert "zqxj" not in text


@pytest.mark.slow
def test_a_run_without_metrics_does_not_import_their_library() -> None:
    code = "import sys, bot.run, bot.client; sys.exit('prometheus_client' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=False).returncode == 0


def test_the_databases_size_is_that_of_its_files_behind_a_link(tmp_path: Path) -> None:
    (tmp_path / "real.sqlite3").write_bytes(b"1" * 300)
    (tmp_path / "real.sqlite3-wal").write_bytes(b"2" * 40)
    (tmp_path / "teapot.sqlite3").symlink_to(tmp_path / "real.sqlite3")
    metrics = Metrics(str(tmp_path / "teapot.sqlite3"), lambda: 0.0)
    assert metrics.registry.get_sample_value("teapot_database_bytes") == 340
