"""A cut a day, whatever happens at midnight, and one whenever somebody asks; none is ever changed."""

import asyncio
from datetime import UTC, date, datetime

import pytest

from services.reporting.cuts import cuts
from services.reporting.cuts.cuts import is_late, missing
from shared.security import Actor, Purpose, Role
from tests.services.reporting.conftest import asking
from tests.services.reporting.histories import history
from tests.services.reporting.logs import batch_on
from tests.services.reporting.november import at
from tests.services.reporting.rebuild.test_rebuild import whole

BEGUN = "update migration set at = '2026-11-20 10:00+02' where name = 'reporting/0011_cut.sql'"
AUDITOR = Actor("revizija", frozenset({Role.AUDITOR}), Purpose.AUDIT)
SUPERVISOR = Actor("vaditaja", frozenset({Role.SUPERVISOR}), Purpose.STATISTICS)


@pytest.fixture
async def pool(pool):
    """A pool over a database that has kept cuts since the 20th."""
    await pool.execute(BEGUN)
    return pool


@pytest.mark.parametrize(
    ("last", "now", "days"),
    [
        # Riga is two hours ahead of UTC in November, three in summer.
        (date(2026, 11, 20), at(21, 21, 59), []),
        (date(2026, 11, 20), at(21, 22, 0), [21]),
        (date(2026, 11, 21), at(21, 22, 0), []),
        (date(2026, 11, 20), at(24, 10), [21, 22, 23]),
        # A clock that runs behind the one of the database.
        (date(2026, 11, 25), at(24, 10), []),
        (date(2026, 10, 24), datetime(2026, 10, 25, 21, 30, tzinfo=UTC), []),
        (date(2026, 10, 24), datetime(2026, 10, 25, 22, 0, tzinfo=UTC), [25]),
        (date(2026, 3, 28), datetime(2026, 3, 29, 21, 0, tzinfo=UTC), [29]),
    ],
    ids=["before midnight", "midnight", "taken already", "after three days", "a slow clock", "a day of 25 hours",
         "its end", "a day of 23 hours"],
)  # fmt: skip
def test_a_cut_is_due_for_every_day_that_is_over_in_riga(last, now, days):
    assert [day.day for day in missing(last, now)] == days


@pytest.mark.parametrize(("minute", "late"), [(0, False), (5, False), (6, True)])
def test_a_cut_that_comes_long_after_its_day_is_marked(minute, late):
    assert is_late(date(2026, 11, 20), at(20, 22, minute)) is late


async def test_there_is_one_a_day_however_many_processes_take_it_and_however_often_they_start(pool):
    async def process() -> list:
        async with pool.acquire() as conn:
            return [cut.name for cut in await cuts.take_daily(conn, at(20, 22))]

    taken = await asyncio.gather(*(process() for _ in range(3)))
    assert sorted(taken) == [[], [], ["2026-11-20"]]
    assert await process() == []


async def test_the_first_is_that_of_the_day_on_which_the_database_learned_to_keep_them(pool):
    async with pool.acquire() as conn:
        assert await cuts.take_daily(conn, at(20, 21)) == []
        assert [cut.name for cut in await cuts.take_daily(conn, at(20, 22))] == ["2026-11-20"]


async def test_after_a_pause_every_missed_day_has_its_cut_and_they_are_marked(pool):
    async with pool.acquire() as conn:
        await cuts.take_daily(conn, at(20, 22))
        missed = await cuts.take_daily(conn, at(23, 10))
        punctual = await cuts.take_daily(conn, at(23, 22, 1))
    assert [(cut.name, cut.late) for cut in missed] == [("2026-11-21", True), ("2026-11-22", True)]
    assert [(cut.name, cut.late) for cut in punctual] == [("2026-11-23", False)]


async def test_what_is_now_in_a_report_is_the_last_instant_of_the_day_or_when_the_cut_was_taken(pool):
    async with pool.acquire() as conn:
        [punctual] = await cuts.take_daily(conn, at(20, 22, 1))
        [late] = await cuts.take_daily(conn, at(22, 10))
        asked = await cuts.take(conn, at(22, 11))
    assert punctual.instant == datetime(2026, 11, 20, 21, 59, 59, 999999, tzinfo=UTC)
    assert (late.instant, asked.instant) == (at(22, 10), at(22, 11))


async def test_a_cut_is_the_vector_of_what_was_applied_with_the_place_of_reportings_own_log(pools):
    logs, pool = history(5, referrals=5), pools["reporting"]
    for service, source_pool in pools.items():
        await logs.keep(service, source_pool)
    half = [record for part in logs.records() for record in part[: len(part) // 2]]
    await batch_on(pool).apply(half)
    async with pool.acquire() as conn:
        first = await cuts.take(conn, at(30))
        await batch_on(pool).apply(whole(logs))
        second = await cuts.take(conn, at(30))
    assert sum(first.facts.values()) == len(half)
    assert sum(second.facts.values()) == len(whole(logs))
    last = {place: facts[len(facts) // 2 - 1].event.id for place, facts in logs.facts.items() if len(facts) > 1}
    assert {place: first.at.applied[place].fact for place in last} == {place: str(id) for place, id in last.items()}
    own = {partition: len(facts) for (source, partition), facts in logs.facts.items() if source == "reporting"}
    assert {partition: at for partition, at in first.at.own_log.items() if at} == own
    assert first.hash != second.hash
    assert (await cuts.find(pool, first.name)) == first


async def test_a_cut_on_demand_has_a_number_and_is_taken_once_for_one_command(pool):
    async with asking(pool, AUDITOR) as client:
        headers = {"Idempotency-Key": "cut-1"}
        first, again = [await client.post("/v1/cuts", headers=headers) for _ in range(2)]
        second = await client.post("/v1/cuts", headers={"Idempotency-Key": "cut-2"})
        assert (first.status_code, first.json()["name"], first.json()["daily"]) == (201, "2026-11-30.1", False)
        assert (again.json(), second.json()["name"]) == (first.json(), "2026-11-30.2")
        detail = (await client.get(first.headers["Location"])).json()
        assert first.json().items() <= detail.items()
        assert {place["source"] for place in detail["applied"]} == {"cases", "intake", "notifications", "reporting"}
        assert (await client.get("/v1/cuts/2026-11-29")).status_code == 404
    async with asking(pool, SUPERVISOR) as client:
        assert (await client.post("/v1/cuts", headers={"Idempotency-Key": "cut-3"})).status_code == 403


async def test_cuts_are_listed_newest_first_in_pages_and_by_kind(pool):
    async with pool.acquire() as conn:
        for day in (20, 21, 22):
            await cuts.take_daily(conn, at(day, 22))
        await cuts.take(conn, at(22, 23))
    async with asking(pool, AUDITOR) as client:
        page = (await client.get("/v1/cuts", params={"limit": 3})).json()
        rest = (await client.get("/v1/cuts", params={"limit": 3, "cursor": page["next"]})).json()
        names = [[cut["name"] for cut in part["items"]] for part in (page, rest)]
        assert names == [["2026-11-23.1", "2026-11-22", "2026-11-21"], ["2026-11-20"]]
        on_demand = (await client.get("/v1/cuts", params={"daily": False})).json()["items"]
        assert [cut["name"] for cut in on_demand] == ["2026-11-23.1"]
