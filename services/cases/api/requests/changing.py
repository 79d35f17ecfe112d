"""How a request is changed, by whoever may: what decides about its place is locked first, in one order for all."""

from collections.abc import Callable

from fastapi import Response
from pydantic import BaseModel

from services.cases.domain.case import Case
from services.cases.domain.places import supply
from services.cases.domain.places.front import InLine, in_line
from services.cases.domain.places.line import Line, tasks_of
from services.cases.domain.requests.request import RequestState, ServiceRequest
from services.cases.queries import requests as queries
from shared.decision import Cause, Decision, Ref, World
from shared.http import Command
from shared.runtime.desk import Desk

Rule = Callable[[Line, ServiceRequest], tuple[Line, Decision]]


async def change(
    desk: Desk,
    command: Command,
    before: ServiceRequest,
    if_match: str,
    rule: Rule,
    view: type[BaseModel],
    *,
    frees: bool = False,
) -> Response:
    """Capacity and queue of the offer are locked first, then the case and the request.

    What `frees` a place offers it to whoever is next, who is looked up behind the queue's lock.
    Raises Problem 412 when the request has changed since the caller saw it, and the Refusal of the rule.
    """
    async with desk.pool.acquire() as conn:
        renewed = await queries.request(conn, before.renews) if before.renews else None

    def decide(seen: ServiceRequest, world: World, cause: Cause) -> Decision:
        return rule(supply.line(world, seen.offer, seen.service, cause, desk.rules), seen)[1]

    refs: list[Ref] = [*supply.refs(before.offer)]
    if frees:
        now = desk.clock.now()
        refs.append(supply.front(before.offer, now, supply.rule_of(desk.rules, before.service, now).order))
    if before.state is RequestState.REQUESTED:
        refs.append((InLine, in_line(before.offer, before.person)))
    for one in (before, renewed):
        if one:
            refs += [(Case, one.case_id), (ServiceRequest, one.id), *tasks_of(one)]
    return await desk.change(command, (ServiceRequest, before.id), if_match, decide, view, refs=refs)
