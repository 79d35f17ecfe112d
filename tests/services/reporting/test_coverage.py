"""Who is known of a target group is said by the service itself, or by its cases; territories are told apart."""

from datetime import date

import pytest

from services.reporting.figures import FIGURES
from services.reporting.reports.report import report
from services.reporting.reports.scope import Scope
from shared.contracts.case_codes import TargetGroup
from shared.contracts.cases import CaseClosed, CaseOpened
from shared.contracts.fields import PublicLabel
from shared.contracts.registers import RegisterCountRecorded
from shared.contracts.units import UnitChanged
from tests.services.reporting.expected_services import RULES
from tests.services.reporting.logs import Logs, bring, id_of
from tests.services.reporting.november import FAMILIES, at

GAP = [FIGURES["coverage.gap"], FIGURES["coverage.counts"]]


@pytest.fixture
async def three_known(pool):
    """Of 50 people with disabilities in Aizpute and 200 in all, three have a case in Aizpute, one of them closed."""
    logs = Logs()
    label = PublicLabel(lv="Aizputē")
    logs.tell(at(1), UnitChanged(unit=FAMILIES, label=label, active=True, atvk="0640605"))
    for n in range(3):
        case = {"case": id_of(f"case {n}"), "referrals": (), "subjects": (), "kind": "other", "priority": "routine"}
        about = {"needs": ("disability",), "age_band": "25-64", "unit": FAMILIES, "opened_at": at(2)}
        logs.tell(at(2), CaseOpened(**case, **about))
    logs.tell(at(3), CaseClosed(case=id_of("case 0"), referrals=(), outcome="needs_met", closed_at=at(3)))
    for count, territory in ((50, "0640605"), (200, None)):
        figure = {"target_group": "disability", "source": "register", "counted_on": date(2026, 11, 1)}
        logs.tell(at(4), RegisterCountRecorded(**figure, count=count, territory=territory))
    await bring(pool, [[record for partition in logs.records() for record in partition]])
    return pool


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        ({}, [("0640605", 50, 2, 48), ("whole", 200, 2, 198)]),
        ({"territory": "0640605"}, [("0640605", 50, 2, 48)]),
        # Our own code: the whole municipality.
        ({"territory": "0005000"}, [("whole", 200, 2, 198)]),
        ({"group": TargetGroup.DISABILITY}, [("0640605", 50, 2, 48), ("whole", 200, 2, 198)]),
        ({"group": TargetGroup.CHILDREN}, []),
        ({"unit": FAMILIES}, []),
    ],
)
async def test_where_nobody_counted_who_is_known_open_cases_say_it(three_known, asked, expected):
    scope = Scope(date(2026, 11, 1), date(2026, 11, 30), at(30), **asked)
    rows = (await report(three_known, scope, GAP, RULES)).rows["coverage.gap"]
    assert [(row["territory"], row["registered"], row["known"], row["gap"]) for row in rows] == expected
    assert {row["quoted"] for row in rows} <= {None}


async def test_what_was_counted_later_says_nothing_of_an_earlier_period(three_known):
    scope = Scope(date(2026, 10, 1), date(2026, 10, 31), at(30))
    assert (await report(three_known, scope, GAP, RULES)).rows == {"coverage.gap": [], "coverage.counts": []}


async def test_a_figure_is_shown_with_its_source_day_and_territory(three_known):
    scope = Scope(date(2026, 11, 1), date(2026, 11, 30), at(30))
    named = (await report(three_known, scope, GAP, RULES)).labels["register_count"]
    assert {label["en"] for label in named.values()} == {
        "register, 1 November 2026, 0640605",
        "register, 1 November 2026",
    }
