"""What the command line says of an import, and what became of it."""

from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

from deploy.cli.imports.progress import Progress
from shared.bulk.importing import Rejections
from shared.bulk.jobs import Counts, Job
from shared.tabular.encoding import Encoding


@dataclass(frozen=True, slots=True)
class Asked:
    """One import as it was typed."""

    kind: str
    file: Path
    partner: str | None = None
    dry_run: bool = False
    encoding: Encoding = Encoding.AUTO
    afresh: bool = False
    rejected: Path | None = None
    deactivate: bool = False
    """Whether those go who are known and not in the file."""

    @property
    def rejected_file(self) -> Path:
        return self.rejected or self.file.with_name(f"{self.file.name}.rejected.csv")


@dataclass
class Report:
    """What became of the rows. `reasons` counts those of this run, (field, why) → how many, `first` names a line."""

    asked: Asked
    progress: Progress
    job: Job | None = None
    reasons: Counter[tuple[str, str]] = field(default_factory=Counter)
    first: dict[tuple[str, str], int] = field(default_factory=dict)
    missing: dict[str, str | None] = field(default_factory=dict)
    """Who is known and not in the file, by code, and why they cannot be let go."""
    let_go: bool = False
    """Whether they were let go, but for those with a reason."""

    @property
    def counts(self) -> Counts:
        return self.job.counts if self.job else Counts()

    def note(self, job: Job, rejections: Rejections) -> None:
        """A batch is certain."""
        self.job = job
        for row, why in rejections:
            for reason in why.errors:
                self.reasons[reason] += 1
                self.first.setdefault(reason, row.line)
        self.progress.show(job)
