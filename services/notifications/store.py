"""The tables of notifications, in the order in which their rows are locked. The only writer."""

from collections.abc import Sequence
from datetime import datetime

import asyncpg
from pydantic import TypeAdapter

from services.notifications.domain.delivery import Delivery, Try
from services.notifications.domain.disclosure import Disclosure
from services.notifications.domain.links import Link
from services.notifications.domain.matter import CaseFile, Matter
from services.notifications.domain.message import Due
from services.notifications.domain.notice import Notice
from shared.contracts.codes import NoticeChannel
from shared.database.table import Table, Tables
from shared.partnership import Partner

_TRIES = Table(Try, "delivery_try")
_DISCLOSURES = Table(Disclosure, "disclosure")
_LINKS = Table(Link, "answer_link")
TABLES = Tables(
    (
        _LINKS,
        Table(Partner, "partner"),
        Table(Matter, "matter"),
        Table(CaseFile, "case_file"),
        Table(Notice, "notice"),
        Table(Delivery, "delivery"),
        _DISCLOSURES,
        _TRIES,
    )
)

_DUES = TypeAdapter(list[Due])

# A notice that quotes a number waits until the number is here, and what an agency without access would be told is held.
# Rows that somebody else decides about are passed over.
_CLAIM = """
    with due as (
        select d.id from delivery d join notice n using (id) left join matter m on m.id = n.referral
        where d.open and d.channel = $1 and ($2::text is null or d.agency = $2)
          and (d.not_before is null or d.not_before <= $3) and (n.referral is null or m.id is not null)
          and not exists (select from partner p where p.id = d.agency and p.state <> 'active')
        order by d.urgent desc, d.not_before nulls first, d.seq limit $5 for update of d skip locked
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


async def claim(
    conn: asyncpg.Connection, channel: NoticeChannel, agency: str | None, now: datetime, until: datetime, limit: int
) -> list[Due]:
    """Up to `limit` deliveries whose turn it is, ours until `until`: whoever dies before that leaves them to others."""
    return _DUES.validate_json(await conn.fetchval(_CLAIM, channel, agency, now, until, limit))


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
