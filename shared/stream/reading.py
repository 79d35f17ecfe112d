"""From a record to what it says, or to why it says nothing: one way for the services and for who checks beforehand."""

from collections.abc import Container
from datetime import datetime

from shared.contracts import registry
from shared.contracts.codes import ParkReason
from shared.stream.record import Record
from shared.stream.work import Failure, Heard

_REASONS = {
    registry.InvalidData: ParkReason.INVALID,
    registry.UnknownType: ParkReason.UNKNOWN_TYPE,
    registry.UnknownVersion: ParkReason.UNKNOWN_VERSION,
}


def read(record: Record, known: Container[str], now: datetime) -> Heard:
    """The record as one of the `known` types. Raises registry.UndecodableRecord."""
    if record.type is None:
        raise registry.UnknownType("The header ce_type is missing or cannot be read.")
    if record.type not in known:
        raise registry.unknown(record.type)
    return Heard(record.type, record.key, registry.decode(record.type, record.body), record.cause(now), record)


def unreadable(record: Record, error: registry.UndecodableRecord) -> Failure:
    """What becomes of a record that `read` has refused."""
    return Failure(record, _REASONS[type(error)], str(error), error)
