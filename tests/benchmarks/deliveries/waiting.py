"""A fresh urgent notice: alone, then behind very many others that wait, then while very many are being brought."""

import asyncio
import sys
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import datetime, timedelta
from functools import partial
from itertools import islice
from uuid import UUID, uuid5

import asyncpg

from services.notifications.domain.delivery import Delivery, begin
from services.notifications.domain.notice import Notice
from services.notifications.store import TABLES
from shared.calendar import SystemClock
from shared.contracts.codes import FieldSet, LegalBasis, NoticeChannel, Priority
from shared.contracts.partners import PartnerSuspended
from shared.contracts.standing_codes import SuspensionReason
from shared.database.pool import connect
from shared.decision import Cause, State
from tests.benchmarks.deliveries.ours import delivering, tell
from tests.benchmarks.deliveries.pace import clocked
from tests.benchmarks.deliveries.partners import COUNT, code, configured, news
from tests.benchmarks.machine import Stopwatch
from tests.services.notifications.room import Room

RATE = 20
HELD, BUSY = 0, 1
"""The partner that has no access, and the one for whom very many are being brought at the end."""
_BATCH = 5_000
_NOBODY = UUID(int=0)


async def main(environment: str, receiver: str, ways: str, waiting: str, each: str) -> None:
    settings, unwell = configured(environment, receiver, ways)
    times = {}
    async with delivering(settings) as room:
        for turn, (name, prepare) in enumerate(_BESIDE.items()):
            await prepare(room, int(waiting))
            fresh = list(news(int(each), first=turn * int(each), priority=Priority.URGENT))
            watch = Stopwatch()
            times[name] = await clocked(receiver, fresh, RATE, partial(tell, room), unwell)
        left = await room.pool.fetchval("select count(*) from delivery where open and agency = $1", code(BUSY))
        watch.report(times=times, left=left)


async def _nothing(room: Room, waiting: int) -> None:
    pass


async def _waiting(room: Room, waiting: int) -> None:
    """A third is held, as its partner has no access; the others are put off, urgent ones too, for all partners."""
    now = SystemClock().now()
    await room.hear(PartnerSuspended(partner=code(HELD), at=now, reason=SuspensionReason.TECHNICAL_FAULT))
    notices = (_notice(n, HELD if n % 3 == 0 else n % COUNT, urgent=n % 2 == 0) for n in range(waiting))
    async with _patient(room) as conn:
        while some := list(islice(notices, _BATCH)):
            await _save(conn, some)
            await _save(conn, [_delivery(notice, now + timedelta(days=1)) for notice in some])
        await conn.execute("vacuum analyze")


async def _bringing(room: Room, waiting: int) -> None:
    """All that is put off is due now, and for one partner, who takes whatever comes."""
    async with _patient(room) as conn:
        await conn.execute(
            "update delivery set not_before = null, agency = $1 where agency <> $2 and open", code(BUSY), code(HELD)
        )


@asynccontextmanager
async def _patient(room: Room) -> AsyncIterator[asyncpg.Connection]:
    """A connection without the limits of a request."""
    conn = await connect(room.desk.settings.database, "notifications")
    try:
        yield conn
    finally:
        await conn.close()


_BESIDE = {"alone": _nothing, "waiting": _waiting, "bringing": _bringing}


async def _save(conn: asyncpg.Connection, states: Sequence[State]) -> None:
    (table,) = (table for table in TABLES.tables if table.kind is type(states[0]))
    await table.save(conn, states)


def _notice(number: int, partner: int, *, urgent: bool) -> Notice:
    now, id = SystemClock().now(), uuid5(_NOBODY, f"notice {number}")
    return Notice(
        id=id, case_id=id, referral=None, agency=code(partner), rule="rule-00", legal_basis=LegalBasis.PUBLIC_TASK,
        field_set=FieldSet.NONE, channels=(NoticeChannel.WEBHOOK, NoticeChannel.PHONE_TASK), issued_at=now,
        acknowledge_by=now, priority=Priority.URGENT if urgent else Priority.ROUTINE,
    )  # fmt: skip


def _delivery(notice: Notice, later: datetime) -> Delivery:
    """What is to be done for it: at once for whom nothing is brought, later for others."""
    fresh = begin(notice, Cause(notice.id, notice.issued_at, str(notice.id), "benchmark"))
    return fresh if notice.agency == code(HELD) else replace(fresh, not_before=later, attempt=2, failures=2)


if __name__ == "__main__":
    asyncio.run(main(*sys.argv[1:]))
