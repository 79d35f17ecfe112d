"""Reading for the API. Nothing here writes or locks."""

from collections.abc import Sequence
from datetime import date, datetime
from uuid import UUID

import asyncpg

from shared.contracts.partner import InformationAsked, ReferralConcluded, ReferralDecided, ReferralStatus

_REFERRAL = """
    id, number, partner, reference, channel, kind, needs, subjects, age_band, received_at, state, priority, rule,
    decide_by, contact_by, reason, case_id, outcome, triage_reason, triaged_by, asked, clock_left, redirected_to,
    municipality, withdrawal, answer, links, declared_residence, actual_residence, benefit_system,
    benefit_number, version
"""


async def referral(conn: asyncpg.Connection, id: UUID, partner: str | None = None) -> asyncpg.Record | None:
    """One referral; with `partner`, only when it is theirs."""
    return await conn.fetchrow(
        f"select {_REFERRAL} from referral where id = $1 and ($2::text is null or partner = $2)", id, partner
    )


async def by_number(conn: asyncpg.Connection, number: str) -> UUID | None:
    """The referral of a number, which is written in capitals."""
    return await conn.fetchval("select id from referral where number = $1", number)


async def calls(
    conn: asyncpg.Connection, outcome: str | None, after: tuple[datetime | None, UUID | None], limit: int
) -> list[asyncpg.Record]:
    """What was written down of calls and visits to the desk, oldest first."""
    return await conn.fetch(
        """
        select c.id, r.number, r.kind, c.channel, c.caller, c.operator, c.called_at, c.outcome
        from desk_call c join referral r using (id)
        where ($1::text is null or c.outcome = $1) and ($2::timestamptz is null or (c.called_at, c.id) > ($2, $3))
        order by c.called_at, c.id limit $4
        """,
        outcome, *after, limit,
    )  # fmt: skip


async def queue(
    conn: asyncpg.Connection,
    state: str,
    priority: str | None,
    kinds: Sequence[str],
    after: tuple[datetime | None, UUID | None],
    limit: int,
) -> list[asyncpg.Record]:
    """Referrals of these kinds in one state, the clock that runs out first on top."""
    return await conn.fetch(
        f"""
        select {_REFERRAL} from referral
        where state = $1 and ($2::text is null or priority = $2)
          and kind = any($3) and ($4::timestamptz is null or (decide_by, id) > ($4, $5))
        order by decide_by, id limit $6
        """,
        state, priority, kinds, *after, limit,
    )  # fmt: skip


async def sent_by(
    conn: asyncpg.Connection, partner: str, after: tuple[datetime | None, UUID | None], limit: int
) -> list[asyncpg.Record]:
    """A partner's own referrals, oldest first."""
    return await conn.fetch(
        f"""
        select {_REFERRAL} from referral
        where partner = $1 and ($2::timestamptz is null or (received_at, id) > ($2, $3))
        order by received_at, id limit $4
        """,
        partner, *after, limit,
    )  # fmt: skip


async def letter(conn: asyncpg.Connection, referral: UUID) -> str | None:
    """What the referral said in words, as one JSON text."""
    return await conn.fetchval(
        """
        select row_to_json(l)::text from (
            select narrative, subject, reporter, occurred_at, urgent, unknown_codes, (
                select coalesce(json_agg(json_build_object('act', act, 'said', said, 'said_at', said_at)
                    order by said_at, id), '[]') from supplement where referral = $1
            ) as supplements from letter where id = $1
        ) l
        """,
        referral,
    )


async def reporter(conn: asyncpg.Connection, referral: UUID) -> str | None:
    """Who noticed, as JSON; None when nobody is named as reporter, or there is no such referral."""
    return await conn.fetchval("select reporter::text from letter where id = $1", referral)


async def receipts(conn: asyncpg.Connection, topic: str, epoch: int, position: int, limit: int) -> list[asyncpg.Record]:
    """Receipts on a partner's topic after a place in the log, in order."""
    return await conn.fetch(
        """
        select epoch, position, id, type, time, data::text as data from event_log
        where topic = $1 and (position > $3 or epoch > $2) order by position limit $4
        """,
        topic, epoch if epoch else 2**31 - 1, position, limit,
    )  # fmt: skip


async def register_counts(
    conn: asyncpg.Connection,
    target_group: str | None,
    source: str | None,
    after: tuple[date | None, UUID | None],
    limit: int,
) -> list[asyncpg.Record]:
    """Figures of registers, the latest day first; those of one group or source where that is asked for."""
    return await conn.fetch(
        """
        select id, target_group, count, source, counted_on, territory, quoted, note, version from register_count
        where ($1::text is null or target_group = $1) and ($2::text is null or source = $2)
            and ($3::date is null or (counted_on, id) < ($3, $4))
        order by counted_on desc, id desc limit $5
        """,
        target_group, source, *after, limit,
    )  # fmt: skip


async def without_receipt(conn: asyncpg.Connection) -> list[str]:
    """Numbers of partners' referrals with a receipt missing from the log: always none (see `tilts verify`)."""
    rows = await conn.fetch(
        """
        with receipt as (select type, data->>'number' as number from event_log where topic is not null),
        due as (
            select number, unnest(case state
                when 'received' then array[]::text[]
                when 'needs_info' then array[$3]
                when 'withdrawn' then array[$4]
                when 'completed' then case when answer is null then array[$1, $2] else array[$2] end
                else array[$1] end) as type
            from referral where partner is not null
        )
        select distinct number from due d
        where not exists (select from receipt r where r.type = d.type and r.number = d.number) order by number
        """,
        ReferralDecided.type, ReferralConcluded.type, InformationAsked.type, ReferralStatus.type,
    )  # fmt: skip
    return [row["number"] for row in rows]
