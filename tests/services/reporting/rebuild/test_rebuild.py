"""A rebuild proves that the projections equal the logs, names every difference, and changes nothing."""

import pytest

from services.reporting.rebuild.comparing import fingerprints
from services.reporting.rebuild.rebuild import verify_projections
from shared.contracts.cases import CaseAssigned
from shared.contracts.codes import DiscardReason
from shared.stream import replay
from shared.stream.record import FactRecord
from tests.services.reporting.histories import history
from tests.services.reporting.logs import SLUG, batch_on, id_of
from tests.services.reporting.projections.test_projecting import AT, UNIT


@pytest.fixture
async def logs(pools):
    """A history that all services remember, and reporting has heard."""
    logs = history(1, referrals=30)
    for service, pool in pools.items():
        await logs.keep(service, pool)
    await batch_on(pools["reporting"]).apply(whole(logs))
    return logs


def whole(logs) -> list[FactRecord]:
    return [record for partition in logs.records() for record in partition]


async def test_what_is_built_anew_equals_what_runs(pools, logs, monkeypatch):
    monkeypatch.setattr("services.reporting.rebuild.logs._PAGE", 7)
    before = await fingerprints(pools["reporting"], "public")
    done = await verify_projections(pools, SLUG)
    assert done.findings == []
    assert done.facts == len(whole(logs))
    assert {table.name: (table.rows, table.running) for table in done.tables} == before
    assert all(table.running == table.rebuilt for table in done.tables)
    assert await fingerprints(pools["reporting"], "public") == before


async def test_it_compares_at_the_place_that_reporting_has_reached(pools):
    logs = history(2, referrals=20)
    for service, pool in pools.items():
        await logs.keep(service, pool)
    await batch_on(pools["reporting"]).apply([r for part in logs.records() for r in part[: len(part) // 2]])
    assert (await verify_projections(pools, SLUG)).findings == []


@pytest.mark.parametrize(
    ("service", "harm", "finding"),
    [
        ("reporting", "update visit set duration = 1000 where state = 'completed'", "duration is '1000', by"),
        ("reporting", "delete from notice", "the logs tell of it, but it is missing here"),
        ("reporting", "insert into partner values ('nobody', 1, 'ngo')", "partner nobody: no fact tells of it"),
        (
            "reporting",
            "update consumed set position = position - 1 where source = 'cases' and position > 0",
            "position is '",
        ),
        (
            "reporting",
            "update consumed set position = position + 1 where source = 'cases'",
            "in partition 0, applied were",
        ),
        ("cases", "delete from event_log where position = 3 and partition = 1", "cases: facts after 0 are missing"),
        ("intake", "delete from event_log", "intake: facts after 0 are missing in partition 0, applied were"),
        (
            "intake",
            "update event_log set data = '{}' where partition = 0 and position = 1",
            "intake: fact 1 of partition 0 cannot be read",
        ),
    ],
    ids=["a row changed", "rows lost", "a row made up", "a cursor behind", "a cursor ahead", "a gap in a log",
         "a log lost", "a fact spoilt"],
)  # fmt: skip
async def test_what_does_not_agree_is_named(pools, logs, service, harm, finding):
    await pools[service].execute(harm)
    findings = (await verify_projections(pools, SLUG)).findings
    assert any(finding in found for found in findings), findings


async def test_facts_that_were_parked_and_given_up_are_no_difference(pools):
    logs, pool = history(3, referrals=5), pools["reporting"]
    unheard = id_of("unheard of")
    logs.tell(AT, *2 * [CaseAssigned(case=unheard, staff=id_of("ligita"), unit=UNIT)])
    for service, source_pool in pools.items():
        await logs.keep(service, source_pool)
    batch = batch_on(pool)
    await batch.apply(whole(logs))
    assert (await verify_projections(pools, SLUG)).findings == []

    first = await pool.fetchval("select id from parked order by seq limit 1")
    await replay.discard(batch, first, None, DiscardReason.OBSOLETE)
    assert (await verify_projections(pools, SLUG)).findings == []
