"""What a mode changes is configuration: home visits need their reason, and named terms are longer."""

from datetime import datetime, timedelta

import pytest

from shared.calendar import RIGA
from shared.contracts.mode_codes import ServiceMode
from tests.services.cases.samples import MONDAY, RULES

NORMAL, EMERGENCY = ServiceMode


@pytest.mark.parametrize(
    ("mode", "at", "needed"),
    [
        (EMERGENCY, MONDAY, True),
        (NORMAL, MONDAY, False),
        (EMERGENCY, datetime(2020, 3, 11, 23, 59, tzinfo=RIGA), False),
        (EMERGENCY, datetime(2020, 3, 12, 0, 0, tzinfo=RIGA), True),
    ],
)
def test_a_home_visit_needs_its_reason_by_the_rule_of_the_day(mode, at, needed):
    rule = RULES.justified_home_visits(mode, at)
    assert (rule is not None and "MK 103/2020" in rule.source) is needed


@pytest.mark.parametrize(
    ("kind", "mode", "later"),
    [
        ("plan_review", EMERGENCY, True),
        ("plan_review", NORMAL, False),
        ("outreach_retry", EMERGENCY, False),
    ],
)
def test_what_is_prolonged_is_due_later_in_emergency(kind, mode, later):
    due = RULES.prolonged(kind, MONDAY, mode)
    assert (due >= MONDAY + timedelta(days=28)) is later
    assert later or due == MONDAY
