"""What any service tells about records it could not process, on its own core topic."""

from shared.contracts.codes import DiscardReason, ParkReason
from shared.contracts.fact import Fact
from shared.contracts.fields import ConsumerName, Count, RecordId, RecordType, SourceName, StaffId

_TO = ("reporting",)


class StreamFact(Fact):
    """What all facts about a parked record carry."""

    consumer: ConsumerName
    """The service that could not process the record."""
    record: RecordId
    """The parked record, as the consumer knows it."""


class RecordParked(StreamFact, type="record-parked", version=1, key="consumer", to=_TO):
    """A record was set aside, and later records of its key wait behind it."""

    source: SourceName
    """The service or topic it came from."""
    partition: Count | None = None
    """Its partition; none when it could not be told."""
    position: Count | None = None
    """Its position in the source's log, or its offset on an edge topic; none when it could not be told."""
    record_type: RecordType | None = None
    """Its type; none when that cannot be read or is no clean type name."""
    reason: ParkReason
    """Why."""


class RecordReplayed(StreamFact, type="record-replayed", version=1, key="consumer", to=_TO):
    """A parked record was processed after all."""


class RecordDiscarded(StreamFact, type="record-discarded", version=1, key="consumer", to=_TO):
    """An operator gave a parked record up."""

    by: StaffId | None = None
    """Who did; none for the command line in development."""
    reason: DiscardReason
    """Why."""
