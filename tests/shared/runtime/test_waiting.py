"""Operators are told of what waits, from the start and whether or not anything moves."""

from contextlib import suppress

import asyncpg
import httpx

from tests.shared.runtime.municipality import Municipality, until

_PARKED = """
insert into parked (id, source, key, headers, reason, detail, parked_at)
values (gen_random_uuid(), 'intake', 'a', '{}', 'unknown-type', 'a newer build sent it', now())
"""


async def test_what_is_parked_and_what_is_late_is_told_to_prometheus(municipality: Municipality):
    conn = await asyncpg.connect(municipality.settings().database.dsn_for("cases"))
    await conn.execute(_PARKED)
    await conn.close()
    async with municipality.serving("cases"), httpx.AsyncClient() as client:
        told = ""

        async def is_told() -> bool:
            nonlocal told
            with suppress(httpx.TransportError):  # the port opens a moment later
                told = (await client.get(f"http://127.0.0.1:{municipality.port}/cases/metrics")).text
            return "tilts_parked_records_waiting{" in told and "tilts_timers_late_seconds{" in told

        await until(is_told)
    assert 'tilts_parked_records_waiting{service="cases"} 1.0' in told
    assert 'tilts_timers_late_seconds{service="cases"} 0.0' in told
