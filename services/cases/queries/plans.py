"""Reading plans, recommendations and crisis plans."""

from datetime import date
from uuid import UUID

import asyncpg

from services.cases.queries.sight import Sight, seen

Place = tuple[date | None, UUID | None]

_PLAN = """
    p.id, p.case_id, p.kind, p.edition, p.author, p.review_on, p.subject, p.project, p.assessments, p.previous, p.next,
    p.state, p.submitted_at, p.decided_by, p.decided_at, p.return_reason, p.outcome, p.reviewed_at, p.version
"""
_RECOMMENDATION = """
    r.id, r.case_id, r.code, r.staff, r.given_at, r.follow_up_on, r.subject, r.outcome, r.followed_up_at, r.version,
    r.words
"""
_CRISIS = """
    k.id, k.case_id, k.subject, k.warning_signs, k.what_helps, k.calls::text as calls, k.safe_place, k.written_by,
    k.written_at, k.version
"""


async def plan(conn: asyncpg.Connection, id: UUID) -> asyncpg.Record | None:
    """One edition, with its goals as JSON text."""
    return await conn.fetchrow(
        f"select {_PLAN}, p.return_words, p.turns_18_on, p.goals::text as goals from plan p where p.id = $1", id
    )


async def plans(
    conn: asyncpg.Connection,
    sight: Sight,
    *,
    case: UUID | None,
    state: str | None,
    kind: str | None,
    author: UUID | None,
    review_until: date | None,
    after: Place,
    limit: int,
) -> list[asyncpg.Record]:
    """Plans of cases that are seen, without their goals, what is to be reviewed first on top."""
    return await conn.fetch(
        f"""
        select {_PLAN} from plan p join social_case c on c.id = p.case_id
        where ($1::uuid is null or p.case_id = $1) and ($2::text is null or p.state = $2)
          and ($3::text is null or p.kind = $3) and ($4::uuid is null or p.author = $4)
          and ($5::date is null or p.review_on <= $5)
          and ($6::date is null or (p.review_on, p.id) > ($6, $7)) and {seen(9)}
        order by p.review_on, p.id limit $8
        """,
        case, state, kind, author, review_until, *after, limit, *sight.parameters,
    )  # fmt: skip


async def recommendation(conn: asyncpg.Connection, id: UUID) -> asyncpg.Record | None:
    return await conn.fetchrow(f"select {_RECOMMENDATION} from recommendation r where r.id = $1", id)


async def recommendations(
    conn: asyncpg.Connection, sight: Sight, *, case: UUID | None, open: bool | None, after: Place, limit: int
) -> list[asyncpg.Record]:
    """Recommendations in cases that are seen, what is to be asked after first on top."""
    return await conn.fetch(
        f"""
        select {_RECOMMENDATION} from recommendation r join social_case c on c.id = r.case_id
        where ($1::uuid is null or r.case_id = $1) and ($2::boolean is null or (r.outcome is null) = $2)
          and ($3::date is null or (r.follow_up_on, r.id) > ($3, $4)) and {seen(6)}
        order by r.follow_up_on, r.id limit $5
        """,
        case, open, *after, limit, *sight.parameters,
    )  # fmt: skip


async def crisis_plan(conn: asyncpg.Connection, id: UUID) -> asyncpg.Record | None:
    return await conn.fetchrow(f"select {_CRISIS} from crisis_plan k where k.id = $1", id)


async def crisis_plans(
    conn: asyncpg.Connection, sight: Sight, subject: UUID | None, case: UUID | None
) -> list[asyncpg.Record]:
    """Of a person, or of all persons of a case, where the case is seen; the newest on top."""
    return await conn.fetch(
        f"""
        select {_CRISIS} from crisis_plan k join social_case c on c.id = k.case_id
        where ($1::uuid is null or k.subject = $1) and ($2::uuid is null or k.case_id = $2) and {seen(3)}
        order by k.written_at desc, k.id limit 200
        """,
        subject, case, *sight.parameters,
    )  # fmt: skip
