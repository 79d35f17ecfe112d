"""The decision about a request as an issued document: what, on which ground, why, and how to contest it."""

import json
from typing import Any
from uuid import UUID

from fastapi import APIRouter, Request, Response

from services.cases.api.access import WORKERS
from services.cases.api.documents import issuing
from services.cases.api.documents.issuing import Paper
from services.cases.api.documents.views import DocumentView
from services.cases.api.requests import found as requests
from services.cases.api.requests.sensitive import is_sensitive
from services.cases.api.requests.views import IssueDecision
from services.cases.documents import decisions, writing
from services.cases.documents.decisions import DecidedRequest, Persons
from services.cases.documents.keeping import Keeper
from services.cases.domain.catalogue.words import Words
from services.cases.domain.plans.rules import last_day_before
from services.cases.domain.requests.request import ServiceRequest
from services.cases.queries import places
from shared.calendar import RIGA
from shared.contracts.request_codes import RefusalReason
from shared.decision import Refusal, derived
from shared.http import Command, actor_of, allow
from shared.runtime.desk import Desk


def decision_id(request: UUID) -> UUID:
    """The document of its decision: there is one, whoever asks how often."""
    return derived(request, "decision")


def router(desk: Desk, keeper: Keeper | None) -> APIRouter:
    routes = APIRouter(prefix="/v1/requests", tags=["requests"])

    @routes.post(
        "/{service_request}/decision-document", status_code=201, response_model=DocumentView,
        responses={200: {"model": DocumentView, "description": "It was issued before"}},
        dependencies=[allow(*WORKERS)], summary="Issue the decision as a document",
    )  # fmt: skip
    async def issued(service_request: UUID, wish: IssueDecision, request: Request, command: Command) -> Response:
        """As accessible PDF in Latvian, with a translation if one is wished for. Once: asked again, it is the same."""
        found = await requests.change(desk, request, service_request)
        async with desk.pool.acquire() as conn:
            offer = await places.offer(conn, found.offer)
        _must_be_decided(found, wish)
        template = writing.find(decisions.template_of(wish.language))
        persons = Persons(wish.addressee, wish.signed_by, wish.considered)
        words = decisions.fields(_decided(desk, found, offer["name"]), persons, wish.language)
        # Whoever sees the case need not read which sensitive service somebody was granted.
        paper = Paper(found.case_id, decision_id(found.id), template, words, restricted=is_sensitive(desk, found.offer))
        cause = command.cause(desk.clock.now())
        return await issuing.issue_paper(desk, keeper, command, cause, actor_of(request).id, paper)

    return routes


def _must_be_decided(found: ServiceRequest, wish: IssueDecision) -> None:
    if found.decided_at is None:
        raise Refusal(
            code="request-not-decided", title="Nothing is decided yet", detail="Grant or refuse the request first."
        )
    if found.refused_for is RefusalReason.OTHER and not wish.considered:
        raise Refusal(
            code="decision-unexplained", title="Another reason is explained",
            detail="It was refused for another reason: say in `considered` which one.",
            rule="Administrative Procedure Law, section 67",
            pointers=(("/considered", "has to say why it was refused"),),
        )  # fmt: skip


def _decided(desk: Desk, found: ServiceRequest, name: Any) -> DecidedRequest:
    rule = desk.rules.places.decided_by(found.service, found.decided_at.astimezone(RIGA).date())
    renewed_until = found.ends_at if found.renews else None
    return DecidedRequest(
        service=Words(**json.loads(name)), kind=found.kind, requested_at=found.requested_at,
        refused_for=found.refused_for, ends_on=last_day_before(renewed_until) if renewed_until else None,
        last_day=last_day_before(found.contest_by), ground=rule.ground, contest=rule.contest,
    )  # fmt: skip
