"""A deadline fires once, when it is due, whoever looks and however often; one that cannot fire is parked."""

import asyncio
from datetime import timedelta
from uuid import uuid4

import pytest

from shared.decision import Timer
from shared.stream.timers import Timers, fired, schedule
from tests.services.running import facts
from tests.shared.stream.running import TIME, message, parked

pytestmark = pytest.mark.asyncio(loop_scope="session")


def at(process, moment) -> Timers:
    return Timers(process.batch.work, process.pool, process.batch.partitions, process.metrics, lambda: moment)


async def due_of_a_referral(intake):
    """A referral whose clock runs; returns when it runs out."""
    body = {
        "reference": "L6V-1", "kind": "other", "needs": ["child_neglect"],
        "subject": {"given_name": "Paraugs", "family_name": "Izdomāts"}, "narrative": "Neapmeklē skolu.",
    }  # fmt: skip
    await intake.batch.apply([message("m1", body)])
    return await intake.pool.fetchval("select due from timer")


async def missed(intake) -> int:
    return (await facts(intake)).count("referral-clock-missed")


async def test_nothing_fires_before_it_is_due(intake):
    due = await due_of_a_referral(intake)
    assert await at(intake, due - timedelta(seconds=1)).fire() == 0
    assert await missed(intake) == 0


async def test_it_fires_once_however_many_look(intake):
    due = await due_of_a_referral(intake)
    fired_by = await asyncio.gather(*(at(intake, due).fire() for _ in range(4)))
    assert sorted(fired_by) == [0, 0, 0, 1]
    assert await missed(intake) == 1
    assert await at(intake, due).fire() == 0


async def test_setting_it_twice_is_setting_it_once(intake):
    timer = Timer("referral-clock", uuid4(), TIME)
    async with intake.pool.acquire() as conn:
        for _ in range(2):
            await schedule(conn, [timer, timer])
    assert await intake.pool.fetchval("select count(*) from timer") == 1


async def test_one_that_cannot_fire_is_parked_and_the_others_fire(intake):
    due = await due_of_a_referral(intake)
    async with intake.pool.acquire() as conn:
        await schedule(conn, [Timer("nobody-knows-this-kind", uuid4(), due)])
    assert await at(intake, due).fire() == 2
    assert await missed(intake) == 1
    assert await parked(intake) == ["rule"]


async def test_firing_again_has_the_same_cause():
    timer = Timer("referral-clock", uuid4(), TIME)
    assert fired(timer, TIME).cause.id == fired(timer, TIME + timedelta(days=1)).cause.id
    assert fired(timer, TIME).cause.id != fired(Timer(timer.kind, uuid4(), TIME), TIME).cause.id
