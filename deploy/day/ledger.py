"""The day's book: what was sent, and what anybody could see of it on the bus. It only writes down; `figures` counts.

Facts of different services are seen in any order, and some twice: nothing here depends on either.
"""

import json
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from deploy.day.referrals import Sample
from shared.contracts import cases, intake, notifications, visits
from shared.contracts.partner import MessageRejected, ReferralConcluded, ReferralRegistered
from shared.stream.listening import Arrival

Body = dict[str, Any]


@dataclass(slots=True)
class Notice:
    """What was seen of one notice."""

    case: str | None = None
    agency: str | None = None
    acknowledged: bool = False
    late: bool = False
    answer: str | None = None
    overdue: bool = False
    escalated: bool = False
    withdrawn: bool = False
    out_at: float | None = None
    """When the agency got it."""

    @property
    def waits(self) -> bool:
        """Whether the agency still owes an answer."""
        return self.answer is None and not self.withdrawn


@dataclass(slots=True)
class Ledger:
    """Ids are texts, instants those of `time.perf_counter`."""

    sendings: int = 0
    samples: dict[str, Sample] = field(default_factory=dict)
    """By message id; what is sent again is the same sample."""
    sent_at: dict[str, float] = field(default_factory=dict)
    sent_again: Counter[str] = field(default_factory=Counter)
    answered_again: Counter[str] = field(default_factory=Counter)
    """How often a message over HTTP was answered as before."""
    answered: set[str] = field(default_factory=set)
    """Messages over HTTP that were answered with a number."""
    refused: dict[str, str] = field(default_factory=dict)
    """Message id → why it was rejected, by receipt or over HTTP."""
    registered: Counter[str] = field(default_factory=Counter)
    """Message id → how many receipts with its number were seen: one, and one for each time it was sent again."""
    concluded: set[str] = field(default_factory=set)
    """References whose last receipt was seen."""
    message_of: dict[str, str] = field(default_factory=dict)
    """Referral → message."""
    accepted: dict[str, str] = field(default_factory=dict)
    """Referral → rule or staff."""
    declined: dict[str, str] = field(default_factory=dict)
    opened: dict[str, tuple[list[str], float]] = field(default_factory=dict)
    """Case → its referrals, and when it was seen to be open."""
    closed: dict[str, str] = field(default_factory=dict)
    visits: dict[str, tuple[str, str]] = field(default_factory=dict)
    """Visit → its case and its state."""
    notices: dict[str, Notice] = field(default_factory=dict)

    def sending(self, sample: Sample) -> None:
        """A sample is about to be sent."""
        self.sendings += 1
        if sample.message_id in self.samples:
            self.sent_again[sample.message_id] += 1
        else:
            self.samples[sample.message_id] = sample
            self.sent_at[sample.message_id] = time.perf_counter()

    def arrived(self, arrival: Arrival) -> None:
        """A record was seen on a core topic, or among receipts."""
        if note := _NOTES.get(arrival.type):
            note(self, json.loads(arrival.value or b"{}"), arrival)

    def delivered(self, notice: str) -> None:
        """A notice reached its agency, by whichever channel."""
        known = self.notice(notice)
        known.out_at = known.out_at or time.perf_counter()

    def notice(self, id: str) -> Notice:
        return self.notices.setdefault(id, Notice())

    def waits_for_agency(self, case: str) -> bool:
        return any(notice.case == case and notice.waits for notice in self.notices.values())

    def is_settled(self, message: str) -> bool:
        """Whether whoever sent the message has got an answer."""
        return message in self.answered or message in self.refused or self.registered[message] > 0

    def _received(self, body: Body, arrival: Arrival) -> None:
        self.message_of[body["referral"]] = arrival.given.get("correlationid", "")

    def _accepted(self, body: Body, arrival: Arrival) -> None:
        self.accepted[body["referral"]] = "staff" if body.get("by") else "rule"

    def _declined(self, body: Body, arrival: Arrival) -> None:
        self.declined[body["referral"]] = body["reason"]

    def _opened(self, body: Body, arrival: Arrival) -> None:
        self.opened.setdefault(body["case"], (body["referrals"], time.perf_counter()))

    def _closed(self, body: Body, arrival: Arrival) -> None:
        self.closed[body["case"]] = body["outcome"]

    def _issued(self, body: Body, arrival: Arrival) -> None:
        notice = self.notice(body["notice"])
        notice.case, notice.agency = body.get("case"), body["agency"]

    def _acknowledged(self, body: Body, arrival: Arrival) -> None:
        notice = self.notice(body["notice"])
        notice.acknowledged, notice.late = True, notice.late or body["late"]

    def _answered(self, body: Body, arrival: Arrival) -> None:
        notice = self.notice(body["notice"])
        notice.answer, notice.late = body["answer"], notice.late or body["late"]

    def _registered(self, body: Body, arrival: Arrival) -> None:
        self.registered[body["message"]] += 1

    def _rejected(self, body: Body, arrival: Arrival) -> None:
        errors = body["problem"].get("errors") or [{}]
        self.refused[body.get("message", "")] = errors[0].get("pointer") or body["problem"]["type"]

    def _concluded(self, body: Body, arrival: Arrival) -> None:
        self.concluded.add(body["reference"])


def _visit(state: str) -> Callable[[Ledger, Body, Arrival], None]:
    def note(ledger: Ledger, body: Body, arrival: Arrival) -> None:
        ledger.visits[body["visit"]] = (body["case"], state)

    return note


def _mark(what: str) -> Callable[[Ledger, Body, Arrival], None]:
    return lambda ledger, body, arrival: setattr(ledger.notice(body["notice"]), what, True)


_NOTES: dict[str, Callable[[Ledger, Body, Arrival], None]] = {
    intake.ReferralReceived.type: Ledger._received,
    intake.ReferralAccepted.type: Ledger._accepted,
    intake.ReferralDeclined.type: Ledger._declined,
    cases.CaseOpened.type: Ledger._opened,
    cases.CaseClosed.type: Ledger._closed,
    visits.VisitScheduled.type: _visit("planned"),
    visits.VisitCompleted.type: _visit("completed"),
    visits.VisitMissed.type: _visit("missed"),
    visits.VisitCancelled.type: _visit("cancelled"),
    notifications.NoticeIssued.type: Ledger._issued,
    notifications.NoticeAcknowledged.type: Ledger._acknowledged,
    notifications.AgencyAnswered.type: Ledger._answered,
    notifications.AcknowledgementOverdue.type: _mark("overdue"),
    notifications.NoticeEscalated.type: _mark("escalated"),
    notifications.NoticeWithdrawn.type: _mark("withdrawn"),
    ReferralRegistered.type: Ledger._registered,
    MessageRejected.type: Ledger._rejected,
    ReferralConcluded.type: Ledger._concluded,
}
