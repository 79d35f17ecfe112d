"""Who may be whom, and what else was said of the same people: for the queue and for the view of one person."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from uuid import UUID

import asyncpg

from services.intake.api.people.views import PairView, RelatedView
from services.intake.domain.people.match import ALLOWED, MatchState
from services.intake.queries import people as people_queries


async def pair_views(
    conn: asyncpg.Connection, people: Sequence[UUID], states: Iterable[MatchState]
) -> dict[UUID, list[PairView]]:
    """The pairs in one of `states` that each of these people is in, the best first."""
    found = defaultdict(list)
    for row in await people_queries.pairs(conn, people, [*states]):
        found[row["subject"]].append(PairView(**row, actions=sorted(ALLOWED[row["state"]])))
    return found


async def related_views(conn: asyncpg.Connection, people: Sequence[UUID]) -> dict[UUID, list[RelatedView]]:
    """The latest referrals about each of these people, under whichever entry."""
    found = defaultdict(list)
    for row in await people_queries.referrals(conn, people):
        found[row["subject"]].append(RelatedView.model_validate(dict(row)))
    return found
