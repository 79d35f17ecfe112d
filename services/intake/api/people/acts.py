"""What workers decide about people: what is right about them, how they are reached, who is whom, who is related."""

from uuid import UUID

import asyncpg
from fastapi import APIRouter, Response

from services.intake.api.people.views import PairDecided, PersonChanged, RelationshipView
from services.intake.api.people.wishes import Contact, Correction, Kinship, Pairing, Reminding
from services.intake.api.queue import WORKERS
from services.intake.domain.people import match, relationship
from services.intake.domain.people.amend import amend, decide_contact, decide_reminders, refs
from services.intake.domain.people.match import PersonMatch, pair_id
from services.intake.domain.people.person import Person, describe, replaced
from services.intake.domain.people.relationship import Relationship, relationship_id
from services.intake.queries import people as people_queries
from shared.decision import Cause, Decision, World
from shared.http import Answer, Command, IfMatch, Problem, allow, require_version
from shared.matching import compare
from shared.runtime.desk import Desk
from shared.security import Role

CARERS = (*WORKERS, Role.SOCIAL_WORKER)


def router(desk: Desk) -> APIRouter:
    routes = APIRouter(prefix="/v1/people/{person}", tags=["people"])
    workers, carers = allow(*WORKERS), allow(*CARERS)

    @routes.post("/correct", response_model=PersonChanged, dependencies=[carers], summary="Correct a person")
    async def correct(person: UUID, wish: Correction, command: Command, if_match: IfMatch) -> Response:
        """Referrals never replace what is known; this does. What each referral said stays in its letter."""
        changes = wish.changes()
        async with desk.pool.acquire() as conn:
            row = await people_queries.person(conn, person)
        if row is None:
            raise _unknown()
        # By what they will be called they are looked for; whoever changes them meanwhile changes the version too.
        touched = refs(replaced(Person(**row), changes), desk.rules)
        return await desk.change(
            command, (Person, person), if_match,
            lambda seen, world, cause: amend(world, seen, changes, cause, desk.rules), PersonChanged, refs=touched,
        )  # fmt: skip

    @routes.post("/contact", response_model=PersonChanged, dependencies=[carers], summary="Decide on safe contact")
    async def reach(person: UUID, wish: Contact, command: Command, if_match: IfMatch) -> Response:
        """How this person must and must not be reached, from now on, in place of what held before."""
        return await desk.change(
            command, (Person, person), if_match,
            lambda seen, _, cause: decide_contact(seen, wish.wish(), cause), PersonChanged,
        )  # fmt: skip

    @routes.post("/reminders", response_model=PersonChanged, dependencies=[carers], summary="Choose how to be reminded")
    async def remind(person: UUID, wish: Reminding, command: Command, if_match: IfMatch) -> Response:
        """As the person wishes it, from now on. What safe contact forbids is not used, whatever was wished."""
        return await desk.change(
            command, (Person, person), if_match,
            lambda seen, _, cause: decide_reminders(seen, wish.choice(), cause), PersonChanged,
        )  # fmt: skip

    @routes.post("/links", response_model=PairDecided, dependencies=[workers], summary="Decide who is whom")
    async def decide_pair(person: UUID, wish: Pairing, command: Command, if_match: IfMatch) -> Response:
        """Of a pair at the version that you saw; `"0"` for two that were never paired. No rule pairs them again."""
        cause = command.cause(desk.clock.now())
        one, other, pair = (Person, person), (Person, wish.other), (PersonMatch, pair_id(person, wish.other))

        def decide(world: World) -> Decision:
            first, second, known = world.get(*one), world.get(*other), world.get(*pair)
            if first is None or second is None:
                raise _unknown()
            require_version(if_match, known.version if known else 0)
            score = compare(describe(first), describe(second), desk.rules.matching(cause.time))
            return match.decide(known, person, wish.other, wish.act, wish.reason, score, cause)

        async def work(conn: asyncpg.Connection) -> Answer:
            decided = await desk.decide(conn, cause, [one, other, pair], decide)
            after = decided.world.get(*pair)
            return desk.answer(decided, PairDecided.model_validate(after), version=after.version)

        return await command.run(work)

    @routes.post(
        "/relationships",
        response_model=RelationshipView,
        status_code=201,
        dependencies=[carers],
        summary="Note a relationship",
    )
    async def relate(person: UUID, wish: Kinship, command: Command) -> Response:
        """`other` is the `kind` of the person. It gives nobody access to anything."""
        cause = command.cause(desk.clock.now())
        one, other = (Person, person), (Person, wish.other)
        known = (Relationship, relationship_id(person, wish.other, wish.kind))

        def decide(world: World) -> Decision:
            if (first := world.get(*one)) is None:
                raise _unknown()
            return relationship.begin(world.get(*known), first, world.get(*other), wish.kind, cause)

        async def work(conn: asyncpg.Connection) -> Answer:
            decided = await desk.decide(conn, cause, [one, other, known], decide)
            after = decided.world.get(*known)
            view = RelationshipView.model_validate(after)
            return desk.answer(decided, view, 201, f"/v1/people/{person}", after.version)

        return await command.run(work)

    @routes.post(
        "/relationships/{known}/end",
        response_model=RelationshipView,
        dependencies=[carers],
        summary="End a relationship",
    )
    async def part(person: UUID, known: UUID, command: Command, if_match: IfMatch) -> Response:
        def end(seen: Relationship, world: World, cause: Cause) -> Decision:
            if person not in (seen.person, seen.other):
                raise Problem("not-found", "This person has no such relationship.")
            return relationship.end(seen, cause)

        return await desk.change(command, (Relationship, known), if_match, end, RelationshipView)

    return routes


def _unknown() -> Problem:
    return Problem("not-found", "There is no such person.")
