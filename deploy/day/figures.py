"""The day in figures, and whether they can be right: what was sent must be what became of it."""

import json
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass

from rich.table import Table

from deploy.day.ledger import Ledger

_SHOWN = 6


@dataclass(frozen=True, slots=True)
class Latency:
    """Milliseconds from sending to the effect, as seen by somebody who listens; `count` of them."""

    count: int
    p50: float
    p95: float
    p99: float

    @classmethod
    def of(cls, seconds: Iterable[float]) -> "Latency | None":
        ordered = sorted(seconds)
        if not ordered:
            return None
        return cls(len(ordered), *(_percentile(ordered, share) for share in (0.50, 0.95, 0.99)))


@dataclass(frozen=True, slots=True)
class Figures:
    """What the table shows. Counts by code are dictionaries."""

    sent: int
    by_channel: dict[str, int]
    urgent: int
    accepted: dict[str, int]
    declined: dict[str, int]
    waiting: int
    rejected: dict[str, int]
    repeated: int
    registered: int
    cases: int
    closed: dict[str, int]
    last_receipts: int
    owed_receipts: int
    visits: dict[str, int]
    notices: dict[str, int]
    acknowledged: int
    answers: dict[str, int]
    late: int
    overdue: int
    escalated: int
    withdrawn: int
    to_case: Latency | None
    to_notice: Latency | None

    def contradictions(self) -> list[str]:
        """Sums that do not come out; none when the day is consistent."""
        accepted, declined = sum(self.accepted.values()), sum(self.declined.values())
        rejected, outcomes = sum(self.rejected.values()), sum(self.closed.values())
        became = accepted + declined + self.waiting + rejected + self.repeated
        sums = (
            ("sent", self.sent, "accepted + declined + waiting + rejected + repeated", became),
            ("registered", self.registered, "accepted + declined + waiting", accepted + declined + self.waiting),
            ("accepted", accepted, "cases", self.cases),
            ("closed cases of partners", self.owed_receipts, "last receipts", self.last_receipts),
            ("closed at most cases", min(outcomes, self.cases), "closed", outcomes),
        )
        return [f"{left} {one} ≠ {right} {other}" for left, one, right, other in sums if one != other]

    def as_json(self) -> str:
        return json.dumps(asdict(self), indent=2)

    def as_table(self) -> Table:
        table = Table(box=None, pad_edge=False, show_header=False, title="The day", title_justify="left")
        table.add_column(style="bold", no_wrap=True)
        table.add_column(justify="right", no_wrap=True)
        table.add_column()
        for row in self._rows():
            table.add_row(*map(str, row))
        return table

    def _rows(self) -> Iterable[Sequence[object]]:
        yield "sent", self.sent, f"{_list(self.by_channel)} · urgent {self.urgent}"
        yield "  accepted", sum(self.accepted.values()), _list(self.accepted)
        yield "  declined", sum(self.declined.values()), _list(self.declined)
        yield "  waiting", self.waiting, "for a decision"
        yield "  rejected", sum(self.rejected.values()), _list(self.rejected)
        yield "  repeated", self.repeated, "answered as before, counted once"
        yield "cases", self.cases, f"closed {sum(self.closed.values())}: {_list(self.closed)}"
        yield "visits", sum(self.visits.values()), _list(self.visits)
        yield "notices", sum(self.notices.values()), f"{_list(self.notices)} · withdrawn {self.withdrawn}"
        yield "  answers", sum(self.answers.values()), _list(self.answers)
        yield "  late", self.late, f"overdue {self.overdue} · escalated {self.escalated}"
        yield "partner → case opened", "", _milliseconds(self.to_case)
        yield "partner → notice out", "", _milliseconds(self.to_notice)


