"""Whoever a referral is redirected to is told of it, by the rules for them, in time for the clock that is kept."""

from typing import Any

import pytest

from services.notifications.domain.delivery import Delivery
from services.notifications.domain.matter import Matter
from services.notifications.domain.notice import Notice
from services.notifications.handlers import FACTS
from shared.contracts.codes import AgeBand, FieldSet, NeedCode, Priority
from shared.contracts.intake import ReferralRedirected
from shared.contracts.notifications import NoticeIssued
from tests.services.memory import Memory, cause
from tests.services.notifications.samples import COURT, MONDAY, RULES, id_of, riga

MUNICIPALITY = "dienvidkurzeme"
NEXT_WEEK = riga("2026-03-23 17:00")


@pytest.fixture
def memory() -> Memory:
    return Memory(RULES)


def redirected(memory: Memory, at=MONDAY, **changed: Any):
    """Let a referral be redirected; to the orphan's court unless somebody else is named."""
    fact = redirection(**changed)
    return memory.hear(FACTS[fact.type], fact, cause("redirected", at, "intake"))


def redirection(**changed: Any) -> ReferralRedirected:
    whose = {} if "municipality" in changed else {"partner": COURT}
    fields = {
        "referral": id_of("referral a"), "due_at": NEXT_WEEK, "redirected_at": MONDAY, "number": "LPX-2026-000001",
        "priority": Priority.ROUTINE, "needs": (NeedCode.CARE_LEAVER,), "subjects": (id_of("person a"),),
        "age_band": AgeBand.AGE_14_17,
    }  # fmt: skip
    return ReferralRedirected(**fields | whose | changed)


@pytest.mark.parametrize(
    ("to", "agency", "rule"),
    [
        ({"partner": COURT}, COURT, "orphans-court-redirected"),
        ({"partner": MUNICIPALITY}, MUNICIPALITY, "dienvidkurzeme-redirected"),
        ({"municipality": "0027000"}, MUNICIPALITY, "dienvidkurzeme-redirected"),
    ],
    ids=["a partner", "a municipality by its code as partner", "a municipality by its ATVK code"],
)
def test_the_new_owner_is_told_with_the_fields_that_its_rule_names(memory, to, agency, rule):
    decision = redirected(memory, **to)
    (notice,), (fact,) = memory.of(Notice), decision.facts
    assert isinstance(fact, NoticeIssued)
    assert (notice.agency, notice.rule, notice.field_set) == (agency, rule, FieldSet.IDENTITY_AND_CONTACT)
    assert (notice.case_id, notice.referral, notice.subject) == (None, id_of("referral a"), id_of("person a"))
    assert fact.key == str(id_of("referral a"))
    assert memory.of(Matter) == [Matter(id_of("referral a"), "LPX-2026-000001")]
    assert [delivery.open for delivery in memory.of(Delivery)] == [True]


@pytest.mark.parametrize(
    ("due", "acknowledge_by"),
    [
        (NEXT_WEEK, riga("2026-03-17 17:00")),
        (riga("2026-03-16 15:00"), riga("2026-03-16 15:00")),
        (riga("2026-03-13 17:00"), riga("2026-03-17 17:00")),
    ],
    ids=["a long clock", "a clock that ends today", "one that has run out"],
)
def test_its_clock_is_kept(memory, due, acknowledge_by):
    decision = redirected(memory, due_at=due)
    assert memory.of(Notice)[0].acknowledge_by == acknowledge_by
    assert decision.timers[0].due == acknowledge_by


@pytest.mark.parametrize("to", [{"partner": "krizes-centrs"}, {"municipality": "0001000"}, {"number": None}], ids=min)
def test_nobody_is_told_where_no_rule_is_for_them(memory, to):
    decision = redirected(memory, **to)
    assert not (decision.states or decision.facts or decision.timers)


def test_heard_again_it_is_the_same_notice_by_the_rules_of_its_day(memory):
    redirected(memory)
    again = redirected(memory, at=riga("2026-04-01 09:30"))
    assert not again.facts
    assert len(memory.of(Notice)) == 1


def test_no_rule_about_cases_fits_it(memory):
    redirected(memory, needs=(NeedCode.CHILD_NEGLECT,), priority=Priority.STAT)
    assert [notice.rule for notice in memory.of(Notice)] == ["orphans-court-redirected"]
