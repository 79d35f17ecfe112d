"""What could not be processed: seen by whoever mends it, read by a named role only, and kept for a short time."""

from datetime import timedelta

import pytest

from shared.security import Actor, Purpose, Role
from shared.stream.replay import expire
from tests.services.intake.samples import SCHOOL
from tests.services.running import INESE, Caller, facts
from tests.shared.stream.running import PARTNER, message

pytestmark = pytest.mark.asyncio(loop_scope="session")

OPERATOR = Actor("dežurants", frozenset({Role.OPERATOR}), Purpose.OPERATIONS)
READER = Actor("datu-aizsardzība", frozenset({Role.QUARANTINE_READER}), Purpose.OPERATIONS)
NAMED = '{"subject": {"given_name": "Elīna"}}'.encode()


async def parked(intake, *bodies: bytes) -> list[str]:
    await intake.batch.apply([message(f"m{number}", body) for number, body in enumerate(bodies)])
    return [str(row["id"]) for row in await intake.pool.fetch("select id from parked order by seq")]


async def test_an_operator_sees_why_and_how_much_and_nothing_of_what_it_says(intake):
    (record,) = await parked(intake, NAMED)
    answer = await Caller(intake, OPERATOR).get("/parked")
    (shown,) = answer.json()["items"]
    assert (shown["id"], shown["source"], shown["reason"]) == (record, f"partner.{PARTNER}", "invalid")
    assert shown["bytes"] == len(NAMED)
    assert "El\u012bna" not in answer.text


async def test_the_list_comes_in_pages_and_by_partner_and_reason(intake):
    records = await parked(intake, b"{", b"[", b'"')
    operator = Caller(intake, OPERATOR)
    first = (await operator.get("/parked", limit=2)).json()
    second = (await operator.get("/parked", limit=2, cursor=first["next"])).json()
    assert [item["id"] for item in first["items"] + second["items"]] == records
    assert (await operator.get("/parked", partner=SCHOOL)).json()["items"] == []
    assert len((await operator.get("/parked", reason="invalid")).json()["items"]) == 3
    assert (await operator.get("/parked", reason="rule")).json()["items"] == []


async def test_the_bytes_are_read_by_the_named_role_and_the_reading_is_recorded(intake):
    (record,) = await parked(intake, NAMED)
    assert (await Caller(intake, READER).get(f"/parked/{record}/body")).content == NAMED
    row = await intake.pool.fetchrow("select actor, subjects from read_audit")
    assert (row["actor"], [str(id) for id in row["subjects"]]) == (READER.id, [record])


@pytest.mark.parametrize("actor", [OPERATOR, INESE], ids=["operator", "intake worker"])
async def test_nobody_else_reads_them(intake, actor):
    (record,) = await parked(intake, NAMED)
    assert (await Caller(intake, actor).get(f"/parked/{record}/body")).status_code == 403
    assert await intake.pool.fetchval("select count(*) from read_audit") == 0


async def test_what_is_gone_is_not_found(intake):
    assert (await Caller(intake, READER).get(f"/parked/{'0' * 8}-0000-0000-0000-{'0' * 12}/body")).status_code == 404


async def test_a_partners_message_is_given_up_after_its_days_and_a_fact_of_ours_is_not(intake):
    await parked(intake, b"{", b"[")
    await intake.pool.execute("update parked set source = 'cases' where key = 'm1'")
    await intake.pool.execute("update parked set parked_at = parked_at - $1::interval", timedelta(days=14, minutes=1))
    assert await expire(intake.batch, intake.batch.now() - timedelta(days=15)) == 0
    assert await expire(intake.batch, intake.batch.now() - timedelta(days=14)) == 1
    assert await intake.pool.fetchval("select array_agg(source) from parked") == ["cases"]
    assert (await facts(intake)).count("lv.tilts.stream.record-discarded") == 1
