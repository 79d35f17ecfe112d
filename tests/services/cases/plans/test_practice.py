"""Practice is told in groups too large to tell anybody apart, whatever the cases are."""

from collections import Counter
from dataclasses import replace
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.cases.domain.plans.practice import (
    ANY,
    Group,
    Practised,
    Traits,
    duration_band,
    groups,
    visits_band,
)

TRAITS = Traits(
    method="family_assistant", area="education", measure="absence_days", need="child_neglect", age_band="7-13",
    outcome="needs_met", duration="3 to 6 months", visits="4 to 9", quarter="2026-Q1",
)  # fmt: skip


def rows(count: int, first: int = 0, traits: Traits = TRAITS, **changed) -> list[Practised]:
    return [
        replace(Practised(UUID(int=first + n), traits, before=20.0 + n, after=4.0), **changed) for n in range(count)
    ]


def test_enough_alike_are_told_with_their_means():
    assert list(groups(rows(3), 3)) == [Group(TRAITS, 3, 21.0, 4.0)]


def test_too_few_are_left_out_without_a_trace():
    assert list(groups(rows(2), 3)) == []


def test_a_small_group_gives_up_what_sets_it_apart_and_no_more():
    seldom = rows(2, traits=replace(TRAITS, visits="none")) + rows(2, first=5, traits=replace(TRAITS, visits="1 to 3"))
    assert list(groups(seldom, 4)) == [Group(replace(TRAITS, visits=ANY, duration=ANY), 4, 20.5, 4.0)]


def test_who_was_told_of_in_one_group_is_in_no_coarser_one():
    other = replace(TRAITS, visits="none")
    assert [(group.traits.visits, group.cases) for group in groups(rows(4) + rows(2, 9, other), 3)] == [("4 to 9", 4)]


def test_one_case_with_many_goals_is_one_case():
    assert list(groups(rows(1) * 12, 3)) == []


def test_means_of_too_few_are_not_told():
    unmeasured = rows(3, first=10, before=None, after=None)
    assert list(groups(rows(1) + unmeasured, 3)) == [Group(TRAITS, 4, None, None)]


@pytest.mark.parametrize(
    ("days", "band"),
    [
        (0, "up to a month"),
        (31, "up to a month"),
        (32, "1 to 3 months"),
        (183, "3 to 6 months"),
        (367, "more than a year"),
    ],
)
def test_how_long_a_case_was_open(days, band):
    assert duration_band(days) == band


@pytest.mark.parametrize(
    ("visits", "band"), [(0, "none"), (1, "1 to 3"), (4, "4 to 9"), (24, "10 to 24"), (25, "25 or more")]
)
def test_how_many_visits(visits, band):
    assert visits_band(visits) == band


ANYTHING = st.builds(
    Practised,
    case=st.integers(0, 30).map(lambda n: UUID(int=n)),
    traits=st.builds(
        Traits,
        **{name: st.sampled_from([f"{name} one", f"{name} two"]) for name in Traits.__dataclass_fields__},
    ),
    before=st.one_of(st.none(), st.floats(0, 100)),
    after=st.one_of(st.none(), st.floats(0, 100)),
)


@given(st.lists(ANYTHING, max_size=60), st.integers(2, 6))
def test_no_group_is_smaller_than_it_may_be_and_nothing_is_told_twice(practised, smallest):
    told = list(groups(practised, smallest))
    assert all(group.cases >= smallest for group in told)
    assert max(Counter(group.traits for group in told).values(), default=1) == 1
    assert sum(group.cases for group in told) <= len(practised)
