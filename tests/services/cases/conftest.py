"""Who calls cases in most tests: Marta, who works on cases, and Ligita, her supervisor."""

import pytest
import pytest_asyncio

from tests.services.cases.test_api_cases import assigned
from tests.services.running import LIGITA, MARTA, Caller


@pytest.fixture
def marta(cases) -> Caller:
    return Caller(cases, MARTA)


@pytest.fixture
def ligita(cases) -> Caller:
    return Caller(cases, LIGITA)


@pytest_asyncio.fixture(loop_scope="session")
async def case(ligita) -> dict:
    """A case that Marta has."""
    return await assigned(ligita)
