"""Personal reads: where names leave intake, with a purpose and an audit row for every reading."""

from datetime import date
from uuid import UUID

from fastapi import APIRouter, Request, Response

from services.intake.api.people.contact_rules import contact_rules
from services.intake.api.people.pairs import pair_views, related_views
from services.intake.api.people.reminding import reached, wished
from services.intake.api.people.views import (
    CodeView,
    HouseholdView,
    People,
    PeopleAsked,
    PersonRow,
    PersonView,
    Reached,
    RelationshipView,
    WholePerson,
)
from services.intake.api.people.wishes import Search
from services.intake.domain.people.match import MatchState
from services.intake.domain.people.recognise import code_key
from services.intake.queries import people as people_queries
from shared.http import Page, Paged, Problem, allow, audit_read, etag
from shared.matching import e164, tokens
from shared.runtime.desk import Desk
from shared.security import Role

STAFF = (Role.INTAKE_WORKER, Role.SOCIAL_WORKER, Role.SUPERVISOR)
_SHORTEST = 2


def router(desk: Desk) -> APIRouter:
    routes = APIRouter(prefix="/v1/people", tags=["people"])
    staff = allow(*STAFF, personal_data=True)

    @routes.post(
        "/read",
        response_model=People,
        dependencies=[allow(*STAFF, Role.SERVICE, personal_data=True)],
        summary="Read people",
    )
    async def read(asked: PeopleAsked, request: Request) -> People:
        """Up to 200 people by id. Reading is recorded with who, why and whom, found or not."""
        async with desk.pool.acquire() as conn:
            await audit_read(conn, request, asked.people)
            rows = await people_queries.people(conn, asked.people)
            safe = await contact_rules(conn, asked.people, desk.settings.intake.safe_contact, desk.clock.now())
        return People(people=[PersonView(**row, safe_contact=safe.get(row["id"], [])) for row in rows])

    @routes.post(
        "/reach",
        response_model=Reached,
        dependencies=[allow(Role.SERVICE, personal_data=True)],
        summary="How people may be reminded",
    )
    async def reach(asked: PeopleAsked, request: Request) -> Reached:
        """Of up to 200 people, by their wish and what safe contact leaves of it; asked when a reminder is sent. No
        name and no other address can be had here. Reading is recorded."""
        async with desk.pool.acquire() as conn:
            await audit_read(conn, request, asked.people)
            return Reached(people=await reached(conn, asked.people, desk))

    @routes.post("/search", response_model=Page[PersonRow], dependencies=[staff], summary="Search for people")
    async def search(wanted: Search, paging: Paged, request: Request) -> Page[PersonRow]:
        """By names, a personal code, a phone, a date of birth or a referral's number. Each search is recorded.

        Whoever fits all that is given is found; by single letters or part of a phone number nobody is.
        """
        async with desk.pool.acquire() as conn:
            (after,) = paging.after(UUID)
            by = criteria(wanted, desk)
            rows = await people_queries.search(conn, by, after, paging.fetch) if by else []
            await audit_read(conn, request, [row["id"] for row in rows])
        return paging.page([PersonRow(**row) for row in rows], place=lambda row: (row.id,))

    @routes.get("/{person:uuid}", response_model=WholePerson, dependencies=[staff], summary="All about one person")
    async def whole(person: UUID, request: Request, response: Response) -> WholePerson:
        """With codes, households, relationships, pairs and referrals. Reading is recorded."""
        async with desk.pool.acquire() as conn:
            await audit_read(conn, request, [person])
            row = await people_queries.person(conn, person)
            if row is None:
                raise Problem("not-found", "There is no such person.")
            safe = await contact_rules(conn, [person], desk.settings.intake.safe_contact, desk.clock.now())
            view = WholePerson(
                **row,
                safe_contact=safe.get(person, []),
                reminders=(await wished(conn, [person])).get(person),
                codes=[CodeView(**code) for code in await people_queries.codes(conn, person)],
                households=[
                    HouseholdView.model_validate_json(text) for text in await people_queries.households(conn, person)
                ],
                relationships=[RelationshipView(**one) for one in await people_queries.relationships(conn, person)],
                pairs=(await pair_views(conn, [person], MatchState)).get(person, []),
                referrals=(await related_views(conn, [person])).get(person, []),
            )
        response.headers["ETag"] = etag(view.version)
        return view

    return routes


def criteria(wanted: Search, desk: Desk) -> dict[str, str | date] | None:
    """The search in terms of the index; None when nobody can be found by it: single letters, half a phone number."""
    found = {}
    if wanted.name:
        words = [word for word in tokens(wanted.name) if len(word) >= _SHORTEST]
        found["names"] = " & ".join(f"'{word}':*" for word in words)
    if wanted.personal_code:
        found["code"] = code_key(wanted.personal_code, desk.rules)
    if wanted.phone:
        found["phone"] = e164(wanted.phone)
    if wanted.birth_date:
        found["birth_date"] = wanted.birth_date
    if wanted.referral:
        found["referral"] = wanted.referral
    return found if found and all(found.values()) else None
