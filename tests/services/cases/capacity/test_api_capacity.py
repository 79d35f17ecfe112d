"""Capacity over HTTP: what can be used now and then, what holds it back, and how somebody says that it is another."""

import pytest

from services.cases.app import bring_in
from shared.settings.catalogue import offer_id
from tests.services.cases.samples import person
from tests.services.running import LIGITA, MARTA, PRESS, VADIBA, Caller, facts

pytestmark = pytest.mark.asyncio(loop_scope="session")

OFFER = offer_id("liepaja", "dienas-centrs", "dienas-centrs")
HOME_CARE = offer_id("liepaja", "aprupe-majas", "pie-klienta")
PATH = f"/v1/capacity/{OFFER}"
SOON = "2126-12-01T00:00:00+02:00"


def parts(usable: dict) -> tuple:
    return usable["usable"], usable["bottleneck"], usable["free"], usable["overbooked_by"]


async def test_the_least_of_the_three_and_its_name_now_and_at_a_date(ligita):
    seen = (await ligita.get(PATH)).json()
    assert parts(seen["now"]) == (30, ["rooms", "places"], 30, 0)
    said = await ligita.do(PATH, {"part": "staff", "count": 1, "serves": 8, "from_at": SOON}, version=seen["version"])
    assert said.status_code == 200
    then = (await ligita.get(PATH, at=SOON)).json()
    assert (parts(then["now"]), parts(then["then"])) == ((30, ["rooms", "places"], 30, 0), (8, ["staff"], 8, 0))
    assert then["next_change"] == "2126-11-30T22:00:00Z"


async def test_what_is_said_stays_its_history_and_outlives_a_start(cases, ligita):
    await ligita.do(PATH, {"part": "places", "count": 12}, version=3)
    await bring_in(cases.desk)
    after = (await ligita.get(PATH)).json()
    latest, *before = after["said"]
    assert (latest["count"], latest["by"], latest["configured"]) == (12, LIGITA.id, False)
    assert [one["configured"] for one in before] == [True, True, True]
    assert (after["now"]["usable"], (await facts(cases))[-1]) == (12, "capacity-changed")


async def test_no_room_and_nobody_is_not_full(ligita):
    await ligita.do(PATH, {"part": "staff", "count": 0}, version=3)
    now = (await ligita.get(PATH)).json()["now"]
    assert (now["usable"], now["is_full"], now["bottleneck"]) == (0, False, ["staff"])


async def test_a_cut_below_what_is_used_is_taken_and_shown_and_puts_nobody_out(ligita):
    elderly = {"subjects": [str(person("Zelma"))], "needs": ["older_age"], "priority": "asap", "age_band": "65+"}
    case = (await ligita.do("/v1/cases", elderly)).json()
    wish = {"person": str(person("Zelma")), "offer": str(HOME_CARE), "age": 80, "groups": ["older_people"]}
    request = (await ligita.do(f"/v1/cases/{case['id']}/requests", wish)).headers["Location"]
    await ligita.do(f"{request}/decide", {"decision": "granted"}, version=1)
    assert (await ligita.do(f"/v1/places/{HOME_CARE}/next")).status_code == 201
    cut = await ligita.do(f"/v1/capacity/{HOME_CARE}", {"part": "staff", "count": 0}, version=1)
    now = (await ligita.get(f"/v1/capacity/{HOME_CARE}")).json()["now"]
    assert (cut.status_code, now["used"], now["free"], now["overbooked_by"]) == (200, 1, 0, 1)
    assert (await ligita.get(request)).json()["state"] == "offered"


async def test_who_waits_is_counted_and_how_long_is_not_said_before_anybody_left(ligita):
    await ligita.do(f"/v1/capacity/{HOME_CARE}", {"part": "staff", "count": 0}, version=1)
    free = (await ligita.get(PATH)).json()
    none = (await ligita.get(f"/v1/capacity/{HOME_CARE}")).json()
    assert (free["waiting"], free["expected_days"], free["median_waited_days"]) == (0, 0, None)
    assert (none["expected_days"], none["now"]["bottleneck"]) == (None, ["staff"])


async def test_staff_of_the_unit_who_are_present_are_shown_beside_what_was_said(ligita):
    seen = (await ligita.get(f"/v1/capacity/{HOME_CARE}")).json()
    assert (seen["now"]["staff"]["count"], seen["staff_present"]) == (30, 1)


async def test_all_offers_stand_in_a_list_with_filters_and_pages(ligita):
    homes = (await ligita.get("/v1/capacity", kind="social_housing")).json()["items"]
    assert [one["place_code"] for one in homes] == [f"sociala-maja-{number}" for number in (1, 2, 3, 4)]
    first = (await ligita.get("/v1/capacity", kind="social_housing", limit=3)).json()
    rest = (await ligita.get("/v1/capacity", kind="social_housing", limit=3, cursor=first["next"])).json()
    assert [one["offer"] for one in (*first["items"], *rest["items"])] == [one["offer"] for one in homes]


@pytest.mark.parametrize(
    ("body", "version", "status", "problem"),
    [
        ({"part": "staff", "count": 1, "from_at": "2020-01-01T00:00:00Z"}, 3, 409, "capacity-in-the-past"),
        ({"part": "staff", "count": None, "from_at": SOON}, 3, 409, "capacity-not-planned"),
        ({"part": "staff", "count": None}, 3, 422, "invalid-request"),
        ({"part": "staff", "count": -1}, 3, 422, "invalid-request"),
        ({"part": "chairs", "count": 1}, 3, 422, "invalid-request"),
        ({"part": "staff", "count": 1}, 2, 412, "stale-version"),
    ],
)
async def test_bad_input_is_refused_with_its_reason(ligita, body, version, status, problem):
    answer = await ligita.do(PATH, body, version=version)
    assert (answer.status_code, answer.json()["type"]) == (status, f"/problems/{problem}")


@pytest.mark.parametrize(("who", "may_read", "may_say"), [(MARTA, 200, 403), (VADIBA, 200, 200), (PRESS, 403, 403)])
async def test_who_may(cases, who, may_read, may_say):
    caller = Caller(cases, who)
    assert (await caller.get(PATH)).status_code == may_read
    assert (await caller.do(PATH, {"part": "staff", "count": 5}, version=3)).status_code == may_say
