"""What a batch tells the operator. Labels are resolved once: the hot path only adds numbers."""

from collections.abc import Mapping, Sequence

from shared.observability.metrics import Metrics
from shared.stream.cursor import Cursor, Place
from shared.stream.judging import Outcome
from shared.stream.record import FactRecord, HeadRecord

_STEPS = ("load", "decide", "save", "append")


class BatchTelemetry:
    """The metrics of one service's batches."""

    def __init__(self, metrics: Metrics, service: str) -> None:
        self._metrics, self._service = metrics, service
        self._applied = metrics.applied.labels(service)
        self._repeats = metrics.repeats.labels(service)
        self._parked = metrics.parked.labels(service)
        self._circuit = metrics.circuit_open.labels(service)
        self._records = metrics.batch_records.labels(service)
        self._seconds = {step: metrics.batch_seconds.labels(service, step) for step in _STEPS}
        self._lag: dict[str, dict[int, int]] = {}
        """Source → partition → positions behind its last known head."""

    def committed(self, records: Sequence, outcome: Outcome, seconds: Mapping[str, float]) -> None:
        """Called after the commit of a batch."""
        self._applied.inc(outcome.applied)
        self._repeats.inc(outcome.repeats)
        self._parked.inc(outcome.parked)
        self._circuit.set(0)
        self._records.observe(len(records))
        for step, duration in seconds.items():
            self._seconds[step].observe(duration)
        self._tell_lag(records, outcome.cursors)

    def _tell_lag(self, records: Sequence, cursors: Mapping[Place, Cursor]) -> None:
        # The last record of each partition says most: where the log ends, or at least how far it is.
        last = {(r.source, r.partition): r for r in records if isinstance(r, HeadRecord | FactRecord)}
        for (source, partition), record in last.items():
            end = record.head if isinstance(record, HeadRecord) else record.position
            behind = max(0, end - cursors[source, partition].position)
            self._lag.setdefault(source, {})[partition] = behind
        for source in {source for source, _ in last}:
            self._metrics.lag.labels(self._service, source).set(sum(self._lag[source].values()))
