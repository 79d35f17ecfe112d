"""How people wish to be reminded, as was noted under any entry that means them, and how they may be."""

from collections.abc import Sequence
from dataclasses import asdict
from uuid import UUID

import asyncpg
from pydantic import TypeAdapter

from services.intake.api.people.contact_rules import contact_rules
from services.intake.api.people.views import ContactView, ReachView, ReminderView
from services.intake.domain.people.reminding import UNKNOWN, Reach, ReminderChoice, reach
from services.intake.domain.people.safe_contact import SafeContact
from services.intake.queries import people as people_queries
from shared.runtime.desk import Desk

_CHOICE = TypeAdapter(ReminderChoice)


async def wished(conn: asyncpg.Connection, people: Sequence[UUID]) -> dict[UUID, ReminderView]:
    """By person; those of whom nothing was noted are not in it."""
    return {row["root"]: _view(row) for row in await people_queries.reminders(conn, people)}


async def reached(conn: asyncpg.Connection, people: Sequence[UUID], desk: Desk) -> list[ReachView]:
    """How each of them may be reminded now."""
    known = {row["id"] for row in await people_queries.people(conn, people)}
    rules = await contact_rules(conn, people, desk.settings.intake.safe_contact, desk.clock.now())
    choices = {row["root"]: _choice(row) for row in await people_queries.reminders(conn, people)}
    return [
        ReachView(id=id, **asdict(_reach(choices.get(id), rules.get(id, [])) if id in known else UNKNOWN))
        for id in people
    ]


def _reach(choice: ReminderChoice | None, rules: Sequence[ContactView]) -> Reach:
    held = [SafeContact(tuple(r.forbidden), tuple(r.allowed), r.after, r.before, r.never_tell, r.words) for r in rules]
    return reach(choice, held, is_undecided=any(rule.rule for rule in rules))


def _choice(row: asyncpg.Record) -> ReminderChoice:
    return _CHOICE.validate_json(row["choice"])


def _view(row: asyncpg.Record) -> ReminderView:
    return ReminderView(person=row["person"], **asdict(_choice(row)))
