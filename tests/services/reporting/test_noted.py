"""What reporting notes of each fact, fact by fact: `noted.json` is what somebody has looked at.

A column that is lost or another instant that is taken shows here, whatever figure it belongs to. When a change is
meant, write the file again (`python -m tests.services.reporting.test_noted`) and look at the difference.
"""

import json
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path

import pytest

from services.reporting.handlers import FACTS
from shared.contracts import examples, registry
from shared.contracts.registry import BY_TYPE

HEARD = datetime(2026, 11, 30, 12, tzinfo=UTC)
"""The instant in the header of each fact; no example tells of it."""
LOOKED_AT = Path(__file__).with_name("noted.json")


def noted(type: str) -> Mapping[str, list]:
    """Example → (table, id, values) of each row that it says something of."""
    return {
        name: [
            [row.table, str(row.id), json.loads(json.dumps(row.values, default=str))]
            for row in FACTS[type](registry.decode(type, json.dumps(body).encode()), HEARD)
        ]
        for name, body in examples.valid(BY_TYPE[type]).items()
    }


@pytest.fixture(scope="module")
def looked_at() -> Mapping[str, Mapping[str, list]]:
    return json.loads(LOOKED_AT.read_text(encoding="utf-8"))


@pytest.mark.parametrize("type", FACTS)
def test_of_each_example_of_a_fact_the_rows_say_what_somebody_has_looked_at(looked_at, type):
    assert noted(type) == looked_at[type]


def test_nothing_is_kept_that_no_fact_says(looked_at):
    assert looked_at.keys() == FACTS.keys()


if __name__ == "__main__":
    lines = (
        f" {json.dumps(type)}: {json.dumps(noted(type), ensure_ascii=False, sort_keys=True)}" for type in sorted(FACTS)
    )
    LOOKED_AT.write_text("{\n" + ",\n".join(lines) + "\n}\n", encoding="utf-8")
