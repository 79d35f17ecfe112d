"""An import as an operator runs it, in a process that can be killed in the middle."""

import asyncio
import csv
import sys
from collections.abc import Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path

from shared.bulk.jobs import job_id
from tests.faults.harness import PARTNER, Deployment

_PATIENCE = 120.0
_HELD = """
select exists (
    select from pg_locks
    where locktype = 'advisory' and (classid::bigint << 32) | objid::bigint = hashtextextended($1, 0)
)
"""


@dataclass
class Import:
    """A partner's file with one row for each message id, and some rows that cannot be taken among them."""

    deployment: Deployment
    path: Path
    ids: Sequence[str]
    bad: int
    _process: asyncio.subprocess.Process | None = field(default=None, init=False)

    def write(self) -> None:
        every = max(len(self.ids) // self.bad, 1)
        rows = [self._row(id) for id in self.ids]
        for number in range(self.bad):
            bad = self._row(self.ids[number]) | {"message": f"bad-{number}", "narrative": ""}
            rows.insert(number * (every + 1), bad)
        with self.path.open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, list(rows[0]))
            writer.writeheader()
            writer.writerows(rows)
        self.deployment.sent |= dict.fromkeys(self.ids)

    async def start(self) -> None:
        """Begin it, or go on where it stopped."""
        command = ("-m", "deploy.cli.main", "import", "referrals", str(self.path), "--as", PARTNER)
        with self.path.with_suffix(".log").open("ab") as log:
            self._process = await asyncio.create_subprocess_exec(
                sys.executable, *command, stdout=log, stderr=log, env=self.deployment.variables()
            )

    async def kill(self) -> bool:
        """SIGKILL; returns whether it was still at work."""
        at_work = self._process.returncode is None
        if at_work:
            self._process.kill()
        await self._process.wait()
        return at_work

    async def ended(self) -> int:
        """Wait until it ends by itself; returns its exit code."""
        async with asyncio.timeout(_PATIENCE):
            return await self._process.wait()

    async def until_certain(self, rows: int) -> None:
        """Wait until its job has begun, and at least so many rows are certain."""
        async with self.deployment.database("intake") as conn, asyncio.timeout(_PATIENCE):
            while self._process.returncode is None:
                found = await conn.fetchval("select rows from import_job where id = $1", self.job)
                if found is not None and found >= rows:
                    return
                await asyncio.sleep(0.01)

    async def until_at_work(self) -> None:
        """Wait until it holds the lock that keeps others from the same file."""
        async with self.deployment.database("intake") as conn, asyncio.timeout(_PATIENCE):
            while self._process.returncode is None:
                if await conn.fetchval(_HELD, f"import {self.job}"):
                    return
                await asyncio.sleep(0.01)

    @property
    def job(self) -> str:
        return job_id("referrals", PARTNER, sha256(self.path.read_bytes()).hexdigest())

    async def sums(self) -> tuple[int, int, int]:
        """What the job says: rows read, those that were taken now or by an earlier door, those that were rejected."""
        async with self.deployment.database("intake") as conn:
            job = await conn.fetchrow("select * from import_job where id = $1", self.job)
        return job["rows"], job["taken"] + job["repeated"], job["rejected"]

    @property
    def rejected(self) -> list[str]:
        """The lines of the rejected rows, as their file has them."""
        file = self.path.with_name(f"{self.path.name}.rejected.csv")
        with file.open(encoding="utf-8-sig", newline="") as rows:
            return [row["line"] for row in csv.DictReader(rows)]

    def log_tail(self) -> str:
        return self.path.with_suffix(".log").read_text()[-2000:]

    def _row(self, id: str) -> dict[str, str]:
        """The same referral as the partner's message of this id."""
        said = self.deployment.writes(id)
        subject = {f"subject.{name}": value for name, value in said["subject"].items()}
        plain = {name: value for name, value in said.items() if isinstance(value, str)}
        return {"message": id, **plain, "needs": " ".join(said["needs"]), **subject}
