"""What tests of visits, contacts and conferences do over HTTP."""

from datetime import UTC, datetime, timedelta

from shared.stream.timers import Timers
from tests.services.cases.test_api_cases import DAY, PLANNED, assigned, opened
from tests.services.cases.visits.life import SAFE
from tests.services.running import Caller

__all__ = ["ANSWERED", "DAY", "PLANNED", "assigned", "fire_all", "opened", "planned", "version_of"]

ANSWERED = {"safety": {"checklist": SAFE.checklist, "items": dict(SAFE.items)}}


async def planned(caller: Caller, case: dict, **changed) -> dict:
    """A visit of the case, whichever version that has."""
    path = f"/v1/cases/{case['id']}"
    answer = await caller.do(f"{path}/visits", PLANNED | changed, version=await version_of(caller, path))
    assert answer.status_code == 201, answer.text
    return answer.json()


async def version_of(caller: Caller, path: str) -> int:
    return (await caller.get(path)).json()["version"]


async def fire_all(cases, after: timedelta) -> None:
    """Every clock that has run out by then fires, and those that start by it."""
    at = datetime.now(UTC) + after
    timers = Timers(cases.desk.work, cases.pool, cases.batch.partitions, cases.desk.metrics, lambda: at)
    while await timers.fire():
        pass
