"""Intake as it is, given a partner's referrals in batches as its consumer would; each step is measured.

Without `comparing` nobody is looked for by blocks: what the path costs then is all that is not matching.
"""

import asyncio
import sys
from itertools import islice

from services.intake.app import DEFINITION
from services.intake.domain import register
from services.intake.domain.people import recognise
from services.intake.rules import MunicipalRules
from shared.runtime import garbage
from tests.benchmarks.machine import Stopwatch
from tests.benchmarks.path import people
from tests.benchmarks.steps import Steps, measure_batches
from tests.services.running import opened, settings_at

BATCH = 500


def _measure(steps: Steps) -> None:
    """Put a meter around each step; to find the keys of a referral is to work out its people's blocks."""
    measure_batches(steps)
    recognise.recognise = steps.timed("match: compare", recognise.recognise)
    MunicipalRules.triage = steps.timed("triage", MunicipalRules.triage)
    register._receipts = steps.timed("receipt", register._receipts)


async def main(dsn: str, register_size: int, count: int, comparing: bool) -> None:
    if not comparing:
        recognise.block_ids = lambda *_: []
    known = list(people.register(register_size))
    records = [sent.record for sent in people.referrals(known, count)]
    async with opened(DEFINITION, settings_at(dsn, TILTS_DATABASE__POOL_MIN="1")) as process:
        async with process.pool.acquire() as conn:
            steps = Steps(conn.get_server_pid())
            # As if it had been compared with an empty bus.
            await conn.execute("update log_identity set incarnation = log_incarnation()")
        await DEFINITION.prepare(process.desk)
        # Whoever asks first for a working day waits until the holidays of its year are worked out.
        process.desk.rules.calendar.is_working_day(process.desk.clock.now().date())
        _measure(steps)
        garbage.settle()
        watch, queue = Stopwatch(), iter(records)
        while batch := list(islice(queue, BATCH)):
            await process.batch.apply(batch)
        watch.report(client=steps.client, postgres=steps.postgres)


if __name__ == "__main__":
    asyncio.run(main(sys.argv[1], int(sys.argv[2]), int(sys.argv[3]), sys.argv[4] == "comparing"))
