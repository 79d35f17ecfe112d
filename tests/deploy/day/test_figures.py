"""What the day's table says follows from what was seen, in whatever order; and sums that cannot be right are told."""

import json
from dataclasses import replace
from datetime import datetime
from itertools import permutations

import pytest

from deploy.day.figures import Latency, figures
from deploy.day.ledger import Ledger
from deploy.day.referrals import referrals
from shared.calendar import RIGA
from shared.contracts import cases, intake, notifications
from shared.contracts.partner import MessageRejected, ReferralRegistered
from shared.stream.listening import Arrival

SAMPLES = referrals(1, datetime(2026, 3, 16, 8, 0, tzinfo=RIGA))
POLICE = next(sample for sample in SAMPLES if sample.partner == "valsts-policija" and not sample.fault)
SCHOOL = next(s for s in SAMPLES if s.partner == "liepajas-6-vidusskola" and s.channel == "kafka" and not s.fault)
BROKEN = next(sample for sample in SAMPLES if sample.fault)


def arrival(type: str, correlation: str = "", **body) -> Arrival:
    return Arrival("t", 0, 0, None, json.dumps(body).encode(), {"type": type, "correlationid": correlation})


ACCEPTED = [
    arrival(intake.ReferralReceived.type, POLICE.message_id, referral="r1"),
    arrival(intake.ReferralAccepted.type, referral="r1"),
    arrival(cases.CaseOpened.type, case="c1", referrals=["r1"]),
    arrival(notifications.NoticeIssued.type, notice="n1", case="c1", agency="barintiesa"),
]
"""Of three services: their order is nobody's."""


def book(*samples) -> Ledger:
    ledger = Ledger()
    for sample in samples:
        ledger.sending(sample)
    return ledger


@pytest.mark.parametrize("order", list(permutations(range(4))))
def test_facts_of_several_services_may_come_in_any_order(order):
    ledger = book(POLICE)
    ledger.delivered("n1")
    for index in order:
        ledger.arrived(ACCEPTED[index])
    told = figures(ledger, [])
    assert (told.accepted, told.cases, told.notices) == ({"rule": 1}, 1, {"barintiesa": 1})
    assert told.to_case.count == told.to_notice.count == 1
    assert told.contradictions() == []


def test_facts_that_come_twice_count_once():
    ledger = book(POLICE)
    for one in ACCEPTED * 2:
        ledger.arrived(one)
    assert figures(ledger, []).contradictions() == []


def test_each_sending_is_accounted_for():
    ledger = book(POLICE, SCHOOL, BROKEN, POLICE)
    for one in ACCEPTED:
        ledger.arrived(one)
    ledger.arrived(arrival(intake.ReferralReceived.type, SCHOOL.message_id, referral="r2"))
    ledger.arrived(arrival(MessageRejected.type, message=BROKEN.message_id, problem={"type": "/problems/x"}))
    ledger.arrived(arrival(ReferralRegistered.type, message=POLICE.message_id))
    ledger.arrived(arrival(ReferralRegistered.type, message=POLICE.message_id))
    told = figures(ledger, ["r2", "somebody-else's"])
    assert (told.sent, told.waiting, told.rejected, told.repeated) == (4, 1, {"/problems/x": 1}, 1)
    assert told.contradictions() == []


def test_what_other_people_send_meanwhile_is_not_ours():
    ledger = book(POLICE)
    for one in ACCEPTED:
        ledger.arrived(one)
    ledger.arrived(arrival(intake.ReferralReceived.type, "another", referral="r9"))
    ledger.arrived(arrival(intake.ReferralAccepted.type, referral="r9"))
    assert figures(ledger, ["r9"]).contradictions() == []


def test_a_referral_that_nobody_heard_of_again_is_a_contradiction():
    told = figures(book(POLICE), [])
    assert told.contradictions() == ["sent 1 ≠ accepted + declined + waiting + rejected + repeated 0"]


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"cases": 2}, "accepted 1 ≠ cases 2"),
        ({"registered": 0}, "registered 0 ≠ accepted + declined + waiting 1"),
        ({"owed_receipts": 1}, "closed cases of partners 1 ≠ last receipts 0"),
        ({"closed": {"needs_met": 5}}, "closed at most cases 1 ≠ closed 5"),
    ],
)
def test_other_sums_that_do_not_come_out(changes, sentence):
    ledger = book(POLICE)
    for one in ACCEPTED:
        ledger.arrived(one)
    assert sentence in replace(figures(ledger, []), **changes).contradictions()


def test_percentiles_are_those_of_the_nearest_rank_in_milliseconds():
    assert Latency.of(n / 1000 for n in range(1, 101)) == Latency(100, 51.0, 96.0, 100.0)
    assert Latency.of([]) is None


def test_the_figures_are_json():
    assert json.loads(figures(book(POLICE), []).as_json())["sent"] == 1
