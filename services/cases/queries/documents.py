"""Reading documents and their files; forgetting what was sent and never used."""

from datetime import datetime
from uuid import UUID

import asyncpg
from pydantic import TypeAdapter

from services.cases.domain.documents.document import Document, StoredFile
from shared.contracts.document_codes import MediaKind

_DOCUMENT = """
    d.id, d.case_id, d.kind, d.title, d.restricted, d.files, d.added_at, d.by, d.number, d.template, d.template_version,
    d.removed, d.removed_at, d.version
"""
_ISSUED = TypeAdapter(Document)
_FILE = "id, by, digest, size, media, stored, key, received_at, document"


def readable(staff: str, supervises: str) -> str:
    """The condition under which a restricted document is shown: to supervisors, and to who has the case or its place.

    The two parameters are the member of staff who asks and whether they supervise.
    """
    return f"(not d.restricted or {supervises}::boolean or {staff}::uuid in (c.staff, c.deputy))"


async def document(conn: asyncpg.Connection, id: UUID, staff: UUID | None, supervises: bool) -> asyncpg.Record | None:
    """A document with its current file, if it is shown to them; whether its case is, is asked apart."""
    return await conn.fetchrow(
        f"""
        select {_DOCUMENT}, f.media, f.size, f.digest
        from document d join social_case c on c.id = d.case_id
        left join stored_file f on f.id = d.files[cardinality(d.files)]
        where d.id = $1 and {readable("$2", "$3")}
        """,
        id, staff, supervises,
    )  # fmt: skip


async def issued(conn: asyncpg.Connection, id: UUID) -> Document | None:
    """A document that the service has issued, to whomever it is shown."""
    row = await conn.fetchrow(f"select {_DOCUMENT} from document d where d.id = $1", id)
    return _ISSUED.validate_python(dict(row)) if row else None


async def documents(
    conn: asyncpg.Connection, case: UUID, kind: str | None, removed: bool, staff: UUID | None, supervises: bool,
    after: tuple[datetime | None, UUID | None], limit: int,
) -> list[asyncpg.Record]:  # fmt: skip
    """The documents of a case as they came, each with its current file."""
    return await conn.fetch(
        f"""
        select {_DOCUMENT}, f.media, f.size, f.digest
        from document d join social_case c on c.id = d.case_id
        left join stored_file f on f.id = d.files[cardinality(d.files)]
        where d.case_id = $1 and ($2::text is null or d.kind = $2) and ($3::boolean or d.removed is null)
          and {readable("$4", "$5")} and ($6::timestamptz is null or (d.added_at, d.id) > ($6, $7))
        order by d.added_at, d.id limit $8
        """,
        case, kind, removed, staff, supervises, *after, limit,
    )  # fmt: skip


async def file(conn: asyncpg.Connection, id: UUID) -> StoredFile | None:
    row = await conn.fetchrow(f"select {_FILE} from stored_file where id = $1", id)
    return _file(row) if row else None


async def next_number(conn: asyncpg.Connection, series: str) -> int:
    """The number that comes next in a series, which stays locked until the transaction ends."""
    await conn.execute("insert into document_series values ($1, 0) on conflict do nothing", series)
    return 1 + await conn.fetchval("select last from document_series where id = $1 for update", series)


async def used_files(conn: asyncpg.Connection) -> list[StoredFile]:
    """Every file that belongs to a document and was not shredded."""
    rows = await conn.fetch(f"select {_FILE} from stored_file where document is not null and key <> '' order by id")
    return [_file(row) for row in rows]


async def documents_without_files(conn: asyncpg.Connection) -> list[str]:
    """Documents, in words, one of whose files nobody knows: they came back by their facts after a restore."""
    rows = await conn.fetch(
        """
        select d.id from document d, unnest(d.files) wanted left join stored_file f on f.id = wanted
        where d.removed is null and f.id is null group by d.id order by d.id
        """
    )
    return [f"document {row['id']}: a file of it is not known here; send it again as a new document" for row in rows]


async def forget_unused(conn: asyncpg.Connection, before: datetime) -> None:
    await conn.execute("delete from stored_file where document is null and received_at < $1", before)


async def without_key(conn: asyncpg.Connection, names: list[str]) -> list[str]:
    """Those of the names in the store whose bytes nobody can read: no file has them, or its key is gone."""
    rows = await conn.fetch(
        """
        select name from unnest($1::text[]) name
        where not exists (select from stored_file where stored = name and key <> '')
        """,
        names,
    )
    return [row["name"] for row in rows]


def _file(row: asyncpg.Record) -> StoredFile:
    return StoredFile(**{**row, "media": MediaKind(row["media"])})
