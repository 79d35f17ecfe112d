"""`tilts verify` notices what must not be: a fact that is gone, a cursor that was moved, a projection that was changed.

Each test breaks one thing behind the services' back, looks, and mends it again.
"""

import asyncio
from collections.abc import Awaitable, Callable

import asyncpg
import pytest

from deploy.cli.exits import Exit
from deploy.up.folder import StateFolder

Change = Callable[[asyncpg.Connection], Awaitable[None]]


def in_database(running, service: str, change: Change):
    """Run `change` on the database of `service`."""

    async def work():
        dsn = StateFolder(running.folder).read_environment()["TILTS_DATABASE__DSN"]
        conn = await asyncpg.connect(dsn.replace("{service}", service))
        try:
            return await change(conn)
        finally:
            await conn.close()

    return asyncio.run(work())


def findings(running) -> set[tuple[str, str]]:
    verified = running.tilts("verify", "--deadline", "2", "--json")
    found = {(one["service"], one["what"]) for one in verified.json()["findings"]}
    assert verified.code == (Exit.FINDINGS if found else Exit.OK)
    return found


@pytest.fixture
def quiet(running):
    """Nothing is found before, and nothing after."""
    assert findings(running) == set()
    yield running
    assert findings(running) == set()


def test_a_fact_that_is_gone_from_the_log(quiet):
    async def take(conn):
        await conn.execute("create table taken as select * from event_log where partition = 0 and position = 2")
        await conn.execute("delete from event_log where partition = 0 and position = 2")

    async def give_back(conn):
        await conn.execute("insert into event_log select * from taken")
        await conn.execute("drop table taken")

    in_database(quiet, "intake", take)
    try:
        assert {("intake", "log"), ("intake", "bus")} <= findings(quiet)
    finally:
        in_database(quiet, "intake", give_back)


@pytest.mark.parametrize(
    "change", ["update visit set planned_at = planned_at + interval '1 minute'", "delete from visit"]
)
def test_a_projection_that_was_changed(quiet, change):
    async def spoil(conn):
        await conn.execute("create table kept as select * from visit")
        await conn.execute(change)

    async def mend(conn):
        await conn.execute("delete from visit; insert into visit select * from kept; drop table kept")

    in_database(quiet, "reporting", spoil)
    try:
        assert findings(quiet) == {("reporting", "projection")}
    finally:
        in_database(quiet, "reporting", mend)


@pytest.mark.long
@pytest.mark.parametrize(("service", "source"), [("cases", "intake"), ("reporting", "cases"), ("intake", "cases")])
def test_a_cursor_that_was_moved_by_one(quiet, service, source):
    async def move(conn, by):
        await conn.execute(
            "update consumed set position = position + $1 where source = $2 and partition = 1", by, source
        )

    in_database(quiet, service, lambda conn: move(conn, 1))
    try:
        assert (service, "cursor") in findings(quiet)
    finally:
        in_database(quiet, service, lambda conn: move(conn, -1))
