"""Who is known and does not stand in a file that is the whole list: shown, and let go if somebody says so.

Each is let go by a rule of the service, which may refuse it. Nobody should be on a file of which rows were rejected:
whoever is missing may stand in one of those.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from uuid import NAMESPACE_URL

from shared.bulk.judging import rejection
from shared.bulk.kind import Kind
from shared.bulk.whole import Known
from shared.decision import Cause, derived
from shared.stream import log
from shared.stream.batch import Batch
from shared.stream.isolation import apply_isolated
from shared.stream.work import Heard
from shared.tabular.columns import Header
from shared.tabular.rows import Row


async def missing(batch: Batch, kind: Kind, header: Header, rows: Iterable[Row]) -> list[Known]:
    """Those whom no row names, by code. What cannot be read names nobody."""
    named = {cell for row in rows for cell in _codes(kind, header, row)}
    async with batch.pool.acquire() as conn:
        known = await kind.whole.known(conn)
    return sorted((one for one in known if one.code not in named), key=lambda one: one.code)


async def let_go(
    batch: Batch, kind: Kind, gone: Sequence[Known], run: str, *, dry_run: bool = False
) -> Mapping[str, str]:
    """Let those go whom the list does not have, in one transaction; why some stay, by their code.

    A dry run decides the same and writes nothing.
    """
    now = batch.now()
    heard = [Heard(kind.whole.command, one.code, one.body, _cause(kind, one, run, now)) for one in gone]
    async with batch.pool.acquire() as conn:
        transaction = conn.transaction()
        await transaction.start()
        try:
            applied = await apply_isolated(conn, batch.work, heard, set())
            if not dry_run:
                await log.append(conn, applied.events, batch.partitions)
        except BaseException:
            await transaction.rollback()
            raise
        await (transaction.rollback() if dry_run else transaction.commit())
    return {failure.record.key: str(rejection(failure)) for failure in applied.failures}


def _codes(kind: Kind, header: Header, row: Row) -> list[str]:
    if row.cells is None or len(row.cells) != header.width:
        return []
    return [cell for column, cell in header.pairs(row.cells) if column.name == kind.whole.column]


def _cause(kind: Kind, one: Known, run: str, now: datetime) -> Cause:
    id = derived(NAMESPACE_URL, f"urn:tilts:import:{kind.name}:missing:{one.code}:{run}")
    return Cause(id, now, str(id), "import")
