"""The partner's door over HTTP: the same address, headers, problems and answers as intake's, over one office."""

import asyncio
from hashlib import sha256
from typing import Any
from uuid import UUID

from fastapi import APIRouter, FastAPI, Request, Response
from prometheus_client import CollectorRegistry
from starlette.middleware.base import BaseHTTPMiddleware

from deploy.simulator.office import Office
from services.intake.api.message import described
from services.intake.api.problems import PROBLEMS
from services.intake.api.receipts import After, Wait, place_after
from services.intake.api.referrals import Said
from services.intake.api.sender import Addition, Correction, Withdrawal
from services.intake.api.views import Receipts, ReceiptView, ReferralView, Registered
from services.intake.domain.referral import Referral
from services.intake.domain.register import Submission
from shared.contracts.codes import Channel
from shared.contracts.partner import ReferralSubmitted
from shared.http import Command, HttpSettings, Problem, create_app, etag
from shared.observability import Metrics
from shared.runtime.partner import Partner, cause_of
from shared.runtime.process import VERSION
from shared.security import DevelopmentTokens

_LOOK_AGAIN = 0.2
_PAGE = 100
LABEL = ("Tilts-Simulator", "nobody reads this, nothing is kept")


def simulator(office: Office, key: str) -> FastAPI:
    """The application for partners whose tokens are signed with `key`."""
    registry = CollectorRegistry()
    app = create_app(
        title="Tilts simulator: nobody reads what you send", service="simulator", version=VERSION, pool=None,
        settings=HttpSettings(development=True), routers=[_routes(office)], checks={}, metrics=Metrics(registry),
        registry=registry, authenticator=DevelopmentTokens(key, development=True), rules=PROBLEMS,
    )  # fmt: skip
    app.add_middleware(BaseHTTPMiddleware, dispatch=_labelled)
    return app


async def _labelled(request: Request, go_on: Any) -> Response:
    answer = await go_on(request)
    answer.headers.append(*LABEL)
    return answer


def _routes(office: Office) -> APIRouter:
    routes = APIRouter(prefix="/v1", tags=["simulator"])
    answered: dict[tuple[str, str], tuple[bytes, Response]] = {}

    @routes.post(
        "/referrals",
        status_code=201,
        response_model=Registered,
        openapi_extra=described(ReferralSubmitted),
        summary="Send a referral",
    )
    async def send(actor: Partner, said: Said, command: Command, request: Request) -> Response:
        """Sent again under the same Idempotency-Key it gets the same answer."""
        message, digest = request.headers["Idempotency-Key"], sha256(await request.body()).digest()
        if earlier := answered.get((actor.partner, message)):
            return _again(earlier, digest)
        cause = cause_of(command, actor, request, office.clock.now())
        answer = _registered(office.take(Submission(Channel.HTTP, actor.partner, said), cause))
        answered[actor.partner, message] = (digest, answer)
        return answer

    async def later(actor: Partner, referral: UUID, said: Any, command: Command, request: Request) -> Response:
        message = request.headers["Idempotency-Key"]
        digest = sha256(request.url.path.encode() + await request.body()).digest()
        if earlier := answered.get((actor.partner, message)):
            return _again(earlier, digest)
        after = office.hear(referral, said, cause_of(command, actor, request, office.clock.now()))
        body = ReferralView.model_validate(after).model_dump_json()
        answer = Response(body, 200, {"ETag": etag(after.version)}, "application/json")
        answered[actor.partner, message] = (digest, answer)
        return answer

    @routes.post("/referrals/{referral}/correct", response_model=ReferralView, summary="Correct a referral of yours")
    async def correct(actor: Partner, referral: UUID, said: Correction, command: Command, request: Request) -> Response:
        """What is left out stays as it was."""
        return await later(actor, referral, said, command, request)

    @routes.post("/referrals/{referral}/information", response_model=ReferralView, summary="Add to a referral of yours")
    async def supply(actor: Partner, referral: UUID, said: Addition, command: Command, request: Request) -> Response:
        return await later(actor, referral, said, command, request)

    @routes.post("/referrals/{referral}/withdraw", response_model=ReferralView, summary="Take a referral of yours back")
    async def withdraw(
        actor: Partner, referral: UUID, said: Withdrawal, command: Command, request: Request
    ) -> Response:
        return await later(actor, referral, said, command, request)

    @routes.get("/referrals/{referral}", response_model=ReferralView, summary="One of your own referrals")
    async def one(actor: Partner, referral: UUID, response: Response) -> ReferralView:
        found = office.referral(referral)
        if found is None or found.partner != actor.partner:
            raise Problem("not-found", "There is no such referral of yours.")
        response.headers["ETag"] = etag(found.version)
        return ReferralView.model_validate(found)

    @routes.get("/receipts", response_model=Receipts, summary="Your own receipts")
    async def receipts(actor: Partner, after: After = None, wait: Wait = 0) -> Receipts:
        """In the order in which they were sent. Call again with `next` as `after`."""
        _, place = place_after(after)
        looks = int(wait / _LOOK_AGAIN)
        while not (found := office.receipts()[place : place + _PAGE]) and looks:
            looks -= 1
            await asyncio.sleep(_LOOK_AGAIN)
        items = [
            ReceiptView(id=told.id, type=told.receipt.type, time=told.at, data=told.receipt.encode()) for told in found
        ]
        return Receipts(items=items, next=f"1.{place + len(found)}" if found else after or "0.0")

    return routes


def _again(earlier: tuple[bytes, Response], digest: bytes) -> Response:
    was, answer = earlier
    if was != digest:
        raise Problem("idempotency-key-reused", "This key was sent before with another request; take a new one.")
    return Response(answer.body, answer.status_code, {**answer.headers, "Idempotency-Replayed": "true"})


def _registered(referral: Referral) -> Response:
    body = Registered.model_validate(referral).model_dump_json()
    headers = {"Location": f"/v1/referrals/{referral.id}", "ETag": etag(referral.version)}
    return Response(body, 201, headers, "application/json")
