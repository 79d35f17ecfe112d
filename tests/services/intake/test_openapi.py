"""Intake does what its description says: no request that can be made up from it finds a fault."""

import pytest

from shared.security import issue_token
from tests.services.intake.samples import SCHOOL, body
from tests.services.running import EVERYBODY, Caller, partner
from tests.shared.http.conftest import KEY
from tests.shared.http.made_up import faults_found
from tests.shared.http.serving import served

pytestmark = [pytest.mark.long, pytest.mark.asyncio(loop_scope="session")]


async def test_no_request_that_can_be_made_up_finds_a_fault(intake):
    # Whoever reads receipts and has some is not made to wait for one.
    await Caller(intake, partner(SCHOOL)).do("/v1/referrals", body())
    async with served(intake.app) as address:
        faults = await faults_found(address, issue_token(KEY, EVERYBODY), quick=True, without="^/(health|v1/desk)")
    assert not faults, "\n".join(faults)
