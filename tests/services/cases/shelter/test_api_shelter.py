"""A night shelter over HTTP: a night from its first guest to its corrected counts, and a door with many at once."""

import asyncio
from datetime import UTC, date, datetime, timedelta
from uuid import UUID, uuid4

import pytest

from services.cases.domain.capacity.capacity import Capacity
from services.cases.domain.capacity.saying import say
from services.cases.domain.shelter.rules import night_of
from shared.contracts.catalogue_codes import CapacityPart
from shared.decision import Cause
from shared.security import Actor
from shared.settings.catalogue import offer_id
from tests.services.cases.places.test_api_places import requested
from tests.services.cases.shelter.life import RULE
from tests.services.running import GUNTA, LIGITA, VADIBA, Caller, facts

pytestmark = pytest.mark.asyncio(loop_scope="session")

OFFER = offer_id("liepaja", "nakts-patversme", "patversme")
DZINTARI = offer_id("liepaja", "dzintari", "dzintari")
SHELTER = f"/v1/shelters/{OFFER}"
NOBODY = UUID(int=1)
TODAY = night_of(datetime.now(UTC), RULE)


async def there_are(cases, beds: int) -> None:
    """From now on there are so many beds."""
    desk, ref = cases.desk, (Capacity, OFFER)
    cause = Cause(uuid4(), desk.clock.now(), "test", "test")
    async with desk.pool.acquire() as conn, conn.transaction():
        decided = await desk.decide(
            conn, cause, [ref], lambda world: say(world.get(*ref), CapacityPart.PLACES, beds, 1, None, cause)
        )
        await decided.append(conn)


async def works_there(cases, caller: Actor) -> None:
    """The shelter is run by the unit in which they work."""
    await cases.pool.execute(
        "update organization set unit = (select unit from staff where id = $1::uuid) where code = 'patversme'",
        caller.id,
    )


async def test_a_night_from_the_first_guest_to_its_counts(cases, ligita):
    nobody = (await ligita.get(SHELTER)).json()
    assert (nobody["night"]["guests"], nobody["night"]["version"], nobody["free"]) == (0, 0, nobody["usable"] - 2)
    came = await ligita.do(f"{SHELTER}/guests", {"handle": "Zilā cepure"})
    assert (came.status_code, "handle" in came.json()) == (201, False)
    again = await ligita.do(f"{SHELTER}/guests", {}, key="twice")
    assert (await ligita.do(f"{SHELTER}/guests", {}, key="twice")).json() == again.json()
    await ligita.do(f"{SHELTER}/guests", {"brought_by": "police"})
    await ligita.do(f"{SHELTER}/turned-away", {"reason": "under_age"})
    left = await ligita.do(f"/v1/shelter-guests/{again.json()['id']}/leave", version=1)
    assert left.json()["left_at"] is not None
    tonight = (await ligita.get(SHELTER)).json()
    assert (tonight["night"]["guests"], tonight["night"]["here"], tonight["night"]["brought"]) == (3, 2, 1)
    assert (tonight["night"]["turned_away"], tonight["free"]) == ({"under_age": 1}, nobody["free"] - 1)
    await works_there(cases, LIGITA)
    (first, _) = (await ligita.get(f"/v1/shelter-nights/{tonight['night']['id']}/guests", here="true")).json()["items"]
    assert (first["handle"], first["known"], first["case"]) == ("Zilā cepure", False, None)
    assert await cases.pool.fetchval("select count(*) from read_audit where route like '%/guests'") == 1
    told = await cases.pool.fetchval("select string_agg(data::text, ' ') from event_log")
    assert "Zilā" not in told


async def test_a_night_is_closed_in_its_morning_and_corrected_with_a_reason(cases, ligita):
    await ligita.do(f"{SHELTER}/guests", {})
    early = await ligita.do(f"{SHELTER}/close", {"begins_on": (TODAY + timedelta(days=1)).isoformat()})
    assert early.json()["type"] == "/problems/night-not-over"
    past = {"begins_on": (TODAY - timedelta(days=2)).isoformat()}
    closed = await ligita.do(f"{SHELTER}/close", past)
    assert (closed.status_code, closed.json()["guests"], closed.json()["closed_at"] is None) == (200, 0, False)
    again = await ligita.do(f"{SHELTER}/close", past)
    assert again.json()["type"] == "/problems/night-closed"
    path = f"/v1/shelter-nights/{closed.json()['id']}"
    wish = {"reason": "written_down_later", "guests": 3, "turned_away": {"full": 1}}
    assert (await ligita.do(f"{path}/correct", wish, version=7)).status_code == 412
    corrected = (await ligita.do(f"{path}/correct", wish, version=closed.json()["version"])).json()
    assert (corrected["guests"], corrected["corrections"][0]["guests"]) == (3, 0)
    assert (await ligita.get(path)).json() == corrected
    nights = (await ligita.get("/v1/shelter-nights", offer=str(OFFER))).json()["items"]
    assert [night["begins_on"] for night in nights] == [TODAY.isoformat(), past["begins_on"]]
    only = (await ligita.get("/v1/shelter-nights", closed="true", ends=past["begins_on"])).json()["items"]
    assert [night["id"] for night in only] == [corrected["id"]]
    first = (await ligita.get("/v1/shelter-nights", limit=1)).json()
    then = (await ligita.get("/v1/shelter-nights", limit=1, cursor=first["next"])).json()
    assert [page["items"][0]["id"] for page in (first, then)] == [night["id"] for night in nights]
    assert "shelter-night-corrected" in await facts(cases)


