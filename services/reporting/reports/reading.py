"""A snapshot of the projections, from which everything that one answer says is read."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import asyncpg

from services.reporting.rebuild.building import RUNNING
from services.reporting.store import INCOMPLETE


@asynccontextmanager
async def reading(pool: asyncpg.Pool, schema: str = RUNNING) -> AsyncIterator[asyncpg.Connection]:
    """A connection that sees the tables of `schema` and no others, all of one instant. For reading.

    Raises asyncpg.UndefinedTableError when there is no such schema.
    """
    async with pool.acquire() as conn, conn.transaction(isolation="repeatable_read", readonly=True):
        # A snapshot begins with the first query, which this is not: had it begun before a rebuild switched, the new
        # tables would look empty in it.
        # Each statement is planned for its values: a plan for any period takes longer than planning does. And it is
        # planned for memory or a disk without heads: by PostgreSQL's default of 4, meant for others, an index that has
        # all that is asked for is passed over for the whole table.
        await conn.execute(f"""
            set local search_path = {schema}; set local plan_cache_mode = force_custom_plan;
            set local random_page_cost = 1.1;
            lock table {INCOMPLETE} in access share mode
        """)
        yield conn
