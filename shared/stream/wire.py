"""CloudEvents 1.0 in Kafka binary mode: attributes in `ce_` headers, the JSON body in the value, the subject as key.

Encoding and decoding are by hand because the hot path needs one pass over the headers and must survive any of them
(null, not UTF-8, repeated); `tests/shared/stream/test_wire.py` holds both against the cloudevents library.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from uuid import UUID

from shared.stream.event import Event, Recorded

HEAD_TYPE = "lv.tilts.stream.head.v1"
Headers = list[tuple[str, bytes]]


@dataclass(frozen=True, slots=True)
class Sender:
    """What is the same on every record of one service."""

    source: str
    """The publishing service, e.g. `intake`; on the wire `/<municipality>/<source>`."""
    municipality: str


def instant(time: datetime) -> str:
    """RFC 3339 in UTC with milliseconds: the one form of an instant on the wire."""
    return time.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def headers_of(sender: Sender, event: Event) -> Headers:
    """The attributes of an event without a place: what a partner receives."""
    given = [
        ("ce_specversion", "1.0"),
        ("ce_id", str(event.id)),
        ("ce_source", f"/{sender.municipality}/{sender.source}"),
        ("ce_type", event.type),
        ("ce_subject", event.key),
        ("ce_time", instant(event.time)),
        ("ce_dataschema", f"urn:tilts:schema:{event.type}"),
        ("content-type", "application/json"),
        ("ce_municipality", sender.municipality),
        ("ce_correlationid", event.correlation),
    ]
    if event.causation:
        given.append(("ce_causationid", str(event.causation)))
    if event.trace:
        given.append(("ce_traceparent", event.trace))
    return [(name, value.encode()) for name, value in given]


def fact_headers(sender: Sender, fact: Recorded) -> Headers:
    """The attributes of a fact on a core topic: with its place in the log, and the fact before it."""
    place = [("ce_position", b"%d" % fact.position), ("ce_epoch", b"%d" % fact.epoch)]
    if fact.previous:
        place.append(("ce_previousid", str(fact.previous).encode()))
    return headers_of(sender, fact.event) + place


def head_headers(sender: Sender, epoch: int, head: int, fact: UUID | None, relayed: int, at: datetime) -> Headers:
    """A head record: everything up to `relayed` was published before it, so that a lost tail shows.

    It also says where the log ends, and with which fact, so that a log restored from a backup recognises itself as
    older, and that nothing more had happened `at` that instant. It has no place of its own.
    """
    given = [
        ("ce_specversion", b"1.0"),
        ("ce_type", HEAD_TYPE.encode()),
        ("ce_source", f"/{sender.municipality}/{sender.source}".encode()),
        ("ce_time", instant(at).encode()),
        ("ce_epoch", b"%d" % epoch),
        ("ce_head", b"%d" % head),
        ("ce_relayed", b"%d" % relayed),
    ]
    return [*given, ("ce_headid", str(fact).encode())] if fact else given


def attributes(headers: Iterable[tuple[str, bytes | None]]) -> dict[str, str]:
    """The readable CloudEvents attributes, without their prefix. What cannot be read is left out, never raised."""
    found: dict[str, str] = {}
    for name, value in headers:
        if name[:3] == "ce_" and (text := readable(value)) is not None:
            found[name[3:]] = text
    return found


def readable(value: bytes | None) -> str | None:
    """Bytes as printable text, or None: a database takes no zero byte, and nobody's log a control character."""
    try:
        text = value.decode() if value is not None else ""
    except UnicodeDecodeError:
        return None
    return text if text and text.isprintable() else None


def number(given: dict[str, str], name: str) -> int | None:
    """A non-negative integer attribute, or None when it is missing or is not one."""
    value = given.get(name, "")
    return int(value) if value.isascii() and value.isdigit() and len(value) < 19 else None


def identifier(given: dict[str, str], name: str) -> UUID | None:
    value = given.get(name)
    if value is None:
        return None
    try:
        return UUID(value)
    except ValueError:
        return None


def time(given: dict[str, str]) -> datetime | None:
    """When the fact happened, or the log was looked at; None when that cannot be read."""
    try:
        return datetime.fromisoformat(given["time"]).astimezone(UTC)
    except (KeyError, ValueError):
        return None