async def test_many_at_one_door_never_outnumber_the_beds(cases, ligita):
    await there_are(cases, 7)
    wishes = [{}] * 12 + [{"brought_by": "police"}] * 4
    answers = await asyncio.gather(*(ligita.do(f"{SHELTER}/guests", wish) for wish in wishes))
    in_, no = [a for a in answers if a.status_code == 201], [a for a in answers if a.status_code != 201]
    assert {answer.json()["type"] for answer in no} == {"/problems/shelter-full"}
    tonight = (await ligita.get(SHELTER)).json()
    assert (tonight["night"]["here"], tonight["night"]["guests"], tonight["free"]) == (len(in_), len(in_), 0)
    assert (len(in_), tonight["night"]["brought"] >= 2) == (7, True)


async def test_whoever_is_known_has_their_case_which_only_those_see_who_see_the_case(cases, ligita):
    case = (await requested(ligita, "Jānis")).json()["case_id"]
    gunta = Caller(cases, GUNTA)
    guest = (await gunta.do(f"{SHELTER}/guests", {})).json()
    path = f"/v1/shelter-guests/{guest['id']}"
    assert (await gunta.do(f"{path}/case", {"case": case}, version=1)).status_code == 404
    assert (await gunta.do(f"{SHELTER}/guests", {"case": case})).status_code == 404
    assert (await ligita.do(f"{path}/case", {"case": case}, version=1)).status_code == 200
    await works_there(cases, GUNTA)
    seen = {name: (await who.get(path)).json() for name, who in (("gunta", gunta), ("head", Caller(cases, VADIBA)))}
    assert (seen["gunta"]["known"], seen["gunta"]["case"], seen["head"]["case"]) == (True, None, case)
    (night,) = (await ligita.get(f"/v1/cases/{case}/shelter-guests")).json()["items"]
    assert night["id"] == guest["id"]
    assert (await gunta.get(f"/v1/cases/{case}/shelter-guests")).status_code == 404


async def test_who_sleeps_there_is_read_by_whoever_works_there_and_by_the_head(cases, ligita):
    guest = (await ligita.do(f"{SHELTER}/guests", {"handle": "Zilā cepure"})).json()
    paths = [f"/v1/shelter-guests/{guest['id']}", f"/v1/shelter-nights/{guest['night']}/guests"]
    await works_there(cases, GUNTA)
    for caller, status in ((ligita, 403), (Caller(cases, GUNTA), 200), (Caller(cases, VADIBA), 200)):
        answers = [await caller.get(path) for path in paths]
        assert [answer.status_code for answer in answers] == [status, status]
        assert ["Zilā cepure" in answer.text for answer in answers] == [status == 200] * 2
    assert (await ligita.get(f"/v1/shelter-nights/{uuid4()}/guests")).status_code == 404


async def test_anybody_reads_how_many_beds_are_free_and_nothing_else(cases, ligita):
    await ligita.do(f"{SHELTER}/guests", {"handle": "Zilā cepure"})
    anybody = Caller(cases, VADIBA)
    anybody.headers.pop("Authorization")
    answer = await anybody.get("/v1/free-beds")
    (one,) = answer.json()["shelters"]
    assert (one["offer"], one["begins_on"], one["name"]["en"]) == (str(OFFER), TODAY.isoformat(), "Night shelter")
    assert (one["free"], set(one)) == (37, {"offer", "name", "begins_on", "free"})
    assert answer.headers["Cache-Control"] == "public, max-age=300"
    anybody.headers["If-None-Match"] = answer.headers["ETag"]
    assert (await anybody.get("/v1/free-beds")).status_code == 304
    await cases.pool.execute("update location set restricted = true where code = 'patversme'")
    assert (await anybody.get("/v1/free-beds")).json()["shelters"] == []
    assert (await anybody.get(SHELTER)).status_code == 401


@pytest.mark.parametrize(
    ("path", "wish", "status"),
    [
        (f"/v1/shelters/{DZINTARI}/guests", {}, 404),
        (f"{SHELTER}/guests", {"name": "Jānis Kociņš"}, 422),
        (f"{SHELTER}/guests", {"handle": " "}, 422),
        (f"{SHELTER}/guests", {"brought_by": "taxi"}, 422),
        (f"{SHELTER}/guests", {"brought_by": "social_service"}, 409),
        (f"{SHELTER}/guests", {"case": str(NOBODY)}, 404),
        (f"{SHELTER}/turned-away", {}, 422),
        (f"{SHELTER}/close", {"begins_on": "yesterday"}, 422),
        (f"{SHELTER}/close", {"begins_on": date.max.isoformat()}, 409),
        (f"/v1/shelter-guests/{NOBODY}/leave", {}, 404),
        (f"/v1/shelter-nights/{NOBODY}/correct", {"reason": "other", "guests": 1}, 404),
        (f"/v1/shelter-nights/{NOBODY}/correct", {"reason": "other", "guests": -1}, 422),
        (f"/v1/shelter-nights/{NOBODY}/correct", {"guests": 1}, 422),
    ],
)
async def test_what_is_wrong_is_a_clear_problem(cases, ligita, path, wish, status):
    answer = await ligita.do(path, wish, version=1)
    assert (answer.status_code, answer.headers["Content-Type"]) == (status, "application/problem+json")
    assert "Kociņš" not in answer.text
