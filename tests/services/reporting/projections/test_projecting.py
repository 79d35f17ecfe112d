"""The same logs always give the same tables, whatever the way in which the facts reach reporting."""

from datetime import UTC, datetime, timedelta
from random import Random

import pytest

from services.reporting.projections.projecting import OwnFactUnreadable
from services.reporting.rebuild.comparing import fingerprints
from shared.contracts.cases import CaseAssigned, CaseOpened
from shared.contracts.fields import PublicLabel
from shared.contracts.intake import PartnerOnboarded
from shared.contracts.registry import InvalidData
from shared.contracts.stream import RecordParked
from shared.contracts.units import StaffChanged, UnitChanged
from shared.contracts.visits import VisitCompleted, VisitScheduled
from shared.stream.record import FactRecord
from tests.services.reporting.histories import history
from tests.services.reporting.logs import NOW, WORK, Logs, batch_on, bring, forget, id_of

AT = datetime(2026, 11, 3, 9, tzinfo=UTC)
UNIT, OTHER_UNIT, CASE, LIGITA = id_of("unit"), id_of("other unit"), id_of("case"), id_of("ligita")


def opened(case=CASE) -> CaseOpened:
    return CaseOpened(
        case=case, referrals=(), subjects=(), kind="other", priority="routine", needs=(), age_band="unknown", unit=UNIT,
        opened_at=AT,
    )  # fmt: skip


def unit(label: str) -> UnitChanged:
    return UnitChanged(unit=UNIT, label=PublicLabel(lv=label), active=True)


def dealt(logs: Logs, random: Random, largest: int) -> list[list[FactRecord]]:
    """All facts in batches of any size, partitions mixed, with some of what came before repeated."""
    partitions = [(records, [0]) for records in logs.records()]
    batches = []
    while left := [(records, done) for records, done in partitions if done[0] < len(records)]:
        batch = []
        while len(batch) < random.randint(1, largest):
            records, done = random.choice(left)
            begin = max(0, done[0] - random.randint(0, 3))
            done[0] = min(len(records), done[0] + random.randint(1, 5))
            batch += records[begin : done[0]]
        batches.append(batch)
    return batches


async def applied(pool, batches) -> dict:
    """The tables after the records, without any cursor that would tell repeats apart."""
    for records in batches:
        async with pool.acquire() as conn, conn.transaction():
            await WORK.apply(conn, [WORK.read(record, NOW) for record in records], set())
    return await fingerprints(pool, "public")


@pytest.mark.parametrize("seed", range(3))
async def test_repeats_and_the_cut_into_batches_change_no_byte(pool, seed):
    logs, random = history(seed, referrals=40), Random(seed)
    await bring(pool, [[record for partition in logs.records() for record in partition]])
    at_once = await fingerprints(pool, "public")
    assert all(rows for rows, _ in at_once.values())

    for largest in (5, 100):
        await forget(pool)
        await bring(pool, dealt(logs, random, largest))
        assert await fingerprints(pool, "public") == at_once
        await forget(pool)
        assert await applied(pool, dealt(logs, random, largest)) == at_once


async def test_an_older_fact_never_overwrites_a_newer_one(pool):
    logs = Logs()
    logs.tell(AT, unit("Vecā"), unit("Jaunā"))
    [[old, new]] = logs.records()
    for batches in ([[old], [new], [old]], [[new], [old]], [[new, old]]):
        await forget(pool)
        await applied(pool, batches)
        assert await pool.fetchval("select label_lv from unit") == "Jaunā"


@pytest.mark.parametrize("together", [True, False])
async def test_somebody_who_moves_is_where_they_were_last_whichever_unit_is_heard_first(pool, together):
    logs = Logs()
    for at, where in ((AT, UNIT), (AT + timedelta(hours=1), OTHER_UNIT)):
        logs.tell(at, StaffChanged(staff=LIGITA, unit=where, role="supervisor", absent=False))
    before, after = [record for partition in logs.records() for record in partition]
    for order in ((before, after), (after, before)):
        await forget(pool)
        await applied(pool, [order] if together else [[record] for record in order])
        assert await pool.fetchval("select unit from staff") == OTHER_UNIT


@pytest.mark.parametrize("together", [True, False])
async def test_of_what_happens_first_only_once_the_first_is_kept(pool, together):
    logs, later = Logs(), AT + timedelta(days=1)
    visits = [id_of("first"), id_of("second")]
    logs.tell(
        AT, opened(), *(VisitScheduled(case=CASE, visit=v, staff=LIGITA, mode="phone", planned_at=AT) for v in visits)
    )
    for visit, at in zip(visits, (AT, later), strict=True):
        done = VisitCompleted(
            case=CASE, visit=visit, mode="phone", duration=5, outcome="no_concern", completed_at=at
        )  # fmt: skip
        logs.tell(at, CaseAssigned(case=CASE, staff=LIGITA, unit=OTHER_UNIT), done)
    [records] = logs.records()
    await applied(pool, [records] if together else [[record] for record in records])
    case = await pool.fetchrow("select unit, assigned_at, first_visit_at from social_case")
    assert tuple(case) == (OTHER_UNIT, AT, AT)


async def test_a_fact_about_something_nobody_began_is_parked_alone_with_what_comes_after_it(pool):
    unheard = id_of("unheard of")
    logs = Logs()
    logs.tell(AT, *(opened(id_of(f"case {n}")) for n in range(20)), unit("Daļa"))
    logs.tell(AT, CaseAssigned(case=unheard, staff=LIGITA, unit=UNIT))
    batch = batch_on(pool)
    await batch.apply([record for partition in logs.records() for record in partition])
    assert await pool.fetchval("select count(*) from social_case") == 20
    assert await pool.fetchval("select count(*) from unit") == 1
    assert [tuple(row) for row in await pool.fetch("select key, reason, detail from parked")] == [
        (str(unheard), "rule", "the database refused it: 23502")
    ]


async def test_a_fact_that_does_not_say_when_it_happened_is_no_fact():
    logs = Logs()
    logs.tell(AT, PartnerOnboarded(partner="valsts-policija", kind="police"))
    [[record]] = logs.records()
    for time in ("", "yesterday", "2026-11-03T09:00:00"):
        record.given["time"] = time
        with pytest.raises(InvalidData, match="ce_time is missing or cannot be read"):
            WORK.read(record, NOW)


async def test_a_fact_of_its_own_that_it_cannot_read_stops_its_partition_instead_of_being_parked_for_ever(pool):
    logs = Logs()
    logs.tell(AT, RecordParked(consumer="reporting", record=id_of("record"), source="intake", reason="invalid"))
    [[record]] = logs.records()
    record.given["time"] = ""
    with pytest.raises(OwnFactUnreadable, match="deploy the build that wrote it"):
        await batch_on(pool).apply([record])
    assert await pool.fetchval("select count(*) from parked") == 0
