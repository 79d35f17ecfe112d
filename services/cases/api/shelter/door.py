"""What happens at the door of a night shelter. Nobody at a door has read a version: the counts are locked instead."""

from collections.abc import Callable
from datetime import date
from uuid import UUID

import asyncpg
from fastapi import APIRouter, Request, Response

from services.cases.api import access
from services.cases.api.access import WORKERS
from services.cases.api.shelter import reading, views
from services.cases.api.shelter.views import GuestView, NightView
from services.cases.domain.capacity.capacity import Capacity
from services.cases.domain.capacity.usable import usable_places
from services.cases.domain.shelter import closing, door
from services.cases.domain.shelter.door import Comes
from services.cases.domain.shelter.night import Guest, Night, night_id
from services.cases.domain.shelter.rules import NightRule
from services.cases.queries import shelter as queries
from shared.decision import Cause, Decision, World
from shared.http import Answer, Command, IfMatch, Problem, allow
from shared.runtime.desk import Desk

Rule = Callable[[Night, int | None, NightRule, Cause], Decision]
"""Decides about a night, with how many beds can be used and the rule of the shelter."""


def router(desk: Desk) -> APIRouter:
    routes = APIRouter(prefix="/v1", tags=["shelter"], dependencies=[allow(*WORKERS)])

    @routes.post("/shelters/{offer}/guests", status_code=201, response_model=GuestView, summary="Let somebody in")
    async def let_in(offer: UUID, wish: views.LetIn, request: Request, command: Command) -> Response:
        """For this night, without a name, a code or an address. Never more than there are beds."""
        if wish.case:
            await access.change(desk, request, wish.case)
        who = Comes(wish.handle, wish.brought_by, wish.case)
        guest = door.guest_id(command.cause(desk.clock.now()))
        return await at_the_door(
            command, offer, lambda night, beds, rule, cause: door.let_in(night, beds, rule, who, cause), guest=guest
        )

    @routes.post("/shelters/{offer}/turned-away", response_model=NightView, summary="Count somebody who is not let in")
    async def turn_away(offer: UUID, wish: views.TurnAway, command: Command) -> Response:
        """With the reason, and nothing else of them."""
        return await at_the_door(
            command, offer, lambda night, beds, rule, cause: door.turn_away(night, beds, rule, wish.reason, cause)
        )

    @routes.post("/shelters/{offer}/close", response_model=NightView, summary="Close a night with its counts")
    async def close(offer: UUID, wish: views.CloseNight, command: Command) -> Response:
        """In its morning, also when nobody came. From then on its counts are corrected only with a reason."""
        return await at_the_door(command, offer, closing.close, begins_on=wish.begins_on)

    @routes.post("/shelter-nights/{night}/correct", response_model=NightView, summary="Correct a closed night")
    async def correct(night: UUID, wish: views.CorrectNight, command: Command, if_match: IfMatch) -> Response:
        """With a reason. What was counted before is kept beside it."""
        return await desk.change(
            command, (Night, night), if_match,
            lambda seen, _, cause: closing.correct(seen, wish.guests, wish.turned_away, wish.reason, cause),
            NightView.of,
        )  # fmt: skip

    @routes.post("/shelter-guests/{guest}/leave", response_model=GuestView, summary="They leave before the morning")
    async def leave(guest: UUID, command: Command, if_match: IfMatch) -> Response:
        """Their bed is free. Whoever stays until the night is closed need not be named."""
        night = (Night, (await found(guest))["night"])
        return await desk.change(
            command, (Guest, guest), if_match,
            lambda seen, world, cause: door.leave(world.get(*night), seen, cause), GuestView, refs=[night],
        )  # fmt: skip

    @routes.post("/shelter-guests/{guest}/case", response_model=GuestView, summary="It is known whose case theirs is")
    async def known(
        guest: UUID, wish: views.KnownAs, request: Request, command: Command, if_match: IfMatch
    ) -> Response:
        """Said by somebody who sees the case."""
        await access.change(desk, request, wish.case)
        return await desk.change(
            command, (Guest, guest), if_match, lambda seen, *_: door.know(seen, wish.case), GuestView
        )  # fmt: skip

    async def at_the_door(
        command: Command, offer: UUID, rule: Rule, *, begins_on: date | None = None, guest: UUID | None = None
    ) -> Response:
        """Capacity and night are locked: so nobody is let in over the beds that there are. The night is tonight's
        unless another is named; what is shown is the guest, if one comes."""
        cause = command.cause(desk.clock.now())
        async with desk.pool.acquire() as conn:
            shelter = await reading.shelter(desk, conn, offer, cause.time)
        day = begins_on or shelter.tonight
        night, capacity = (Night, night_id(offer, day)), (Capacity, offer)

        def decide(world: World) -> Decision:
            seen = world.get(*night) or Night(night[1], offer, day)
            return rule(seen, usable_places(world.get(*capacity), cause.time), shelter.rule, cause)

        async def work(conn: asyncpg.Connection) -> Answer:
            decided = await desk.decide(conn, cause, [capacity, night], decide)
            if guest:
                came = GuestView.model_validate(decided.world.get(Guest, guest))
                return desk.answer(decided, came, 201, f"/v1/shelter-guests/{guest}", came.version)
            after = NightView.of(decided.world.get(*night))
            return desk.answer(decided, after, version=after.version)

        return await command.run(work)

    async def found(guest: UUID) -> asyncpg.Record:
        async with desk.pool.acquire() as conn:
            row = await queries.guest(conn, guest)
        if row is None:
            raise Problem("not-found", "There is no such guest.")
        return row

    return routes
