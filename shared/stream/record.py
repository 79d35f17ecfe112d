"""A record as it came from Kafka or from a source's log, before anything in it is believed."""

import re
from dataclasses import dataclass, replace
from datetime import datetime
from hashlib import sha256
from uuid import NAMESPACE_URL, UUID

from shared.contracts import personal_code
from shared.decision import Cause, derived
from shared.observability.traceparent import usable
from shared.stream import wire
from shared.stream.event import Recorded

_ID = re.compile(r"[!-~]{1,200}")

Raw = tuple[tuple[str, bytes | None], ...]


# Not frozen, here and in `event` and `work`: a frozen dataclass takes three times as long to make, once per record.
@dataclass(slots=True)
class FactRecord:
    """A record with a place in `source`'s log. Its body and type are read only when its turn comes."""

    source: str
    partition: int
    epoch: int
    position: int
    id: UUID
    previous: str | None
    """The id of the fact before it, as text."""
    key: str
    type: str | None
    body: bytes | None
    headers: Raw
    given: dict[str, str]
    """The readable attributes among the headers."""

    @property
    def at(self) -> datetime | None:
        """When it happened; None when that cannot be read."""
        return wire.time(self.given)

    def cause(self, now: datetime) -> Cause:
        return _cause(self.given, self.id, self.source, now)


@dataclass(slots=True)
class HeadRecord:
    """`source` says: this partition of the log ends at `head`, with `fact`, and was published up to `relayed`.

    `at` is when it ended there; a build of before does not say so.
    """

    source: str
    partition: int
    epoch: int
    head: int
    relayed: int
    fact: UUID | None
    at: datetime | None = None


@dataclass(slots=True)
class EdgeRecord:
    """A message a partner wrote. Who the partner is follows from the topic, never from what it wrote.

    `message` names it among all of the partner's messages: the partner's own id, or the digest where there is no
    readable one, so that a repeat is still the same message.
    """

    partner: str
    topic: str
    message: str
    digest: bytes
    type: str | None
    body: bytes | None
    headers: Raw
    given: dict[str, str]
    own_id: str
    """The id by which the partner knows it."""

    source = property(lambda self: f"partner.{self.partner}")
    key = property(lambda self: self.message)
    partition = epoch = position = None

    def under_its_own_name(self) -> "EdgeRecord":
        """The same message, told apart from another one that the partner sent under the same id."""
        return replace(self, message=f"{self.message}#{self.digest.hex()[:16]}")

    def cause(self, now: datetime) -> Cause:
        """The id is derived from (partner, message id): a repeat leads to the same ids, whatever carried it."""
        return _cause(self.given, message_id(self.partner, self.message), self.source, now, self.own_id)


Record = FactRecord | EdgeRecord


def message_id(partner: str, message: str) -> UUID:
    """Our id for a partner's message, by whichever channel it came."""
    return derived(NAMESPACE_URL, f"urn:tilts:partner:{partner}:{message}")


def core_record(
    source: str, partition: int, key: bytes | None, value: bytes | None, headers: Raw
) -> FactRecord | HeadRecord | None:
    """A record of a core topic; None when it does not say which fact it is and where it stands.

    The next record shows that as a gap, and the source's log has it whole.
    """
    given = wire.attributes(headers)
    epoch = wire.number(given, "epoch")
    if epoch is None:
        return None
    if given.get("type") == wire.HEAD_TYPE:
        head, relayed = wire.number(given, "head"), wire.number(given, "relayed")
        if head is None or relayed is None:
            return None
        return HeadRecord(source, partition, epoch, head, relayed, wire.identifier(given, "headid"), wire.time(given))
    position, id = wire.number(given, "position"), wire.identifier(given, "id")
    if not position or id is None:
        return None
    # A fact whose key cannot be read still has its subject; without both it waits under its own position.
    subject = wire.readable(key) or given.get("subject") or f"?{partition}/{position}"
    return FactRecord(
        source, partition, epoch, position, id, given.get("previousid"), subject, given.get("type"), value,
        tuple(headers), given,
    )  # fmt: skip


def pulled_record(source: str, municipality: str, fact: Recorded) -> FactRecord:
    """A fact from the source's log, in the form in which the bus would have brought it."""
    event, headers = fact.event, wire.fact_headers(wire.Sender(source, municipality), fact)
    return core_record(source, fact.partition, event.key.encode(), event.data.encode(), tuple(headers))


def edge_record(partner: str, topic: str, key: bytes | None, value: bytes | None, headers: Raw) -> EdgeRecord:
    """A record of a partner's topic; nothing in it is needed to make one."""
    given = wire.attributes(headers)
    digest = sha256(b"\0".join([given.get("type", "").encode(), value or b""])).digest()
    message = own_id(given) or f"sha256:{digest.hex()}"
    return EdgeRecord(partner, topic, message, digest, given.get("type"), value, tuple(headers), given, message)


def own_id(given: dict[str, str]) -> str | None:
    """The partner's id, if it is one: it goes into receipts and logs, where no personal data may be."""
    message = given.get("id")
    is_one = message and _ID.fullmatch(message) and not personal_code.stands_in(message)
    return message if is_one else None


def _cause(given: dict[str, str], name: UUID, by: str, now: datetime, message: str | None = None) -> Cause:
    # Both travel on into core facts and logs, so nothing but an id and a trace gets through, whoever wrote them.
    correlation, trace = wire.identifier(given, "correlationid"), given.get("traceparent")
    return Cause(name, now, str(correlation or name), by, trace if trace and usable(trace) else None, message)
