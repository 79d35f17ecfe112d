"""What cases takes from files, and who is known already: lists of units and staff may be whole, hours never are."""

from collections.abc import Mapping
from functools import cache

import asyncpg

from services.cases.domain.homecare.listing import CareListed
from services.cases.domain.units.listing import Missing, StaffListed, UnitListed
from services.cases.queries import units as queries
from shared.bulk.kind import Kind, columns_of
from shared.bulk.whole import Known, Whole


async def _units(conn: asyncpg.Connection) -> list[Known]:
    return [Known(row["code"], Missing(row["id"])) for row in await queries.units(conn, active=True)]


async def _staff(conn: asyncpg.Connection) -> list[Known]:
    rows = await queries.everybody(conn)
    return [Known(row["code"], Missing(row["id"], row["open_cases"])) for row in rows]


@cache
def kinds() -> Mapping[str, Kind]:
    """All kinds by name."""
    found = (
        Kind(
            "units", UnitListed, "unit-row", columns_of(UnitListed),
            {
                "kods": "code", "nosaukums": "name_lv", "nosaukums_angliski": "name_en", "augstākā_vienība": "parent",
                "veids": "kind", "teritorija": "atvk", "adrese": "address",
            },
            whole=Whole(_units, "unit-missing"),
        ),
        Kind(
            "staff", StaffListed, "staff-row", columns_of(StaffListed),
            {
                "kods": "code", "vārds": "given_name", "uzvārds": "family_name", "struktūrvienība": "unit",
                "loma": "role", "arī": "also_in", "valodas": "languages",
            },
            whole=Whole(_staff, "staff-missing"),
        ),
        Kind(
            "care", CareListed, "care-row", columns_of(CareListed),
            {
                "pieprasījums": "request", "diena": "day", "plkst": "at", "minūtes": "minutes", "uzdevums": "task",
                "darbinieks": "staff", "ieraksts": "id",
            },
        ),
    )  # fmt: skip
    return {kind.name: kind for kind in found}
