"""Cuts over HTTP: listed, looked at, and taken on demand. `?as_of=` on figures, tables and pages reports as of one."""

from datetime import date, datetime
from typing import Annotated

from fastapi import APIRouter, Path
from pydantic import Field
from starlette.responses import Response

from services.reporting.api.asked import CUT, READERS
from services.reporting.api.views import View
from services.reporting.cuts import cuts
from services.reporting.cuts.cuts import Cut
from shared.http import Answer, Command, Page, Paged, Problem, allow
from shared.runtime.desk import Desk
from shared.security import Role


class CutView(View):
    """Where reporting stood at an instant; from that, everything it said then can be said again."""

    name: str = Field(examples=["2026-11-30"])
    """What `as_of` takes: the day, and for a cut on demand a number behind it."""
    day: date
    daily: bool
    """Taken by itself, when the day ended in Riga."""
    taken_at: datetime
    late: bool
    """Reporting was down when the day ended, so facts of a later day may be in it."""
    facts: dict[str, int] = Field(examples=[{"intake": 120, "cases": 311}])
    """How many facts of each source were applied."""
    until: dict[str, datetime | None] = Field(examples=[{"intake": "2026-11-30T21:59:58Z"}])
    """Until when what had happened at each service was applied; empty of cuts from before this was kept."""
    hash: str
    """Of the whole cut: it stays the same as long as nobody touches it."""


class PlaceView(View):
    """How far one partition of one source was applied."""

    source: str = Field(examples=["intake"])
    partition: int
    epoch: int
    position: int


class CutDetail(CutView):
    """A cut with its vector."""

    applied: list[PlaceView]
    own_log: dict[int, int] = Field(examples=[{0: 4, 1: 2}])
    """The last position of each partition of reporting's own log, which says what was parked until then."""


def router(desk: Desk) -> APIRouter:
    routes = APIRouter(prefix="/v1/cuts", tags=["cuts"])

    @routes.get("", response_model=Page[CutView], dependencies=[allow(*READERS)], summary="All cuts")
    async def listed(paging: Paged, daily: bool | None = None) -> Page[CutView]:
        """All of them, or only daily ones or those on demand; newest first."""
        async with desk.pool.acquire() as conn:
            found = await cuts.listed(conn, daily, paging.after(datetime, str), paging.fetch)
        return paging.page([_view(cut) for cut in found], place=lambda cut: (cut.taken_at, cut.name))

    @routes.get("/{name}", response_model=CutDetail, dependencies=[allow(*READERS)], summary="One cut")
    async def one(name: Annotated[str, Path(pattern=CUT)]) -> CutDetail:
        """With the vector of positions it rests on."""
        cut = await cuts.find(desk.pool, name)
        if cut is None:
            raise Problem("not-found", "There is no such cut.")
        applied = [
            PlaceView(source=source, partition=partition, epoch=cursor.epoch, position=cursor.position)
            for (source, partition), cursor in cut.at.applied.items()
        ]
        return CutDetail(**_view(cut).model_dump(), applied=applied, own_log=dict(cut.at.own_log))

    @routes.post(
        "",
        status_code=201,
        response_model=CutView,
        dependencies=[allow(Role.HEAD, Role.AUDITOR)],
        summary="Take a cut now",
    )
    async def take(command: Command) -> Response:
        """Keep where reporting stands, so that what it says now can be said again."""

        async def work(conn) -> Answer:
            cut = await cuts.take(conn, desk.clock.now())
            return Answer(_view(cut), status=201, location=f"/v1/cuts/{cut.name}")

        return await command.run(work)

    return routes


def _view(cut: Cut) -> CutView:
    return CutView(
        name=cut.name, day=cut.day, daily=cut.daily, taken_at=cut.taken_at, late=cut.late, facts=cut.facts,
        until=dict(cut.until), hash=cut.hash,
    )  # fmt: skip
