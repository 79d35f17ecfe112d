"""What a provider reads: the requests at its own places, and who is expected where that was shared."""

from typing import Any
from uuid import UUID

from fastapi import APIRouter, Request, Response
from pydantic import TypeAdapter

from services.cases.api.providers.account import PROVIDER_WHO_READS, provider_of
from services.cases.api.providers.views import ExpectedPerson, ProvidedDetail, ProvidedView, ReachView
from services.cases.api.requests.views import RequestActionView
from services.cases.domain.consents.consent import Consent
from services.cases.domain.consents.sharing import Sharing
from services.cases.domain.providers.disclosed import EXPECTED, told
from services.cases.domain.providers.provider import REPORTED, refusal
from services.cases.domain.requests.request import RequestState, ServiceRequest
from services.cases.queries import consents, provided
from shared.decision import Refusal
from shared.http import REFUSING, Page, Paged, Problem, audit_read, etag
from shared.runtime.desk import Desk
from shared.security import Purpose
from shared.stream.errors import Transient

_CONSENTS, _SHARINGS = TypeAdapter(list[Consent]), TypeAdapter(list[Sharing])


def router(desk: Desk) -> APIRouter:
    routes = APIRouter(prefix="/v1/provider/requests", tags=["providers"], dependencies=[PROVIDER_WHO_READS])

    @routes.get("", response_model=Page[ProvidedView], summary="Requests at your places")
    async def listed(
        request: Request, paging: Paged, offer: UUID | None = None, state: RequestState | None = None
    ) -> Page[ProvidedView]:
        """Those to whom a place of yours was offered, who took it, and who had it. Nobody's name."""
        mine = provider_of(desk, request).organizations
        async with desk.pool.acquire() as conn:
            rows = await provided.requests(conn, mine, offer, state, *paging.after(UUID), paging.fetch)
            await audit_read(conn, request, sorted({row["case_id"] for row in rows}))
        found = [ProvidedView.model_validate(dict(row)) for row in rows]
        return paging.page(found, place=lambda one: (one.id,))

    @routes.get("/{service_request}", response_model=ProvidedDetail, summary="One of them")
    async def one(service_request: UUID, request: Request, response: Response) -> ProvidedDetail:
        """With what you may report next, and why the rest cannot be."""
        found = await read(service_request, request)
        async with desk.pool.acquire() as conn:
            await audit_read(conn, request, [found.case_id])
        response.headers["ETag"] = etag(found.version)
        shown = {name: getattr(found, name) for name in ProvidedView.model_fields}
        actions = [RequestActionView.of(act, refusal(found, act)) for act in REPORTED]
        return ProvidedDetail(**shown, actions=actions)

    @routes.get(
        "/{service_request}/person", response_model=ExpectedPerson, responses=REFUSING, summary="Who is expected"
    )
    async def person(service_request: UUID, request: Request) -> ExpectedPerson:
        """From the acceptance to the end, and what the service has shared with you: by a consent that holds, or a duty.

        Each reading is recorded.
        """
        found = await read(service_request, request)
        if found.state not in EXPECTED:
            raise Refusal(
                code="person-not-expected", title="Nobody is expected",
                detail="The place was not accepted yet, or the service is over.",
            )  # fmt: skip
        async with desk.pool.acquire() as conn:
            shared = _SHARINGS.validate_python([dict(row) for row in await consents.all_sharings(conn, found.case_id)])
            said = _CONSENTS.validate_json(await consents.of_case(conn, found.case_id))
            await audit_read(conn, request, [found.case_id, found.person])
        fields = told(shared, said, found.person, provider_of(desk, request).kind, desk.clock.now())
        if not fields:
            raise Refusal(
                code="person-not-shared", title="Nothing about them was shared with you", status=403,
                detail="The social service has not shared with you who they are, or may do so no longer: ask it.",
            )  # fmt: skip
        known = await whoever_it_is(found.person)
        reach = [ReachView.model_validate(one) for one in known.get("safe_contact", ())]
        return ExpectedPerson(**{name: known.get(name) for name in fields}, reach=reach)

    async def read(id: UUID, request: Request) -> ServiceRequest:
        async with desk.pool.acquire() as conn:
            found = await provided.request(conn, provider_of(desk, request).organizations, id)
        if found is None:
            raise Problem("not-found", "There is no such request.")
        return found

    async def whoever_it_is(person: UUID) -> dict[str, Any]:
        try:
            (known,) = await desk.peers.people([person], purpose=Purpose.CASE_WORK) or [{}]
        except Transient:
            raise Problem("not-ready", "Names are not to be had at the moment: ask again.") from None
        return known

    return routes
