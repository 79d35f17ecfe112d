"""A record as it came from Kafka or from a source's log, before anything in it is believed."""

from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from uuid import NAMESPACE_URL, UUID, uuid5

from shared.decision import Cause
from shared.observability.traceparent import usable
from shared.stream import wire
from shared.stream.event import Recorded

Raw = tuple[tuple[str, bytes | None], ...]


# Not frozen, here and in `event` and `work`: a frozen dataclass takes three times as long to make, once per record.
@dataclass(slots=True)
class FactRecord:
    """A record with a place in `source`'s log. Its body and type are read only when its turn comes."""

    source: str
    partition: int
    epoch: int
    position: int
    key: str
    type: str | None
    body: bytes | None
    headers: Raw
    given: dict[str, str]
    """The readable attributes among the headers."""

    def cause(self, now: datetime) -> Cause:
        """Raises ValueError when the record does not say which fact it is."""
        name = wire.identifier(self.given, "id")
        if name is None:
            raise ValueError("ce_id is missing or is not a UUID")
        return _cause(self.given, name, self.source, now)


@dataclass(slots=True)
class HeadRecord:
    """`source` says that this partition of its log ends at `head`."""

    source: str
    partition: int
    epoch: int
    head: int


@dataclass(slots=True)
class EdgeRecord:
    """A message a partner wrote. Who the partner is follows from the topic, never from what it wrote.

    Without a readable id, the digest names the message, so that a repeat is still the same message.
    """

    partner: str
    topic: str
    message: str
    digest: bytes
    type: str | None
    body: bytes | None
    headers: Raw
    given: dict[str, str]

    source = property(lambda self: f"partner.{self.partner}")
    key = property(lambda self: self.message)
    partition = epoch = position = None

    def cause(self, now: datetime) -> Cause:
        """The id is derived from (partner, message id): a repeat leads to the same ids, whatever carried it."""
        return _cause(self.given, message_id(self.partner, self.message), self.source, now, self.message)


Record = FactRecord | EdgeRecord


def message_id(partner: str, message: str) -> UUID:
    """Our id for a partner's message, by whichever channel it came."""
    return uuid5(NAMESPACE_URL, f"urn:tilts:partner:{partner}:{message}")


def core_record(
    source: str, partition: int, key: bytes | None, value: bytes | None, headers: Raw
) -> FactRecord | HeadRecord | None:
    """A record of a core topic; None when it has no readable place, which the next record shows as a gap."""
    given = wire.attributes(headers)
    epoch = wire.number(given, "epoch")
    if epoch is None:
        return None
    if given.get("type") == wire.HEAD_TYPE:
        head = wire.number(given, "head")
        return None if head is None else HeadRecord(source, partition, epoch, head)
    position = wire.number(given, "position")
    if position is None:
        return None
    # A fact whose key cannot be read still has its subject; without both it waits under its own position.
    subject = _text(key) or given.get("subject") or f"?{partition}/{position}"
    return FactRecord(source, partition, epoch, position, subject, given.get("type"), value, tuple(headers), given)


def pulled_record(source: str, municipality: str, fact: Recorded) -> FactRecord:
    """A fact from the source's log, in the form in which the bus would have brought it."""
    headers = tuple(wire.fact_headers(wire.Sender(source, municipality), fact))
    event = fact.event
    return FactRecord(
        source, fact.partition, fact.epoch, fact.position, event.key, event.type, event.data.encode(), headers,
        wire.attributes(headers),
    )  # fmt: skip


def edge_record(partner: str, topic: str, key: bytes | None, value: bytes | None, headers: Raw) -> EdgeRecord:
    """A record of a partner's topic; nothing in it is needed to make one."""
    given = wire.attributes(headers)
    digest = sha256(b"\0".join([given.get("type", "").encode(), value or b""])).digest()
    message = given.get("id", "")
    if not 0 < len(message) <= 200 or not message.isprintable():
        message = f"sha256:{digest.hex()}"
    return EdgeRecord(partner, topic, message, digest, given.get("type"), value, tuple(headers), given)


def _cause(given: dict[str, str], name: UUID, by: str, now: datetime, message: str | None = None) -> Cause:
    # Both travel on into core facts and logs, so nothing but an id and a trace gets through, whoever wrote them.
    correlation, trace = wire.identifier(given, "correlationid"), given.get("traceparent")
    return Cause(name, now, str(correlation or name), by, trace if trace and usable(trace) else None, message)


def _text(value: bytes | None) -> str | None:
    try:
        return value.decode() if value else None
    except UnicodeDecodeError:
        return None
