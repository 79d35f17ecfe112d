"""The stage of all three contenders, in shuffled rounds; every row is counted."""

import asyncio
from pathlib import Path

import asyncpg

from shared import stream
from shared.database.migrations import migrate
from shared.stream import log
from tests.benchmarks.machine import Machine
from tests.benchmarks.partner import create_topics, publish
from tests.benchmarks.report import Line
from tests.benchmarks.rounds import UNSTEADY, Effort, Series, must_be, shuffled, steady
from tests.benchmarks.stage.common import PARTITIONS, counted, create_tables

CONTENDERS = ("floor", "naive", "ours")
MOST_OF_FLOOR = 2.2
LEAST_OF_NAIVE = 20


def run(machine: Machine, effort: Effort) -> list[Line]:
    """CPU seconds per 10 000 messages of each, and the two ratios."""
    count = effort.of(full=20_000, quick=10_000)

    def one(contender: str, number: int) -> float:
        return measured(machine, contender, number, count // 10 if contender == "naive" else count)

    results = shuffled(CONTENDERS, effort.rounds, one)
    floor, naive, ours = (Series(results[name]) for name in CONTENDERS)
    lines = [Line(f"stage, {name}", f"{Series(results[name])} CPU s per 10 000 messages") for name in CONTENDERS]
    if not steady(floor):
        return [*lines, Line("stage, verdict", f"withheld: the floor moved by more than {UNSTEADY}×", met=False)]
    above, below = ours.median / floor.median, naive.median / ours.median
    return [
        *lines,
        Line("stage, ours / floor", f"{above:.1f}×", f"at most {MOST_OF_FLOOR}×", above <= MOST_OF_FLOOR),
        Line("stage, naive / ours", f"{below:.0f}×", f"at least {LEAST_OF_NAIVE}×", below >= LEAST_OF_NAIVE),
    ]


def measured(machine: Machine, contender: str, number: int, messages: int) -> float:
    """CPU seconds per 10 000 messages of one contender in its own database and topic."""
    name, topic = f"stage_{contender}_{number}", f"bench.{contender}.{number}"
    machine.postgres.create_database(name)
    dsn = machine.postgres.dsn(name)
    asyncio.run(_prepare(machine.broker.bootstrap, topic, dsn, contender, messages))
    module = f"tests.benchmarks.stage.{contender}"
    cost, _ = machine.run(module, machine.broker.bootstrap, dsn, topic, str(messages))
    must_be(asyncio.run(counted(dsn, "referral_row")), messages, f"rows of {contender}")
    return cost.cpu * 10_000 / messages


async def _prepare(bootstrap: str, topic: str, dsn: str, contender: str, messages: int) -> None:
    await create_topics(bootstrap, {topic: PARTITIONS})
    await publish(bootstrap, topic, messages)
    await create_tables(dsn)
    if contender != "ours":
        return
    conn = await asyncpg.connect(dsn)
    await migrate(conn, [Path(stream.__file__).parent / "migrations"])
    await log.create(conn, "intake", PARTITIONS)
    # No relay runs here, which would otherwise compare the log with the bus and open it.
    await conn.execute("update log_identity set incarnation = log_incarnation()")
    await conn.close()
