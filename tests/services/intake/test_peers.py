"""Other services read names from intake, for a purpose, and know when intake does not answer."""

from uuid import UUID

import pytest

from shared.runtime.peers import Peers
from shared.security import DevelopmentTokens, Purpose
from shared.stream.errors import Transient
from tests.services.intake.samples import SCHOOL, SUBJECT, body
from tests.services.running import INESE, Caller, partner, settings_at
from tests.shared.http.conftest import KEY
from tests.shared.http.serving import served

pytestmark = pytest.mark.asyncio(loop_scope="session")


def peers_of(address: str) -> Peers:
    settings = settings_at("postgresql:///unused", TILTS_HTTP__BASE_URLS__INTAKE=address)
    return Peers(settings, DevelopmentTokens(KEY, development=True), "notifications")


async def test_a_service_reads_people_with_its_own_credentials_and_its_purpose(intake):
    sent = await Caller(intake, partner(SCHOOL)).do("/v1/referrals", body())
    (id,) = (await Caller(intake, INESE).get(f"/v1/queue/{sent.json()['id']}")).json()["subjects"]
    async with served(intake.app) as address:
        peers = peers_of(address)
        (person,) = await peers.people([UUID(id)], Purpose.NOTICE)
        await peers.close()
    assert person["given_name"] == SUBJECT["given_name"]
    row = await intake.pool.fetchrow("select actor, purpose, subjects from read_audit")
    assert tuple(row) == ("service:notifications", "notice", [UUID(id)])


async def test_intake_that_does_not_answer_is_worth_another_try():
    peers = peers_of("http://127.0.0.1:1")
    with pytest.raises(Transient, match="intake does not answer a personal read: ConnectError"):
        await peers.people([UUID(int=1)], Purpose.NOTICE)
    await peers.close()
