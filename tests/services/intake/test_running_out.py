"""The clock of a referral in the database: when it runs out undecided, others hear of it, once."""

from datetime import datetime

import pytest

from shared.stream.timers import Timers
from tests.services.intake.samples import HOSPITAL, body
from tests.services.running import INESE, Caller, facts, partner

pytestmark = pytest.mark.asyncio(loop_scope="session")


@pytest.fixture
def hospital(intake) -> Caller:
    return Caller(intake, partner(HOSPITAL))


async def fire(intake, now: datetime) -> int:
    """What the service's timers do at that instant; how many fired."""
    desk = intake.desk
    return await Timers(desk.work, desk.pool, desk.partitions, desk.metrics, lambda: now, desk.wake).fire()


async def sent(intake, hospital) -> dict:
    answer = await hospital.do("/v1/referrals", body(kind="health.concern", needs=["child_neglect"]))
    return (await Caller(intake, INESE).get(f"/v1/queue/{answer.json()['id']}")).json()


async def test_nothing_happens_before_its_time_and_one_fact_at_its_time(intake, hospital):
    entry = await sent(intake, hospital)
    due = datetime.fromisoformat(entry["decide_by"])
    assert await fire(intake, datetime.fromisoformat(entry["received_at"])) == 0
    assert await fire(intake, due) == 1
    assert await fire(intake, due) == 0
    assert (await facts(intake)).count("referral-clock-missed") == 1


async def test_a_referral_that_was_decided_in_time_is_let_be(intake, hospital):
    entry = await sent(intake, hospital)
    await Caller(intake, INESE).do(f"/v1/queue/{entry['id']}/accept", version=entry["version"])
    assert await fire(intake, datetime.fromisoformat(entry["decide_by"])) == 1
    assert "referral-clock-missed" not in await facts(intake)
