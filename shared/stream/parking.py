"""Records that could not be processed: parked per key in the batch's transaction, replayed in order or discarded.

Later facts of a parked key are parked behind it. Both ends are facts (RecordParked, RecordReplayed, RecordDiscarded),
so that reporting can show what waits.
"""

import json
from base64 import b64decode, b64encode
from collections.abc import Collection, Sequence
from datetime import datetime
from uuid import UUID

import asyncpg
from pydantic import ValidationError

from shared.contracts.stream import RecordParked
from shared.decision import Cause, derived
from shared.stream import wire
from shared.stream.event import Event, event_of
from shared.stream.record import EdgeRecord, FactRecord, Record, own_id
from shared.stream.work import Failure

_PARK = """
insert into parked (id, source, partition, key, epoch, position, type, headers, body, reason, detail, parked_at)
values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12) on conflict (id) do nothing returning id
"""


async def waiting(conn: asyncpg.Connection, keys: Collection[tuple[str, str]]) -> set[tuple[str, str]]:
    """Which of these (source, key) already have a parked record. The caller holds their cursors, as replay does."""
    rows = await conn.fetch(
        """
        select distinct source, key from parked
        where (source, key) in (select * from unnest($1::text[], $2::text[]))
        """,
        [source for source, _ in keys],
        [key for _, key in keys],
    )
    return {tuple(row) for row in rows}


async def park(conn: asyncpg.Connection, consumer: str, failures: Sequence[Failure], now: datetime) -> list[Event]:
    """Keep the records, in the given order; returns the facts that say so. What is parked already stays as it is."""
    rows, facts = [], {}
    for failure in failures:
        record, cause = failure.origin, _cause(failure, consumer, now)
        source, key = failure.stands
        type_ = failure.record.type
        rows.append((
            cause.id, source, getattr(record, "partition", None), key, getattr(record, "epoch", None),
            getattr(record, "position", None), type_, _headers(record), _body(failure), failure.reason,
            failure.detail, now,
        ))  # fmt: skip
        fact = _parked_fact(consumer, cause.id, source, record, type_, failure.reason)
        facts[cause.id] = event_of(cause, 0, fact.type, fact.key, fact.encode().decode())
    parked = await conn.fetchmany(_PARK, rows) if rows else []
    return [facts[row["id"]] for row in parked]


def revive(row: asyncpg.Record) -> Record:
    """A parked row as the record it was."""
    headers = tuple((name, None if value is None else b64decode(value)) for name, value in json.loads(row["headers"]))
    given = wire.attributes(headers)
    if row["source"].startswith("partner."):
        partner = row["source"].removeprefix("partner.")
        own = own_id(given) or row["key"]
        return EdgeRecord(partner, "", row["key"], b"", row["type"], row["body"], headers, given, own)
    return FactRecord(
        row["source"], row["partition"], row["epoch"], row["position"], UUID(given["id"]), given.get("previousid"),
        row["key"], row["type"], row["body"], headers, given,
    )  # fmt: skip


def _cause(failure: Failure, consumer: str, now: datetime) -> Cause:
    """Parking again gives the same id: it is derived from where the record stands, or from the message it is."""
    record = failure.origin
    if record is None:
        return failure.record.cause
    where = f"{record.source}/{record.partition}/{record.epoch}/{record.position}/{record.key}"
    return Cause(derived(UUID(int=0), f"parked/{consumer}/{where}"), now, record.cause(now).correlation, consumer)


def _headers(record: Record | None) -> str:
    raw = record.headers if record else ()
    return json.dumps([(name, None if value is None else b64encode(value).decode()) for name, value in raw])


def _body(failure: Failure) -> bytes | None:
    """A timer has no body but its due instant, which names it together with its kind and key."""
    record = failure.origin
    return failure.record.body.due.isoformat().encode() if record is None else record.body


def _parked_fact(consumer, record_id, source, record, type_, reason) -> RecordParked:
    fields = {
        "consumer": consumer, "record": record_id, "source": source, "reason": reason,
        "partition": getattr(record, "partition", None), "position": getattr(record, "position", None),
    }  # fmt: skip
    try:
        return RecordParked(**fields, record_type=type_)
    except ValidationError:
        return RecordParked(**fields)  # a hostile type name stays in the parked row, it never reaches the bus
