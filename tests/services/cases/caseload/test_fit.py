"""A case is proposed to whoever is there, near and has room; each proposal says what it is made of."""

import pytest

from services.cases.domain.caseload.fit import FitPart, Wanted, propose
from shared.contracts.codes import NeedCode, StaffRole
from tests.services.cases.caseload.samples import FIT, HELPS, candidate
from tests.services.cases.samples import person
from tests.services.cases.units.samples import ADULTS, ANDRIS, FAMILIES

WANTED = Wanted(FAMILIES, (ADULTS,), (NeedCode.VIOLENCE_IN_FAMILY,), "ru")


def score(**changed) -> dict:
    (one,) = propose(WANTED, [candidate("a", **changed)], FIT, HELPS)
    return {part: points for part, points in one.parts.items() if points}


@pytest.mark.parametrize(
    ("somebody", "parts"),
    [
        ({}, {FitPart.LOAD: 50, FitPart.UNIT: 40, FitPart.ROLE: 10}),
        ({"percent": 50}, {FitPart.LOAD: 25, FitPart.UNIT: 40, FitPart.ROLE: 10}),
        ({"percent": 130}, {FitPart.LOAD: -15, FitPart.UNIT: 40, FitPart.ROLE: 10}),
        ({"percent": 900}, {FitPart.LOAD: -50, FitPart.UNIT: 40, FitPart.ROLE: 10}),
        ({"units": (ADULTS,)}, {FitPart.LOAD: 50, FitPart.UNIT: 15, FitPart.ROLE: 10}),
        ({"units": (person("far"), FAMILIES)}, {FitPart.LOAD: 50, FitPart.UNIT: 40, FitPart.ROLE: 10}),
        ({"units": (person("far"),), "role": StaffRole.PSYCHOLOGIST}, {FitPart.LOAD: 50}),
        (
            {"percent": 100, "languages": ("lv", "ru"), "trainings": ("vardarbiba", "pirma-palidziba")},
            {FitPart.UNIT: 40, FitPart.ROLE: 10, FitPart.TRAINING: 10, FitPart.LANGUAGE: 15},
        ),
    ],
)
def test_a_proposal_says_what_speaks_for_somebody(somebody, parts):
    assert score(**somebody) == parts


def test_the_best_is_first_whoever_is_away_last_and_others_are_not_asked():
    found = propose(
        WANTED,
        [
            candidate("busy", 90), candidate("free"), candidate("away", away=True, deputy=ANDRIS),
            candidate("head", role=StaffRole.HEAD), candidate("away elsewhere", units=(ADULTS,), away=True),
        ],
        FIT, HELPS,
    )  # fmt: skip
    assert [one.staff for one in found] == [person("free"), person("busy"), person("away")]
    assert (found[-1].score, found[-1].deputy) == (None, ANDRIS)


def test_nobody_is_better_by_chance():
    one, other = candidate("a"), candidate("b")
    assert propose(WANTED, [one, other], FIT, HELPS) == propose(WANTED, [other, one], FIT, HELPS)
