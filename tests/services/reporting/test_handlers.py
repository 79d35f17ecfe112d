"""The table of facts is whole: a fact that reporting hears and does not note would be missing from every figure."""

from services.reporting.handlers import FACTS, IGNORED
from shared.contracts import registry


def test_every_fact_that_reporting_hears_is_noted_or_passed_over_on_purpose():
    assert FACTS.keys() | IGNORED == registry.consumed_by("reporting")
    assert FACTS.keys().isdisjoint(IGNORED)
