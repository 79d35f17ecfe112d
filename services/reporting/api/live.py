"""The sums at the top as they change: whoever has the page open sees what is applied within seconds."""

import asyncio
from collections.abc import AsyncIterator
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Query, Request
from fastapi.sse import EventSourceResponse, ServerSentEvent

from services.reporting.api.asked import Asked, Reader, impossible
from services.reporting.api.found import found
from services.reporting.figures import FIGURES
from services.reporting.labels.words import Words
from services.reporting.page.fresh import behind, until
from services.reporting.page.view import tiles
from services.reporting.reports.freshness import Freshness, freshness
from services.reporting.reports.overview import OVERVIEW
from shared.http import Problem, actor_of, still_admitted
from shared.runtime.desk import Desk

_LOOK = 1.0
"""Seconds between two looks at what is applied; a look is one row, and counts only follow where it moved."""
_REST = 10
"""How many times as long as it counted a stream rests, at least: no listener keeps the database busy."""


def router(desk: Desk) -> APIRouter:
    routes = APIRouter(prefix="/v1", tags=["figures"])

    async def possible(asked: Annotated[Asked, Query()], reader: Reader) -> None:
        """What is wrong is said before the stream begins."""
        if asked.as_of:
            raise impossible("as_of", "does not go with a stream: a cut never changes")
        await found(desk, asked, [FIGURES[OVERVIEW]], reader)

    @routes.get("/stream", response_class=EventSourceResponse, summary="The sums as they change")
    async def stream(
        request: Request, asked: Annotated[Asked, Query()], reader: Reader, _: Annotated[None, Depends(possible)]
    ) -> AsyncIterator[ServerSentEvent]:
        """Server-sent events: `overview` has the sums of the period and filters, now and whenever facts changed them.

        Each with its number and as it is written in the language. What is hidden has no number. `freshness` says until
        when everything is counted, in words, and whose facts are behind, when that changes by the minute. It ends with
        the token; whoever opens it again gets both at once, so nothing need be asked for that was missed.
        """
        seen, told, heard, time = None, None, None, asyncio.get_running_loop().time
        while not desk.wake.ended and (reader.until is None or desk.clock.now() < reader.until):
            began = time()
            async with desk.pool.acquire() as conn:
                fresh = await freshness(conn, desk.rules, desk.clock.now())
            if fresh.facts != seen:
                seen = fresh.facts
                try:
                    await still_admitted(request)
                    sums = await _sums(desk, asked, request)
                except Problem:
                    return
                if sums != told:
                    told = sums
                    yield ServerSentEvent(event="overview", data=sums)
            if (words := _said(fresh, desk, asked)) != heard:
                heard = words
                yield ServerSentEvent(event="freshness", data=words)
            await asyncio.sleep(max(_LOOK, (time() - began) * _REST))

    return routes


def _said(fresh: Freshness, desk: Desk, asked: Asked) -> dict[str, Any]:
    words = Words(asked.lang, desk.rules.labels)
    return {"until": until(fresh, words), "behind": behind(fresh, words), "sources": sorted(fresh.behind)}


async def _sums(desk: Desk, asked: Asked, request: Request) -> dict[str, Any]:
    report = await found(desk, asked, [FIGURES[OVERVIEW]], actor_of(request))
    words = Words(asked.lang, desk.rules.labels | report.labels)
    return {
        tile.name: {"value": tile.value, "shown": tile.shown, "attention": tile.attention}
        for tile in tiles(report, words)
    }
