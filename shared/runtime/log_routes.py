"""`GET /log/{partition}`: a service's own log, for the services that miss something (see `stream.pull`)."""

from typing import Annotated

import asyncpg
from fastapi import APIRouter, Path, Query

from shared.http import Problem, allow
from shared.security import Role
from shared.stream import pull


def log_routes(pool: asyncpg.Pool) -> APIRouter:
    routes = APIRouter(prefix="/log", tags=["stream"])

    @routes.get(
        "/{partition}",
        response_model=pull.Page,
        dependencies=[allow(Role.SERVICE, Role.OPERATOR)],
        summary="Facts after a position, in order",
    )
    async def page(
        partition: Annotated[int, Path(ge=0, le=255)],
        after: Annotated[int, Query(ge=0, le=2**62, description="The last position you have")] = 0,
        limit: Annotated[int, Query(ge=1, le=pull.PAGE)] = pull.PAGE,
    ) -> pull.Page:
        async with pool.acquire() as conn:
            found = await pull.page(conn, partition, after, limit)
        if found is None:
            raise Problem("not-found", f"The log has no partition {partition}.")
        return found

    return routes
