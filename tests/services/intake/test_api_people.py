"""Names leave intake for a purpose only, and every reading is recorded: who, why, and about whom."""

from uuid import UUID, uuid4

import pytest
import pytest_asyncio

from tests.services.intake.samples import SCHOOL, SUBJECT, body
from tests.services.running import CASES, INESE, LIGITA, MARTA, PRESS, VADIBA, Caller, partner

pytestmark = pytest.mark.asyncio(loop_scope="session")


@pytest_asyncio.fixture(loop_scope="session")
async def elina(intake) -> dict:
    """A child whom a school told us of, as the queue shows her referral."""
    sent = await Caller(intake, partner(SCHOOL)).do("/v1/referrals", body(subject=SUBJECT | {"phone": "+371 2000"}))
    return (await Caller(intake, INESE).get(f"/v1/queue/{sent.json()['id']}")).json()


async def audited(intake) -> list[tuple]:
    rows = await intake.pool.fetch("select actor, roles, purpose, route, subjects from read_audit order by at")
    return [tuple(row) for row in rows]


async def test_people_are_read_by_id(intake, elina):
    answer = await Caller(intake, MARTA).read(elina["subjects"])
    assert answer.json()["people"] == [
        {
            "id": elina["subjects"][0], **SUBJECT, "birth_date": "2011-05-09", "address": None, "phone": "+371 2000",
            "description": None, "safe_contact": [],
        }
    ]  # fmt: skip


async def test_whoever_nobody_knows_is_left_out_and_recorded_all_the_same(intake, elina):
    stranger, known = uuid4(), UUID(elina["subjects"][0])
    answer = await Caller(intake, MARTA).read([stranger, known])
    assert [person["id"] for person in answer.json()["people"]] == [str(known)]
    route = "POST /v1/people/read"
    assert await audited(intake) == [(MARTA.id, ["social_worker"], "case_work", route, [stranger, known])]


async def test_reading_what_was_said_is_recorded_with_whom_it_is_about(intake, elina):
    letter = (await Caller(intake, INESE).get(f"/v1/queue/{elina['id']}/letter")).json()
    assert letter["narrative"] == body()["narrative"]
    assert letter["subject"] == SUBJECT | {"phone": "+371 2000"}
    route = "GET /v1/queue/{referral}/letter"
    subjects = [UUID(id) for id in elina["subjects"]]
    assert await audited(intake) == [(INESE.id, ["intake_worker"], "intake", route, subjects)]


async def test_lists_and_entries_name_nobody(intake, elina):
    inese = Caller(intake, INESE)
    shown = (await inese.get("/v1/queue")).text + (await inese.get(f"/v1/queue/{elina['id']}")).text
    assert not [word for word in (*SUBJECT.values(), body()["narrative"]) if word in shown]
    assert await audited(intake) == []


@pytest.mark.parametrize("who", [INESE, MARTA, LIGITA, CASES], ids=lambda who: min(who.roles))
async def test_who_may_read(intake, elina, who):
    assert (await Caller(intake, who).read(elina["subjects"])).status_code == 200
    assert len(await audited(intake)) == 1


@pytest.mark.parametrize("who", [VADIBA, PRESS, partner(SCHOOL)], ids=lambda who: min(who.roles))
async def test_who_may_not_read(intake, elina, who):
    assert (await Caller(intake, who).read(elina["subjects"])).status_code == 403
    assert await audited(intake) == []


@pytest.mark.parametrize("count", [0, 201])
async def test_nobody_and_a_crowd_cannot_be_asked_for(intake, count):
    answer = await Caller(intake, MARTA).read([uuid4() for _ in range(count)])
    assert (answer.status_code, answer.json()["errors"][0]["pointer"]) == (422, "/people")
