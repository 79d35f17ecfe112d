"""What everybody carries and what that does to them: by role for all readers, by worker for the head alone."""

from collections import Counter, defaultdict
from dataclasses import dataclass
from uuid import UUID

from services.reporting.disclosure.of_many import of_many
from services.reporting.queries.stock import stock
from services.reporting.reports.asking import Asking, counts
from shared.caseload.load import Cases, Worker, load
from shared.caseload.strain import Signal, signal
from shared.caseload.weight import Rest

_SEVERAL = "several"


@dataclass(frozen=True, slots=True)
class Carrying:
    """Somebody, what is counted of them, and what follows from it by the rules of the day."""

    worker: Worker
    signal: Signal


@counts("workload.by_role")
async def by_role(ask: Asking):
    """Of the whole municipality: a part of it beside the whole would tell of the few in the rest."""
    everybody = [] if ask.scope.is_narrowed else await carrying(ask)
    rows = [
        {
            "work_role": role or _SEVERAL,
            "people": len(of),
            "cases": (cases := sum(one.signal.load.cases for one in of)),
            "load": round(sum(one.signal.load.percent for one in of) / len(of)),
            "violence": _percent(sum(one.worker.cases.violent for one in of), cases),
            "after_hours": _percent(sum(w.worker.after_hours for w in of), sum(w.worker.visits for w in of)),
            "strained": sum(one.signal.strained for one in of),
        }
        for role, of in of_many(everybody, lambda one: one.worker.role, ask.rules.least_people)
    ]
    return {"workload.by_role": sorted(rows, key=lambda row: row["work_role"])}


async def carrying(ask: Asking) -> list[Carrying]:
    """Everybody who works with cases at the end of the period; of a unit, where the report is about one.

    Empty where the municipality has no rules of what a case weighs that hold on its last day.
    """
    rules, day = ask.rules.caseload, ask.scope.day
    weights, limits, fit = rules.weights_on(day), rules.strain_on(day), rules.fit_on(day)
    if not (weights and limits and fit):
        return []
    cases = await _cases(ask)
    met = {row["staff"]: (row["met"], row["late"]) for row in await ask.rows(_MET, days=rules.window_days)}
    staff = await ask.rows(
        f"""
        select id, unit, role from staff s
        where active is not false and {ask.units("s.unit")} and (role = any(:roles) or id = any(:busy::uuid[]))
        order by id
        """,
        roles=list(fit.roles),
        busy=list(cases),
    )
    workers = (Worker(who, unit, role, cases.get(who, Cases()), *met.get(who, (0, 0))) for who, unit, role in staff)
    return [Carrying(worker, signal(load(worker, weights), limits)) for worker in workers]


async def _cases(ask: Asking) -> dict[UUID, Cases]:
    """What everybody has at the end; nobody who has none."""
    held: dict[UUID, Cases] = defaultdict(lambda: Cases(Counter(), Counter()))
    rows = await ask.rows(f"""
        select staff, needs, priority, age_band, risk, minutes_away, count(*) as number, grouping(needs) = 0 as by_needs
        from {stock(ask, "staff, priority, needs, age_band, risk, minutes_away")} held where staff is not null
        group by grouping sets ((staff, needs), (staff, priority, age_band, risk, minutes_away))
        """)
    # There are some thousand rows, and to ask for columns by name takes twice as long.
    for staff, needs, *rest, number, by_needs in rows:
        if by_needs:
            held[staff].by_needs[tuple(needs)] += number
        else:
            held[staff].by_rest[Rest(*rest)] += number
    return held


_MET = """
    select staff, count(*) as met, count(*) filter (where after_hours) as late
    from (
        select staff, after_hours, planned_at as at from visit where state = 'completed'
        union all
        select staff, after_hours, began_at from contact where reached and corrected is null
    ) met
    where at >= :end::timestamptz - make_interval(days => :days) and at < :end group by staff
"""
"""Visits, and contacts that reached somebody, of the days before the end that the configuration says."""


def _percent(part: int, whole: int) -> int | None:
    return round(100 * part / whole) if whole else None


QUERIES = (by_role,)
