"""What the staff do all day: decide about the queue, give cases out by load, visit, close. By API, as anybody.

Each function is one look: it sees how things are and does what can be done now; the play calls it again and again.
"""

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import cycle
from typing import Any

import httpx

from deploy.day.colleague import Colleague
from deploy.day.ledger import Ledger
from shared.calendar import Clock
from shared.contracts.codes import (
    CaseOutcome,
    DeclineReason,
    StaffRole,
    VisitMissReason,
    VisitMode,
    VisitOutcome,
)
from shared.contracts.contact_codes import SafetyNeed
from shared.security import Purpose, Role
from shared.settings import Settings
from shared.settings.municipality import staff_id, unit_id

_THINKING = timedelta(minutes=25)
"""How long a referral that is not urgent lies in the queue, at least."""
_DECLINED_EVERY, _MISSED_EVERY, _CLOSED_OF = 8, 8, 3
_DECLINED = (DeclineReason.INSUFFICIENT_INFORMATION, DeclineReason.WRONG_JURISDICTION, DeclineReason.NOT_ELIGIBLE)
_MISSED = (VisitMissReason.CLIENT_ABSENT, VisitMissReason.WRONG_ADDRESS, VisitMissReason.STAFF_ABSENT)
_MODES = (VisitMode.IN_PERSON, VisitMode.IN_PERSON, VisitMode.PHONE)
_VISITED = (VisitOutcome.SUPPORT_GIVEN, VisitOutcome.FOLLOW_UP_NEEDED, VisitOutcome.NO_CONCERN)
_CLOSED = (CaseOutcome.NEEDS_MET, CaseOutcome.NEEDS_PARTLY_MET, CaseOutcome.NO_NEED_FOUND, CaseOutcome.NEEDS_MET)
_URGENT = frozenset({"stat", "urgent"})

Row = Mapping[str, Any]


