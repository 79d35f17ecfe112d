"""Reading of feedback for the API. Nothing here writes or locks."""

from datetime import datetime
from uuid import UUID

import asyncpg

from shared.contracts.feedback import ProposalReceived, SurveyAnswered
from shared.contracts.feedback_codes import Verdict

_ANSWER = "a.id, a.kind, a.role, a.worker, a.answered_at, a.verdict, a.reason, a.version, t.text"


async def texts(
    conn: asyncpg.Connection,
    campaign: str,
    verdict: Verdict | None,
    after: tuple[datetime | None, UUID | None],
    limit: int,
) -> list[asyncpg.Record]:
    """Answers with words that have that verdict, or none yet, oldest first."""
    return await conn.fetch(
        f"""
        select {_ANSWER} from answer a join answer_text t using (id)
        where a.campaign = $1 and a.verdict is not distinct from $2
          and ($3::timestamptz is null or (a.answered_at, a.id) > ($3, $4))
        order by a.answered_at, a.id limit $5
        """,
        campaign, verdict, *after, limit,
    )  # fmt: skip


async def winners(conn: asyncpg.Connection, campaign: str, gifts: int) -> list[asyncpg.Record]:
    """The first answers in the order of the log."""
    return await conn.fetch(
        "select id, place, collected from answer where campaign = $1 and place <= $2 order by place", campaign, gifts
    )


async def tally(conn: asyncpg.Connection, campaign: str) -> dict:
    """What a campaign has brought so far: numbers of answers and verdicts, and of each worker's thanks."""
    counts = await conn.fetchrow(
        """
        select count(*) as answers, count(*) filter (where life_improved = 'yes') as positive,
            count(*) filter (where life_improved = 'partly') as partly,
            count(*) filter (where life_improved = 'no') as negative,
            count(*) filter (where collected) as gifts_collected
        from answer where campaign = $1
        """,
        campaign,
    )
    refused = await conn.fetch(
        "select split_part(id, '/', 2) as why, count from refused_answers where split_part(id, '/', 1) = $1", campaign
    )
    thanked = await conn.fetch(
        """
        select worker, count(*) as submitted, count(*) filter (where verdict = 'approved') as approved,
            count(*) filter (where verdict = 'hidden') as hidden, count(*) filter (where verdict is null) as waiting
        from answer where campaign = $1 and worker is not null group by worker order by count(*) desc, worker
        """,
        campaign,
    )
    return {**counts, **dict(map(tuple, refused)), "workers": [dict(row) for row in thanked]}


async def out_of_place(conn: asyncpg.Connection) -> list[UUID]:
    """Answers whose place is not the one that the log gives them: always none (see `tilts verify`)."""
    rows = await conn.fetch(
        """
        with logged as (
            select (data->>'answer')::uuid as id, row_number() over (partition by key order by position) as place
            from event_log where type = any($1)
        )
        select coalesce(a.id, l.id) as id from answer a full join logged l using (id)
        where a.place is distinct from l.place order by 1
        """,
        [SurveyAnswered.type, ProposalReceived.type],
    )
    return [row["id"] for row in rows]
