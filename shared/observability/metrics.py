"""Every Prometheus metric of the project, each with what it tells an operator. The only file that names metrics.

Labels are codes of ours (service, source, step), never an id: an id per series would fill the memory, and leak.
"""

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram

_SECONDS = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10)
_RECORDS = (1, 2, 5, 10, 20, 50, 100, 200, 300, 400, 500)


class Metrics:
    """The metrics of one process. Labels are given in the order in which they stand here."""

    def __init__(self, registry: CollectorRegistry) -> None:
        def counter(name: str, tells: str, *labels: str) -> Counter:
            return Counter(f"tilts_{name}", tells, labels, registry=registry)

        def gauge(name: str, tells: str, *labels: str) -> Gauge:
            return Gauge(f"tilts_{name}", tells, labels, registry=registry)

        def histogram(name: str, tells: str, buckets: tuple[float, ...], *labels: str) -> Histogram:
            return Histogram(f"tilts_{name}", tells, labels, buckets=buckets, registry=registry)

        # What the relay has to send.
        self.relay_backlog = gauge(
            "relay_backlog_facts",
            "Facts in the log that Kafka does not have yet; growing means Kafka is away or slow.",
            "service", "partition",
        )  # fmt: skip
        self.relayed = counter("relayed_facts", "Facts and receipts sent to Kafka.", "service")
        self.produce_failures = counter(
            "produce_failures", "Rounds of the relay that failed; they are repeated, so a burst is harmless.", "service"
        )
        self.log_diverged = gauge(
            "log_diverged",
            "1 when Kafka has facts that the log does not: a restored database. Nothing is written until log recover.",
            "service",
        )

        # What consumers have to apply.
        self.lag = gauge(
            "lag_facts", "Positions between a source's last known head and this service's cursor.", "service", "source"
        )
        self.applied = counter("applied_facts", "Facts and messages that took effect, each counted once.", "service")
        self.repeats = counter(
            "repeated_facts",
            "Records that had taken effect before and were skipped; normal after a restart.",
            "service",
        )
        self.pulled = counter(
            "pulled_facts",
            "Facts fetched from the source's log because Kafka did not deliver them; rising means Kafka loses records.",
            "service", "source",
        )  # fmt: skip
        self.forked = gauge(
            "source_forked",
            "1 when this service applied facts that a restored source no longer has; a person must decide.",
            "service", "source",
        )  # fmt: skip
        self.parked = counter("parked_records", "Records set aside because they cannot be processed.", "service")
        self.parked_waiting = gauge(
            "parked_records_waiting",
            "Records set aside now; each wants to be mended and replayed, or discarded.",
            "service",
        )
        self.circuit_open = gauge(
            "circuit_open",
            "1 while consumption is paused because everything fails: look at the last deployment.",
            "service",
        )

        # How batches go.
        self.batch_records = histogram(
            "batch_records", "Records in a batch; always full means the service is behind.", _RECORDS, "service"
        )
        self.batch_seconds = histogram(
            "batch_seconds", "Where a batch spends its time: load, decide, save, append.", _SECONDS, "service", "step"
        )

        # Deadlines.
        self.timers_fired = counter("timers_fired", "Deadlines that ran out and were acted on.", "service")
        self.timers_due = gauge("timers_due", "Deadlines that have run out and wait to be acted on.", "service")
        self.timers_late_seconds = gauge(
            "timers_late_seconds",
            "How long the oldest of them has been waiting; above a minute nobody fires them.",
            "service",
        )

        # Requests and notices.
        self.http_requests = counter(
            "http_requests",
            "Requests by route pattern and answer; 5xx are faults of ours.",
            "service",
            "route",
            "status",
        )
        self.http_seconds = histogram("http_request_seconds", "How long requests take.", _SECONDS, "service", "route")
        self.notices_open = gauge("notices_open", "Notices sent that the agency has not acknowledged yet.", "agency")
        self.notices_overdue = gauge(
            "notices_overdue", "Of those, the ones whose time has run out; somebody should pick up the phone.", "agency"
        )
        self.follow_ups_open = gauge(
            "follow_ups_open", "Notices that a person was asked to look after, by the highest who was asked.", "role"
        )
        self.follow_ups_overdue = gauge(
            "follow_ups_overdue", "Of those, the ones that nobody has looked after in time.", "role"
        )
        self.reminders_oldest_seconds = gauge(
            "reminders_oldest_seconds", "How long the first reminder to a client that is due has been waiting."
        )
        self.reminder_tasks = gauge("reminder_tasks", "Clients whom a person has to remind, because no machine may.")
        self.delivery_queue = gauge(
            "delivery_queue", "Notices that wait for a channel of an agency.", "agency", "channel"
        )
        self.delivery_oldest_seconds = gauge(
            "delivery_oldest_seconds",
            "How long the first of them has been waiting, where no person holds them; growing means nobody takes them.",
            "agency", "channel",
        )  # fmt: skip
        self.delivery_circuit_open = gauge(
            "delivery_circuit_open",
            "1 while a channel of an agency is left alone because notices failed in a row; one is tried now and then.",
            "agency", "channel",
        )  # fmt: skip
        self.delivery_disabled = gauge(
            "delivery_disabled",
            "1 since a receiver said that it is gone; nothing goes there until `tilts agency enable`.",
            "agency", "channel",
        )  # fmt: skip
