"""Work that may make somebody ill is seen by the head with its reasons, by everybody else only as a mean of many."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.caseload.strain import Reason, means, signal
from tests.shared.caseload.samples import STRAIN, carried, named


@pytest.mark.parametrize(
    ("worker", "reasons"),
    [
        ({"cases": 35}, ()),
        ({"cases": 36}, (Reason.LOAD,)),
        ({"cases": 5, "violent": 5}, (Reason.VIOLENCE,)),
        ({"cases": 2, "violent": 2}, ()),
        ({"visits": 10, "after_hours": 2}, (Reason.AFTER_HOURS,)),
        ({"visits": 4, "after_hours": 4}, ()),
        ({"violent": 12, "visits": 5, "after_hours": 5}, (Reason.LOAD, Reason.AFTER_HOURS, Reason.VIOLENCE)),
    ],
)
def test_each_reason_is_named_and_few_say_nothing(worker, reasons):
    told = signal(carried(**worker), STRAIN)
    assert (told.reasons, told.strained) == (reasons, bool(reasons))


def team(unit: str, people: int, cases: int = 3) -> list:
    return [signal(carried(f"{unit} {n}", cases, unit=named(unit)), STRAIN) for n in range(people)]


@pytest.mark.parametrize(
    ("teams", "shown"),
    [
        ({"a": 5}, [("a", 5)]),
        ({"a": 4}, []),
        ({"a": 5, "b": 4}, [("a", 5)]),
        ({"a": 6, "b": 4, "c": 1}, [("a", 6), (None, 5)]),
        ({"a": 2, "b": 2}, []),
    ],
)
def test_fewer_than_five_are_never_summed_up(teams, shown):
    told = means([one for unit, people in teams.items() for one in team(unit, people)], 5)
    assert [(mean.unit, mean.people) for mean in told] == [(unit and named(unit), n) for unit, n in shown]


@given(st.dictionaries(st.sampled_from("abcdefgh"), st.integers(1, 9)), st.integers(3, 9))
def test_no_mean_and_no_difference_of_two_tells_of_fewer(teams, least):
    told = means([one for unit, people in teams.items() for one in team(unit, people)], least)
    assert all(mean.people >= least for mean in told)
    assert len({mean.unit for mean in told}) == len(told)
    assert sum(mean.people for mean in told) in (
        sum(teams.values()), sum(n for n in teams.values() if n >= least)
    )  # fmt: skip


def test_a_mean_says_how_much_and_how_many_show_signs():
    (told,) = means([*team("a", 4, cases=30), *team("a", 5, cases=60)[4:]], 5)
    assert (told.percent, told.strained) == (120, 1)
