"""Commands and lists beside very many cases, each round beside what PostgreSQL itself needs; then cases in batches.

`floor` is `select 1`, `bare` a transaction that changes one row.
"""

import asyncio
import random
import sys
import time
from collections.abc import Awaitable, Callable
from itertools import islice
from uuid import uuid4

import asyncpg

from services.cases.app import DEFINITION
from services.cases.domain import work
from services.cases.domain.case import Case
from services.cases.domain.units.staff import Staff
from shared.decision import Cause
from shared.runtime import garbage
from shared.runtime.process import Process
from shared.security import Actor, Purpose, Role
from tests.benchmarks.machine import Stopwatch
from tests.benchmarks.steps import Steps, measure_batches
from tests.benchmarks.work import cases
from tests.services.running import Caller, begun, settings_at

BATCH = 500
HEAD = Actor("vadība", frozenset({Role.HEAD}), Purpose.SUPERVISION)


async def main(dsn: str, count: int, rounds: int, opening: int) -> None:
    async with begun(DEFINITION, settings_at(dsn, TILTS_DATABASE__POOL_MIN="1")) as process:
        staff = list(process.desk.rules.staff)
        async with process.pool.acquire() as conn:
            await cases.enter(conn, staff, count)
        garbage.settle()
        async with process.pool.acquire() as conn:
            times = await _interleaved(process, conn, staff, count, rounds)
        steps, watch = await _open(process, opening)
        watch.report(times=times, client=steps.client, postgres=steps.postgres)


async def _interleaved(
    process: Process, conn: asyncpg.Connection, staff: list[Staff], count: int, rounds: int
) -> dict[str, list[float]]:
    """Milliseconds of each kind of work, one of each in every round: whatever slows the machine slows them all."""
    luck, desk = random.Random(rounds), process.desk
    caller = Caller(process, HEAD)
    await conn.execute("create table bare (id integer primary key, changed integer not null)")
    await conn.execute("insert into bare select number, 0 from generate_series(1, $1) number", count)

    async def bare() -> None:
        async with conn.transaction():
            await conn.execute("update bare set changed = changed + 1 where id = $1", luck.randrange(count) + 1)

    async def command() -> None:
        target, whom = (Case, cases.open_case(luck, count)), (Staff, luck.choice(staff).id)
        cause = Cause(uuid4(), desk.clock.now(), "bench", str(whom[1]))
        async with conn.transaction():
            decided = await desk.decide(
                conn, cause, [target, whom], lambda world: work.assign(world.get(*target), world.get(*whom), cause)
            )
            await decided.append(conn)

    async def listed() -> None:
        answer = await caller.get("/v1/cases", staff=str(luck.choice(staff).id), state="assigned", limit=50)
        answer.raise_for_status()

    kinds: dict[str, Callable[[], Awaitable]] = {
        "floor": lambda: conn.fetchval("select 1"), "bare": bare, "command": command, "list": listed,
    }  # fmt: skip
    times: dict[str, list[float]] = {name: [] for name in kinds}
    for _ in range(rounds):
        for name, one in kinds.items():
            begun = time.perf_counter()
            await one()
            times[name].append((time.perf_counter() - begun) * 1000)
    return times


async def _open(process: Process, count: int) -> tuple[Steps, Stopwatch]:
    """Open so many cases in batches; each step is measured."""
    records = iter(list(cases.accepted(count)))
    async with process.pool.acquire() as conn:
        steps = Steps(conn.get_server_pid())
    measure_batches(steps)
    watch = Stopwatch()
    while batch := list(islice(records, BATCH)):
        await process.batch.apply(batch)
    return steps, watch


if __name__ == "__main__":
    asyncio.run(main(sys.argv[1], *map(int, sys.argv[2:])))
