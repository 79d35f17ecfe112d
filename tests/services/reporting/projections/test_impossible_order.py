"""Facts in an order that cannot be: parked, told of, in no number; and the page says that something is missing."""

import pytest

from services.reporting.store import PROJECTIONS
from shared.contracts.cases import CaseClosed
from shared.contracts.contacts import ContactRecorded
from shared.contracts.intake import ReferralConcluded
from shared.contracts.tasks import TaskAdded
from shared.contracts.visits import VisitCompleted, VisitScheduled
from shared.stream import log
from shared.stream.record import pulled_record
from tests.services.reporting.conftest import asking
from tests.services.reporting.logs import PARTITIONS, SLUG, batch_on, bring, id_of
from tests.services.reporting.november import at, november

CASE, VISIT, LIGITA = id_of("a case nobody opened"), id_of("its visit"), id_of("ligita")
TOO_EARLY = [
    ReferralConcluded(referral=id_of("a referral nobody received"), case=CASE, outcome="needs_met"),
    CaseClosed(case=CASE, referrals=(), outcome="needs_met", closed_at=at(20)),
    VisitScheduled(case=CASE, visit=VISIT, staff=LIGITA, mode="phone", planned_at=at(20)),
    VisitCompleted(case=CASE, visit=VISIT, mode="phone", duration=5, outcome="no_concern", completed_at=at(20)),
    TaskAdded(case=CASE, task=id_of("its task"), kind="to_do", due_at=at(20), statutory=False),
    ContactRecorded(
        case=CASE, contact=id_of("its contact"), staff=LIGITA, kind="counselling", mode="phone", partner="client",
        reached=True, began_at=at(20), minutes=5, after_hours=False,
    ),
]  # fmt: skip


async def figures(pool) -> dict[str, list]:
    async with asking(pool) as client:
        return {figure["name"]: figure["rows"] for figure in (await client.get("/v1/figures")).json()["figures"]}


async def hears_itself(pool) -> None:
    """What reporting tells of records that it could not process comes back to it."""
    for partition in range(PARTITIONS):
        async with pool.acquire() as conn:
            facts = await log.read(conn, partition, 0, 10)
        await bring(pool, [[pulled_record("reporting", SLUG, fact) for fact in facts]])


@pytest.mark.parametrize("fact", TOO_EARLY, ids=lambda fact: type(fact).__name__)
async def test_what_cannot_have_happened_yet_is_parked_told_of_and_in_no_number(pools, fact):
    pool, logs = pools["reporting"], november()
    logs.tell(at(20), fact)
    records = [record for partition in logs.records() for record in partition]
    await bring(pool, [[record for record in records if record.key != str(fact.key)]])
    counted = await figures(pool)
    outcome = await batch_on(pool).apply([record for record in records if record.key == str(fact.key)])
    assert (outcome.parked, await pool.fetchval("select reason from parked")) == (1, "rule")

    await hears_itself(pool)
    now = await figures(pool)
    assert {name for name in now if now[name] != counted[name]} == {"overview", "parked"}
    assert {"consumer": "reporting", "reason": "rule", "waiting": 1, "rejected": 0, "replayed": 0, "discarded": 0} in (
        now["parked"]
    )
    assert now["overview"][0]["waiting"] == counted["overview"][0]["waiting"] + 1
    async with asking(pool) as client:
        assert "Some fact is not processed yet" in (await client.get("/", params={"lang": "en"})).text


def test_only_facts_of_cases_come_in_the_order_of_their_case():
    """What belongs to a case can be looked for only where nothing else tells of it: others may be heard sooner."""
    of_cases = {projection.name for projection in PROJECTIONS if projection.of_case}
    assert {"visit", "contact", "task", "case_movement"} <= of_cases
    assert of_cases.isdisjoint({"notice", "outreach_case", "service_request", "attendance"})
