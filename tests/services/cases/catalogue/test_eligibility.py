"""Whom a service is for, by age, group and day; and all that speaks against it."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.cases.domain.catalogue.eligibility import NotEligible, eligible, reasons_against
from shared.contracts.case_codes import TargetGroup
from shared.contracts.catalogue_codes import ServiceGroup, ServiceStatus
from tests.services.cases.catalogue.samples import service, the

DAY = date(2026, 3, 16)
BEFORE, AFTER = DAY - timedelta(days=1), DAY + timedelta(days=1)


@pytest.mark.parametrize(
    ("age", "reasons"), [(2, ["too_young"]), (3, []), (9, []), (25, []), (26, ["too_old"]), (None, ["age_unknown"])]
)
def test_sand_play_is_for_ages_3_to_25_and_both_are_included(age, reasons):
    assert list(reasons_against(the("dobele", "smilsu-spele"), age, (), DAY)) == reasons


@pytest.mark.parametrize(
    ("changed", "reason"),
    [
        ({"valid_from": AFTER}, NotEligible.NOT_YET),
        ({"valid_until": BEFORE}, NotEligible.NO_MORE),
        ({"status": ServiceStatus.DEFUNCT}, NotEligible.NO_MORE),
        ({"status": ServiceStatus.TEMPORARILY_CLOSED}, NotEligible.CLOSED),
        ({"status": ServiceStatus.INACTIVE}, NotEligible.CLOSED),
        ({"groups": (ServiceGroup.HOMELESS,)}, NotEligible.ANOTHER_GROUP),
        ({"groups": (ServiceGroup.YOUTH, ServiceGroup.DISABILITY)}, None),
        ({"valid_from": DAY, "valid_until": DAY}, None),
        ({}, None),
    ],
    ids=str,
)
def test_what_speaks_against_somebody(changed, reason):
    against = reasons_against(service(**changed), 30, (TargetGroup.DISABILITY, TargetGroup.CHILDREN), DAY)
    assert against == ((reason,) if reason else ())


def test_all_reasons_are_named_at_once():
    closed = service(valid_until=BEFORE, maximum_age=17, groups=(ServiceGroup.CHILDREN,))
    assert reasons_against(closed, 30, (), DAY) == (
        NotEligible.NO_MORE, NotEligible.TOO_OLD, NotEligible.ANOTHER_GROUP,
    )  # fmt: skip


def test_a_guest_of_the_night_shelter_is_asked_for_nothing():
    assert eligible(the("liepaja", "nakts-patversme"), None, (), DAY)


def test_nobody_is_eligible_for_what_is_only_planned():
    planned = the("dienvidkurzeme", "ilgstosa-aprupe-vainode")
    assert reasons_against(planned, 80, (ServiceGroup.OLDER_PEOPLE,), DAY) == (NotEligible.NOT_YET,)
    assert eligible(planned, 80, (ServiceGroup.OLDER_PEOPLE,), planned.valid_from)


LIMIT = st.one_of(st.none(), st.integers(0, 100))


@given(LIMIT, LIMIT, st.integers(0, 120))
def test_an_age_is_within_the_limits_or_a_reason_says_which_it_passes(lowest, highest, age):
    against = reasons_against(service(minimum_age=lowest, maximum_age=highest), age, (), DAY)
    young, old = lowest is not None and age < lowest, highest is not None and age > highest
    assert (not against) == (not young and not old)
    assert NotEligible.TOO_OLD not in against or old


def test_every_group_of_a_case_is_one_that_a_service_may_be_for():
    assert {group.value for group in TargetGroup} <= {group.value for group in ServiceGroup}
