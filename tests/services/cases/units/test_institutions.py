"""The institutions that a municipality names, beside the units that were imported: what is missing or extra."""

from pathlib import Path
from uuid import UUID

import pytest

from services.cases.domain.units.institutions import Named, compare
from shared.settings.catalogue import organization_id
from shared.settings.municipality import unit_id
from tests.services.intake.bulk.samples import File
from tests.services.running import MARTA, VADIBA, Caller

A, B, C = (UUID(int=n) for n in (1, 2, 3))
UNITS = File(Path(__file__).parents[4] / "docs" / "import" / "units.csv", "units")


def named(unit: UUID) -> Named:
    return Named(UUID(int=unit.int + 100), f"organisation-{unit.int}", unit)


@pytest.mark.parametrize(
    ("quoted", "organisations", "units", "missing", "unnamed", "difference"),
    [
        (2, [A, B], [A, B], [], [], 0),
        (3, [A, B], [A, C], [B], [C], -1),
        (1, [A], [A, B, C], [], [B, C], 2),
        (None, [A], [], [A], [], None),
        (2, [A, A], [A, B], [], [B], 0),
    ],
    ids=["all there", "one instead of another", "too many", "nothing imported", "two organisations are one unit"],
)
def test_what_is_named_and_what_there_is_are_compared(quoted, organisations, units, missing, unnamed, difference):
    found = compare(quoted, [named(unit) for unit in organisations], units)
    assert ([one.unit for one in found.missing], list(found.unnamed)) == (missing, unnamed)
    assert (found.units, found.difference) == (len(units), difference)


@pytest.mark.asyncio(loop_scope="session")
async def test_before_the_import_units_are_missing_and_after_it_there_are_as_many_as_are_quoted(cases):
    head, path = Caller(cases, VADIBA), "/v1/institutions"
    before = (await head.get(path)).json()
    assert (before["quoted"], before["difference"]) == (15, before["units"] - 15)
    missing = {one["code"]: (one["organization"], one["unit"]) for one in before["missing"]}
    shelter = (organization_id("liepaja", "patversme"), unit_id("liepaja", "naktspatversme"))
    assert missing["patversme"] == tuple(map(str, shelter))
    assert (await UNITS.imported(cases)).counts.taken == 15
    after = (await head.get(path)).json()
    assert (after["units"], after["difference"], after["missing"]) == (15, 0, [])
    assert "rehabilitacija" in [one["code"] for one in after["unnamed"]]
    assert (await Caller(cases, MARTA).get(path)).status_code == 403


@pytest.mark.asyncio(loop_scope="session")
async def test_a_unit_that_was_closed_is_missing(cases):
    head = Caller(cases, VADIBA)
    await UNITS.imported(cases)
    shelter = unit_id("liepaja", "naktspatversme")
    version = (await head.get(f"/v1/units/{shelter}")).json()["version"]
    assert (await head.do(f"/v1/units/{shelter}", {"active": False}, version=version)).status_code == 200
    after = (await head.get("/v1/institutions")).json()
    assert ([one["code"] for one in after["missing"]], after["difference"]) == (["patversme"], -1)
