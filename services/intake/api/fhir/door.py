"""FHIR R4 for health partners: the same path as every other door, in their words.

Not in the API's description, because it has its own: `GET /v1/fhir/metadata`, and the page for partners.
"""

from datetime import datetime
from types import SimpleNamespace
from typing import Annotated, Any
from uuid import UUID

import asyncpg
from fastapi import APIRouter, Depends, Query, Request, Response
from pydantic import RootModel

from services.intake.api.fhir.route import FhirRoute, read_json, resource
from services.intake.domain import sender
from services.intake.domain.reference import theirs
from services.intake.domain.referral import Referral
from services.intake.domain.register import Submission, referral_id, refs, register
from services.intake.domain.supplement import Supplement, supplement_id
from services.intake.fhir import bundles, capability, request
from services.intake.fhir.reading import read
from services.intake.fhir.resources import Task
from services.intake.fhir.states import TaskStatus, states
from services.intake.fhir.task import said, task
from services.intake.queries import tasks as fhir_queries
from shared.calendar import RIGA
from shared.contracts.codes import Channel
from shared.contracts.referral_codes import ReferralState
from shared.decision import Decision, World
from shared.http import Answer, Command, Problem, etag, public
from shared.http.pagination import Paging
from shared.runtime.desk import Desk
from shared.runtime.partner import Partner, cause_of
from shared.runtime.process import VERSION

Body = Annotated[dict[str, Any], Depends(read_json)]
Wanted = Annotated[list[str], Query(alias="_lastUpdated")]


class Resource(RootModel[dict[str, Any]]):
    """A FHIR resource as an answer."""


def router(desk: Desk) -> APIRouter:
    routes = APIRouter(prefix="/v1/fhir", route_class=FhirRoute, include_in_schema=False)

    @routes.get("/metadata", dependencies=[public()])
    async def metadata() -> Response:
        return resource(capability.statement(VERSION))

    @routes.post("", status_code=201)
    @routes.post("/ServiceRequest", status_code=201)
    async def refer(actor: Partner, body: Body, command: Command, http: Request) -> Response:
        """A ServiceRequest with its Patient, contained or in a transaction Bundle; the answer has the Task."""
        sent = request.sent(body)
        submission = Submission(desk.rules.channel(actor.partner, Channel.HTTP), actor.partner, request.message(sent))
        cause = cause_of(command, actor, http, desk.clock.now())

        async def work(conn: asyncpg.Connection) -> Answer:
            decided = await desk.decide(
                conn, cause, refs(submission, cause, desk.rules),
                lambda world: register(world, submission, cause, desk.rules),
            )  # fmt: skip
            referral = decided.world.get(Referral, referral_id(cause))
            shown = task(referral, cause.time)
            answer = bundles.answered(sent.entries, shown) if sent.entries else shown
            return desk.answer(decided, Resource(answer), 201, f"/v1/fhir/Task/{referral.id}", referral.version)

        return await command.run(work)

    @routes.get("/Task/{id}")
    async def one(actor: Partner, id: UUID) -> Response:
        async with desk.pool.acquire() as conn:
            row = await fhir_queries.task(conn, actor.partner, id)
        if row is None:
            raise Problem("not-found", "There is no such Task of yours.")
        return resource(_task(row), {"ETag": etag(row["version"])})

    @routes.get("/Task")
    async def search(
        actor: Partner, http: Request, response: Response, changed: Wanted = (), status: str | None = None,
        business: Annotated[str | None, Query(alias="business-status")] = None,
        count: Annotated[int, Query(alias="_count", ge=1, le=200)] = 50,
        cursor: Annotated[str | None, Query(max_length=1000)] = None,
    ) -> Response:  # fmt: skip
        """What changed since an instant, the oldest change first. Begin a little earlier than you ended."""
        paging = Paging(http, response, count, cursor)
        async with desk.pool.acquire() as conn:
            rows = await fhir_queries.tasks(
                conn, actor.partner, _states(status, business), _since(changed), paging.after(datetime, UUID),
                paging.fetch,
            )  # fmt: skip
        page = paging.page(rows, place=lambda row: (row["updated_at"], row["id"]))
        following = page.next and str(http.url.include_query_params(cursor=page.next))
        base = str(http.url.replace(query="")).removesuffix("/Task")
        return resource(bundles.searchset([_task(row) for row in page.items], base, str(http.url), following))

    @routes.put("/Task/{id}")
    @routes.post("/Task/{id}")
    async def update(actor: Partner, id: UUID, body: Body, command: Command, http: Request) -> Response:
        """Take it back (cancelled, entered-in-error), or add to it (input)."""
        sent = read(Task, body, "Task")
        cause = cause_of(command, actor, http, desk.clock.now())
        target = (Referral, id)

        def decide(world: World) -> Decision:
            referral = theirs(world.get(*target), cause.partner)
            return sender.hear(world, referral, said(sent, referral), cause, desk.rules)

        async def work(conn: asyncpg.Connection) -> Answer:
            decided = await desk.decide(conn, cause, [target, (Supplement, supplement_id(cause))], decide)
            after = decided.world.get(*target)
            return desk.answer(decided, Resource(task(after, cause.time)), version=after.version)

        return await command.run(work)

    return routes


def _task(row: asyncpg.Record) -> dict[str, Any]:
    return task(SimpleNamespace(**row), row["updated_at"])


def _states(status: str | None, business: str | None) -> list[str] | None:
    """The states that are searched for; a token may have its system before it. Raises Problem 400 for no status."""
    if status is None and business is None:
        return None
    try:
        wanted = set(ReferralState)
        if status is not None:
            wanted &= set(states(TaskStatus(status.rpartition("|")[2])))
        if business is not None:
            wanted &= {ReferralState(business.rpartition("|")[2])}
    except ValueError:
        raise Problem("bad-request", "status is one of FHIR R4's, business-status one of our states.") from None
    return sorted(wanted)


def _since(bounds: list[str]) -> datetime | None:
    """The instant of `_lastUpdated=gt…` or `ge…`. Raises Problem 400 for any other condition."""
    found = None
    for bound in bounds:
        try:
            if bound[:2] not in ("gt", "ge"):
                raise ValueError("no lower bound")
            # In a query a plus that nobody escaped arrives as a space.
            at = datetime.fromisoformat(bound[2:].replace(" ", "+"))
        except ValueError:
            raise Problem("bad-request", "_lastUpdated is gt or ge and an instant: gt2026-03-17T09:00:00Z.") from None
        at = at if at.tzinfo else at.replace(tzinfo=RIGA)
        found = max(found, at) if found else at
    return found
