"""No request that can be made up from the description finds a fault."""

import pytest
from fastapi import APIRouter, Response

from shared.http import HttpSettings, public
from shared.security import issue_token
from tests.shared.http.conftest import ILZE, KEY
from tests.shared.http.made_up import faults_found
from tests.shared.http.serving import served

pytestmark = pytest.mark.long
ROOMY = HttpSettings(development=True)


async def test_the_sample_keeps_every_convention(make_app):
    async with served(make_app(settings=ROOMY)) as address:
        assert await faults_found(address, issue_token(KEY, ILZE)) == []


async def test_a_service_that_does_other_than_it_says_is_found(make_app):
    router = APIRouter()

    @router.get("/teapot", dependencies=[public()])
    async def teapot(cups: int) -> Response:
        return Response(status_code=418)

    async with served(make_app(routers=[router], settings=ROOMY)) as address:
        faults = await faults_found(address, issue_token(KEY, ILZE))
    assert {fault.split(":")[0] for fault in faults} == {"GET /teapot"}
    assert "418" in faults[0]
