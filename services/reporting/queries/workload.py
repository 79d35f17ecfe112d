"""What everybody carries and what that does to them: by role for all readers, by worker for the head alone."""

from dataclasses import dataclass
from uuid import UUID

from services.reporting.disclosure.of_many import of_many
from services.reporting.reports.asking import Asking, counts
from shared.caseload.load import Worker, load
from shared.caseload.strain import Signal, signal
from shared.caseload.weight import Features

_SEVERAL = "several"


@dataclass(frozen=True, slots=True)
class Carrying:
    """Somebody, what is counted of them, and what follows from it by the rules of the day."""

    worker: Worker
    signal: Signal

    @property
    def violent(self) -> int:
        return sum(count for case, count in self.worker.cases.items() if case.violent)


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
            "violence": _percent(sum(one.violent for one in of), cases),
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
    alike: dict[UUID, dict[Features, int]] = {}
    # Few kinds of cases among many people: each kind is read once, with everybody who has such cases.
    for row in await ask.rows(f"""
        select priority, needs, age_band, risk, minutes_away, array_agg(staff) as staff, array_agg(number) as numbers
        from (
            select staff, priority, needs, age_band, risk, minutes_away, count(*) as number
            from (
                select {_HELD} and closed_at is null
                union all
                select {_HELD} and closed_at >= :end
            ) open group by 1, 2, 3, 4, 5, 6
        ) held group by 1, 2, 3, 4, 5
        """):
        features = Features(
            row["priority"], tuple(row["needs"]), row["age_band"], row["risk"], row["minutes_away"]
        )  # fmt: skip
        for who, number in zip(row["staff"], row["numbers"], strict=True):
            alike.setdefault(who, {})[features] = number
    met = {row["staff"]: (row["met"], row["late"]) for row in await ask.rows(_MET, days=rules.window_days)}
    staff = await ask.rows(
        f"""
        select id, unit, role from staff s
        where active is not false and {ask.units("s.unit")}
            and (role = any(:roles) or exists (select from social_case c where c.staff = s.id and {_OPEN}))
        order by id
        """,
        roles=list(fit.roles),
    )
    workers = (Worker(who, unit, role, alike.get(who, {}), *met.get(who, (0, 0))) for who, unit, role in staff)
    return [Carrying(worker, signal(load(worker, weights), limits)) for worker in workers]


_OPEN = "opened_at < :end and (closed_at is null or closed_at >= :end)"
_HELD = """
    staff, priority, needs, age_band, risk, minutes_away from social_case c
    where staff is not null and opened_at < :end
"""
"""What cases weigh by, of those that somebody has. Of cases that are not closed an index says it all."""
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
