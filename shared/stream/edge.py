"""Topics that partners write: (partner, message id) is the only dedupe, kept longer than the topic's retention.

A repeated message gets the same receipts again, with the same ids; the same id with another body is refused.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

import asyncpg

from shared.contracts.codes import ParkReason
from shared.stream.event import Event
from shared.stream.log import recorded
from shared.stream.record import EdgeRecord, message_id
from shared.stream.work import Failure

_REUSED = "message-id-reused: this id was used before for another message; send it under a new id"


@dataclass(slots=True)
class Receipt:
    """What became of some messages: those never seen, the receipts to repeat, and ids used again for another body."""

    new: list[EdgeRecord] = field(default_factory=list)
    repeated: list[Event] = field(default_factory=list)
    reused: list[Failure] = field(default_factory=list)


async def receive(conn: asyncpg.Connection, messages: Sequence[EdgeRecord], now: datetime) -> Receipt:
    """Enter messages into the book, in one statement each way. Concurrent receivers of one message queue here."""
    first = {(m.partner, m.message): m for m in reversed(messages)}
    ordered = sorted(first)
    inserted = await conn.fetch(
        """
        insert into partner_message (partner, message, digest, seen_at)
        select p, m, d, $4 from unnest($1::text[], $2::text[], $3::bytea[]) t(p, m, d)
        on conflict do nothing returning partner, message
        """,
        [partner for partner, _ in ordered],
        [message for _, message in ordered],
        [first[name].digest for name in ordered],
        now,
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
    same, other = [], []
    for m in again:
        (same if known[m.partner, m.message] == m.digest else other).append(m)
    receipt.reused += [Failure(m, ParkReason.INVALID, _REUSED) for m in other]
    receipts = await conn.fetch(
        "select *, data::text as data from event_log where causation = any($1) and topic is not null order by position",
        [message_id(m.partner, m.message) for m in same],
    )
    receipt.repeated += [recorded(row).event for row in receipts]


async def forget(conn: asyncpg.Connection, before: datetime) -> int:
    """Remove entries older than any message that the partners' topics can still hold; returns how many."""
    return int((await conn.execute("delete from partner_message where seen_at < $1", before)).split()[-1])
