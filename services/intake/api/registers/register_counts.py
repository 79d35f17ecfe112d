"""Figures of registers: how many there are of a target group, by whose count. No names, no words."""

from dataclasses import asdict
from datetime import date
from typing import Any
from uuid import UUID

import asyncpg
from fastapi import APIRouter, Response
from pydantic import ConfigDict, Field

from services.intake.api.views import View
from services.intake.domain.registers import counts
from services.intake.domain.registers.counts import Figure, RegisterCount
from services.intake.queries import referrals as queries
from shared.contracts.fields import RuleCode
from shared.contracts.register_codes import CountNote, TargetGroup
from shared.http import Answer, Command, Page, Paged, allow
from shared.runtime.desk import Desk
from shared.security import Role

KEEPERS = (Role.HEAD, Role.SUPERVISOR)


class FigureGiven(Figure):
    """A figure; the same group, source, day, territory and `quoted` again corrects it."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {"target_group": "mental_disorder", "count": 320, "source": "invaliditates-registrs",
                 "counted_on": "2021-03-15"}
            ]
        }
    )  # fmt: skip


class RegisterCountView(View):
    """A figure as it stands."""

    id: UUID
    target_group: TargetGroup
    count: int
    source: str = Field(examples=["invaliditates-registrs"])
    source_name: dict[str, str] | None = Field(examples=[{"lv": "Citēts presē", "en": "Quoted in the press"}])
    """None when the source is not in the configuration any more."""
    counted_on: date
    territory: str | None = Field(examples=["0028000"])
    """None for the whole municipality."""
    quoted: bool
    """Whether somebody only said it; it then stands beside what was counted."""
    note: CountNote | None
    version: int


def router(desk: Desk) -> APIRouter:
    routes = APIRouter(prefix="/v1/register-counts", tags=["register counts"], dependencies=[allow(*KEEPERS)])

    @routes.get("", response_model=Page[RegisterCountView], summary="Figures of registers")
    async def figures(
        paging: Paged, target_group: TargetGroup | None = None, source: RuleCode | None = None
    ) -> Page[RegisterCountView]:
        """The latest day first; each figure as it was corrected last."""
        async with desk.pool.acquire() as conn:
            rows = await queries.register_counts(conn, target_group, source, paging.after(date, UUID), paging.fetch)
        return paging.page([shown(dict(row)) for row in rows], place=lambda figure: (figure.counted_on, figure.id))

    @routes.post("", status_code=201, response_model=RegisterCountView, summary="Enter or correct a figure")
    async def enter(figure: FigureGiven, command: Command) -> Response:
        """A figure that stands already is answered as it stands."""
        cause = command.cause(desk.clock.now())
        target = (RegisterCount, counts.count_id(figure))

        async def work(conn: asyncpg.Connection) -> Answer:
            decided = await desk.decide(
                conn, cause, [target], lambda world: counts.record(world, figure, cause, desk.rules)
            )
            return desk.answer(decided, shown(asdict(decided.world.get(*target))), 201)

        return await command.run(work)

    def shown(figure: dict[str, Any]) -> RegisterCountView:
        source = desk.settings.register_sources.get(figure["source"])
        return RegisterCountView(**figure, source_name=source.name.model_dump() if source else None)

    return routes
