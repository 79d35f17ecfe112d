"""A neighbour across the border has a door and sends no person through it: refused at both, and nobody is known."""

import json

import pytest

from shared.contracts.partner import AggregateReported
from shared.stream.record import edge_record
from tests.services.intake.samples import SCHOOL, body
from tests.services.intake.test_doors import by_http, by_kafka, told
from tests.services.running import Caller, facts, partner

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


FIGURE = {"reference": "KRT-2026-7", "target_group": "older_age", "count": 5120, "counted_on": "2026-03-31"}


async def figures(intake) -> list[tuple]:
    rows = await intake.pool.fetch("select source, target_group, count from register_count order by counted_on")
    return [tuple(row) for row in rows]


async def test_a_figure_stands_under_its_code_and_once_more_is_a_correction(intake):
    neighbour = Caller(intake, partner(NEIGHBOUR))
    made = await neighbour.do("/v1/aggregates", FIGURE, key="f1")
    assert (made.status_code, made.json()["reference"]) == (201, "KRT-2026-7")
    await neighbour.do("/v1/aggregates", FIGURE | {"count": 5121}, key="f2")
    assert await figures(intake) == [(NEIGHBOUR, "older_age", 5121)]
    assert (await facts(intake)).count("register-count-recorded") == 2
    assert [name for name, _ in await told(intake)] == ["aggregate-registered.v1"] * 2


async def test_by_kafka_it_is_the_same_and_a_repeat_counts_once(intake):
    headers = (("ce_id", b"f1"), ("ce_type", AggregateReported.type.encode()))
    for _ in range(2):
        topic = f"liepaja.partner.{NEIGHBOUR}.referrals"
        record = edge_record(NEIGHBOUR, topic, None, json.dumps(FIGURE).encode(), headers)
        await intake.batch.apply([record])
    assert await figures(intake) == [(NEIGHBOUR, "older_age", 5120)]
    assert (await facts(intake)).count("register-count-recorded") == 1


@pytest.mark.parametrize(
    ("code", "changed", "answer"),
    [
        (SCHOOL, {}, (403, "/problems/figures-not-agreed")),
        (NEIGHBOUR, {"counted_on": "2999-01-01"}, (409, "/problems/counted-in-the-future")),
        (NEIGHBOUR, {"target_group": "left_handed"}, (422, "/problems/invalid-request")),
        (NEIGHBOUR, {"count": -1}, (422, "/problems/invalid-request")),
    ],
)
async def test_what_is_no_figure_of_a_neighbour_is_refused(intake, code, changed, answer):
    refused = await Caller(intake, partner(code)).do("/v1/aggregates", FIGURE | changed)
    assert (refused.status_code, refused.json()["type"]) == answer
    assert await figures(intake) == []
