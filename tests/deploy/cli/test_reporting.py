"""What an operator does with reporting: cuts and rebuilds, over databases as a deployment has them."""

import asyncio
import json
import sys

import asyncpg
import pytest

from tests.services.reporting.conftest import databases  # noqa: F401
from tests.services.reporting.histories import history
from tests.services.reporting.logs import batch_on, forget
from tests.services.reporting.rebuild.test_rebuild import whole


@pytest.fixture
def reporting(databases, tilts, monkeypatch) -> str:  # noqa: F811
    """The address of reporting's database, which has applied a history that all services remember."""

    async def tell() -> None:
        logs = history(8, referrals=5)
        for service, address in databases.items():
            async with asyncpg.create_pool(address, min_size=1) as pool:
                await pool.execute("truncate event_log; update log_identity set incarnation = log_incarnation()")
                await logs.keep(service, pool)
        async with asyncpg.create_pool(databases["reporting"], min_size=1) as pool:
            await forget(pool)
            await batch_on(pool).apply(whole(logs))

    asyncio.run(tell())
    monkeypatch.setenv("TILTS_MUNICIPALITY", "liepaja")
    for service, address in databases.items():
        monkeypatch.setenv(f"TILTS_DATABASE__DSN_{service.upper()}", address)
    return databases["reporting"]


def execute(address: str, sql: str) -> None:
    async def run() -> None:
        conn = await asyncpg.connect(address)
        await conn.execute(sql)
        await conn.close()

    asyncio.run(run())


def test_a_cut_is_taken_listed_and_shown_with_its_vector(reporting, tilts):
    taken = tilts("cut", "take")
    name = taken.out.partition(":")[0]
    assert (taken.code, f"/v1/figures?as_of={name}" in taken.out) == (0, True)
    assert name in tilts("cut", "list").out
    [listed] = json.loads(tilts("cut", "list", "--json").out)
    shown = json.loads(tilts("cut", "show", name).out)
    assert listed.items() <= shown.items()
    assert sum(place["position"] for place in shown["applied"]) == sum(listed["facts"].values()) > 0
    assert tilts("cut", "list", "--daily").out == "no cut was taken yet\n"


def test_a_cut_that_nobody_took_is_an_error_with_the_way_out(reporting, tilts):
    said = tilts("cut", "show", "2026-01-01")
    assert (said.code, "there is no cut 2026-01-01" in said.err, "tilts cut list" in said.err) == (6, True, True)


def test_a_rebuild_names_what_differs_and_takes_what_the_logs_say_when_it_is_told_to(reporting, tilts):
    equal = tilts("rebuild", "reporting")
    assert (equal.code, "switched to tables from" in equal.err) == (0, True)
    execute(reporting, "update referral set channel = 'post'")
    refused = tilts("rebuild", "reporting")
    assert (refused.code, "channel is 'post', by the logs" in refused.out) == (1, True)
    assert "nothing was switched: the running tables differ" in refused.err
    mended = tilts("rebuild", "reporting", "--mend", "--json")
    assert (mended.code, json.loads(mended.out)["switched"]) == (0, True)
    assert json.loads(tilts("rebuild", "reporting", "--json").out)["findings"] == []


async def killed_while_it_waits_for_the_cursors(address: str) -> None:
    """Begin a rebuild in a process of its own, and kill that when everything is built and only the switch is left."""
    conn = await asyncpg.connect(address)
    async with conn.transaction():
        await conn.execute("select from consumed for update")
        rebuilding = await asyncio.create_subprocess_exec(
            sys.executable, "-m", "deploy.cli.main", "rebuild", "reporting", stderr=asyncio.subprocess.DEVNULL
        )
        while not await conn.fetchval("select count(*) from pg_locks where not granted"):
            await asyncio.sleep(0.05)
        rebuilding.kill()
        await rebuilding.wait()
    # PostgreSQL notices that nobody is there when it wants to tell of the locks.
    while await conn.fetchval("select count(*) from pg_locks where locktype = 'advisory'"):
        await asyncio.sleep(0.05)
    await conn.close()


def test_a_rebuild_whose_process_is_killed_leaves_no_trace(reporting, tilts):
    asyncio.run(killed_while_it_waits_for_the_cursors(reporting))
    again = tilts("rebuild", "reporting", "--json")
    assert (again.code, json.loads(again.out)["switched"]) == (0, True)


def test_a_rebuild_from_logs_with_a_gap_is_never_taken(reporting, tilts, databases):  # noqa: F811
    execute(databases["cases"], "delete from event_log where position = 1")
    said = tilts("rebuild", "reporting", "--mend")
    assert (said.code, "not every fact that was applied can be read" in said.err) == (1, True)
