"""The table of facts is whole: a fact that reporting hears and does not note would be missing from every figure."""

from services.reporting.handlers import FACTS
from shared.contracts import registry


def test_every_fact_that_reporting_hears_is_noted():
    assert FACTS.keys() == registry.consumed_by("reporting")