class IntakeDesk:
    """One worker's share of the queue; with `share` 0 of 2, every second number."""

    def __init__(self, worker: Colleague, clock: Clock, share: int, of: int) -> None:
        self._worker = worker
        self._clock = clock
        self._share = share
        self._of = of

    async def look(self) -> None:
        """Decide what has lain long enough, one in eight with a reason against it."""
        queue = await self._worker.all("intake", "queue")
        mine = [row for row in queue if _number(row) % self._of == self._share and self._is_due(row)]
        await asyncio.gather(*map(self._decide, mine))

    def _is_due(self, row: Row) -> bool:
        lain = self._clock.now() - datetime.fromisoformat(row["received_at"])
        return row["priority"] in _URGENT or lain >= _THINKING

    async def _decide(self, row: Row) -> None:
        number, path = _number(row), f"queue/{row['id']}"
        if number % _DECLINED_EVERY == 5 and row["priority"] not in _URGENT:
            reason = _DECLINED[number // _DECLINED_EVERY % len(_DECLINED)]
            await self._worker.do("intake", f"{path}/decline", row["version"], {"reason": reason})
        else:
            await self._worker.do("intake", f"{path}/accept", row["version"])


class Supervisor:
    """Gives each new case of one unit to whoever of it has the fewest, and closes what workers ask to close."""

    def __init__(self, supervisor: Colleague, unit: str) -> None:
        self._supervisor = supervisor
        self._unit = unit

    async def look(self) -> None:
        done = await self._supervisor.all("cases", "cases", closure_wished=True, unit=self._unit)
        for case in done:
            await self._supervisor.do("cases", f"cases/{case['id']}/closure/approve", case["version"])
        cases = await self._supervisor.all("cases", "cases", state="open", unit=self._unit)
        if not cases:
            return
        staff = await self._supervisor.all("cases", "staff")
        load = {one["id"]: one["open_cases"] for one in staff if one["unit"] == self._unit and _visits(one["role"])}
        for case in cases:
            least = min(load, key=load.get)
            if await self._supervisor.do("cases", f"cases/{case['id']}/assign", case["version"], {"staff": least}):
                load[least] += 1


@dataclass
class Workers:
    """Those of one unit who visit: they plan, set out by the safety rules or fail to, and close what is done when
    agencies have answered."""

    workers: Mapping[str, Colleague]
    """By their id, as cases name them."""
    unit: str
    colleagues: tuple[str, ...]
    """The ids of all in the unit: somebody goes along where nobody may go alone."""
    clock: Clock
    ledger: Ledger
    _planned: int = 0
    _done: int = 0
    _missed: Any = field(default_factory=lambda: cycle(_MISSED))

    async def look(self) -> None:
        anybody = next(iter(self.workers.values()))
        cases = await anybody.all("cases", "cases", state="assigned", unit=self.unit)
        planned = await anybody.all("cases", "visits", state="planned")
        under_way = await anybody.all("cases", "visits", state="started")
        due = {visit["case_id"]: visit for visit in (*planned, *under_way) if self._is_due(visit)}
        await asyncio.gather(*(self._work(case, due.get(case["id"])) for case in cases))

    async def _work(self, case: Row, visit: Row | None) -> None:
        worker = self.workers[case["staff"]]
        if visit:
            await self._visit(worker, visit)
        elif case["first_contact_at"] is None and not case["open_visits"]:
            await self._plan(worker, case)
        elif self._is_done(case):
            outcome = _CLOSED[_hash(case["id"]) // _CLOSED_OF % len(_CLOSED)]
            await worker.do("cases", f"cases/{case['id']}/closure", case["version"], {"outcome": outcome})

    async def _plan(self, worker: Colleague, case: Row) -> None:
        self._planned += 1
        at = self.clock.now() + timedelta(minutes=20 if case["priority"] in _URGENT else 30 + 7 * (self._planned % 8))
        wish = {"mode": _MODES[self._planned % len(_MODES)], "planned_at": at.isoformat()}
        await worker.do("cases", f"cases/{case['id']}/visits", case["version"], wish)

    async def _visit(self, worker: Colleague, visit: Row) -> None:
        """One in person begins at one look and is over at a later one; a call takes but one."""
        path = f"visits/{visit['id']}"
        if visit["state"] == "planned":
            self._done += 1
            if self._done % _MISSED_EVERY == 2:
                await worker.do("cases", f"{path}/miss", visit["version"], {"reason": next(self._missed)})
                return
            if visit["mode"] == VisitMode.IN_PERSON:
                await self._set_out(worker, path)
                return
        number = self._done
        outcome = _VISITED[number % len(_VISITED)]
        wish = {"mode": visit["mode"], "minutes": 20 + 5 * (number % 9), "outcome": outcome}
        await worker.do("cases", f"{path}/complete", visit["version"], wish)

    async def _set_out(self, worker: Colleague, path: str) -> None:
        """With everything on the checklist seen to, and with a colleague where nobody may go alone."""
        visit, rules = await worker.read("cases", path), await worker.read("cases", "visits/rules")
        answers = {item["code"]: True for item in rules["checklist"]["items"]}
        wish = {"safety": {"checklist": rules["checklist"]["code"], "items": answers}}
        if visit["asked"]["asks"] == SafetyNeed.TWO_PERSONS:
            wish["companion"] = next(one for one in self.colleagues if one != visit["staff"])
        await worker.do("cases", f"{path}/start", visit["version"], wish)

    def _is_done(self, case: Row) -> bool:
        """Two of three cases are closed on the day."""
        met = case["first_contact_at"] and not case["wished_outcome"] and _hash(case["id"]) % _CLOSED_OF
        return bool(met) and not self.ledger.waits_for_agency(case["id"])

    def _is_due(self, visit: Row) -> bool:
        return datetime.fromisoformat(visit["planned_at"]) <= self.clock.now()


def everybody(
    settings: Settings, client: httpx.AsyncClient, clock: Clock, ledger: Ledger
) -> list[IntakeDesk | Supervisor | Workers]:
    """All who work today, by the staff that is configured."""
    slug, found = settings.municipality.slug, []
    for code, unit in settings.units.items():
        id = str(unit_id(slug, code))
        by_role = {role: [one.code for one in unit.staff if one.role is role] for role in StaffRole}
        desking = by_role[StaffRole.INTAKE_WORKER]
        desk = [Colleague(settings, client, who, Role.INTAKE_WORKER, Purpose.INTAKE) for who in desking]
        found += [IntakeDesk(worker, clock, share, len(desk)) for share, worker in enumerate(desk)]
        for who in by_role[StaffRole.SUPERVISOR]:
            found.append(Supervisor(Colleague(settings, client, who, Role.SUPERVISOR, Purpose.SUPERVISION), id))
        visiting = [one.code for one in unit.staff if _visits(one.role)]
        workers = {
            str(staff_id(slug, who)): Colleague(settings, client, who, Role.SOCIAL_WORKER, Purpose.CASE_WORK)
            for who in visiting
        }
        if workers:
            colleagues = tuple(str(staff_id(slug, one.code)) for one in unit.staff)
            found.append(Workers(workers, id, colleagues, clock, ledger))
    return found


def _visits(role: str) -> bool:
    return role not in (StaffRole.SUPERVISOR, StaffRole.HEAD, StaffRole.INTAKE_WORKER)


def _number(row: Row) -> int:
    """The referral's place in this year's series: LPX-2026-000123 is 123."""
    return int(row["number"].rpartition("-")[2])


def _hash(id: str) -> int:
    return int(id.replace("-", "")[:8], 16)
