"""Files as people's spreadsheets write them, and an import of one into intake as it runs."""

import csv
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from io import StringIO
from pathlib import Path

from deploy.cli.imports.kinds import kinds
from shared.bulk import jobs
from shared.bulk.importing import Importing, Rejections
from shared.bulk.jobs import Job
from shared.bulk.judging import Judge, Rejection
from shared.bulk.rehearsing import rehearse
from shared.bulk.rejected import RejectedRows
from shared.bulk.source import Source, open_source
from shared.runtime.process import Process
from shared.tabular.encoding import Encoding

REFERRAL = {
    "reference": "L6V-1", "kind": "school.absence", "needs": "family_cannot_solve", "subject.given_name": "Elīna",
    "subject.family_name": "Paraudziņa", "subject.birth_date": "2012-05-09", "subject.phone": "+371 20000000",
    "narrative": "Trešo nedēļu nav skolā.",
}  # fmt: skip
FIGURE = {
    "target_group": "mental_disorder", "count": "320", "source": "invaliditates-registrs", "counted_on": "2021-03-15"
}  # fmt: skip
PERSON = {"given_name": "Elīna", "family_name": "Paraudziņa", "personal_code": "090511-20006"}


def text(rows: Iterable[Mapping[str, str]], delimiter: str = ",") -> str:
    """Rows as a file, the names of the columns first."""
    listed = list(rows)
    out = StringIO(newline="")
    writer = csv.DictWriter(out, list(listed[0]), delimiter=delimiter)
    writer.writeheader()
    writer.writerows(listed)
    return out.getvalue()


def referrals(count: int, first: int = 1, **changed: str) -> list[dict[str, str]]:
    """Rows with a reference of their own each."""
    return [REFERRAL | {"reference": f"L6V-{number}"} | changed for number in range(first, first + count)]


@dataclass
class File:
    """A file of one kind in a folder, and what is told of its import."""

    path: Path
    kind: str = "referrals"
    partner: str | None = None
    encoding: Encoding = Encoding.AUTO
    told: list[tuple[Job, Rejections]] = field(default_factory=list)
    meanwhile: Callable[[Job], None] = lambda job: None
    """Called after each batch."""

    @property
    def rejected(self) -> Path:
        return self.path.with_name(f"{self.path.name}.rejected.csv")

    @property
    def lines(self) -> dict[int, Rejection]:
        """Why rows were rejected, by their lines."""
        return {row.line: why for _, rejections in self.told for row, why in rejections}

    def write(self, written: str | bytes) -> "File":
        self.path.write_bytes(written.encode() if isinstance(written, str) else written)
        return self

    def of(self, source: Source, process: Process) -> tuple[Importing, Job]:
        kind, inspected = kinds()[self.kind], source.inspected
        id = jobs.job_id(self.kind, self.partner, inspected.digest)
        job = Job(id, self.kind, self.partner, inspected.digest, inspected.size, source.first)
        rejected = RejectedRows(
            self.rejected, inspected.encoding, source.delimiter, source.names, source.header.fed_back
        )
        judge = Judge(kind, source.header, inspected.digest, self.partner)
        return Importing(process.batch, judge, rejected, self._hear), job

    def _hear(self, job: Job, rejections: Rejections) -> None:
        self.told.append((job, rejections))
        self.meanwhile(job)

    async def imported(self, process: Process) -> Job:
        """Import it from where it stopped, or from its beginning."""
        source = open_source(self.path, kinds()[self.kind], self.encoding)
        with source.file:
            importing, new = self.of(source, process)
            async with process.pool.acquire() as conn:
                known = await jobs.find(conn, new.id)
                job = known if known and not known.finished else await jobs.begin(conn, new)
            importing.judge = replace(importing.judge, run=str(job.begun_at))
            return await importing.run(source.rows(job.place), job)

    async def rehearsed(self, process: Process) -> Job:
        """A dry run."""
        source = open_source(self.path, kinds()[self.kind], self.encoding)
        with source.file:
            importing, job = self.of(source, process)
            return await rehearse(importing, source.rows(job.place), job)
