"""A neighbour across the border has a door and sends no person through it: refused at both, and nobody is known."""

import pytest

from tests.services.intake.samples import body
from tests.services.intake.test_doors import by_http, by_kafka, told

pytestmark = pytest.mark.asyncio(loop_scope="session")

NEIGHBOUR = "kretinga"


@pytest.mark.parametrize("kind", ["municipality.handover", "third_party_concern", "inquiry", "other"])
async def test_a_person_from_abroad_is_refused_over_http(intake, kind):
    answer = await by_http(intake, body(kind=kind), code=NEIGHBOUR)
    assert (answer.status_code, answer.json()["type"]) == (403, "/problems/kind-not-agreed")
    assert await intake.pool.fetchval("select (select count(*) from person) + (select count(*) from letter)") == 0


async def test_a_person_from_abroad_is_rejected_on_its_topic_and_only_parked(intake):
    await by_kafka(intake, body(kind="other"), code=NEIGHBOUR)
    ((name, said),) = await told(intake)
    assert (name, "/problems/kind-not-agreed" in said, "Paraudziņa" in said) == ("message-rejected.v1", True, False)
    assert await intake.pool.fetchval("select (select count(*) from person) + (select count(*) from letter)") == 0
    assert await intake.pool.fetchval("select count(*) from parked") == 1
