"""Topics that partners write: (partner, message id) is the only dedupe, kept longer than the topic's retention.

A repeated message gets the same receipts again, with the same ids; the same id with another body is refused, and is
from then on a message of its own, so that its repeats are repeats too.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from uuid import UUID

import asyncpg

from shared.contracts.codes import ParkReason
from shared.stream.event import Event
from shared.stream.log import event
from shared.stream.record import EdgeRecord, message_id
from shared.stream.work import Failure

REMEMBERED = timedelta(days=30)
"""Several times what the topics that partners write are kept."""
_REUSED = "message-id-reused: this id was used before for another message; send it under a new id"


@dataclass(slots=True)
class Receipt:
    """What became of some messages: those never seen, the receipts to repeat, and ids used again for another body."""

    new: list[EdgeRecord] = field(default_factory=list)
    repeated: list[Event] = field(default_factory=list)
    reused: list[Failure] = field(default_factory=list)


async def receive(conn: asyncpg.Connection, messages: Sequence[EdgeRecord]) -> Receipt:
    """Enter messages into the book, in one statement each way. Concurrent receivers of one message queue here."""
    first = {(m.partner, m.message): m for m in reversed(messages)}
    ordered = sorted(first)
    inserted = await conn.fetch(
        """
        insert into partner_message (partner, message, digest)
        select p, m, d from unnest($1::text[], $2::text[], $3::bytea[]) t(p, m, d)
        on conflict do nothing returning partner, message
        """,
        [partner for partner, _ in ordered],
        [message for _, message in ordered],
        [first[name].digest for name in ordered],
    )
    new = {tuple(row) for row in inserted}
    receipt, again = Receipt(), []
    for m in messages:
        # By identity: a message that came twice in one batch is equal to itself, and still counts once.
        is_new = (m.partner, m.message) in new and first[m.partner, m.message] is m
        (receipt.new if is_new else again).append(m)
    if again:
        await _again(conn, again, receipt)
    return receipt


async def _again(conn: asyncpg.Connection, again: Sequence[EdgeRecord], receipt: Receipt) -> None:
    rows = await conn.fetch(
        """
        select partner, message, digest from partner_message
        where (partner, message) in (select * from unnest($1::text[], $2::text[]))
        """,
        [m.partner for m in again],
        [m.message for m in again],
    )
    known = {(row["partner"], row["message"]): row["digest"] for row in rows}
    same = [m for m in again if known[m.partner, m.message] == m.digest]
    other = [m.under_its_own_name() for m in again if known[m.partner, m.message] != m.digest]
    named = {message_id(m.partner, m.message): m for m in other}
    told = await _receipts(conn, [*dict.fromkeys(message_id(m.partner, m.message) for m in same), *named])
    receipt.repeated += [one for receipts in told.values() for one in receipts]
    receipt.reused += [Failure(m, ParkReason.INVALID, _REUSED) for name, m in named.items() if name not in told]


async def _receipts(conn: asyncpg.Connection, causes: Sequence[UUID]) -> dict[UUID, list[Event]]:
    """The receipts that each message led to, each once, however often they were repeated."""
    rows = await conn.fetch(
        """
        select distinct on (partition, id) *, data::text as data from event_log
        where causation = any($1) and topic is not null order by partition, id, position
        """,
        causes,
    )
    told: dict[UUID, list[Event]] = {}
    for row in sorted(rows, key=lambda row: row["position"]):
        told.setdefault(row["causation"], []).append(event(row))
    return told


async def forget(conn: asyncpg.Connection, age: timedelta = REMEMBERED) -> int:
    """Remove entries older than any message that the partners' topics can still hold; returns how many."""
    done = await conn.execute("delete from partner_message where seen_at < now() - $1::interval", age)
    return int(done.split()[-1])
