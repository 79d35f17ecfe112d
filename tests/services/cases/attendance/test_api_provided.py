"""A provider says who was at its sessions and which hours it gave, by requests alone; of others' there is nothing."""

from datetime import datetime, time, timedelta
from uuid import uuid4

import pytest
import pytest_asyncio

from shared.calendar import RIGA
from tests.services.cases.attendance.test_api_attendance import OFFER, planned
from tests.services.cases.homecare.test_api_homecare import meal
from tests.services.cases.providers.test_api_providers import HERE, NORTH, ZELMA, placed, provider
from tests.services.cases.samples import RULES
from tests.services.running import Caller

pytestmark = pytest.mark.asyncio(loop_scope="session")

LISTED = {"request", "attendance", "result", "minutes", "corrected", "version"}


@pytest.fixture
def samaritans(cases) -> Caller:
    return Caller(cases, provider("samariesi"))


@pytest.fixture
def others(cases) -> Caller:
    return Caller(cases, provider("krizes-centrs"))


@pytest_asyncio.fixture(loop_scope="session")
async def zelma(cases, ligita, samaritans) -> str:
    """The request by which somebody receives the mobile car since a month."""
    one = await placed(ligita, NORTH)
    await samaritans.do(f"{HERE}/{one['id']}/start", {}, version=4)
    await cases.pool.execute("update service_request set started_at = started_at - interval '30 days'")
    return one["id"]


def last_round() -> str:
    """The last Monday or Wednesday on which the car went north, at ten."""
    day = datetime.now(RIGA).date() - timedelta(days=1)
    while day.isoweekday() not in (1, 3) or RULES.calendar.is_holiday(day):
        day -= timedelta(days=1)
    return datetime.combine(day, time(10), RIGA).isoformat()


async def made(samaritans: Caller) -> str:
    """The path of a session of the provider's that took place."""
    wish = {"offer": str(NORTH), "planned_at": last_round(), "minutes": 60, "places": 6}
    answer = await samaritans.do("/v1/provider/sessions", wish)
    assert (answer.status_code, answer.json()["staff"]) == (201, [])
    path = answer.headers["Location"]
    await samaritans.do(f"{path}/hold", {}, version=1)
    return path


async def test_a_provider_writes_its_list_down_and_is_told_requests_only(cases, samaritans, zelma):
    path = await made(samaritans)
    listed = await samaritans.get(f"{path}/attendance")
    assert [(set(row), row["request"]) for row in listed.json()["items"]] == [(LISTED, zelma)]
    assert ZELMA not in listed.text
    stranger = await samaritans.do(
        f"{path}/attendance", {"marks": [{"request": str(uuid4()), "result": "came"}]}, version=2
    )
    assert stranger.json()["type"] == "/problems/service-not-received"
    said = await samaritans.do(f"{path}/attendance", {"marks": [{"request": zelma, "result": "came"}]}, version=2)
    assert (said.status_code, said.json()["came"]) == (200, 1)
    (row,) = (await samaritans.get(f"{path}/attendance")).json()["items"]
    fixed = await samaritans.do(
        f"/v1/provider/attendance/{row['attendance']}/correct", {"result": "absent"}, version=1
    )  # fmt: skip
    assert (fixed.json()["result"], fixed.json()["by"]) == ("absent", provider("samariesi").id)
    (session,) = (await samaritans.get("/v1/provider/sessions", state="held")).json()["items"]
    assert (session["came"], session["offer"]) == (0, str(NORTH))


async def test_what_is_not_theirs_is_not_there(cases, ligita, samaritans, others, zelma):
    path, foreign = await made(samaritans), f"/v1/provider/sessions/{(await planned(ligita))['id']}"
    said = {"marks": [{"request": zelma, "result": "absent"}]}
    answers = [
        await others.do("/v1/provider/sessions", {"offer": str(NORTH), "planned_at": last_round(), "minutes": 60}),
        await samaritans.do("/v1/provider/sessions", {"offer": OFFER, "planned_at": last_round(), "minutes": 60}),
        await others.get(f"{path}/attendance"), await others.do(f"{path}/attendance", said, version=2),
        await samaritans.get(f"{foreign}/attendance"), await samaritans.do(f"{foreign}/hold", {}, version=1),
        await samaritans.do(f"{foreign}/cancel", {"reason": "other"}, version=1),
        await others.do(f"{HERE}/{zelma}/care-entries", meal()), await others.get(f"{HERE}/{zelma}/care-entries"),
    ]  # fmt: skip
    assert [answer.status_code for answer in answers] == [404] * len(answers)
    assert (await others.get("/v1/provider/sessions")).json()["items"] == []


async def test_a_provider_brings_in_its_hours_once_and_corrects_them(cases, samaritans, others, zelma):
    path, said = f"{HERE}/{zelma}/care-entries", meal()
    first, again = [await samaritans.do(path, said) for _ in range(2)]
    assert (first.status_code, again.json()) == (201, first.json())
    other = await samaritans.do(path, said | {"task": "shopping"})
    assert other.json()["errors"][0]["detail"] == "is meals here, shopping in what you sent"
    fix = f"/v1/provider/care-entries/{said['id']}/correct"
    right = {"began_at": said["began_at"], "minutes": 30, "task": "meals"}
    assert (await others.do(fix, right, version=1)).status_code == 404
    assert (await samaritans.do(fix, right, version=1)).json()["minutes"] == 30
    (one,) = (await samaritans.get(path)).json()["items"]
    assert (one["minutes"], one["staff"]) == (30, None)
