"""Consents: asked, signed, withdrawn; what they allow now or allowed then; and what was shared on which ground."""

from datetime import datetime
from uuid import UUID

from fastapi import APIRouter, Request, Response
from pydantic import TypeAdapter

from services.cases.api import access
from services.cases.api.access import LET_IN, READERS, WORKERS
from services.cases.api.consents.views import (
    AllowedView,
    ConsentEntry,
    ConsentView,
    DutyView,
    SharingView,
    TextView,
    VerdictView,
)
from services.cases.api.consents.wishes import RecordConsent, Share, SignConsent, WithdrawConsent
from services.cases.domain.access import Part
from services.cases.domain.case import Case
from services.cases.domain.consents import later, record, sharing
from services.cases.domain.consents.allows import allows, in_force, last_words
from services.cases.domain.consents.consent import Allowance, Consent
from services.cases.domain.consents.said import Said
from services.cases.domain.consents.sharing import Sharing, Wish
from services.cases.domain.documents.document import Document
from services.cases.domain.tasks.task import Task
from services.cases.domain.units.staff import Staff, nobody
from services.cases.queries import consents as queries
from shared.calendar import RIGA
from shared.contracts.codes import FieldSet, PartnerKind
from shared.contracts.fields import RuleCode
from shared.decision import Cause, Decision, World
from shared.http import Command, IfMatch, Page, Paged, allow, etag
from shared.http.written import Instant
from shared.runtime.desk import Desk

_ONE, _MANY = TypeAdapter(Consent), TypeAdapter(list[Consent])


