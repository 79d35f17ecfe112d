"""How people are to be reached: what workers decided under any entry that means them, and what holds until they do."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime
from uuid import UUID

import asyncpg
from pydantic import TypeAdapter

from services.intake.api.people.views import ContactView
from services.intake.domain.people.safe_contact import SafeContact
from services.intake.queries import people as people_queries
from shared.calendar import RIGA
from shared.settings.intake import SafeContactRule

_DECIDED = TypeAdapter(SafeContact)


async def contact_rules(
    conn: asyncpg.Connection, people: Sequence[UUID], rules: Sequence[SafeContactRule], now: datetime
) -> dict[UUID, list[ContactView]]:
    """By person; those of whom nothing is decided and nothing dangerous was said are not in it."""
    found = defaultdict(list)
    for row in await people_queries.contact(conn, people):
        decided = asdict(_DECIDED.validate_json(row["safe_contact"]))
        found[row["root"]].append(ContactView(person=row["person"], rule=None, **decided))
    for rule in rules:
        if rule.holds_on(now.astimezone(RIGA).date()):
            for row in await people_queries.in_need(conn, people, rule.needs):
                view = ContactView(person=row["person"], rule=rule.code, forbidden=list(rule.forbidden))
                found[row["root"]].append(view)
    return found
