"""One run of an import: the file is opened, its job found or begun, and rows are taken until there are none."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace

import stamina

from deploy.cli.batches import batch_of
from deploy.cli.database import connected
from deploy.cli.exits import Exit, Failure
from deploy.cli.imports.asked import Asked, Report
from deploy.cli.imports.kinds import kinds, service_of
from deploy.cli.imports.progress import Progress
from deploy.cli.partner.whose import partner_of
from deploy.services import DEFINITIONS
from shared.bulk import jobs
from shared.bulk.importing import Importing
from shared.bulk.jobs import Job
from shared.bulk.judging import Judge
from shared.bulk.kind import Kind
from shared.bulk.missing import let_go, missing
from shared.bulk.rehearsing import rehearse
from shared.bulk.rejected import RejectedGone, RejectedRows
from shared.bulk.source import Source, open_source
from shared.contracts.codes import Channel
from shared.runtime import garbage
from shared.settings import Settings
from shared.stream.batch import Batch
from shared.tabular.encoding import NotReadable


def run(settings: Settings, asked: Asked) -> Report:
    """Import a file, or rehearse it. Raises Failure when it cannot be begun, or not be gone on with."""
    _agreed(settings, asked.partner)
    # Its own words on a try that is repeated would stand between those of the progress.
    stamina.instrumentation.set_on_retry_hooks(())
    kind = kinds()[asked.kind]
    source = _opened(asked, kind)
    with source.file, Progress() as progress:
        report = Report(asked, progress)
        try:
            asyncio.run(_import(settings, source, kind, report))
        except RejectedGone:
            raise Failure(
                Exit.USAGE, f"{asked.rejected_file.name} is not as the import left it",
                "it is gone, or shorter than it was", "bring it back, or begin with the first row: --afresh",
            ) from None  # fmt: skip
    return report


def _agreed(settings: Settings, partner: str | None) -> None:
    if partner and Channel.CSV not in (channels := partner_of(settings, partner).channels):
        why = f"its doors are: {', '.join(channels) or 'none'}"
        mend = f'add "csv" to channels of [partners.{partner}] in the municipality\'s file'
        raise Failure(Exit.USAGE, f"no files are agreed with {partner}", why, mend)


def _opened(asked: Asked, kind: Kind) -> Source:
    try:
        return open_source(asked.file, kind, asked.encoding)
    except NotReadable as error:
        mend = f"which columns there are: tilts import {asked.kind} --help"
        raise Failure(Exit.USAGE, f"{asked.file.name} cannot be imported", str(error), mend) from None
    except OSError as error:
        raise Failure(Exit.USAGE, f"{asked.file} cannot be read", error.strerror or "") from None


async def _import(settings: Settings, source: Source, kind: Kind, report: Report) -> None:
    asked, inspected = report.asked, source.inspected
    rejected = RejectedRows(
        asked.rejected_file, inspected.encoding, source.delimiter, source.names, source.header.fed_back
    )
    id = jobs.job_id(kind.name, asked.partner, inspected.digest)
    new = Job(id, kind.name, asked.partner, inspected.digest, inspected.size, source.first)
    service = DEFINITIONS[service_of(kind)]
    async with batch_of(settings, service) as batch:
        garbage.settle()
        judge = Judge(kind, source.header, inspected.digest, asked.partner)
        importing = Importing(batch, judge, rejected, report.note)
        if asked.dry_run:
            report.progress.begin(new)
            report.job = await rehearse(importing, source.rows(new.place), new)
            await _compare(batch, source, kind, report)
            return
        async with _alone(settings, service.name, new):
            job = await _begun(batch, new, asked)
            report.progress.begin(job)
            importing.judge = replace(judge, run=str(job.begun_at))
            report.job = await importing.run(source.rows(job.place), job)
            await _compare(batch, source, kind, report)


async def _compare(batch: Batch, source: Source, kind: Kind, report: Report) -> None:
    """Who is not in a file that may be the whole list; and let them go, if that was asked and every row was taken."""
    if kind.whole is None:
        return
    gone = await missing(batch, kind, source.header, source.rows(source.first))
    report.let_go = report.asked.deactivate and not report.asked.dry_run and not report.counts.rejected
    stay = await let_go(batch, kind, gone, str(report.job.begun_at), dry_run=not report.let_go)
    report.missing = {one.code: stay.get(one.code) for one in gone}


@asynccontextmanager
async def _alone(settings: Settings, service: str, job: Job) -> AsyncIterator[None]:
    """Nobody else imports the same file meanwhile. Raises Failure when somebody does."""
    async with connected(settings, service) as conn:
        if not await conn.fetchval("select pg_try_advisory_lock(hashtextextended($1, 0))", f"import {job.id}"):
            raise Failure(Exit.USAGE, "this file is being imported", "another process is at it", "tilts import list")
        yield


async def _begun(batch: Batch, new: Job, asked: Asked) -> Job:
    """The job where it stopped, or at its first row. Raises Failure when a file of rejected rows is in its way."""
    async with batch.pool.acquire() as conn, conn.transaction():
        known = await jobs.find(conn, new.id)
        if known and not known.finished and not asked.afresh:
            return known
        if asked.afresh:
            asked.rejected_file.unlink(missing_ok=True)
        elif asked.rejected_file.exists():
            raise Failure(
                Exit.USAGE, f"{asked.rejected_file.name} is there already", "rows that were mended in it would be lost",
                "import it, move it away, or do without it: --afresh",
            )  # fmt: skip
        return await jobs.begin(conn, new)
