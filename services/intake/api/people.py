"""Personal reads: the one place where names leave intake, with a purpose and an audit row for every reading."""

from fastapi import APIRouter, Request

from services.intake import queries
from services.intake.api.views import People, PeopleAsked, PersonView
from shared.http import allow, audit_read
from shared.runtime.desk import Desk
from shared.security import Role

READERS = (Role.INTAKE_WORKER, Role.SOCIAL_WORKER, Role.SUPERVISOR, Role.SERVICE)


def router(desk: Desk) -> APIRouter:
    routes = APIRouter(prefix="/v1/people", tags=["people"])

    @routes.post(
        "/read", response_model=People, dependencies=[allow(*READERS, personal_data=True)], summary="Read people"
    )
    async def read(asked: PeopleAsked, request: Request) -> People:
        """Up to 200 people by id. Reading is recorded with who, why and whom, found or not."""
        async with desk.pool.acquire() as conn:
            await audit_read(conn, request, asked.people)
            rows = await queries.people(conn, asked.people)
        return People(people=[PersonView(**row) for row in rows])

    return routes
