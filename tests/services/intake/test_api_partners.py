"""Partners' access over HTTP: whoever keeps them changes it, and it holds at every door from then on."""

import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from shared.contracts.codes import ParkReason
from shared.runtime.admission import held
from shared.security import Actor, Purpose, Role
from shared.stream.record import edge_record
from shared.stream.replay import expire, replay
from tests.services.intake.samples import HOSPITAL, SCHOOL, body
from tests.services.running import INESE, LIGITA, Caller, facts, partner, receipts

pytestmark = pytest.mark.asyncio(loop_scope="session")

OPERATOR = Actor("operators", frozenset({Role.OPERATOR}), Purpose.OPERATIONS)
AT = f"/v1/partners/{SCHOOL}"
WISHES = {
    "suspend": {"reason": "misuse"},
    "resume": None,
    "rotate": {"old_until": "2026-03-17T09:00:00Z"},
    "remove": {"reason": "merged"},
}


@pytest.fixture
def keeper(intake) -> Caller:
    return Caller(intake, OPERATOR)


@pytest.fixture
def school(intake) -> Caller:
    return Caller(intake, partner(SCHOOL))


async def act(keeper: Caller, name: str, wish: dict | None = None, at: str = AT):
    version = (await keeper.get(at)).json()["version"]
    return await keeper.do(f"{at}/{name}", wish or WISHES[name], version=version)


async def by_kafka(intake, said: dict, message: str = "m1") -> None:
    topic = f"liepaja.partner.{SCHOOL}.referrals"
    headers = (("ce_id", message.encode()), ("ce_type", b"lv.tilts.partner.referral-submitted.v1"))
    await intake.batch.apply([edge_record(SCHOOL, topic, None, json.dumps(said).encode(), headers)])


async def test_partners_are_listed_by_code_and_state(keeper):
    first = (await keeper.get("/v1/partners", limit=2)).json()
    assert [one["partner"] for one in first["items"]] == ["atbalsta-biedriba", "barintiesa"]
    rest = (await keeper.get("/v1/partners", cursor=first["next"])).json()["items"]
    assert {SCHOOL, HOSPITAL} < {one["partner"] for one in rest}
    await act(keeper, "suspend")
    found = (await keeper.get("/v1/partners", state="suspended")).json()["items"]
    assert [(one["partner"], one["reason"]) for one in found] == [(SCHOOL, "misuse")]


async def test_who_is_suspended_gets_403_and_its_records_are_answered_and_parked_until_it_is_resumed(
    intake, keeper, school
):
    assert (await act(keeper, "suspend")).json()["state"] == "suspended"
    for refused in (await school.do("/v1/referrals", body()), await school.get("/v1/receipts")):
        assert (refused.status_code, refused.json()["type"]) == (403, "/problems/partner-suspended")
    await by_kafka(intake, body())
    ((_, type, told),) = await receipts(intake)
    assert type.endswith("message-rejected.v1") and "/problems/partner-suspended" in told
    assert (await Caller(intake, partner(HOSPITAL)).do("/v1/referrals", body(kind="other"))).status_code == 201

    assert (await act(keeper, "resume")).json()["state"] == "active"
    parked, reason = await intake.pool.fetchrow("select id, reason from parked")
    assert reason == ParkReason.RULE
    assert (await replay(intake.batch, parked)).done == 1
    read = (await school.get("/v1/receipts")).json()["items"]
    assert [one["type"].split(".")[-2] for one in read] == ["message-rejected", "referral-registered"]
    assert {"partner-suspended", "partner-resumed"} < set(await facts(intake))


@pytest.mark.parametrize(
    ("acts", "days", "left"),
    [((), 14, 0), (("suspend",), 14, 1), (("suspend", "resume"), 14, 1), (("suspend", "resume"), 0, 0)],
    ids=["has access", "is suspended", "was let in just now", "was let in long ago"],
)
async def test_what_a_suspended_partner_wrote_is_kept_until_it_can_be_taken_up(intake, keeper, acts, days, left):
    await by_kafka(intake, {})
    await intake.pool.execute("update parked set parked_at = '2026-01-01'")
    for name in acts:
        await act(keeper, name)
    before = datetime.now(UTC) - timedelta(days=days)
    async with intake.pool.acquire() as conn:
        waiting = await held(conn, before)
    await expire(intake.batch, before, waiting)
    assert await intake.pool.fetchval("select count(*) from parked") == left


async def test_old_tokens_end_when_it_was_said_and_new_ones_hold(intake, keeper, school):
    tomorrow = {"old_until": (datetime.now(UTC) + timedelta(days=1)).isoformat()}
    assert (await act(keeper, "rotate", tomorrow)).json()["generation"] == 1
    newer = Caller(intake, replace(partner(SCHOOL), generation=1))
    assert [(await one.get("/v1/receipts")).status_code for one in (school, newer)] == [200, 200]
    await act(keeper, "rotate")
    newest = Caller(intake, replace(partner(SCHOOL), generation=2))
    answers = [await one.get("/v1/receipts") for one in (school, newer, newest)]
    assert [answer.status_code for answer in answers] == [401, 401, 200]
    assert "replaced by a newer one" in answers[0].json()["detail"]
    forged = Caller(intake, replace(partner(SCHOOL), generation=3))
    assert (await forged.get("/v1/receipts")).status_code == 401


async def test_who_has_open_referrals_is_removed_by_force_only_and_its_past_stays(intake, keeper, school):
    await school.do("/v1/referrals", body())
    refused = await act(keeper, "remove")
    assert (refused.status_code, refused.json()["type"]) == (409, "/problems/partner-has-open-referrals")
    assert (await act(keeper, "remove", {"reason": "merged", "force": True})).json()["state"] == "removed"
    gone = await school.get("/v1/referrals")
    assert (gone.status_code, gone.json()["type"]) == (403, "/problems/partner-removed")
    assert len((await Caller(intake, INESE).get("/v1/queue")).json()["items"]) == 1
    await intake.definition.prepare(intake.desk)
    assert (await keeper.get(AT)).json()["state"] == "removed"


@pytest.mark.parametrize("name", WISHES)
async def test_only_who_keeps_partners_changes_their_access(intake, school, name):
    for actor in (school, Caller(intake, INESE)):
        assert (await actor.do(f"{AT}/{name}", WISHES[name], version=1)).status_code == 403
    assert (await Caller(intake, LIGITA).get(AT)).json()["state"] == "active"


async def test_a_partner_nobody_knows_is_not_there(keeper):
    assert (await keeper.get("/v1/partners/nobody")).status_code == 404
    assert (await keeper.do("/v1/partners/nobody/resume", version=1)).status_code == 404


async def test_how_far_receipts_were_read_is_remembered_and_never_goes_back(intake, school):
    await school.do("/v1/referrals", body())
    place = (await school.get("/v1/receipts")).json()["next"]
    assert await intake.pool.fetch("select from receipt_read") == []
    await school.get("/v1/receipts", after=place)
    await school.get("/v1/receipts", after="0.0")
    row = await intake.pool.fetchrow("select partner, epoch, position from receipt_read")
    assert (row["partner"], f"{row['epoch']}.{row['position']}") == (SCHOOL, place)
