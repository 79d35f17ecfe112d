"""A stop loses nothing: what was answered stays, what was begun is answered, and the bus is told before the end."""

import asyncio
import os
import signal

import asyncpg
import httpx

from services.intake.app import DEFINITION as INTAKE
from shared.runtime.serve import serve
from tests.services.intake.samples import SCHOOL, body
from tests.services.running import partner
from tests.shared.runtime.municipality import Municipality

TAKEN, REFUSED_FOR_NOW = 201, 503


async def send(client: httpx.AsyncClient, message: str) -> int:
    """The status of one referral; 0 when nobody answered."""
    try:
        answer = await client.post("/v1/referrals", json=body(), headers={"Idempotency-Key": message})
    except httpx.TransportError:
        return 0
    return answer.status_code


async def test_sigterm_in_the_midst_of_commands_loses_none_that_was_answered(municipality: Municipality):
    up = asyncio.Event()

    async def ready():
        up.set()

    served = asyncio.create_task(serve([INTAKE], municipality.settings(), ready))
    async with asyncio.timeout(20):
        await up.wait()
    async with municipality.client("intake", partner(SCHOOL)) as school:
        sending = [asyncio.create_task(send(school, f"m{index}")) for index in range(40)]
        await asyncio.wait(sending, return_when=asyncio.FIRST_COMPLETED)
        os.kill(os.getpid(), signal.SIGTERM)
        statuses = await asyncio.gather(*sending)
    async with asyncio.timeout(20):
        await served
    assert statuses.count(TAKEN) > 0
    assert set(statuses) <= {TAKEN, REFUSED_FOR_NOW, 0}
    conn = await asyncpg.connect(municipality.postgres.dsn(f"{municipality.slug}_intake"))
    numbers = [row["number"] for row in await conn.fetch("select number from referral order by number")]
    facts = await conn.fetchval("select count(*) from event_log where type like '%referral-received%'")
    unsent = await conn.fetchval(
        "select count(*) from relayed join event_log_head h using (partition) where h.position > relayed.position"
    )
    await conn.close()
    assert statuses.count(TAKEN) <= len(numbers) == facts
    assert numbers == [f"LPX-2026-{number:06d}" for number in range(1, len(numbers) + 1)]
    assert unsent == 0


async def test_what_was_not_answered_is_sent_again_after_the_stop_and_counts_once(municipality: Municipality):
    for _ in range(2):
        async with municipality.serving("intake"):
            await municipality.until_ready("intake")
            async with municipality.client("intake", partner(SCHOOL)) as school:
                assert {await send(school, f"m{index}") for index in range(5)} == {TAKEN}
                listed = (await school.get("/v1/referrals")).json()["items"]
    assert len(listed) == 5
