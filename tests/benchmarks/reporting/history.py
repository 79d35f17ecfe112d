"""Two years of a municipality as reporting hears them: about five facts a case, from three services, in order of time.

Forty people work in four units. Every case has a referral that was received and accepted; every second one was
assigned, every fourth has a visit, every tenth a notice, and four of five are closed three weeks after their opening.
"""

import heapq
import random
from collections.abc import Iterator
from datetime import datetime, timedelta
from uuid import UUID

from shared.contracts.cases import CaseAssigned, CaseClosed, CaseOpened
from shared.contracts.codes import AgeBand, NeedCode, Priority, ReferralKind
from shared.contracts.fact import Fact
from shared.contracts.intake import ReferralAccepted, ReferralReceived
from shared.contracts.notifications import NoticeAcknowledged, NoticeIssued
from shared.contracts.units import StaffChanged, UnitChanged
from shared.contracts.visits import VisitCompleted, VisitScheduled
from shared.decision import derived
from shared.stream import wire
from shared.stream.record import FactRecord

SPAN = timedelta(days=730)
UNITS = tuple(derived(UUID(int=n), "unit") for n in range(4))
STAFF = tuple(derived(UUID(int=n), "staff") for n in range(40))
_TAKES = timedelta(days=21)
_PARTNERS = ("valsts-policija", "liepajas-slimnica", "liepajas-6-vidusskola")
_AGENCIES = ("barintiesa", "krizes-centrs", "probacija")
_MINUTE, _HOUR, _DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)

Told = tuple[datetime, Fact]


def records(cases: int, end: datetime) -> Iterator[FactRecord]:
    """What was said about so many cases until `end`, as the bus brings it: one partition of each log."""
    luck, last, ahead = random.Random(cases), {}, []
    for fact in _people():
        yield _record(end - SPAN, fact, last)
    for number in range(cases + 1):
        now = end - SPAN + SPAN * number / cases
        while ahead and ahead[0][0] <= now:
            at, _, _, fact = heapq.heappop(ahead)
            yield _record(at, fact, last)
        if number < cases:
            for order, (at, fact) in enumerate(_told(number, now, luck)):
                heapq.heappush(ahead, (at, number, order, fact))


def _people() -> Iterator[Fact]:
    """Who works where: without them nobody would carry a load, which costs most of all to work out."""
    for number, unit in enumerate(UNITS):
        yield UnitChanged(unit=unit, label={"lv": f"{number}. nodaļa"}, active=True)
    for number, staff in enumerate(STAFF):
        yield StaffChanged(staff=staff, unit=UNITS[number % len(UNITS)], role="social_worker", absent=False)


def _told(number: int, at: datetime, luck: random.Random) -> Iterator[Told]:
    """The whole life of one case."""
    referral, case, subjects = (derived(UUID(int=number), what) for what in ("referral", "case", "person"))
    about = {
        "kind": luck.choice(_KINDS), "needs": (luck.choice(_NEEDS),), "age_band": luck.choice(_AGES),
        "subjects": (subjects,),
    }  # fmt: skip
    numbered = {"referral": referral, "number": f"LPX-2026-{number:06d}", "partner": luck.choice(_PARTNERS)}
    priority, due_at = luck.choice(_CLASSES), at + luck.randrange(1, 30) * _DAY
    decided, opened = at + luck.randrange(5, 3000) * _MINUTE, at + 3001 * _MINUTE
    unit, staff = luck.choice(UNITS), luck.choice(STAFF)
    yield at, ReferralReceived(**numbered, **about, channel="kafka", received_at=at)
    yield decided, ReferralAccepted(**numbered, **about, priority=priority, due_at=due_at)
    yield (
        opened,
        CaseOpened(
            case=case, referrals=(referral,), **about, priority=priority, unit=unit, opened_at=opened, due_at=due_at
        ),
    )
    if number % 2 == 0:
        yield opened + _HOUR, CaseAssigned(case=case, staff=staff, unit=unit)
    if number % 4 == 0:
        visit, planned = {"case": case, "visit": derived(case, "visit"), "mode": "in_person"}, opened + _DAY
        yield opened + _HOUR, VisitScheduled(**visit, staff=staff, planned_at=planned)
        yield (
            planned,
            VisitCompleted(**visit, duration=45, outcome="support_given", completed_at=planned, after_hours=False),
        )
    if number % 10 == 0:
        notice = {"notice": derived(case, "notice"), "case": case, "agency": luck.choice(_AGENCIES)}
        yield opened, NoticeIssued(
            **notice, rule="child-violence", legal_basis="legal_duty", field_set="identity", channel="webhook",
            acknowledge_by=opened + _DAY,
        )  # fmt: skip
        heard = opened + luck.randrange(1, 2000) * _MINUTE
        yield heard, NoticeAcknowledged(**notice, late=False, acknowledged_at=heard)
    if number % 5:
        closed = opened + _TAKES
        yield closed, CaseClosed(case=case, referrals=(referral,), outcome="needs_met", closed_at=closed)


def _record(at: datetime, fact: Fact, last: dict[str, tuple[int, str | None]]) -> FactRecord:
    """The next record of the log of whoever says it, with its headers read."""
    source = fact.publisher
    position, previous = last.get(source, (0, None))
    id = derived(UUID(int=position), source)
    last[source] = position + 1, str(id)
    return FactRecord(
        source, 0, 1, position + 1, id, previous, fact.key, fact.type, fact.encode(), headers=(),
        given={"time": wire.instant(at)},
    )  # fmt: skip


_KINDS, _NEEDS, _AGES, _CLASSES = list(ReferralKind), list(NeedCode), list(AgeBand), list(Priority)
