"""What must never happen is done by hand: `tilts verify` says where, and nothing else, and agrees once it is mended."""

from uuid import uuid4

import pytest

from tests.faults.conftest import fresh

pytestmark = pytest.mark.asyncio(loop_scope="session")

SPOT = "where partition = (select partition from event_log_head where lane = 'core' order by position desc limit 1)"


async def findings(municipality) -> set[tuple[str, str]]:
    return {(finding.service, finding.what) for finding in (await municipality.verify(deadline=1)).findings}


async def test_a_row_of_the_log_that_was_deleted(municipality):
    await municipality.send(fresh(5))
    assert (await municipality.settled()).findings == []
    await municipality.execute("intake", f"create table kept as select * from event_log {SPOT} and position = 2")
    await municipality.execute("intake", f"delete from event_log {SPOT} and position = 2")
    told = await findings(municipality)
    await municipality.execute("intake", "insert into event_log select * from kept; drop table kept")
    assert {("intake", "log"), ("intake", "bus")} <= told
    assert await findings(municipality) == set()


async def test_a_fact_that_became_another_one(municipality):
    await municipality.send(fresh(5))
    assert (await municipality.settled()).findings == []
    was = await municipality.value("intake", f"select id from event_log {SPOT} and position = 2")
    await municipality.execute("intake", f"update event_log set id = $1 {SPOT} and position = 2", uuid4())
    told = await findings(municipality)
    await municipality.execute("intake", f"update event_log set id = $1 {SPOT} and position = 2", was)
    assert ("intake", "bus") in told
    assert await findings(municipality) == set()


async def test_a_queue_that_counts_somebody_who_does_not_wait(municipality):
    lost = uuid4()
    await municipality.execute(
        "cases", "insert into place_queue (id, service, sorted_by, waiting) values ($1, 'camp', '{}', 1)", lost
    )
    told = await findings(municipality)
    await municipality.execute("cases", "delete from place_queue where id = $1", lost)
    assert told == {("cases", "check")}
    assert await findings(municipality) == set()


@pytest.mark.long
async def test_a_cursor_moved_by_one_and_a_source_restored_and_not_recovered(municipality):
    name, older, newer = f"{municipality.slug}_intake", municipality.folder / "older", municipality.folder / "newer"
    municipality.postgres.dump(name, older)
    await municipality.send(fresh(5))
    assert (await municipality.settled()).findings == []
    # Nobody may be there to pull what the cursor says is missing.
    await municipality.stop()
    for by in (1, -1):
        moved = "update consumed set position = position + $1 where (source, partition) = ('intake', 0)"
        await municipality.execute("cases", moved, by)
        told = await findings(municipality)
        await municipality.execute("cases", moved, -by)
        assert told == {("cases", "cursor")}
    municipality.postgres.dump(name, newer)
    municipality.postgres.restore(name, older)
    told = await findings(municipality)
    municipality.postgres.restore(name, newer)
    assert {("intake", "log"), ("intake", "bus"), ("cases", "cursor"), ("reporting", "cursor")} <= told
    await municipality.start()
    assert (await municipality.settled()).findings == []