def figures(ledger: Ledger, queue: Iterable[str]) -> Figures:
    """Count the ledger; `queue` are the referrals that wait for a decision, as intake's API shows them."""
    ours = {referral: message for referral, message in ledger.message_of.items() if message in ledger.samples}
    opened = {case: (of[0], at) for case, (of, at) in ledger.opened.items() if of and of[0] in ours}
    closed = {case: outcome for case, outcome in ledger.closed.items() if case in opened}
    notices = {id: notice for id, notice in ledger.notices.items() if notice.case in opened}
    samples = ledger.samples
    by_partner = {case for case in closed if samples[ours[opened[case][0]]].partner}
    references = {samples[ours[opened[case][0]]].body["reference"] for case in by_partner}
    by_topic = {message for message, sample in samples.items() if sample.channel == "kafka"}
    by_rule = {referral for referral, by in ledger.accepted.items() if by == "rule" and ours.get(referral) in by_topic}

    def since_sent(case: str, at: float) -> float:
        return at - ledger.sent_at[ours[opened[case][0]]]

    quick = {case: at for case, (referral, at) in opened.items() if referral in by_rule}
    told = [(notice.case, notice.out_at) for notice in notices.values() if notice.out_at]
    return Figures(
        sent=ledger.sendings,
        by_channel=_sendings(ledger),
        urgent=sum(sample.urgent for sample in samples.values()),
        accepted=_counted(by for referral, by in ledger.accepted.items() if referral in ours),
        declined=_counted(reason for referral, reason in ledger.declined.items() if referral in ours),
        waiting=len(ours.keys() & set(queue)),
        rejected=_counted(why for message, why in ledger.refused.items() if message in samples),
        repeated=sum(_answered_again(ledger, message) for message in ledger.sent_again),
        registered=len(ours),
        cases=len(opened),
        closed=_counted(closed.values()),
        last_receipts=len(ledger.concluded & references),
        owed_receipts=len(references),
        visits=_counted(state for case, state in ledger.visits.values() if case in opened),
        notices=_counted(notice.agency for notice in notices.values()),
        acknowledged=sum(notice.acknowledged for notice in notices.values()),
        answers=_counted(notice.answer for notice in notices.values() if notice.answer),
        late=sum(notice.late for notice in notices.values()),
        overdue=sum(notice.overdue for notice in notices.values()),
        escalated=sum(notice.escalated for notice in notices.values()),
        withdrawn=sum(notice.withdrawn for notice in notices.values()),
        to_case=Latency.of(since_sent(case, at) for case, at in quick.items()),
        to_notice=Latency.of(since_sent(case, at) for case, at in told if case in quick),
    )


def _counted(codes: Iterable[str]) -> dict[str, int]:
    return dict(Counter(codes))


def _sendings(ledger: Ledger) -> dict[str, int]:
    counted: Counter[str] = Counter()
    for message, sample in ledger.samples.items():
        counted[sample.channel] += 1 + ledger.sent_again[message]
    return dict(counted)


def _answered_again(ledger: Ledger, message: str) -> int:
    """How often a message that was sent again was answered as before: by a repeated receipt, or over HTTP."""
    if ledger.samples[message].channel == "kafka":
        return min(ledger.registered[message] - 1, ledger.sent_again[message])
    return ledger.answered_again[message]


def _percentile(ordered: Sequence[float], share: float) -> float:
    """The nearest rank, in milliseconds."""
    return round(ordered[min(len(ordered) - 1, int(share * len(ordered)))] * 1000, 1)


def _list(counts: dict[str, int]) -> str:
    most = sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))
    rest = sum(count for _, count in most[_SHOWN:])
    return " · ".join([*(f"{name} {count}" for name, count in most[:_SHOWN]), *([f"others {rest}"] if rest else [])])


def _milliseconds(latency: Latency | None) -> str:
    if latency is None:
        return "none was sent that a rule accepts"
    return f"p50 {latency.p50:.0f} ms · p95 {latency.p95:.0f} ms · p99 {latency.p99:.0f} ms · of {latency.count}"
