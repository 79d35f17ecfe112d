"""How agencies can be reached, for whoever operates: seen per channel, paused, put on again, drained, replayed.

An operator is nobody of the staff, whom facts would name: who did it stands in the audit, under the fact's correlation.
"""

from collections.abc import Awaitable, Callable
from typing import Annotated

import asyncpg
from fastapi import APIRouter, Query, Request, Response

from services.notifications import agencies
from services.notifications.api.agency_views import AgencyView, Drain, Moved, Replay, Switch
from services.notifications.domain import operating
from services.notifications.domain.operating import Replayed, Way
from shared.calendar import SystemClock
from shared.contracts.agency_channel_codes import ChannelReason
from shared.contracts.codes import NoticeChannel
from shared.contracts.fields import PartnerCode
from shared.decision import Cause, Decision, World
from shared.http import Answer, Command, Page, Paged, Problem, allow, audit_read
from shared.runtime.desk import Desk
from shared.security import Role

Switching = Callable[[World, Way, ChannelReason, Cause], Decision]
Troubled = Annotated[bool, Query(description="Only those with a channel that is paused, disabled or left alone")]


def router(desk: Desk) -> APIRouter:
    readers = allow(Role.OPERATOR, Role.SUPERVISOR, Role.HEAD, Role.AUDITOR)
    keepers = allow(Role.OPERATOR, Role.SUPERVISOR)
    routes = APIRouter(prefix="/v1/agencies", tags=["agencies"])
    machine = SystemClock()

    @routes.get("", response_model=Page[AgencyView], dependencies=[readers], summary="How each agency can be reached")
    async def listed(paging: Paged, troubled: Troubled = False) -> Page[AgencyView]:
        """By their codes: what waits for each channel and how long, whether tries go through, when the next one is."""
        (after,) = paging.after(str)
        async with desk.pool.acquire() as conn:
            found = await agencies.agencies(conn, desk.settings, desk.clock.now())
        wanted = [
            AgencyView.of(agency, machine.now())
            for code, agency in found.items()
            if (after is None or code > after)
            and (not troubled or any(channel.is_left_alone for channel in agency.channels.values()))
        ]
        return paging.page(wanted[: paging.fetch], place=lambda agency: (agency.agency,))

    @routes.get("/{agency}", response_model=AgencyView, dependencies=[readers], summary="How one can be reached")
    async def one(agency: PartnerCode) -> AgencyView:
        async with desk.pool.acquire() as conn:
            return await shown(conn, agency)

    async def shown(conn: asyncpg.Connection, agency: str) -> AgencyView:
        """Raises Problem 404 when the agency is told of nothing."""
        found = (await agencies.agencies(conn, desk.settings, desk.clock.now())).get(agency)
        if found is None:
            raise Problem("not-found", "There is no such agency, or it is told of nothing.")
        return AgencyView.of(found, machine.now())

    async def must_have(conn: asyncpg.Connection, agency: str, channel: NoticeChannel) -> None:
        """Raises Problem 404 when the agency is not told by this channel."""
        if channel not in [one.channel for one in (await shown(conn, agency)).channels]:
            raise Problem("not-found", f"{agency} is not told by {channel}.")

    async def switched(agency: str, wish: Switch, command: Command, request: Request, rule: Switching) -> Response:
        way, cause = Way(agency, wish.channel), command.cause(desk.clock.now())

        async def work(conn: asyncpg.Connection) -> Answer:
            await must_have(conn, agency, wish.channel)
            await audit_read(conn, request, [])
            decided = await desk.decide(conn, cause, way.refs, lambda world: rule(world, way, wish.reason, cause))
            return desk.answer(decided, await shown(conn, agency))

        return await command.run(work)

    @routes.post("/{agency}/pause", response_model=AgencyView, dependencies=[keepers], summary="Send nothing there")
    async def pause(agency: PartnerCode, wish: Switch, command: Command, request: Request) -> Response:
        """Until it is resumed. Urgent notices go on to the next channel after a minute, the clocks of all run on."""
        return await switched(agency, wish, command, request, operating.pause)

    @routes.post("/{agency}/resume", response_model=AgencyView, dependencies=[keepers], summary="End a pause")
    async def resume(agency: PartnerCode, wish: Switch, command: Command, request: Request) -> Response:
        """What waits goes out by itself."""
        return await switched(agency, wish, command, request, operating.resume)

    @routes.post("/{agency}/enable", response_model=AgencyView, dependencies=[keepers], summary="Try it again now")
    async def enable(agency: PartnerCode, wish: Switch, command: Command, request: Request) -> Response:
        """After the receiver said that it is gone, or before the circuit would try again by itself."""
        return await switched(agency, wish, command, request, operating.enable)

    async def moved(
        agency: str,
        command: Command,
        request: Request,
        decide: Callable[[asyncpg.Connection, Cause], Awaitable[Decision]],
    ) -> Response:
        cause = command.cause(desk.clock.now())

        async def work(conn: asyncpg.Connection) -> Answer:
            await audit_read(conn, request, [])
            decision = await decide(conn, cause)
            decided = await desk.decide(conn, cause, (), lambda world: decision)
            return desk.answer(decided, Moved(agency=agency, notices=decision.facts[0].notices))

        return await command.run(work)

    @routes.post("/{agency}/drain", response_model=Moved, dependencies=[keepers], summary="Take a queue another way")
    async def drain(agency: PartnerCode, wish: Drain, command: Command, request: Request) -> Response:
        """To the agency's next channel; after its last one, or where that is wanted, a person is told to phone."""

        async def decide(conn: asyncpg.Connection, cause: Cause) -> Decision:
            await must_have(conn, agency, wish.channel)
            waiting = await agencies.waiting(conn, agency, wish.channel)
            return operating.drain(Way(agency, wish.channel), waiting, wish.drained_to, wish.reason, cause)

        return await moved(agency, command, request, decide)

    @routes.post("/{agency}/replay", response_model=Moved, dependencies=[keepers], summary="Bring notices once more")
    async def replay(agency: PartnerCode, wish: Replay, command: Command, request: Request) -> Response:
        """Those of which something is still asked, by their first channel, under the same message id where the words
        are the same. What was answered or withdrawn is not sent again; the agency finds that in its own list."""
        which = Replayed(wish.sent_from, wish.sent_until, wish.unanswered)

        async def decide(conn: asyncpg.Connection, cause: Cause) -> Decision:
            await shown(conn, agency)
            return operating.replay(agency, which, await agencies.sent(conn, agency, which), wish.reason, cause)

        return await moved(agency, command, request, decide)

    return routes
