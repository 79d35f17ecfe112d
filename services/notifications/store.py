"""The tables of notifications, in the order in which their rows are locked. The only writer."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

import asyncpg
from pydantic import TypeAdapter

from services.notifications.domain.circuit import probing
from services.notifications.domain.delivery import Delivery, Try
from services.notifications.domain.disclosure import Disclosure
from services.notifications.domain.endpoint import Endpoint
from services.notifications.domain.follow_up import FollowUp
from services.notifications.domain.links import Link
from services.notifications.domain.matter import CaseFile, Matter
from services.notifications.domain.message import Due
from services.notifications.domain.notice import Notice
from services.notifications.domain.reminders.occasion import Applicant, Occasion
from services.notifications.domain.reminders.reminder import Reminder
from services.notifications.domain.reminders.trying import ReminderTry
from shared.contracts.codes import NoticeChannel
from shared.database.table import Table, Tables
from shared.partnership import Partner

_TRIES = Table(Try, "delivery_try")
_DISCLOSURES = Table(Disclosure, "disclosure")
_LINKS = Table(Link, "answer_link")
_ENDPOINTS = Table(Endpoint, "endpoint")
_REMINDER_TRIES = Table(ReminderTry, "reminder_try")
TABLES = Tables(
    (
        _LINKS,
        Table(Partner, "partner"),
        _ENDPOINTS,
        Table(Matter, "matter"),
        Table(CaseFile, "case_file"),
        Table(Notice, "notice"),
        Table(FollowUp, "follow_up"),
        Table(Delivery, "delivery"),
        _DISCLOSURES,
        _TRIES,
        Table(Applicant, "applicant"),
        Table(Occasion, "occasion"),
        Table(Reminder, "reminder"),
        _REMINDER_TRIES,
    )
)

_DUES = TypeAdapter(list[Due])

# Each way (a channel to an agency) that has open deliveries, found by leaps: however many wait there, one step each.
_WAYS = """
    with recursive way as (
        (select channel, agency from delivery where open and {first} order by channel, agency limit 1)
        union all
        select following.* from way, lateral (
            select channel, agency from delivery where open and {after} order by channel, agency limit 1
        ) following
    )
"""
_EACH_WAY = _WAYS.format(first="true", after="(channel, agency) > (way.channel, way.agency)")
# Within a channel it leaps by the agency alone: PostgreSQL would walk a pair from where the given channel begins.
_WAYS_OF_ONE = _WAYS.format(
    first="channel = $1 and agency >= coalesce($2::text, '')",
    after="channel = $1 and agency > way.agency and $2 is null",
)

# What an agency without access would be told is held, and so is what lies behind an endpoint that is shut, unless it is
# one of those that are `probed`.
_MAY_GO = """
    not exists (select from partner p where p.id = way.agency and p.state <> 'active')
    and not exists (
        select from endpoint e where e.id in (way.agency || '/' || way.channel, way.channel) and e.shut and not {probed}
    )
"""
_MAY_BE_PROBED = "(coalesce(e.until <= {now}, false) and e.paused_since is null and e.disabled_since is null)"

_DUE = f"""
    {_EACH_WAY}
    select channel, agency from way where {_MAY_GO.format(probed=_MAY_BE_PROBED.format(now="$1"))} and exists (
        select from delivery d
        where d.open and (d.channel, d.agency) = (way.channel, way.agency) and d.urgent = any('{{true,false}}')
          and coalesce(d.not_before, '-infinity') <= $1
    )
"""

# A notice that quotes a number waits until the number is here. Rows that somebody else decides about are passed over.
_CLAIM = f"""
    {_WAYS_OF_ONE}, due as (
        select of_one.id from way, (values (true), (false)) as turn(urgent), lateral (
            select d.id, coalesce(d.not_before, '-infinity') as since, d.seq
            from delivery d join notice n using (id) left join matter m on m.id = n.referral
            where d.open and (d.channel, d.agency) = (way.channel, way.agency) and d.urgent = turn.urgent
              and coalesce(d.not_before, '-infinity') <= $3 and (n.referral is null or m.id is not null)
            order by coalesce(d.not_before, '-infinity'), d.seq limit $5 for update of d skip locked
        ) of_one
        where way.agency = coalesce($2, way.agency) and {_MAY_GO.format(probed="coalesce(e.id = $6, false)")}
        order by turn.urgent desc, of_one.since, of_one.seq limit $5
    ), claimed as (
        update delivery d set attempt = d.attempt + 1, not_before = $4 from due where d.id = due.id returning d.*
    )
    select coalesce(json_agg(t order by t.urgent desc, t.seq)::text, '[]') from (
        select c.id as notice, c.attempt, c.message, c.channel, c.agency, c.urgent, c.correlation, c.trace, c.seq,
               c.asked_after, n.rule, n.purpose, n.legal_basis, n.article, n.field_set, n.subject, n.needs, m.number,
               n.issued_at, n.acknowledge_by, n.withdrawal, n.also
        from claimed c join notice n using (id) left join matter m on m.id = n.referral
    ) t
