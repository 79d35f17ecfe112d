"""Deadlines: a timer row is written in the transaction that starts the clock, and fired as a command when due.

Idempotent by (kind, key, due): the row is deleted in the transaction of its command. What has meanwhile been done
(an answer came) the command sees in the state, and decides nothing; timers are therefore never cancelled.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from uuid import UUID

import asyncpg

from shared.decision import Cause, Timer, derived
from shared.observability.metrics import Metrics
from shared.stream import log, parking
from shared.stream.circuit import Circuit
from shared.stream.isolation import apply_isolated
from shared.stream.work import Heard, Work

_LIMIT = 200
_DUE = "select ctid, kind, key, due from timer where due <= $1 order by due limit $2 for update skip locked"


async def schedule(conn: asyncpg.Connection, timers: Sequence[Timer]) -> None:
    if timers:
        await conn.execute(
            "insert into timer select * from unnest($1::text[], $2::text[], $3::timestamptz[]) on conflict do nothing",
            [t.kind for t in timers],
            [str(t.key) for t in timers],
            [t.due for t in timers],
        )


def fired(timer: Timer, now: datetime) -> Heard:
    """A due timer as something heard. Its cause is named by the timer alone, so that firing again decides the same."""
    name = derived(UUID(int=0), f"timer/{timer.kind}/{timer.key}/{timer.due.astimezone(UTC).isoformat()}")
    return Heard(timer.kind, str(timer.key), timer, Cause(name, now, str(name), "timer"))


@dataclass(slots=True)
class Timers:
    """Fires the due timers of one service."""

    work: Work
    pool: asyncpg.Pool
    partitions: int
    metrics: Metrics
    now: Callable[[], datetime]
    appended: Callable[[], None] = field(default=lambda: None)
    circuit: Circuit = field(default_factory=Circuit)

    async def fire(self) -> int:
        """Fire up to 200 due timers in one transaction; returns how many. Other processes take other rows.

        Raises what is transient, and CircuitOpen when nearly all fail: then nothing was fired and nothing parked.
        """
        now = self.now()
        async with self.pool.acquire() as conn, conn.transaction():
            rows = await conn.fetch(_DUE, now, _LIMIT)
            if not rows:
                return 0
            heard = [fired(Timer(row["kind"], row["key"], row["due"]), now) for row in rows]
            applied = await apply_isolated(conn, self.work, heard, set())
            failed = len({f.stands for f in applied.failures})
            self.circuit.judge(applied.count, failed)
            await conn.execute("delete from timer where ctid = any($1)", [row["ctid"] for row in rows])
            applied.events += await parking.park(conn, self.work.name, applied.failures, now)
            await log.append(conn, applied.events, self.partitions)
        self.circuit.committed(applied.count, failed)
        self.metrics.timers_fired.labels(self.work.name).inc(len(rows))
        if applied.events:
            self.appended()
        return len(rows)
