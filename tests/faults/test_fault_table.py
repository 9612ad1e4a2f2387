"""Whatever fails under a command, button, menu or form: the person is told in one line or Discord
allows none, the log has why, nothing is half stored, and the next command works."""

from collections.abc import Callable
from pathlib import Path

import pytest

from bot.client import _ITEMS
from tests.discord_server.faults import HTTP_FAULTS
from tests.faults.bench import Bench, Usual, template
from tests.faults.database import DATABASE_FAULTS
from tests.faults.explore import PLAYING, Explorer, prepare
from tests.faults.life import Clock, run_leaping, serving_a_server
from tests.faults.table import Cell, Table, fill


@pytest.mark.slow
@pytest.mark.nightly
def test_no_cell_of_the_fault_table_falls(
    seeded: Path, tmp_path: Path, say: Callable[[str], None]
) -> None:
    """Over a thousand cells, in half a minute of the processor."""

    async def main() -> tuple[Explorer, Table]:
        async with serving_a_server() as discord, Bench(discord, tmp_path / "bench") as bench:
            explorer = Explorer(bench)
            await explorer.explore(await prepare(bench, seeded, tmp_path))
            uses = (*explorer.found.values(), *explorer.refused.values())
            return explorer, await fill(bench, uses, lambda _, __: True)

    explorer, table = run_leaping(main())
    unused = {item.__name__ for item in _ITEMS} - {
        name.partition(",")[0] for name in explorer.found
    }
    assert not unused, "nothing shows these where the table looks"
    assert not [name for name in explorer.refused if name not in REFUSED], "no option fits these"
    faults = len(HTTP_FAULTS) + len(DATABASE_FAULTS)
    say(
        f"the fault table: {table.uses} uses × {faults} faults, at each of their requests:"
        f" {table.cells} cells, {len(table.fallen)} fell"
    )
    assert table.fallen == []


# Whose right answer is a refusal: a preview takes no answers, and the rest is an older Teapot's.
REFUSED = {"AnswerButton, in private", "unknown button", "unknown form", "unknown command"}


@pytest.mark.slow
def test_no_command_falls_if_discord_hangs_or_the_database_is_read_only(
    seeded: Path, tmp_path: Path
) -> None:
    """In a second of the processor, since nothing changes that would need a new client."""

    def is_wanted(cell: Cell, usual: Usual) -> bool:
        hangs = str(cell).endswith(" × hang at request 1") and not usual.change
        return hangs or cell.fault == "read-only"

    async def main() -> Table:
        async with serving_a_server() as discord, Bench(discord, tmp_path / "bench") as bench:
            bench.templates[PLAYING] = template(seeded, Clock().now)
            await bench.life(PLAYING)  # registers the commands
            explorer = Explorer(bench)
            await explorer.explore([])
            return await fill(bench, explorer.found.values(), is_wanted)

    table = run_leaping(main())
    assert table.uses >= 40
    assert table.fallen == []
