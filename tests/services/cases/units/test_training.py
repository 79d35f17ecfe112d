"""A training is entered once it is finished, with until when it counts; an odd certificate is refused."""

import pytest

from services.cases.domain.units import training as rules
from services.cases.domain.units.staff import Staff
from services.cases.domain.units.training import Training, training_id
from shared.decision import Decision, Refusal
from tests.services.cases.samples import service
from tests.services.cases.units.samples import MARTA, MONDAY, RULES, day
from tests.services.memory import cause


@pytest.fixture
def memory():
    return service()


def recorded(memory, training="vardarbiba", completed=None, until=None) -> Decision:
    completed = completed or day(2)
    refs = [(Staff, MARTA), (Training, training_id(MARTA, training, completed))]
    return memory.take(
        refs,
        lambda world: rules.record(
            world.get(*refs[1]), world.get(*refs[0]), training, completed, until, cause("t", MONDAY), RULES
        ),
    )


def test_a_training_is_a_fact_once_and_a_correction_is_another(memory):
    (fact,) = recorded(memory, until=day(31)).facts
    assert (fact.staff, fact.training, fact.valid_until) == (MARTA, "vardarbiba", day(31))
    assert recorded(memory, until=day(31)).facts == ()
    (corrected,) = recorded(memory, until=None).facts
    (kept,) = memory.of(Training)
    assert (corrected.valid_until, kept.valid_until, kept.version) == (None, None, 2)


@pytest.mark.parametrize(
    ("said", "code"),
    [
        ({"training": "zirgu-jasana"}, "training-unknown"),
        ({"completed": day(17)}, "training-ahead"),
        ({"completed": day(10), "until": day(9)}, "certificate-backwards"),
        ({"completed": day(10), "until": day(10)}, None),
        ({"completed": day(16)}, None),
    ],
)
def test_what_cannot_be_is_refused(memory, said, code):
    try:
        recorded(memory, **said)
        refused = None
    except Refusal as no:
        refused = no.code
    assert refused == code
