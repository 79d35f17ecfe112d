"""What passes by itself is answered with a request to come back, and leaves nothing behind that was not answered."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import asyncpg
import pytest

from tests.services.intake.samples import SCHOOL, body
from tests.services.running import INESE, Caller, facts, partner

pytestmark = pytest.mark.asyncio(loop_scope="session")

CLOSED = {
    "it waits to be compared with the bus": "update log_identity set incarnation = null",
    "the bus knows more than the log": "update log_identity set diverged = 'the bus has position 7, the log ends at 5'",
}


@pytest.mark.parametrize("closing", CLOSED.values(), ids=CLOSED)
async def test_while_the_log_is_closed_nothing_is_written_and_everything_is_read(intake, closing):
    school, inese = Caller(intake, partner(SCHOOL)), Caller(intake, INESE)
    entry = (await school.do("/v1/referrals", body())).json()
    await intake.pool.execute(closing)
    for answer in (
        await school.do("/v1/referrals", body(), key="m2"),
        await inese.do("/v1/desk/referrals", body()),
        await inese.do(f"/v1/queue/{entry['id']}/accept", version=entry["version"]),
    ):
        assert (answer.status_code, answer.json()["type"]) == (503, "/problems/busy")
        assert answer.headers["Retry-After"] == "1"
    assert [seen["state"] for seen in (await inese.get("/v1/queue")).json()["items"]] == ["received"]
    assert (await facts(intake)).count("referral-received") == 1
    await intake.pool.execute("update log_identity set diverged = null, incarnation = log_incarnation()")
    assert (await school.do("/v1/referrals", body(), key="m2")).status_code == 201


async def test_a_command_whose_connection_is_lost_is_asked_to_come_back_and_then_has_one_effect(intake):
    school = Caller(intake, partner(SCHOOL))
    async with held(intake, "lock table number_series"):
        sent = asyncio.create_task(school.do("/v1/referrals", body(), key="m1"))
        await end_whoever_waits(intake)
        answer = await sent
    assert (answer.status_code, answer.json()["type"]) == (503, "/problems/busy")
    assert (await school.do("/v1/referrals", body(), key="m1")).status_code == 201
    assert (await facts(intake)).count("referral-received") == 1


async def test_a_connection_that_was_lost_while_nobody_used_it_is_replaced_unnoticed(intake):
    inese = Caller(intake, INESE)
    await inese.get("/v1/queue")
    async with held(intake, "select 1") as conn:
        await conn.execute(
            "select pg_terminate_backend(pid) from pg_stat_activity "
            "where application_name = 'tilts-intake' and pid <> pg_backend_pid()"
        )
        await asyncio.sleep(0.05)
        assert (await inese.get("/v1/queue")).status_code == 200


@asynccontextmanager
async def held(process, statement: str) -> AsyncIterator[asyncpg.Connection]:
    """Somebody else's transaction, in which a statement was done."""
    conn = await asyncpg.connect(process.settings.database.dsn_for("intake"))
    await conn.execute(f"begin; {statement}")
    yield conn
    await conn.close()


async def end_whoever_waits(process) -> None:
    conn = await asyncpg.connect(process.settings.database.dsn_for("intake"))
    while not await conn.fetchval(
        "select count(pg_terminate_backend(pid)) from pg_stat_activity "
        "where datname = current_database() and wait_event_type = 'Lock'"
    ):
        await asyncio.sleep(0.02)
    await conn.close()
