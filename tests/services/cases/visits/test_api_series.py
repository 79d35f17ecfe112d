"""A series over HTTP, and the route that a team drives on one of its days."""

import pytest

from tests.services.cases.samples import MARTA as MARTA_ID
from tests.services.cases.visits.calls import DAY, assigned, planned
from tests.services.running import GUNTA, LIGITA, MARTA, Caller

pytestmark = pytest.mark.asyncio(loop_scope="session")

RECUR = {"mode": "in_person", "weekdays": [1, 2, 3, 4, 5, 6, 7], "at": "09:00", "first": f"{DAY}", "area": "0005000"}


async def test_a_series_is_planned_driven_and_ended(cases):
    ligita, marta = Caller(cases, LIGITA), Caller(cases, MARTA)
    case = await assigned(ligita)
    path = f"/v1/cases/{case['id']}/visit-series"
    made = (await marta.do(path, RECUR | {"count": 5}, version=case["version"])).json()
    stale = await marta.do(path, RECUR | {"count": 5}, version=case["version"])
    assert (len(made["visits"]), stale.status_code) == (5, 412)
    first = made["visits"][0]["planned_at"][:10]
    await planned(ligita, case, planned_at=f"{first}T05:00:00Z", place="elsewhere")
    await planned(ligita, case, planned_at=f"{first}T05:00:00Z", area="0004000")
    await planned(ligita, case, planned_at=f"{first}T05:00:00Z", mode="phone")
    who = {"day": first, "staff": str(MARTA_ID)}
    route = (await marta.get("/v1/visits/route", **who)).json()
    assert [stop["area"] for stop in route] == ["0004000", None, "0005000"]
    table = await marta.get("/v1/visits/route.csv", **who)
    assert (table.headers["Content-Type"], len(table.text.splitlines())) == ("text/csv; charset=utf-8", 4)
    assert (await Caller(cases, GUNTA).get("/v1/visits/route", **who)).json() == []
    end = {"from_day": made["visits"][2]["planned_at"][:10], "reason": "client_request"}
    ended = (await marta.do(f"/v1/visit-series/{made['series']}/end", end)).json()
    assert [visit["state"] for visit in ended["visits"]] == ["cancelled"] * 3
    left = (await marta.get("/v1/visits", series=made["series"], state="planned")).json()["items"]
    assert [visit["id"] for visit in left] == [visit["id"] for visit in made["visits"][:2]]
