"""Cases, put together."""

from pathlib import Path
from uuid import uuid4

from services.cases import handlers
from services.cases.api import cases, units, visits
from services.cases.domain.staff import Staff, Unit, configure
from services.cases.rules import rules
from services.cases.store import TABLES
from shared.contracts import registry
from shared.decision import Cause
from shared.runtime.definition import Definition
from shared.runtime.desk import Desk
from shared.settings import Settings
from shared.stream.deciding import Deciding


def work(settings: Settings) -> Deciding:
    return Deciding(
        name="cases",
        municipality=settings.municipality.slug,
        tables=TABLES,
        rules=rules(settings),
        facts=handlers.FACTS,
        ignored=registry.ignored_by("cases") | handlers.IGNORED,
        replayed=handlers.REPLAYED,
    )


async def bring_in_units_and_staff(desk: Desk) -> None:
    """What the configuration says of units and staff becomes state and facts."""
    id = uuid4()
    cause = Cause(id, desk.clock.now(), str(id), "cases")
    units, staff = desk.rules.units, desk.rules.staff
    refs = [*((Unit, unit.id) for unit in units), *((Staff, one.id) for one in staff)]
    async with desk.pool.acquire() as conn, conn.transaction():
        decided = await desk.decide(conn, cause, refs, lambda world: configure(world, units, staff))
        await decided.append(conn)
    desk.wake()


DEFINITION = Definition(
    name="cases",
    title="Tilts cases",
    migrations=Path(__file__).parent / "migrations",
    work=work,
    routers=lambda desk: [cases.router(desk), visits.router(desk), units.router(desk)],
    sources=("intake", "notifications"),
    prepare=bring_in_units_and_staff,
)
