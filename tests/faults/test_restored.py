"""A service's database comes back from an older backup: its log closes, takes back what it lost, and all agree."""

import pytest

from deploy.services import DEFINITIONS
from shared.stream.recover import Recovered, recover
from tests.faults.conftest import fresh
from tests.faults.harness import Deployment

pytestmark = pytest.mark.asyncio(loop_scope="session")


async def recovered(municipality: Deployment, service: str) -> Recovered:
    work = DEFINITIONS[service].work(municipality.settings)
    async with municipality.bus() as bus, municipality.database(service) as conn:
        return await recover(conn, bus, work, f"{municipality.slug}.{service}")


@pytest.mark.parametrize("service", ["intake", "cases", "notifications"])
async def test_a_restored_service_is_closed_until_it_is_recovered(municipality, tmp_path, service):
    name, backup = f"{municipality.slug}_{service}", municipality.folder / "backup"
    await municipality.settled()
    municipality.postgres.dump(name, backup)
    await municipality.send(fresh(15))
    await municipality.settled()
    await municipality.stop()
    municipality.postgres.restore(name, backup)

    heads = "select sum(position)::bigint from event_log_head"
    before = await municipality.value(service, heads)
    await municipality.launch()
    await municipality.until(
        lambda: "tilts log recover" in municipality.readiness(service), 30, municipality.replicas[0].log_tail
    )
    await municipality.send(fresh(5))
    told = {(finding.service, finding.what) for finding in (await municipality.verify(deadline=1)).findings}
    assert (service, "log") in told
    assert await municipality.value(service, heads) == before

    await municipality.stop()
    done = await recovered(municipality, service)
    assert sum(done.adopted.values()) >= 15
    assert (done.lost, done.failed) == ([], [])
    await municipality.start()
    assert (await municipality.settled()).findings == []
