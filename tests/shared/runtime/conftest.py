"""Municipalities with databases and topics of their own."""

from collections.abc import AsyncIterator

import pytest

from tests.conftest import NUMBERS
from tests.shared.runtime.municipality import Municipality


@pytest.fixture
async def municipality(postgres, broker) -> AsyncIterator[Municipality]:
    """Intake and cases of a municipality nobody else has: empty databases, topics without a record."""
    made = Municipality(postgres, broker, f"novads{next(NUMBERS)}")
    await made.prepare()
    yield made
    made.remove()
