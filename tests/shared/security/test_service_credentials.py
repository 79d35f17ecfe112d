"""A service that calls another shows who it is."""

import httpx

from shared.security import DevelopmentTokens, Purpose, ServiceCredentials


async def test_each_call_carries_a_token_of_the_service():
    tokens = DevelopmentTokens("k" * 32, development=True)

    async def answer(request: httpx.Request) -> httpx.Response:
        actor = await tokens.authenticate(request.headers["authorization"].removeprefix("Bearer "))
        return httpx.Response(200, json=[actor.service, actor.purpose])

    credentials = ServiceCredentials(tokens, "cases")
    async with httpx.AsyncClient(transport=httpx.MockTransport(answer), auth=credentials) as client:
        assert (await client.get("http://intake.test/log/0")).json() == ["cases", Purpose.OPERATIONS]
