"""The stage of all three contenders, in shuffled rounds; every row is counted."""

import asyncio
from pathlib import Path

import asyncpg

from shared import stream
from shared.database.migrations import migrate
from shared.stream import log
from tests.benchmarks.machine import Machine
from tests.benchmarks.report import Line
from tests.benchmarks.rounds import load, shuffled, steady
from tests.benchmarks.stage.common import PARTITIONS, counted, create_tables, publish

CONTENDERS = ("floor", "naive", "ours")
MOST_OF_FLOOR = 2.2
LEAST_OF_NAIVE = 20


def run(machine: Machine, rounds: int, count: int) -> list[Line]:
    """CPU seconds per 10 000 messages of each, and the two ratios."""

    def one(contender: str, number: int) -> float:
        name, topic = f"stage_{contender}_{number}", f"bench.{contender}.{number}"
        messages = count // 5 if contender == "naive" else count
        machine.postgres.create_database(name)
        dsn = machine.postgres.dsn(name)
        asyncio.run(_prepare(dsn, contender))
        asyncio.run(publish(machine.broker.bootstrap, topic, messages))
        module = f"tests.benchmarks.stage.{contender}"
        cost = machine.run(module, machine.broker.bootstrap, dsn, topic, str(messages))
        _must_be(asyncio.run(counted(dsn, "referral_row")), messages, contender)
        return cost.cpu * 10_000 / messages

    results = shuffled(CONTENDERS, rounds, one)
    floor, naive, ours = (results[name] for name in CONTENDERS)
    lines = [Line(f"stage, {name}", f"{results[name]} CPU s per 10 000") for name in CONTENDERS]
    if not steady(floor):
        return [*lines, Line("stage, verdict", f"withheld: the floor moved by more than 1.5×, {load()}")]
    return [
        *lines,
        Line("stage, ours / floor", f"{ours.median / floor.median:.1f}×", f"at most {MOST_OF_FLOOR}×, {load()}"),
        Line("stage, naive / ours", f"{naive.median / ours.median:.0f}×", f"at least {LEAST_OF_NAIVE}×"),
    ]


async def _prepare(dsn: str, contender: str) -> None:
    await create_tables(dsn)
    if contender != "ours":
        return
    conn = await asyncpg.connect(dsn)
    await migrate(conn, [Path(stream.__file__).parent / "migrations"])
    await log.create(conn, "intake", PARTITIONS)
    # No relay runs here, which would otherwise compare the log with the bus and open it.
    await conn.execute("update log_identity set incarnation = log_incarnation()")
    await conn.close()


def _must_be(found: int, wanted: int, contender: str) -> None:
    if found != wanted:
        raise SystemExit(f"{contender} wrote {found} rows of {wanted}: no figure without the work behind it")
