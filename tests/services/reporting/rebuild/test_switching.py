"""A rebuild takes the place of what runs in one step: nobody sees half of it, and interrupted it never happened."""

import asyncio
from collections.abc import Awaitable, Callable

import asyncpg
import pytest

from services.reporting.rebuild import rebuild as rebuilding
from services.reporting.rebuild.comparing import fingerprints
from services.reporting.rebuild.rebuild import NotNow, rebuild, verify_projections
from services.reporting.reports.reading import reading
from shared.database import migrations
from shared.stream import leading, replay
from tests.services.reporting.histories import history
from tests.services.reporting.logs import SLUG, batch_on, id_of
from tests.services.reporting.rebuild.test_random_histories import Build
from tests.services.reporting.rebuild.test_rebuild import whole

SCHEMAS = "select count(*) from pg_namespace where nspname = 'rebuilding'"
INDEXES = "select tablename, indexname, indexdef from pg_indexes where schemaname = 'public' order by 1, 2"
HARM = "update visit set duration = 1000 where state = 'completed'"


@pytest.fixture
async def logs(pools):
    """A history that all services remember, and of which reporting has heard two thirds."""
    logs = history(4, referrals=30)
    for service, pool in pools.items():
        await logs.keep(service, pool)
    await batch_on(pools["reporting"]).apply([r for part in logs.records() for r in part[: 2 * len(part) // 3]])
    return logs


async def test_equal_tables_are_switched_with_their_indexes_and_nothing_is_left_behind(pools, logs):
    pool = pools["reporting"]
    before = await fingerprints(pool, "public"), await pool.fetch(INDEXES)
    tables = await pool.fetchval("select 'visit'::regclass::oid")
    done = await rebuild(pools, SLUG)
    assert (done.switched, done.findings) == (True, [])
    assert (await fingerprints(pool, "public"), await pool.fetch(INDEXES)) == before
    assert await pool.fetchval("select 'visit'::regclass::oid") != tables
    assert await pool.fetchval(SCHEMAS) == 0


async def test_what_reporting_hears_meanwhile_is_in_the_new_tables(pools, logs):
    pool, batch = pools["reporting"], batch_on(pools["reporting"])

    async def go_on_hearing() -> None:
        for part in logs.records():
            for n in range(2 * len(part) // 3, len(part), 5):
                await batch.apply(part[n : n + 5])

    done, _ = await asyncio.gather(rebuild(pools, SLUG), go_on_hearing())
    assert (done.switched, done.findings) == (True, [])
    await batch.apply(whole(logs))
    at_the_end = await verify_projections(pools, SLUG)
    assert (at_the_end.findings, at_the_end.facts) == ([], len(whole(logs)))
    assert await pool.fetchval("select count(*) from parked") == 0


def once_seen(monkeypatch, schema: str, happens: Callable[[], Awaitable]) -> None:
    """Let something happen after every row of a schema was looked at, and before nothing takes effect any more."""
    real = rebuilding.see

    async def seen(conn, looked_at):
        found = await real(conn, looked_at)
        if looked_at == schema:
            await happens()
        return found

    monkeypatch.setattr(rebuilding, "see", seen)


@pytest.mark.parametrize("schema", ["public", "rebuilding"])
async def test_what_was_parked_and_is_replayed_meanwhile_is_in_the_new_tables(pools, monkeypatch, schema):
    logs, pool = history(7, referrals=10), pools["reporting"]
    for service, source_pool in pools.items():
        await logs.keep(service, source_pool)
    too_old = Build(SLUG, unknown=frozenset({str(id_of("referral 1"))}))
    await batch_on(pool, too_old).apply(whole(logs))
    parked = await pool.fetchval("select id from parked order by seq limit 1")

    once_seen(monkeypatch, schema, lambda: replay.replay(batch_on(pool), parked))
    done = await rebuild(pools, SLUG)
    assert (done.switched, done.findings) == (True, [])
    assert await pool.fetchval("select count(*) from referral where id = $1", id_of("referral 1")) == 1


async def test_tables_that_differ_stay_until_an_operator_says_that_the_logs_are_right(pools, logs):
    pool = pools["reporting"]
    right = await fingerprints(pool, "public")
    await pool.execute(HARM)
    refused = await rebuild(pools, SLUG)
    assert not refused.switched
    assert "duration is '1000', by the logs" in refused.findings[0]
    assert await pool.fetchval("select count(*) from visit where duration = 1000") > 0
    assert await pool.fetchval(SCHEMAS) == 0

    assert (await rebuild(pools, SLUG, mend=True)).switched
    assert await fingerprints(pool, "public") == right


@pytest.mark.parametrize(
    ("harm", "finding"),
    [
        (HARM, "duration is '1000', by the logs"),
        ("delete from notice", "the logs tell of it, but it is missing here"),
        ("insert into partner values ('nobody', 1, 'ngo')", "partner nobody: no fact tells of it"),
    ],
)
async def test_what_is_spoilt_after_every_row_was_compared_is_found_all_the_same(
    pools, logs, monkeypatch, harm, finding
):
    once_seen(monkeypatch, "rebuilding", lambda: pools["reporting"].execute(harm))
    done = await rebuild(pools, SLUG)
    assert not done.switched
    assert finding in done.findings[0]


async def test_what_was_not_committed_yet_when_every_row_was_compared_is_looked_at_too(pools, logs, monkeypatch):
    async with pools["reporting"].acquire() as conn:
        transaction = conn.transaction()
        await transaction.start()
        await conn.execute(HARM)
        once_seen(monkeypatch, "rebuilding", transaction.commit)
        done = await rebuild(pools, SLUG)
    assert not done.switched
    assert "duration is '1000', by the logs" in done.findings[0]


async def test_tables_from_logs_with_a_gap_are_never_taken(pools, logs):
    await pools["cases"].execute("delete from event_log where position = 3 and partition = 1")
    done = await rebuild(pools, SLUG, mend=True)
    assert (done.switched, done.findings[0]) == (False, "cases: facts after 0 are missing in partition 1 of the log")


async def kill(conn: asyncpg.Connection, pool: asyncpg.Pool) -> None:
    await pool.execute("select pg_terminate_backend($1)", conn.get_server_pid())


@pytest.mark.parametrize(("step", "after"), [("_catch_up", False), ("_done", True), ("_switch", True)])
async def test_a_rebuild_that_is_killed_has_never_happened(pools, logs, monkeypatch, step, after):
    pool, real = pools["reporting"], getattr(rebuilding, step)
    before = await fingerprints(pool, "public"), await pool.fetchval("select 'visit'::regclass::oid")

    async def killed(given, *rest):
        if after:
            await real(given, *rest)
        await kill(getattr(given, "conn", given), pool)
        return await real(given, *rest)

    with monkeypatch.context() as patched, pytest.raises((asyncpg.PostgresError, asyncpg.InterfaceError)):
        patched.setattr(rebuilding, step, killed)
        await rebuild(pools, SLUG)
    assert (await fingerprints(pool, "public"), await pool.fetchval("select 'visit'::regclass::oid")) == before
    assert await pool.fetchval(SCHEMAS) == 0
    await batch_on(pool).apply(whole(logs))
    assert (await rebuild(pools, SLUG)).switched


async def test_a_report_that_has_begun_ends_with_the_tables_it_began_with(pools, logs):
    pool = pools["reporting"]
    visits = await pool.fetchval("select count(*) from visit")
    await pool.execute(HARM)
    async with reading(pool) as report:
        switching = asyncio.create_task(rebuild(pools, SLUG, mend=True))
        while not await pool.fetchval("select count(*) from pg_locks where not granted"):
            await asyncio.sleep(0.01)
        assert await report.fetchval("select count(*) from visit where duration = 1000") > 0
        assert await report.fetchval("select count(*) from visit") == visits
    assert (await switching).switched
    async with reading(pool) as report:
        assert await report.fetchval("select count(*) from visit") == visits
        assert await report.fetchval("select count(*) from visit where duration = 1000") == 0


async def test_it_runs_beside_the_relay_and_migrations_of_others(pools, logs):
    async with pools["reporting"].acquire() as conn, conn.transaction():
        await conn.execute("select pg_advisory_xact_lock($1)", leading._LOCK)
        await conn.execute("select pg_advisory_xact_lock($1)", migrations._LOCK)
        assert (await rebuild(pools, SLUG)).switched


async def test_one_rebuild_runs_at_a_time(pools, logs):
    async with pools["reporting"].acquire() as conn, conn.transaction():
        await conn.execute("select pg_advisory_xact_lock($1)", rebuilding._ONE_AT_A_TIME)
        with pytest.raises(NotNow, match="another rebuild is running"):
            await rebuild(pools, SLUG)


async def test_who_reads_for_very_long_is_not_cut_off(pools, logs, monkeypatch):
    for name, value in (("_PATIENCE", 50), ("_TRIES", 2), ("_PAUSE", 0.01)):
        monkeypatch.setattr(rebuilding, name, value)
    async with reading(pools["reporting"]) as report:
        with pytest.raises(NotNow, match="somebody reads or consumes for very long"):
            await rebuild(pools, SLUG)
        assert await report.fetchval("select count(*) from visit") > 0
    assert await pools["reporting"].fetchval(SCHEMAS) == 0


async def test_a_projection_that_a_migration_made_takes_nothing_and_is_complete_after_a_rebuild(pools, logs):
    pool = pools["reporting"]
    await pool.execute("truncate notice; select to_be_rebuilt('notice'), to_be_rebuilt('visit')")
    marks = await pool.fetch("select name, written from incomplete_projection order by name")
    assert [tuple(mark) for mark in marks] == [("notice", False), ("visit", True)]
    # What changes a notice that nobody has begun here would otherwise be refused, and parked.
    outcome = await batch_on(pool).apply(whole(logs))
    assert (outcome.parked, await pool.fetchval("select count(*) from notice")) == (0, 0)
    assert (await verify_projections(pools, SLUG)).findings == []

    assert (await rebuild(pools, SLUG)).switched
    assert await pool.fetchval("select count(*) from incomplete_projection") == 0
    assert await pool.fetchval("select count(*) from notice") > 0


async def test_where_nothing_was_applied_yet_nothing_is_incomplete(pools):
    await pools["reporting"].execute("select to_be_rebuilt('notice')")
    assert await pools["reporting"].fetchval("select count(*) from incomplete_projection") == 0
