"""Requests for services: the list, one with what may be done, and where somebody stands in the queue."""

from datetime import datetime
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query, Request, Response

from services.cases.api import access
from services.cases.api.access import READERS
from services.cases.api.places import reading
from services.cases.api.places.routes import PastInstant
from services.cases.api.requests.found import read, read_closely
from services.cases.api.requests.paper import decision_id
from services.cases.api.requests.sensitive import UNTOLD, sight_at, untold
from services.cases.api.requests.views import AheadView, PositionView, RequestActionView, RequestDetail, RequestView
from services.cases.domain.documents.document import Document
from services.cases.domain.places.position import position_of
from services.cases.domain.requests.acts import RequestAct, refusal
from services.cases.domain.requests.request import RequestState, ServiceRequest
from services.cases.queries import documents, places
from services.cases.queries import requests as queries
from shared.calendar import RIGA
from shared.contracts.request_codes import RequestKind
from shared.decision import Refusal
from shared.http import REFUSING, Page, Paged, allow, etag
from shared.http.written import Instant
from shared.runtime.desk import Desk


def router(desk: Desk) -> APIRouter:
    routes = APIRouter(prefix="/v1/requests", tags=["requests"])
    readers = allow(*READERS, personal_data=True)

    @routes.get("", response_model=Page[RequestView], dependencies=[readers], summary="Requests, the newest first")
    async def listed(
        request: Request,
        paging: Paged,
        case: UUID | None = None,
        person: Annotated[UUID | None, Query(description="For this person, by intake's id")] = None,
        offer: UUID | None = None,
        state: RequestState | None = None,
        kind: RequestKind | None = None,
        decide_before: Annotated[Instant | None, Query(description="Not decided, and due before then")] = None,
    ) -> Page[RequestView]:
        wanted = queries.Wanted(case, person, offer, state, kind, decide_before)
        async with desk.pool.acquire() as conn:
            sight = await sight_at(desk, conn, request, offer)
            rows = await queries.requests(conn, sight, wanted, paging.after(datetime, UUID), paging.fetch)
            hidden = await untold(desk, conn, request, rows)
            await access.record(conn, request, [row["case_id"] for row in rows])
        found = [RequestView(**{**row, **(UNTOLD if row["id"] in hidden else {})}) for row in rows]
        return paging.page(found, place=lambda one: (one.requested_at, one.id))

    @routes.get("/{service_request}", response_model=RequestDetail, dependencies=[readers], summary="One request")
    async def one(service_request: UUID, request: Request, response: Response) -> RequestDetail:
        """With what may be done next, why the rest may not, and how its decision is contested.

        Which service it is, when that is sensitive, only whoever has the case is told, and who supervises them.
        """
        found = await read(desk, request, service_request)
        response.headers["ETag"] = etag(found.version)
        async with desk.pool.acquire() as conn:
            paper = await documents.issued(conn, decision_id(found.id))
        shown = _detail(desk, found, paper)
        hidden = {**UNTOLD, "decision_document": None, "contest": None, "contest_source": None}
        return shown if await knows(request, found) else shown.model_copy(update=hidden)

    @routes.get(
        "/{service_request}/position", response_model=PositionView, dependencies=[readers], responses=REFUSING,
        summary="Where they stand in the queue, and why",
    )  # fmt: skip
    async def position(service_request: UUID, request: Request, at: PastInstant = None) -> PositionView:
        """Now, or at any past moment as it was then: from the log, by the rule that held."""
        found = await read_closely(desk, request, service_request)
        now = desk.clock.now()
        then = reading.past(at, now) or now
        async with desk.pool.acquire() as conn:
            queue = await reading.queue_of(conn, found.offer, at)
            capacity = await places.capacity(conn, found.offer)
        rule = reading.rule_then(desk, found.service, then)
        place = position_of(queue, rule.order, then, found.id)
        if place is None:
            raise Refusal(
                code="not-waiting", title="They do not wait",
                detail="They do not wait at that instant: the request says where it stands now.",
            )  # fmt: skip
        return PositionView(
            at=then, number=place.number, of=place.of, standing=place.standing, ahead=AheadView.of_all(place),
            ready_ahead=place.ready_ahead, order=list(rule.order), rule=rule.code, source=rule.source,
            missing=reading.missing(capacity.as_known(then) if capacity else None, queue.tally(then).held, then),
        )  # fmt: skip

    async def knows(request: Request, found: ServiceRequest) -> bool:
        """Whether the caller, who sees the case, may know which service it is."""
        row = {"id": found.id, "case_id": found.case_id, "offer": found.offer}
        async with desk.pool.acquire() as conn:
            return not await untold(desk, conn, request, [row])

    return routes


def _detail(desk: Desk, found: ServiceRequest, paper: Document | None) -> RequestDetail:
    shown = {name: getattr(found, name) for name in RequestView.model_fields}
    rule = None
    if found.decided_at:
        rule = desk.rules.places.decided_by(found.service, found.decided_at.astimezone(RIGA).date())
    return RequestDetail(
        **shown, decision_document=paper.id if paper and not paper.removed else None,
        actions=[RequestActionView.of(act, refusal(found, act)) for act in RequestAct],
        contest_source=rule.source if rule else None,
        contest={"lv": rule.contest.lv, "en": rule.contest.en} if rule else None,
    )  # fmt: skip