def router(desk: Desk) -> APIRouter:
    routes = APIRouter(prefix="/v1", tags=["consents"])
    readers, workers = allow(*LET_IN, personal_data=True), allow(*WORKERS)

    @routes.get(
        "/consent-texts", response_model=list[TextView], dependencies=[allow(*READERS)],
        summary="The texts that are read, every version",
    )  # fmt: skip
    async def texts() -> list[TextView]:
        today = desk.clock.now().astimezone(RIGA).date()
        configured = desk.settings.consents.text
        return [TextView(**text.model_dump(), in_force=text.holds_on(today)) for text in configured]

    @routes.get(
        "/sharing-duties", response_model=list[DutyView], dependencies=[allow(*READERS)],
        summary="The duties that need no consent, as they hold today",
    )  # fmt: skip
    async def duties() -> list[DutyView]:
        today = desk.clock.now().astimezone(RIGA).date()
        return [DutyView.model_validate(duty) for duty in desk.settings.consents.duty if duty.holds_on(today)]

    @routes.get(
        "/cases/{case}/consents", response_model=list[ConsentEntry], dependencies=[readers],
        summary="What was asked and said",
    )  # fmt: skip
    async def listed(case: UUID, request: Request) -> list[ConsentEntry]:
        return [ConsentEntry.model_validate(consent) for consent in await read(case, request)]

    @routes.get("/consents/{consent}", response_model=ConsentEntry, dependencies=[readers], summary="One consent")
    async def one(consent: UUID, request: Request, response: Response) -> ConsentEntry:
        found = await stored(consent)
        async with desk.pool.acquire() as conn:
            await access.read(conn, request, found.case_id, Part.CONSENTS, desk.clock.now())
        response.headers["ETag"] = etag(found.version)
        return ConsentEntry.model_validate(found)

    @routes.get(
        "/cases/{case}/allowances", response_model=list[AllowedView], dependencies=[readers],
        summary="What may be shared by consent",
    )  # fmt: skip
    async def allowances(
        case: UUID, request: Request, at: Instant | None = None, person: UUID | None = None
    ) -> list[AllowedView]:
        """Now, or at a past instant, as the consents stood then."""
        at = at or desk.clock.now()
        return [
            AllowedView(
                person=consent.person, consent=consent.id, recipient=one.recipient, purpose=one.purpose,
                field_set=one.field_set, until_at=one.until_at,
            )
            for consent in last_words(await read(case, request), at, person)
            for one in in_force(consent, at)
        ]  # fmt: skip

    @routes.get(
        "/cases/{case}/allows", response_model=VerdictView, dependencies=[readers],
        summary="Whether something may be shared by consent, and why",
    )  # fmt: skip
    async def may_be_shared(
        case: UUID, request: Request, person: UUID, recipient: PartnerKind, purpose: RuleCode, field_set: FieldSet,
        at: Instant | None = None,
    ) -> VerdictView:  # fmt: skip
        """The last word of the person to each text counts. On a duty it may be shared all the same."""
        consents, at = await read(case, request), at or desk.clock.now()
        return VerdictView.model_validate(allows(consents, person, purpose, recipient, field_set, at))

    @routes.post(
        "/cases/{case}/consents", status_code=201, response_model=ConsentView, dependencies=[workers],
        summary="Record what was read and said",
    )  # fmt: skip
    async def recorded(case: UUID, wish: RecordConsent, request: Request, command: Command) -> Response:
        """A spoken one that has to be signed leads to a task; the signed scan completes it."""
        await access.change(desk, request, case)
        id = record.consent_id(command.cause(desk.clock.now()))
        heard = [(Staff, wish.witness)] if wish.witness else []
        allowed = tuple(Allowance(one.recipient, one.purpose, one.field_set, one.until_at) for one in wish.allowances)
        said = Said(**wish.model_dump(exclude={"allowances"}), allowances=allowed)

        def rule(world: World, cause: Cause) -> Decision:
            for ref in heard:
                if world.get(*ref) is None:
                    raise nobody("/witness")
            return record.record(world.get(Case, case), said, world, cause, desk.rules)

        return await desk.make(
            command, (Consent, id), f"/v1/consents/{id}", rule, ConsentView, refs=[(Case, case), *heard]
        )  # fmt: skip

    @routes.post(
        "/consents/{consent}/withdraw", response_model=ConsentView, dependencies=[workers], summary="Taken back"
    )
    async def withdraw(
        consent: UUID, wish: WithdrawConsent, request: Request, command: Command, if_match: IfMatch
    ) -> Response:
        """From then on it allows nothing; also of a closed case. What was shared before stays as it was."""
        case, task = await around(consent, request)

        def rule(seen: Consent, world: World, cause: Cause) -> Decision:
            waiting = world.get(*task[0]) if task else None
            return later.withdraw(world.get(*case), seen, waiting, wish.channel, wish.at, cause)

        return await desk.change(command, (Consent, consent), if_match, rule, ConsentView, refs=[case, *task])

    @routes.post(
        "/consents/{consent}/sign", response_model=ConsentView, dependencies=[workers], summary="The signed copy came"
    )
    async def sign(consent: UUID, wish: SignConsent, request: Request, command: Command, if_match: IfMatch) -> Response:
        """Attach the document that is its scan; that completes the task to get it."""
        case, task = await around(consent, request)
        scan = (Document, wish.document)

        def rule(seen: Consent, world: World, cause: Cause) -> Decision:
            waiting = world.get(*task[0]) if task else None
            return later.sign(world.get(*case), seen, waiting, world.get(*scan), cause)

        return await desk.change(command, (Consent, consent), if_match, rule, ConsentView, refs=[case, *task, scan])

    @routes.get(
        "/cases/{case}/sharings", response_model=Page[SharingView], dependencies=[readers], summary="What was shared"
    )
    async def shared_so_far(case: UUID, request: Request, paging: Paged) -> Page[SharingView]:
        async with desk.pool.acquire() as conn:
            await access.read(conn, request, case, Part.CONSENTS, desk.clock.now())
            rows = await queries.sharings(conn, case, paging.after(datetime, UUID), paging.fetch)
        return paging.page([SharingView(**row) for row in rows], place=lambda one: (one.shared_at, one.id))

    @routes.post(
        "/cases/{case}/sharings", status_code=201, response_model=SharingView, dependencies=[workers],
        summary="Share something, and record on which ground",
    )  # fmt: skip
    async def share(case: UUID, wish: Share, request: Request, command: Command) -> Response:
        """By consent, which is looked up and refused when there is none; or on a duty, which needs none."""
        await access.change(desk, request, case)
        id, wanted = sharing.sharing_id(command.cause(desk.clock.now())), Wish(**wish.model_dump())
        async with desk.pool.acquire() as conn:
            asked = [(Consent, one.id) for one in _MANY.validate_json(await queries.of_case(conn, case))]

        def rule(world: World, cause: Cause) -> Decision:
            # Read again, and locked: a withdrawal at the same moment comes before or after, never in between.
            return sharing.share(world.get(Case, case), [world.get(*ref) for ref in asked], wanted, cause, desk.rules)

        return await desk.make(
            command, (Sharing, id), f"/v1/cases/{case}/sharings", rule, SharingView, refs=[(Case, case), *asked]
        )  # fmt: skip

    async def read(case: UUID, request: Request) -> list[Consent]:
        async with desk.pool.acquire() as conn:
            await access.read(conn, request, case, Part.CONSENTS, desk.clock.now())
            return _MANY.validate_json(await queries.of_case(conn, case))

    async def stored(id: UUID) -> Consent:
        async with desk.pool.acquire() as conn:
            found = await queries.consent(conn, id)
        if found is None:
            raise access.nothing()
        return _ONE.validate_json(found)

    async def around(id: UUID, request: Request) -> tuple[tuple[type, UUID], list[tuple[type, UUID]]]:
        """Its case and the task to sign it, which never change."""
        consent = await stored(id)
        await access.change(desk, request, consent.case_id)
        task = later.signature_task(consent)
        return (Case, consent.case_id), [(Task, task)] if task else []

    return routes
