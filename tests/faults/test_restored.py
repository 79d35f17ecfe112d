"""A service's database comes back from an older backup: its log closes, takes back what it lost, and all agree."""

from functools import partial

import pytest

from deploy.services import DEFINITIONS
from shared.stream.recover import Recovered, recover
from tests.faults.conftest import fresh
from tests.faults.harness import Deployment

pytestmark = [pytest.mark.long, pytest.mark.asyncio(loop_scope="session")]


async def recovered(municipality: Deployment, service: str) -> Recovered:
    work = DEFINITIONS[service].work(municipality.settings)
    async with municipality.bus() as bus, municipality.database(service) as conn:
        return await recover(conn, bus, work, f"{municipality.slug}.{service}")


@pytest.mark.parametrize(
    "services",
    [
        pytest.param(["intake"], id="whom partners write to"),
        pytest.param(["cases", "notifications"], id="two who follow each other"),
    ],
)
async def test_a_restored_service_is_closed_until_it_is_recovered(municipality, services):
    backups = {service: (f"{municipality.slug}_{service}", municipality.folder / service) for service in services}
    await municipality.settled()
    for backup in backups.values():
        municipality.postgres.dump(*backup)
    await municipality.send(fresh(15))
    await municipality.settled()
    await municipality.stop()
    for backup in backups.values():
        municipality.postgres.restore(*backup)

    before = [await head(municipality, service) for service in services]
    await municipality.launch()
    for service in services:
        closed = partial(says_how_to_mend, municipality, service)
        await municipality.until(closed, 30, municipality.replicas[0].log_tail)
    await municipality.send(fresh(5))
    told = {(finding.service, finding.what) for finding in (await municipality.verify(deadline=1)).findings}
    assert told >= {(service, "log") for service in services}
    assert [await head(municipality, service) for service in services] == before

    await municipality.stop()
    for service in services:
        done = await recovered(municipality, service)
        assert sum(done.adopted.values()) >= 15
        assert (done.lost, done.failed) == ([], [])
    await municipality.start()
    assert (await municipality.settled()).findings == []


async def head(municipality: Deployment, service: str) -> int:
    return await municipality.value(service, "select sum(position)::bigint from event_log_head")


def says_how_to_mend(municipality: Deployment, service: str) -> bool:
    return "tilts log recover" in municipality.readiness(service)
