"""What a case weighs is the sum of what is true of it; what somebody carries is the sum of their cases or sessions."""

from dataclasses import replace

import pytest

from shared.caseload.load import load
from shared.caseload.weight import Part, weight
from shared.contracts.codes import AgeBand, NeedCode, Priority, StaffRole
from shared.contracts.plan_codes import RiskLevel
from tests.shared.caseload.samples import ROUTINE, WEIGHTS, carried, worker


@pytest.mark.parametrize(
    ("true_of_it", "points"),
    [
        ({}, 10),
        ({"priority": Priority.STAT}, 20),
        ({"needs": (NeedCode.VIOLENCE_IN_FAMILY,)}, 20),
        ({"needs": (NeedCode.VIOLENCE_IN_FAMILY, NeedCode.CHILD_NEGLECT)}, 28),
        ({"needs": (NeedCode.OTHER,)}, 10),
        ({"age_band": AgeBand.AGE_0_2}, 14),
        ({"age_band": AgeBand.AGE_18_24}, 10),
        ({"risk": RiskLevel.LOW}, 10),
        ({"risk": RiskLevel.CRITICAL}, 30),
        ({"minutes_away": 0}, 10),
        ({"minutes_away": 1}, 13),
        ({"minutes_away": 30}, 13),
        ({"minutes_away": 31}, 16),
    ],
)
def test_a_case_weighs_what_is_true_of_it(true_of_it, points):
    assert weight(replace(ROUTINE, **true_of_it), WEIGHTS) == points


def test_thirty_routine_cases_are_a_full_load_and_each_part_is_named():
    full = carried(cases=30)
    assert (full.points, full.percent, full.parts) == (300, 100, {Part.CASES: 300})
    heavy = carried(cases=1, violent=1)
    assert heavy.parts == {Part.CASES: 20, Part.PRIORITY: 10, Part.VIOLENCE: 10, Part.CHILDREN: 4}
    assert heavy.points == sum(heavy.parts.values())


def test_of_those_in_a_centre_the_sessions_count_and_not_the_cases():
    told = load(worker(cases=30, role=StaffRole.PSYCHOLOGIST, visits=75), WEIGHTS)
    assert (told.percent, told.parts) == (100, {Part.SESSIONS: 300})


@pytest.mark.parametrize(
    ("cases", "violent", "visits", "late", "shares"),
    [(0, 0, 0, 0, (None, None)), (3, 1, 0, 0, (25, None)), (1, 1, 8, 1, (50, 12)), (0, 2, 4, 4, (100, 100))],
)
def test_there_is_no_share_of_nothing(cases, violent, visits, late, shares):
    told = carried(cases=cases, violent=violent, visits=visits, after_hours=late)
    assert (told.violence, told.after_hours) == shares
