"""The ledger of disclosures: who was told which fields about a person, when, why and on which ground."""

from datetime import datetime
from uuid import UUID

from fastapi import APIRouter, Request

from services.notifications import queries
from services.notifications.api.views import DisclosureView
from shared.http import Page, Paged, allow, audit_read
from shared.runtime.desk import Desk
from shared.security import Role


def router(desk: Desk) -> APIRouter:
    routes = APIRouter(prefix="/v1/disclosures", tags=["disclosures"])

    @routes.get(
        "",
        response_model=Page[DisclosureView],
        dependencies=[allow(Role.AUDITOR, personal_data=True)],
        summary="Who was told about a person",
    )
    async def about(person: UUID, paging: Paged, request: Request) -> Page[DisclosureView]:
        """Oldest first. Asking is recorded as well."""
        async with desk.pool.acquire() as conn:
            await audit_read(conn, request, [person])
            rows = await queries.disclosures(conn, person, paging.after(datetime, str), paging.fetch)
        return paging.page([DisclosureView(**row) for row in rows], place=lambda told: (told.at, told.id))

    return routes
