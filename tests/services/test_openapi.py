"""Every service does what its description says: no request that can be made up from it finds a fault."""

from contextlib import AsyncExitStack
from dataclasses import replace
from uuid import uuid4

import pytest

from deploy.services import DEFINITIONS
from shared.runtime.process import Process
from shared.security import issue_token
from tests.services.cases.lived import lived
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

FIRST = {"intake": _a_receipt, "cases": lived}
"""What must have happened before anything is asked of a service."""

WHO = {"cases": replace(EVERYBODY, partner="samariesi")}
"""Who asks where it matters which partner that is: one that provides services."""

RECORDS = (
    "/(activit|allow|assess|checklist|conference|consent|contact|crisis|document|outreach|plans|practice|recomm|shar)"
)
SERVICE = "/v1/(attendance|capacity|care|caseload|catalogue|mode|places|requests|session|staff|team-|train|units|visit)"
PARTS = [(name, "", LEFT_ALONE) for name in DEFINITIONS if name != "cases"] + [
    ("cases", f"^/v1/cases$|{RECORDS}", LEFT_ALONE),
    ("cases", f"^/v1/cases$|{SERVICE}", LEFT_ALONE),
    ("cases", "", f"{LEFT_ALONE}|{RECORDS}|{SERVICE}"),
]
"""Which paths of a service are looked at, and which are not. Cases has so many that processes share them: what is
written down in a case, who works in the service and what it offers, and the case itself."""


@pytest.mark.parametrize(("name", "only", "without"), PARTS)
async def test_no_request_that_can_be_made_up_finds_a_fault(postgres, tmp_path, name, only, without):
    async with AsyncExitStack() as stack:

        async def begin(name: str, **environment: str) -> str:
            """A service over a database of its own; returns where it answers."""
            environment["TILTS_DOCUMENTS__FOLDER"] = str(tmp_path)
            settings = await migrated(postgres, DEFINITIONS[name], f"made_up_{uuid4().hex}", **environment)
            process = await stack.enter_async_context(opened(DEFINITIONS[name], settings))
            await emptied(process)
            if name in FIRST:
                await FIRST[name](process)
            return await stack.enter_async_context(served(process.app))

        # Notifications asks cases whose notices somebody sees.
        asked = {"TILTS_HTTP__BASE_URLS__CASES": await begin("cases")} if name == "notifications" else {}
        address, token = await begin(name, **asked), issue_token(KEY, WHO.get(name, EVERYBODY))
        faults = await faults_found(address, token, only=only, without=without)
    assert not faults, "\n".join(faults)
