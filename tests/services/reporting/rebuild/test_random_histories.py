"""Whatever reporting lived through, tables built from the logs equal its own, and every day can be told again.

A life is random: facts come in any batches, some of them twice; the service is killed in the middle of a batch; a build
that is too old parks what it does not know, and later that is replayed or given up; in between somebody reads a report
and takes a cut. The histories have links that are taken back, and an emergency.
"""

from dataclasses import dataclass, field, replace
from random import Random

import asyncpg
import httpx
import pytest

from services.reporting.cuts import cuts
from services.reporting.cuts.kept import build_asked
from services.reporting.projections.projecting import Projecting
from services.reporting.rebuild.comparing import fingerprints
from services.reporting.rebuild.logs import StoredLogs
from services.reporting.rebuild.rebuild import rebuild, verify_projections
from shared.contracts.codes import DiscardReason
from shared.contracts.registry import UnknownType
from shared.stream import log, replay
from shared.stream.record import FactRecord, pulled_record
from tests.services.reporting.conftest import StoppedClock, asking
from tests.services.reporting.histories import history
from tests.services.reporting.logs import PARTITIONS, SLUG, Logs, batch_on
from tests.services.reporting.projections.test_projecting import dealt

PATHS = ("/v1/figures.csv", "/v1/figures", "/v1/figures?page=agencies&lang=en")


class Killed(ConnectionError):
    """The process ended before its transaction did."""


@dataclass(frozen=True, slots=True)
class Build(Projecting):
    """A build that does not know what happened to some keys, and that may be killed once it has written."""

    unknown: frozenset[str] = frozenset()
    killed: bool = False

    def read(self, record, now):
        if record.source != "reporting" and record.key in self.unknown:
            raise UnknownType("this build does not know it")
        # Without super(): a dataclass with slots is made twice.
        return Projecting.read(self, record, now)

    async def apply(self, conn, heard, failed):
        applied = await Projecting.apply(self, conn, heard, failed)
        if self.killed:
            raise Killed
        return applied


@dataclass
class Life:
    """Reporting, from its first fact to the last. `served` is what it answered when each cut was taken."""

    pools: dict[str, asyncpg.Pool]
    client: httpx.AsyncClient
    random: Random
    build: Build
    served: dict[str, list[bytes]] = field(default_factory=dict)
    did: set[str] = field(default_factory=set)

    @property
    def pool(self) -> asyncpg.Pool:
        return self.pools["reporting"]

    async def lives(self, logs: Logs) -> None:
        others = Logs()
        others.facts.update({place: facts for place, facts in logs.facts.items() if place[0] != "reporting"})
        for records in dealt(others, self.random, largest=20):
            await self._hears(records)
            happens = self.random.choice([self._hears_itself, self._answers, self._is_asked, self._upgrades, None])
            if happens:
                await happens()
        await self._hears_itself()
        await self._is_asked()

    async def _hears(self, records: list[FactRecord]) -> None:
        if self.random.random() < 0.2:
            try:
                await batch_on(self.pool, replace(self.build, killed=True)).apply(records)
            except Killed:
                self.did.add("killed")
        outcome = await batch_on(self.pool, self.build).apply(records)
        self.did |= {"parked"} if outcome.parked else set()

    async def _hears_itself(self) -> None:
        """What it says about parked records comes back to it."""
        for partition in range(PARTITIONS):
            after = await self.pool.fetchval(
                "select position from consumed where source = 'reporting' and partition = $1", partition
            )
            async with self.pool.acquire() as conn:
                facts = await log.read(conn, partition, after, 1000)
            if facts:
                await batch_on(self.pool, self.build).apply([pulled_record("reporting", SLUG, fact) for fact in facts])

    async def _upgrades(self) -> None:
        """The next build knows more."""
        known = self.random.sample(sorted(self.build.unknown), k=len(self.build.unknown) // 2)
        self.build = replace(self.build, unknown=self.build.unknown - set(known))

    async def _answers(self) -> None:
        """An operator has one of the parked records processed, or gives it up."""
        parked = await self.pool.fetch("select id from parked order by seq")
        if parked:
            batch, record = batch_on(self.pool, self.build), self.random.choice(parked)["id"]
            if self.random.random() < 0.7:
                done = await replay.replay(batch, record)
                self.did |= {"replayed"} if done.done else set()
            else:
                await replay.discard(batch, record, None, DiscardReason.OBSOLETE)
                self.did.add("discarded")

    async def _is_asked(self) -> None:
        answers = [(await self.client.get(path)).content for path in PATHS]
        async with self.pool.acquire() as conn:
            self.served[(await cuts.take(conn, StoppedClock().now())).name] = answers


async def told(logs: Logs, pools: dict[str, asyncpg.Pool]) -> None:
    for service, pool in pools.items():
        await logs.keep(service, pool)


@pytest.mark.parametrize("seed", [*range(2), *(pytest.param(seed, marks=pytest.mark.long) for seed in range(2, 14))])
async def test_rebuilt_equals_live_and_a_report_as_of_a_cut_equals_what_was_served(pools, seed):
    random, logs = Random(seed), history(seed, referrals=25)
    await told(logs, pools)
    keys = sorted({fact.event.key for place, facts in logs.facts.items() for fact in facts if place[0] != "reporting"})
    build = Build(SLUG, unknown=frozenset(random.sample(keys, k=8)))
    async with asking(pools["reporting"]) as client:
        life = Life(pools, client, random, build)
        await life.lives(logs)
        assert {"killed", "parked"} <= life.did

        verified = await verify_projections(pools, SLUG)
        assert (verified.findings, {t.name: (t.rows, t.rebuilt) for t in verified.tables}) == (
            [], await fingerprints(pools["reporting"], "public")
        )  # fmt: skip
        await as_it_was_served(life, random.sample(sorted(life.served), k=3))
        assert (await rebuild(pools, SLUG)).switched
        assert [(await client.get(path)).content for path in PATHS] == list(life.served.values())[-1]


async def as_it_was_served(life: Life, names: list[str]) -> None:
    """Ask for the report as of each cut, and compare it with the answer of then, which names no cut."""
    for name in names:
        asked = {"as_of": name}
        assert (await life.client.get("/v1/figures", params=asked)).status_code == 202
        assert await build_asked(life.pool, StoredLogs(life.pools), SLUG) == [name]
        answers = [(await life.client.get(path + "&?"["?" not in path] + f"as_of={name}")).content for path in PATHS]
        said = f'"cut":"{name}"'.encode()
        assert [answer.replace(said, b'"cut":null') for answer in answers] == life.served[name]
