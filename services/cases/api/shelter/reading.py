"""A shelter at an instant: which night it is there, how many beds can be used, by which rule."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

import asyncpg

from services.cases.domain.capacity.usable import usable_places
from services.cases.domain.shelter.night import Night, night_id
from services.cases.domain.shelter.rules import NightRule, night_of
from services.cases.queries import shelter as queries
from shared.calendar import RIGA
from shared.http import Problem
from shared.runtime.desk import Desk


@dataclass(frozen=True, slots=True)
class Shelter:
    """One shelter now. `row` is what the catalogue says of it."""

    row: dict[str, Any]
    rule: NightRule
    now: datetime

    @property
    def offer(self) -> UUID:
        return self.row["offer"]

    @property
    def tonight(self) -> date:
        return night_of(self.now, self.rule)

    @property
    def beds(self) -> int | None:
        return usable_places(self.row["capacity"], self.now)

    async def night(self, conn: asyncpg.Connection) -> Night:
        """The night that it is now: an empty one where nothing has happened yet."""
        id = night_id(self.offer, self.tonight)
        return await queries.night(conn, id) or Night(id, self.offer, self.tonight)


def as_of(desk: Desk, row: dict[str, Any], now: datetime) -> Shelter:
    return Shelter(row, desk.rules.places.night_rule(row["code"], now.astimezone(RIGA).date()), now)


async def shelter(desk: Desk, conn: asyncpg.Connection, offer: UUID, now: datetime) -> Shelter:
    """Raises Problem 404 when there is no such night shelter."""
    row = await queries.shelter(conn, offer)
    if row is None:
        raise Problem("not-found", "There is no such night shelter.")
    return as_of(desk, row, now)