"""

_PROBED = f"""
    from endpoint e
    where e.channel = $1 and ($2::text is null or e.agency = $2) and e.shut and {_MAY_BE_PROBED.format(now="$3")}
"""
_TO_PROBE = f"""
    select coalesce(json_agg(t)::text, '[]')
    from (select {_ENDPOINTS.columns} {_PROBED} order by id for update skip locked) t
"""


async def due(conn: asyncpg.Connection, now: datetime) -> list[tuple[NoticeChannel, str]]:
    """Each channel and agency for which something may begin now."""
    return [(NoticeChannel(row["channel"]), row["agency"]) for row in await conn.fetch(_DUE, now)]


async def claim(
    conn: asyncpg.Connection, channel: NoticeChannel, agency: str | None, now: datetime, until: datetime, limit: int
) -> list[Due]:
    """Up to `limit` deliveries whose turn it is, ours until `until`: whoever dies before that leaves them to others.

    Of an endpoint whose circuit is open there is none, until it is time for one as a probe.
    """
    dues = await _claimed(conn, channel, agency, now, until, limit)
    if await conn.fetchval(f"select exists (select {_PROBED})", channel, agency, now):
        dues += await _probes(conn, channel, agency, now, until)
    return dues


async def _claimed(
    conn: asyncpg.Connection, channel: NoticeChannel, agency: str | None, now: datetime, until: datetime, limit: int,
    probed: str | None = None,
) -> list[Due]:  # fmt: skip
    return _DUES.validate_json(await conn.fetchval(_CLAIM, channel, agency, now, until, limit, probed))


async def _probes(
    conn: asyncpg.Connection, channel: NoticeChannel, agency: str | None, now: datetime, until: datetime
) -> list[Due]:
    """One delivery for each endpoint that may be probed; others who probe pass over it until `until`."""
    probes: list[Due] = []
    async with conn.transaction():
        text = await conn.fetchval(_TO_PROBE, channel, agency, now)
        for endpoint in _ENDPOINTS.rows.validate_json(text):
            dues = await _claimed(conn, channel, endpoint.agency, now, until, 1, endpoint.id)
            await _ENDPOINTS.save(conn, [probing(endpoint, due.notice, until) for due in dues])
            probes += dues
    return probes


async def postpone(conn: asyncpg.Connection, dues: Sequence[Due], until: datetime) -> None:
    """Give claimed deliveries back untried, for later."""
    await conn.execute(
        """
        update delivery d set not_before = $3 from unnest($1::uuid[], $2::integer[]) as due(id, attempt)
        where d.id = due.id and d.attempt = due.attempt
        """,
        [due.notice for due in dues],
        [due.attempt for due in dues],
        until,
    )


async def still_ours(conn: asyncpg.Connection, dues: Sequence[Due]) -> set[UUID]:
    """Which of the claimed deliveries may go as they were claimed; nobody changes them within this transaction.

    Meanwhile the notice may have been answered or taken back, the agency lost its access, or our time run out.
    """
    rows = await conn.fetch(
        """
        select d.id from delivery d
        join unnest($1::uuid[], $2::integer[], $3::text[], $4::text[]) as due(id, attempt, message, channel) using (id)
        where d.open and (d.attempt, d.message, d.channel) = (due.attempt, due.message, due.channel)
          and not exists (select from partner p where p.id = d.agency and p.state <> 'active')
        order by d.id for update of d
        """,
        [due.notice for due in dues],
        [due.attempt for due in dues],
        [due.message for due in dues],
        [due.channel for due in dues],
    )
    return {row["id"] for row in rows}


async def begin(
    conn: asyncpg.Connection, tries: Sequence[Try], disclosures: Sequence[Disclosure], links: Sequence[Link] = ()
) -> None:
    """Write down what is about to be sent, before it is."""
    async with conn.transaction():
        await _TRIES.save(conn, tries)
        if disclosures:
            await _DISCLOSURES.save(conn, disclosures)
        if links:
            await _LINKS.save(conn, links)


async def begin_reminders(conn: asyncpg.Connection, tries: Sequence[ReminderTry]) -> None:
    """Write down which reminders are about to be sent, before they are."""
    await _REMINDER_TRIES.save(conn, tries)
