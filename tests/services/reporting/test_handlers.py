"""The table of facts is whole: a fact that reporting hears and does not note would be missing from every figure."""

import json
from datetime import UTC, datetime

from services.reporting.handlers import FACTS, IGNORED
from services.reporting.store import PROJECTIONS
from shared.contracts import examples, registry
from shared.contracts.registry import BY_TYPE

NOW = datetime(2026, 11, 30, 12, tzinfo=UTC)


def test_every_fact_that_reporting_hears_is_noted_or_passed_over_on_purpose():
    assert FACTS.keys() | IGNORED == registry.consumed_by("reporting")
    assert FACTS.keys().isdisjoint(IGNORED)


def test_what_waits_for_its_case_comes_in_one_order_with_it():
    """A row that needs its case is refused before that is opened: only a fact with the case's key comes after it."""
    of_case = {projection.name for projection in PROJECTIONS if projection.of_case}
    keys = {
        (row.table, BY_TYPE[type].key_fields)
        for type, note in FACTS.items()
        for body in examples.valid(BY_TYPE[type]).values()
        for row in note(registry.decode(type, json.dumps(body).encode()), NOW)
        if row.table in of_case
    }
    assert {table for table, _ in keys} == of_case
    assert {key for _, key in keys} == {("case",)}
