"""No figure is off by one, and a cut says what it once said, though the services are killed while people work."""

import random

import pytest

from tests.faults.conftest import fresh
from tests.faults.families import Killing
from tests.faults.reports import COMMANDS, reports

pytestmark = pytest.mark.asyncio(loop_scope="session")

PEOPLE = 4


@pytest.mark.parametrize(("kills", "rounds"), [(2, 2), pytest.param(8, 6, marks=pytest.mark.long)])
async def test_each_figure_is_what_the_logs_say_now_and_at_each_cut(municipality, kills, rounds):
    killing = Killing(municipality, random.Random(kills), kills, rounds * PEOPLE * COMMANDS)
    async with reports(municipality, random.Random(kills)) as people:
        await people.live([fresh(PEOPLE) for _ in range(rounds)], killing)
        assert await people.agree() > 100
    assert killing.kills == kills
    assert len(people.said) == rounds
