"""A device without a connection judges answers by the JSON Schema as we judge them by the rules."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from services.cases.checklists import CHECKLISTS
from services.cases.domain.assessments.answers import strange, unfinished
from services.cases.domain.assessments.questions import Choice, Date, Number, Text, YesNo
from services.cases.domain.assessments.schema import answers_schema
from tests.services.cases.assessments.samples import HOME


def answers_to(question) -> st.SearchStrategy:
    """Mostly right ones."""
    match question:
        case Choice():
            right = st.sampled_from(question.codes)
        case YesNo():
            right = st.booleans()
        case Number():
            right = st.one_of(st.integers(question.least, question.most), st.floats(question.least, question.most))
        case Date():
            right = st.dates().map(str)
        case Text():
            right = st.text(min_size=1, max_size=30)
    return st.one_of(right, right, right, st.sampled_from([None, "odd", -1, 1.5, True]))


def answers_by(checklist) -> st.SearchStrategy:
    questions = checklist.questions.values()
    return st.fixed_dictionaries({}, optional={one.code: answers_to(one) for one in questions} | {"odd": st.just(1)})


@settings(max_examples=300, deadline=None)
@given(answers_by(HOME))
def test_the_schema_takes_exactly_what_may_be_signed(answers):
    schema = Draft202012Validator(answers_schema(HOME), format_checker=Draft202012Validator.FORMAT_CHECKER)
    may_be_signed = not strange(HOME, answers) and not unfinished(HOME, answers)
    assert schema.is_valid(answers) == may_be_signed


@pytest.mark.parametrize("one", CHECKLISTS.all, ids=lambda one: f"{one.code}.{one.version}")
def test_every_published_checklist_has_a_schema(one):
    schema = answers_schema(one)
    Draft202012Validator.check_schema(schema)
    assert set(schema["properties"]) == set(one.questions)
