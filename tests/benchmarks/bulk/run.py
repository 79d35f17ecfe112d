"""Imports of a short and of a long file of each kind. A row that is not taken gives no figure."""

import asyncio
import tempfile
from pathlib import Path

import asyncpg

from services.intake.app import DEFINITION
from shared.runtime.migrate import migrate
from tests.benchmarks.bulk.files import write
from tests.benchmarks.machine import Cost, Machine
from tests.benchmarks.report import Line
from tests.benchmarks.rounds import Effort, must_be, say
from tests.services.running import settings_at

ROWS_A_SECOND = 3_000
MOST_GROWTH = 1.2
"""Peak memory of the long import over that of one a fifth as long: what is flat."""
_MB = 2**20


def run(machine: Machine, effort: Effort) -> list[Line]:
    """Rows a second and CPU of every contender, and by how much memory grew."""
    short, long = effort.of(full=20_000, quick=2_000), effort.of(full=100_000, quick=10_000)
    lines: list[Line] = []
    with tempfile.TemporaryDirectory() as folder:
        for kind in ("referrals", "people"):
            for way in ("floor", "naive"):
                cost, _ = _measure(machine, Path(folder), kind, short, way)
                lines.append(Line(f"import, {kind}, {way}", _figure(cost, short)))
            peaks = []
            for rows in (short, long):
                cost, peak = _measure(machine, Path(folder), kind, rows, "ours")
                peaks.append(peak)
            speed, growth = long / cost.wall, peaks[1] / peaks[0]
            figure = f"{_figure(cost, long)}, peak {peaks[1] / _MB:.0f} MB"
            lines += [
                Line(f"import, {kind}, ours", figure, f"at least {ROWS_A_SECOND} rows/s", speed >= ROWS_A_SECOND),
                Line(f"import, {kind}, growth of memory", f"{growth:.2f}×", "flat", growth <= MOST_GROWTH),
            ]
    return lines


async def _prepare(dsn: str) -> None:
    await migrate(DEFINITION, settings_at(dsn))
    conn = await asyncpg.connect(dsn)
    # As if it had been compared with an empty bus.
    await conn.execute("update log_identity set incarnation = log_incarnation()")
    await conn.close()


def _figure(cost: Cost, rows: int) -> str:
    return f"{rows / cost.wall:,.0f} rows/s of {rows:,}, {cost.cpu * 10_000 / rows:.2g} CPU s per 10 000"


def _measure(machine: Machine, folder: Path, kind: str, rows: int, way: str) -> tuple[Cost, int]:
    say(f"  {way}: {rows} {kind}")
    file, name = folder / f"{kind}-{rows}.csv", f"bulk_{kind}_{rows}_{way}"
    if not file.exists():
        write(file, kind, rows)
    machine.postgres.create_database(name)
    dsn = machine.postgres.dsn(name)
    asyncio.run(_prepare(dsn))
    if way == "ours":
        cost, told = machine.run("tests.benchmarks.bulk.ours", dsn, kind, str(file))
    else:
        cost, told = machine.run("tests.benchmarks.bulk.rivals", dsn, way, str(file))
    must_be(told["taken"], rows, f"rows taken by {way}")
    return cost, told.get("peak", 0)
