"""Whatever is ended in the middle, and however: each message still leads to everything, exactly once."""

import asyncio

import pytest

from shared.stream.relay import rewind
from tests.faults.conftest import fresh

pytestmark = pytest.mark.asyncio(loop_scope="session")


async def test_services_killed_three_times_in_a_stream(municipality):
    for _ in range(3):
        await municipality.send(fresh(100))
        await asyncio.sleep(0.3)
        await municipality.kill()
        await municipality.launch()
        await municipality.until(municipality.ready, 30, municipality.replicas[0].log_tail)
    assert (await municipality.settled()).findings == []


@pytest.mark.long
async def test_services_stopped_under_load(municipality):
    await municipality.send(fresh(100))
    await asyncio.sleep(0.3)
    await municipality.stop()
    await municipality.start()
    assert (await municipality.settled()).findings == []


async def test_postgres_killed_in_a_stream(municipality):
    await municipality.send(fresh(60))
    await asyncio.sleep(0.3)
    await asyncio.to_thread(municipality.postgres.kill)
    await municipality.send(fresh(60))
    await asyncio.to_thread(municipality.postgres.start)
    assert (await municipality.settled()).findings == []


async def test_the_broker_wiped_in_the_middle(municipality):
    ids = fresh(60)
    await municipality.send(ids)
    await asyncio.sleep(0.3)
    await municipality.wipe_broker()
    # A partner that has no receipt sends again under the same id: what the broker lost comes back.
    await municipality.send(ids)
    assert (await municipality.settled()).findings == []


async def test_everything_published_again(municipality):
    for service in ("intake", "cases", "notifications"):
        async with municipality.database(service) as conn:
            assert await rewind(conn, None, 0)
    assert (await municipality.settled()).findings == []


@pytest.mark.long
async def test_two_replicas_at_once(municipality):
    await municipality.start(replica=1)
    ids = fresh(80)
    await municipality.send(ids)
    await municipality.send(ids)
    report = await municipality.settled()
    await municipality.stop(replica=1)
    assert report.findings == []
    assert (await municipality.verify()).findings == []
