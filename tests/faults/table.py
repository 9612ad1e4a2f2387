"""The fault table: what every use brings under every fault, and what is wrong with that."""

import logging
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field

from tests.discord_limits import broken_limits
from tests.discord_server.exchange import PRIVATE, REPLY_SECONDS, text_of
from tests.discord_server.faults import HTTP_FAULTS, HttpFault
from tests.discord_server.payloads import AUTOCOMPLETE, COMMAND
from tests.faults.bench import Bench, Usual
from tests.faults.database import DATABASE_FAULTS, spoilt
from tests.faults.life import PLACES, Ended, Life, said
from tests.faults.surfaces import Surface, commands, use

OF_LOOPS = re.compile(r"unexpected error \w+ in ")
MAX_LINE_CHARACTERS = 250
# Of an answer that is put off until files are read.
DEFERRED_SECONDS = 200.0


@dataclass(frozen=True)
class Cell:
    """One use under one fault: of the database, or of the request with this number and, if `lasts`,
    each one after it."""

    surface: Surface
    fault: HttpFault | str
    at: int = 0
    lasts: bool = False

    def __str__(self) -> str:
        name = self.fault if isinstance(self.fault, str) else self.fault.name
        when = "" if isinstance(self.fault, str) else f" at request {self.at + 1}"
        return f"{self.surface.name} × {name}{when}{' and on' if self.lasts else ''}"


@dataclass
class Table:
    """How many uses and cells there are, and what is wrong with those that fell."""

    uses: int = 0
    cells: int = 0
    fallen: list[str] = field(default_factory=list)


async def fill(
    bench: Bench, usages: Iterable[Usual], is_wanted: Callable[[Cell, Usual], bool]
) -> Table:
    table = Table()
    for usual in usages:
        table.uses += 1
        for cell in cells(usual.surface, len(usual.ended.exchange.requests)):
            if is_wanted(cell, usual):
                table.cells += 1
                table.fallen += [f"{cell}: {each}" for each in await fallen(bench, cell, usual)]
    return table


def cells(surface: Surface, requests: int) -> Iterator[Cell]:
    for fault in HTTP_FAULTS:
        for at in range(requests):
            if fault.code != 10062:  # What is too late stays so.
                yield Cell(surface, fault, at)
            yield Cell(surface, fault, at, lasts=True)
    yield from (Cell(surface, fault) for fault in DATABASE_FAULTS)


async def fallen(bench: Bench, cell: Cell, usual: Usual) -> list[str]:
    """Return what is wrong with a cell, in words."""
    life = await bench.life(cell.surface.state)
    if isinstance(cell.fault, str):
        async with spoilt(life.client, life.database, cell.fault):
            ended = await use(life, cell.surface)
    else:
        ended = await use(life, cell.surface, cell.fault, cell.at, lasts=cell.lasts)
    problems = [*_of_person(cell, ended, usual.ended), *_of_log(cell, ended)]
    if (change := await bench.change()) not in ({}, usual.change):
        problems.append(f"half of it is stored: {change}, not {usual.change}")
    if (after := await use_next(life)).result != "answered":
        problems.append(f"the next command is {after.result}")
    return problems


async def use_next(life: Life) -> Ended:
    """Use a command that writes, and changes nothing."""
    (command,) = (each for each in commands(life.discord.commands) if each.name == "language me")
    (option,) = command.options
    choice = {"name": option["name"], "type": option["type"], "value": "discord"}
    return await life.interact(COMMAND, command.data([choice], ""), PLACES[0])


def _of_person(cell: Cell, ended: Ended, plain: Ended) -> Iterator[str]:
    shown, usual = ended.exchange.shown, len(plain.exchange.shown)
    yield from broken_limits(ended.exchange.requests)  # type: ignore[arg-type]
    if ended.result == plain.result == "answered":
        if len(shown) != usual:
            yield f"{len(shown)} messages instead of {usual}"
    elif cell.surface.kind == AUTOCOMPLETE:
        pass  # Discord has no place for a line.
    elif len(shown) > (usual if is_cut(cell) else 0):
        yield from _of_line(ended, usual)
    elif not is_cut(cell) and not allows_nothing(cell, plain):
        yield "the person is told nothing"
    limit = DEFERRED_SECONDS if len(plain.exchange.requests) > 1 else REPLY_SECONDS
    if ended.seconds > limit:
        yield f"it takes {ended.seconds:.1f} s"


def _of_line(ended: Ended, usual: int) -> Iterator[str]:
    """What is wrong with the short line that says that something failed."""
    *before, last = ended.exchange.shown
    line = text_of(last)
    if not last.get("flags", 0) & PRIVATE or len(before) > usual:
        yield f"not one private line, but {ended.exchange.shown}"
    if "\n" in line or not 0 < len(line) <= MAX_LINE_CHARACTERS:
        yield f"no short line: {line!r}"
    if ended.error_id is not None and ended.error_id not in line:
        yield f"no error id: {line!r}"


def _of_log(cell: Cell, ended: Ended) -> Iterator[str]:
    traces = [each for each in ended.log if each.exc_info]
    if isinstance(cell.fault, str):
        # A loop that meets the spoilt database meanwhile has an id of its own.
        traces = [each for each in traces if not OF_LOOPS.match(each.getMessage())]
    if ended.result == "failed":
        if said(traces) != [f"unexpected error {ended.error_id}"]:
            yield f"not one trace with the error's id: {said(ended.log)}"
    elif traces:
        yield f"traces of nothing: {said(traces)}"
    if not ended.exchange.shown and not any(
        each.name == "teapot" and each.levelno >= logging.WARNING for each in ended.log
    ):
        yield f"no line says why there is no reply: {said(ended.log)}"
    if ended.result == "silent":
        yield "nothing says how it ended"


def is_cut(cell: Cell) -> bool:
    return isinstance(cell.fault, HttpFault) and cell.fault.is_taken


def allows_nothing(cell: Cell, plain: Ended) -> bool:
    """Whether Discord takes no line that the person could see."""
    if isinstance(cell.fault, str):
        return False
    is_line_refused = plain.result == "refused" and cell.fault.status in (403, 404)
    return cell.lasts or is_line_refused or (cell.fault.retry_after or 0) > REPLY_SECONDS
