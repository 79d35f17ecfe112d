"""How far each import is, in the service's own database: moved in the transaction of the batch that took the rows."""

from dataclasses import dataclass, replace
from datetime import datetime

import asyncpg

from shared.tabular.rows import Place

_COLUMNS = """id, kind, partner, digest, size, bytes, line, rows, taken, repeated, rejected, rejected_bytes, begun_at,
    finished_at"""


@dataclass(frozen=True, slots=True)
class Counts:
    """What became of rows: `rows` = taken + repeated + rejected."""

    rows: int = 0
    taken: int = 0
    repeated: int = 0
    rejected: int = 0

    def __add__(self, other: "Counts") -> "Counts":
        return Counts(
            self.rows + other.rows, self.taken + other.taken, self.repeated + other.repeated,
            self.rejected + other.rejected,
        )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Job:
    """One file, by one sender, of one kind. `place` is where the next row begins."""

    id: str
    kind: str
    partner: str | None
    digest: str
    size: int
    place: Place
    counts: Counts = Counts()
    rejected_bytes: int = 0
    finished: bool = False
    begun_at: datetime | None = None

    def after(self, place: Place, counts: Counts, rejected_bytes: int) -> "Job":
        """The job after one more batch."""
        return replace(self, place=place, counts=self.counts + counts, rejected_bytes=rejected_bytes)


def job_id(kind: str, partner: str | None, digest: str) -> str:
    return f"{kind}/{partner or ''}/{digest}"


async def find(conn: asyncpg.Connection, id: str) -> Job | None:
    row = await conn.fetchrow(f"select {_COLUMNS} from import_job where id = $1", id)
    return _job(row) if row else None


async def lock(conn: asyncpg.Connection, id: str) -> Job:
    """The job as it stands, held until the transaction ends."""
    return _job(await conn.fetchrow(f"select {_COLUMNS} from import_job where id = $1 for update", id))


async def begin(conn: asyncpg.Connection, job: Job) -> Job:
    """Enter a job, or let it begin anew."""
    row = await conn.fetchrow(
        f"""
        insert into import_job (id, kind, partner, digest, size, bytes, line) values ($1, $2, $3, $4, $5, $6, $7)
        on conflict (id) do update set bytes = $6, line = $7, rows = 0, taken = 0, repeated = 0, rejected = 0,
            rejected_bytes = 0, begun_at = now(), updated_at = now(), finished_at = null
        returning {_COLUMNS}
        """,
        job.id, job.kind, job.partner, job.digest, job.size, job.place.byte, job.place.line,
    )  # fmt: skip
    return _job(row)


async def move(conn: asyncpg.Connection, job: Job) -> None:
    """Write down how far a job is; all of it in one statement, in the transaction of its rows."""
    counts = job.counts
    await conn.execute(
        """
        update import_job set bytes = $2, line = $3, rows = $4, taken = $5, repeated = $6, rejected = $7,
            rejected_bytes = $8, updated_at = now() where id = $1
        """,
        job.id, job.place.byte, job.place.line, counts.rows, counts.taken, counts.repeated, counts.rejected,
        job.rejected_bytes,
    )  # fmt: skip


async def finish(conn: asyncpg.Connection, job: Job) -> None:
    await conn.execute("update import_job set finished_at = now(), updated_at = now() where id = $1", job.id)


async def listed(conn: asyncpg.Connection) -> list[asyncpg.Record]:
    """All jobs, the latest first."""
    return await conn.fetch(f"select {_COLUMNS}, updated_at from import_job order by updated_at desc, id")


def _job(row: asyncpg.Record) -> Job:
    counts = Counts(row["rows"], row["taken"], row["repeated"], row["rejected"])
    place = Place(row["bytes"], row["line"])
    return Job(
        row["id"], row["kind"], row["partner"], row["digest"], row["size"], place, counts, row["rejected_bytes"],
        row["finished_at"] is not None, row["begun_at"],
    )  # fmt: skip
