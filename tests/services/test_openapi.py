"""Every service does what its description says: no request that can be made up from it finds a fault."""

import pytest

from deploy.services import DEFINITIONS
from shared.runtime.process import Process
from shared.security import issue_token
from tests.services.conftest import migrated
from tests.services.intake.samples import SCHOOL, body
from tests.services.running import EVERYBODY, Caller, emptied, opened, partner
from tests.shared.http.conftest import KEY
from tests.shared.http.made_up import faults_found
from tests.shared.http.serving import served

# About a second for each route, and cases has more than a hundred.
pytestmark = [pytest.mark.long, pytest.mark.timeout(600), pytest.mark.asyncio(loop_scope="session")]


async def _a_receipt(process: Process) -> None:
    """Whoever reads receipts and has some is not made to wait for one."""
    await Caller(process, partner(SCHOOL)).do("/v1/referrals", body())


LEFT_ALONE = "^/health|^/v1/uploads$|^/v1/stream$"
"""What a file has to be, no description can say: `documents/test_received` and `test_api_documents` do. A stream ends
with the token only: `test_api_stream`."""

FIRST = {"intake": _a_receipt}
"""What must have happened before anything is asked of a service."""


@pytest.mark.parametrize("name", DEFINITIONS)
async def test_no_request_that_can_be_made_up_finds_a_fault(postgres, name):
    async with opened(DEFINITIONS[name], await migrated(postgres, DEFINITIONS[name], "made_up")) as process:
        await emptied(process)
        if name in FIRST:
            await FIRST[name](process)
        async with served(process.app) as address:
            faults = await faults_found(address, issue_token(KEY, EVERYBODY), without=LEFT_ALONE)
    assert not faults, "\n".join(faults)
