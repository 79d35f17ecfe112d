"""Contacts: written down, corrected, and counted."""

from datetime import datetime
from typing import Annotated
from uuid import UUID

import asyncpg
from fastapi import APIRouter, Query, Request, Response

from services.cases.api import access
from services.cases.api.access import READERS, WORKERS
from services.cases.api.contacts.views import ContactDetail, ContactView, Record, TotalView
from services.cases.domain.access import Part
from services.cases.domain.case import Case
from services.cases.domain.contacts import contact as rules
from services.cases.domain.contacts.contact import Contact, Said
from services.cases.queries import contacts as queries
from shared.contracts.contact_codes import ContactKind
from shared.http import Command, IfMatch, Page, Paged, allow, etag
from shared.runtime.desk import Desk


def router(desk: Desk) -> APIRouter:
    routes = APIRouter(prefix="/v1", tags=["contacts"])
    readers, workers = allow(*READERS, personal_data=True), allow(*WORKERS)

    @routes.get(
        "/cases/{case}/contacts", response_model=Page[ContactView], dependencies=[readers], tags=["cases"],
        summary="The contacts of a case, the newest first",
    )  # fmt: skip
    async def listed(
        case: UUID,
        request: Request,
        paging: Paged,
        kind: ContactKind | None = None,
        corrected: Annotated[bool, Query(description="Also those that were corrected since")] = False,
    ) -> Page[ContactView]:
        async with desk.pool.acquire() as conn:
            await access.read(conn, request, case, Part.CONTACTS, desk.clock.now())
            rows = await queries.contacts(conn, case, kind, corrected, paging.after(datetime, UUID), paging.fetch)
        return paging.page([ContactView(**row) for row in rows], place=lambda one: (one.began_at, one.id))

    @routes.get(
        "/cases/{case}/contacts/totals", response_model=list[TotalView], dependencies=[readers], tags=["cases"],
        summary="Sessions and minutes by kind and mode",
    )  # fmt: skip
    async def totals(case: UUID, request: Request) -> list[TotalView]:
        async with desk.pool.acquire() as conn:
            await access.read(conn, request, case, Part.CONTACTS, desk.clock.now())
            return [TotalView(**row) for row in await queries.totals(conn, case)]

    @routes.get("/contacts/{contact}", response_model=ContactDetail, dependencies=[readers], summary="One contact")
    async def one(contact: UUID, request: Request, response: Response) -> ContactDetail:
        """With its words; who reads them is recorded."""
        row = await found(contact)
        async with desk.pool.acquire() as conn:
            await access.read(conn, request, row["case_id"], Part.CONTACTS, desk.clock.now())
        response.headers["ETag"] = etag(row["version"])
        return ContactDetail(**row)

    @routes.post(
        "/cases/{case}/contacts", status_code=201, response_model=ContactView, dependencies=[workers], tags=["cases"],
        summary="Write a contact down",
    )  # fmt: skip
    async def record(case: UUID, wish: Record, request: Request, command: Command) -> Response:
        """Counselling, support, information; in person, by phone, by video or online, with its minutes."""
        await access.change(desk, request, case)
        made = rules.contact_id(command.cause(desk.clock.now()))
        said = Said(**wish.model_dump())
        return await desk.make(
            command, (Contact, made), f"/v1/contacts/{made}",
            lambda world, cause: rules.record(world.get(Case, case), said, cause, desk.rules.calendar), ContactView,
            refs=[(Case, case)],
        )  # fmt: skip

    @routes.post(
        "/contacts/{contact}/correct", status_code=201, response_model=ContactView, dependencies=[workers],
        summary="Write it down as it was",
    )  # fmt: skip
    async def correct(
        contact: UUID, wish: Record, request: Request, command: Command, if_match: IfMatch
    ) -> Response:  # fmt: skip
        """A new record takes the place of this one, which is kept with its words."""
        case = (await found(contact))["case_id"]
        await access.change(desk, request, case)
        made = rules.contact_id(command.cause(desk.clock.now()))
        said = Said(**wish.model_dump())
        return await desk.change(
            command, (Contact, contact), if_match,
            lambda seen, world, cause: rules.correct(world.get(Case, case), seen, said, cause, desk.rules.calendar),
            ContactView, refs=[(Case, case), (Contact, made)], made=((Contact, made), f"/v1/contacts/{made}"),
        )  # fmt: skip

    async def found(id: UUID) -> asyncpg.Record:
        async with desk.pool.acquire() as conn:
            row = await queries.contact(conn, id)
        if row is None:
            raise access.nothing()
        return row

    return routes
