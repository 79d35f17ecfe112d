"""A dry run: every row takes effect by the same rules, and each batch is rolled back."""

from hashlib import sha256

import asyncpg

from shared.bulk.importing import Importing, Judged, Rejections, Taken
from shared.bulk.jobs import Counts, Job
from shared.bulk.judging import Rejection, refused
from shared.tabular.rows import Rows

_REMEMBER = """
with given as (select * from unnest($1::uuid[], $2::text[]) g(id, said)),
known as (select id, said from rehearsed where id in (select id from given)),
entered as (insert into rehearsed select id, said from given on conflict do nothing)
select id, said from known
"""


async def rehearse(importing: Importing, rows: Rows, job: Job) -> Job:
    """What would become of all rows, as things stand now. Nothing is written but a table of this connection's own."""
    async with importing.batch.pool.acquire() as conn:
        await conn.execute("create temporary table if not exists rehearsed (id uuid primary key, said text)")
        await conn.execute("truncate rehearsed")
        while (judged := importing.read(rows)).rows:
            counts, rejections = await _batch(conn, importing, judged)
            job = job.after(judged.after, counts, 0)
            importing.told(job, rejections)
    return job


async def _batch(conn: asyncpg.Connection, importing: Importing, judged: Judged) -> tuple[Counts, Rejections]:
    transaction = conn.transaction()
    await transaction.start()
    try:
        taken = await importing.take(conn, judged)
    finally:
        await transaction.rollback()
    return await _against_earlier_batches(conn, importing, judged, taken)


async def _against_earlier_batches(
    conn: asyncpg.Connection, importing: Importing, judged: Judged, taken: Taken
) -> tuple[Counts, Rejections]:
    """What they wrote is gone, so what the rows of this one repeat of it is found by what is remembered here."""
    said = {one.cause.id: (one, sha256(one.body.model_dump_json().encode()).hexdigest()) for one in taken.new}
    known = await conn.fetch(_REMEMBER, list(said), [digest for _, digest in said.values()])
    repeated = [said[row["id"]][0] for row in known if said[row["id"]][1] == row["said"]]
    other = {said[row["id"]][0].key for row in known if said[row["id"]][1] != row["said"]}
    reused = importing.judge.kind.reused
    # Where rows have no id of their own, each has a cause of its own, and none is another's.
    why = Rejection(refused(reused())) if reused else None
    late = [(row, why) for row in judged.rows if str(row.line) in other]
    again = Counts(taken=-len(repeated) - len(late), repeated=len(repeated), rejected=len(late))
    return taken.counts + again, sorted([*taken.rejections, *late], key=lambda pair: pair[0].line)
