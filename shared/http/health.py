"""Whether a service lives, and whether it keeps up: readiness is progress, not ping."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field

from fastapi import APIRouter
from pydantic import BaseModel, Field
from starlette.responses import JSONResponse, Response

from shared.http.access import public
from shared.http.problems import Problem

_PATIENCE = 2.0


@dataclass(frozen=True, slots=True)
class Check:
    """How far one part is. `detail` is for an operator, `progress` are its figures (positions, lag, seconds)."""

    ok: bool
    detail: str
    progress: Mapping[str, int | float | str] = field(default_factory=dict)


Checks = Mapping[str, Callable[[], Awaitable[Check]]]


class Readiness(BaseModel):
    """Every part keeps up."""

    status: str = Field(examples=["ready"])
    checks: dict[str, Check] = Field(
        examples=[{"relay": {"ok": True, "detail": "published up to the head", "progress": {"behind": 0}}}]
    )


class Liveness(BaseModel):
    """The process answers."""

    status: str = Field(examples=["alive"])


def health_routes(checks: Checks) -> APIRouter:
    """`/health/live` and `/health/ready`; `checks` are asked at once, each for at most two seconds."""
    router = APIRouter(prefix="/health", tags=["operations"], dependencies=[public()])

    @router.get("/live", summary="Is the process alive?")
    async def live() -> Liveness:
        return Liveness(status="alive")

    @router.get("/ready", summary="Does every part keep up?", response_model=Readiness)
    async def ready() -> Response:
        results = dict(zip(checks, await asyncio.gather(*(_ask(check) for check in checks.values())), strict=True))
        readiness = Readiness(status="ready", checks=results).model_dump()
        behind = [name for name, result in results.items() if not result.ok]
        if not behind:
            return JSONResponse(readiness)
        detail = "; ".join(f"{name}: {results[name].detail}" for name in behind)
        return Problem("not-ready", detail, behind=behind, checks=readiness["checks"]).response()

    return router


async def _ask(check: Callable[[], Awaitable[Check]]) -> Check:
    try:
        async with asyncio.timeout(_PATIENCE):
            return await check()
    except Exception as error:
        # Its message may quote a connection string or a row.
        return Check(False, f"the check itself failed with {type(error).__name__}")
