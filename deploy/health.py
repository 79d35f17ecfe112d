"""Whether a service keeps up, asked the way an orchestrator asks."""

import asyncio

import httpx

from shared.settings import Settings

READY, DOWN = "ready", "down"


async def health(settings: Settings, service: str) -> str:
    """`ready`, `down` when nobody answers, or what the service says is behind."""
    url = f"{settings.http.base_url(service)}/health/ready"
    try:
        async with httpx.AsyncClient(timeout=3, trust_env=False) as client:
            answer = await client.get(url)
    except httpx.TransportError:
        return DOWN
    return READY if answer.is_success else answer.json().get("detail", f"HTTP {answer.status_code}")


async def until_ready(settings: Settings, service: str) -> None:
    """Return once the service is ready. Whoever waits decides for how long."""
    while True:
        if await health(settings, service) == READY:
            return
        await asyncio.sleep(0.05)
