"""Invented cases of a municipality, and the referrals that open more of them."""

import random
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta
from uuid import UUID

import asyncpg

from services.cases.domain.case import Case, CaseState
from services.cases.domain.units.staff import Staff
from services.cases.store import TABLES
from shared.contracts.codes import AgeBand, NeedCode, Priority, ReferralKind
from shared.contracts.intake import ReferralAccepted
from shared.decision import derived
from shared.stream.record import Record, core_record

NOW = datetime(2026, 11, 20, 9, 0, tzinfo=UTC)
EACH_OPEN = 5
"""One case in so many is not closed."""
_CHUNK = 5_000


async def enter(conn: asyncpg.Connection, staff: Sequence[Staff], count: int) -> None:
    """So many cases in the table, as the service itself would have written them."""
    luck = random.Random(count)
    (table,) = (table for table in TABLES.tables if table.kind is Case)
    for begin in range(0, count, _CHUNK):
        await table.save(conn, [_case(number, luck, luck.choice(staff)) for number in range(begin, begin + _CHUNK)])
    await conn.execute("analyze")


def _case(number: int, luck: random.Random, staff: Staff) -> Case:
    opened = NOW - timedelta(minutes=luck.randrange(1_000_000))
    going_on = number % EACH_OPEN == 0
    return Case(
        id=id_of(number), referrals=(derived(UUID(int=number), "referral"),),
        subjects=(derived(UUID(int=number), "person"),), kind=luck.choice(list(ReferralKind)),
        priority=luck.choice(list(Priority)), needs=(luck.choice(list(NeedCode)),), age_band=luck.choice(list(AgeBand)),
        unit=staff.unit, opened_at=opened, due_at=opened + timedelta(days=luck.randrange(1, 30)),
        state=CaseState.ASSIGNED if going_on else CaseState.CLOSED, staff=staff.id,
        closed_at=None if going_on else opened + timedelta(days=60),
    )  # fmt: skip


def open_case(luck: random.Random, count: int) -> UUID:
    """Any of those among the first `count` that are not closed."""
    return open_id(luck.randrange(count // EACH_OPEN))


def open_id(number: int) -> UUID:
    """The case of that number among those that are not closed."""
    return id_of(number * EACH_OPEN)


def id_of(number: int) -> UUID:
    return derived(UUID(int=number), "case")


def accepted(count: int) -> Iterator[Record]:
    """So many accepted referrals, as the bus brings the first partition of intake's log."""
    previous = ""
    for position in range(1, count + 1):
        id = derived(UUID(int=position), "fact")
        fact = ReferralAccepted(
            referral=derived(UUID(int=position), "accepted"), number=f"LPX-2026-{position:06d}",
            kind=ReferralKind.POLICE_FAMILY_VIOLENCE, priority=Priority.ASAP,
            needs=(NeedCode.VIOLENCE_IN_FAMILY, NeedCode.CRISIS), subjects=(derived(UUID(int=position), "subject"),),
            age_band=AgeBand.AGE_7_13, due_at=NOW + timedelta(days=1),
        )  # fmt: skip
        headers = {
            "ce_id": id, "ce_type": fact.type, "ce_epoch": 1, "ce_position": position, "ce_previousid": previous,
            "ce_time": NOW.isoformat(),
        }  # fmt: skip
        raw = tuple((name, str(value).encode()) for name, value in headers.items())
        previous = str(id)
        yield core_record("intake", 0, fact.key.encode(), fact.encode(), raw)
