"""What every service says about records it could not process."""

from collections.abc import Iterator
from datetime import datetime

from services.reporting.handlers.row import Row
from shared.contracts.stream import RecordDiscarded, RecordParked, RecordReplayed


def parked(fact: RecordParked, at: datetime) -> Iterator[Row]:
    yield Row("parked_record", fact.record, {
        "consumer": fact.consumer, "source": fact.source, "record_type": fact.record_type, "reason": fact.reason,
        "state": "waiting", "parked_at": at,
    })  # fmt: skip


def replayed(fact: RecordReplayed, at: datetime) -> Iterator[Row]:
    yield Row("parked_record", fact.record, {"consumer": fact.consumer, "state": "replayed", "ended_at": at})


def discarded(fact: RecordDiscarded, at: datetime) -> Iterator[Row]:
    yield Row("parked_record", fact.record, {
        "consumer": fact.consumer, "state": "discarded", "ended_at": at, "discard_reason": fact.reason,
    })  # fmt: skip
