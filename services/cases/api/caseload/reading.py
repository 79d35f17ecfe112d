"""From rows to what the rules of loads ask for, by the weights that hold today."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

import asyncpg
from pydantic import TypeAdapter

from services.cases.domain.caseload.fit import Candidate
from services.cases.domain.units.absence import Absence, today
from services.cases.domain.units.staff import Position
from services.cases.queries import caseload as queries
from shared.caseload.load import Cases, Load, Worker, load
from shared.caseload.weight import Features
from shared.decision import Refusal
from shared.runtime.desk import Desk
from shared.settings.caseload import Fit, Strain, Weights

_ABSENCES = TypeAdapter(tuple[Absence, ...])
_POSITIONS = TypeAdapter(tuple[Position, ...])
_FEATURES = ("priority", "needs", "age_band", "risk", "minutes_away")


@dataclass(frozen=True, slots=True)
class Held:
    """The rules of the configuration that hold on a day."""

    day: date
    weights: Weights
    strain: Strain
    fit: Fit


def held(desk: Desk) -> Held:
    """The rules of today. Raises Refusal where the municipality has none."""
    day, rules = today(desk.clock.now()), desk.settings.caseload
    found = (rules.weights_on(day), rules.strain_on(day), rules.fit_on(day))
    if None in found:
        raise Refusal(
            code="caseload-not-configured", title="Nothing says what a case weighs",
            detail="Name a file with weights, strain and fit that hold today: caseload in the municipality's file.",
        )  # fmt: skip
    return Held(day, *found)


async def loads(
    conn: asyncpg.Connection, desk: Desk, rules: Held, units: Sequence[UUID] | None
) -> tuple[list[asyncpg.Record], dict[UUID, Load]]:
    """Who works with cases in these units (None: all), and what each of them carries."""
    staff = await queries.staff(conn, rules.fit.roles, units)
    ids, now = [row["id"] for row in staff], desk.clock.now()
    alike: dict[UUID, dict[Features, int]] = {}
    for row in await queries.cases(conn, ids):
        alike.setdefault(row["staff"], {})[features(row)] = row["number"]
    since = now - timedelta(days=desk.settings.caseload.window_days)
    visits = {row["staff"]: (row["made"], row["late"]) for row in await queries.visits(conn, ids, since, now)}
    workers = (
        Worker(
            row["id"], row["unit"], row["role"], Cases.alike(alike.get(row["id"], {})), *visits.get(row["id"], (0, 0))
        )
        for row in staff
    )
    return staff, {one.staff: load(one, rules.weights) for one in workers}


async def candidates(conn: asyncpg.Connection, desk: Desk, rules: Held) -> list[Candidate]:
    """Everybody who can be given a case, with all that speaks for them."""
    staff, carried = await loads(conn, desk, rules, None)
    trained: dict[UUID, set[str]] = {}
    for row in await queries.trainings(conn, list(carried), rules.day):
        trained.setdefault(row["staff"], set()).add(row["training"])
    return [
        _candidate(row, carried[row["id"]].percent, trained.get(row["id"], set()), rules.day)
        for row in staff
        if row["active"]
    ]


def features(row: asyncpg.Record) -> Features:
    values = {name: row[name] for name in _FEATURES}
    return Features(**values | {"needs": tuple(row["needs"])})


def _candidate(row: asyncpg.Record, percent: int, trainings: set[str], day: date) -> Candidate:
    away = next((one for one in _ABSENCES.validate_json(row["absences"]) if one.covers(day)), None)
    units = (row["unit"], *(one.unit for one in _POSITIONS.validate_json(row["also"])))
    return Candidate(
        row["id"], units, row["role"], percent, row["languages"], trainings, away is not None,
        away.deputy if away else None,
    )  # fmt: skip
