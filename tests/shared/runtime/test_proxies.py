"""Who calls, when a reverse proxy stands in front: a proxy that is trusted says it, anybody else is themselves."""

import httpx
import pytest
from fastapi import FastAPI, Request

from shared.http import public
from shared.runtime.serve import server_of
from shared.settings import Settings

PROXY, RESIDENT = "10.0.3.7", "203.0.113.9"


async def called_by(trusted: str, caller: str, forwarded: str) -> str:
    """Whom the service takes for its caller."""
    app = FastAPI()
    app.state.problem_types = {}

    @app.get("/who", dependencies=[public()])
    async def who(request: Request) -> str:
        return request.client.host

    config = server_of({"intake": app}, Settings.load("liepaja", {"TILTS_HTTP__TRUSTED_PROXIES": trusted})).config
    config.load()
    transport = httpx.ASGITransport(config.loaded_app, client=(caller, 1))
    async with httpx.AsyncClient(transport=transport, base_url="http://tilts.test") as client:
        return (await client.get("/intake/who", headers={"X-Forwarded-For": forwarded})).json()


@pytest.mark.parametrize(
    ("trusted", "caller", "forwarded", "who"),
    [
        ('["10.0.3.0/24"]', PROXY, RESIDENT, RESIDENT),
        ('["10.0.3.7"]', PROXY, RESIDENT, RESIDENT),
        ('["10.0.3.0/24"]', PROXY, f"198.51.100.1, {RESIDENT}", RESIDENT),
        ('["10.0.3.0/24"]', "192.0.2.1", RESIDENT, "192.0.2.1"),
        ("[]", PROXY, RESIDENT, PROXY),
        ("[]", "127.0.0.1", RESIDENT, "127.0.0.1"),
    ],
    ids=["a network", "an address", "what they wrote before it", "somebody else", "nobody trusted", "this machine"],
)
async def test_only_a_trusted_proxy_says_who_calls(trusted, caller, forwarded, who):
    assert await called_by(trusted, caller, forwarded) == who
