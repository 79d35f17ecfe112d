"""Requests and places over HTTP: the way of a boy who waits, what others see of it, and many answers at once."""

import asyncio
import json
from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest

from services.cases.domain.capacity.capacity import Capacity
from services.cases.domain.capacity.saying import say
from shared.contracts.catalogue_codes import CapacityPart
from shared.decision import Cause
from shared.settings.catalogue import offer_id
from tests.services.cases.samples import person
from tests.services.cases.visits.calls import fire_all, version_of
from tests.services.running import GUNTA, VADIBA, Caller, facts

pytestmark = pytest.mark.asyncio(loop_scope="session")

OFFER = offer_id("liepaja", "dzintari", "dzintari")
NOW = datetime.now(UTC)
LATER = (NOW + timedelta(days=30)).isoformat()


async def there_are(cases, part: CapacityPart, count: int) -> None:
    """From now on there are so many rooms, staff or places."""
    desk, ref = cases.desk, (Capacity, OFFER)
    cause = Cause(uuid4(), desk.clock.now(), "test", "test")
    async with desk.pool.acquire() as conn, conn.transaction():
        decided = await desk.decide(
            conn, cause, [ref], lambda world: say(world.get(*ref), part, count, 1, None, cause)
        )  # fmt: skip
        await decided.append(conn)


async def requested(caller: Caller, name: str, **wish) -> dict:
    """A request for a child, with a case of its own."""
    child = {"subjects": [str(person(name))], "needs": ["crisis"], "priority": "asap", "age_band": "7-13"}
    case = (await caller.do("/v1/cases", child)).json()
    wanted = {"person": str(person(name)), "offer": str(OFFER), "age": 9} | wish
    return await caller.do(f"/v1/cases/{case['id']}/requests", wanted)


async def waiting(caller: Caller, name: str, **wish) -> dict:
    path = (await requested(caller, name, **wish)).headers["Location"]
    return (await caller.do(f"{path}/decide", {"decision": "granted"}, version=1)).json()


async def act(caller: Caller, one: dict, name: str, body: dict | None = None):
    path = f"/v1/requests/{one['id']}"
    return await caller.do(f"{path}/{name}", body, version=(await caller.get(path)).json()["version"])


async def test_a_boy_waits_because_staff_is_missing_postpones_starts_and_ends_with_a_result(cases, ligita):
    await there_are(cases, CapacityPart.STAFF, 0)
    asked = await requested(ligita, "Jānis")
    assert (asked.status_code, asked.json()["state"]) == (201, "requested")
    task = (await ligita.get("/v1/tasks", state="open")).json()["items"][0]
    assert (task["kind"], task["statutory"], task["about"]) == ("service_decision", True, asked.json()["id"])
    boy = (await act(ligita, asked.json(), "decide", {"decision": "granted"})).json()
    path = f"/v1/requests/{boy['id']}"
    nobody = await ligita.do(f"/v1/places/{OFFER}/next")
    assert nobody.json()["type"] == "/problems/no-place-free"
    stands = (await ligita.get(f"{path}/position")).json()
    assert (stands["number"], stands["missing"], stands["ready_ahead"]) == (1, ["staff"], 0)

    await there_are(cases, CapacityPart.STAFF, 1)
    other = await waiting(ligita, "Anna")
    offered = await ligita.do(f"/v1/places/{OFFER}/next")
    assert (offered.status_code, offered.json()["request"]) == (201, boy["id"])
    put_off = await act(ligita, boy, "decline", {"reason": "postponed", "until": LATER})
    assert (put_off.json()["state"], put_off.json()["declined_for"]) == ("waiting", "postponed")
    queue = (await ligita.get(f"/v1/places/{OFFER}")).json()
    assert [(entry["request"], entry["standing"]) for entry in queue["entries"]] == [(boy["id"], "postponed")]
    assert (await ligita.get(f"/v1/requests/{other['id']}")).json()["state"] == "offered"
    await act(ligita, other, "end", {"reason": "not_needed"})
    await act(ligita, boy, "still-waits", {})
    await ligita.do(f"/v1/places/{OFFER}/next")
    await act(ligita, boy, "accept")
    again = await act(ligita, boy, "accept")
    assert again.json()["type"] == "/problems/no-place-offered"
    await act(ligita, boy, "start", {"ends_at": LATER})
    await fire_all(cases, timedelta(hours=1))
    assert "service_renewal" in [one["kind"] for one in (await ligita.get("/v1/tasks")).json()["items"]]
    ended = await act(ligita, boy, "end", {"reason": "completed", "result": "goals_met"})
    assert (ended.json()["state"], ended.json()["result"]) == ("ended", "goals_met")
    assert "service-ended" in await facts(cases)
    then = (await ligita.get(f"{path}/position", at=stands["at"])).json()
    assert then | {"at": stands["at"]} == stands, "what was explained then is explained alike now"


async def test_what_other_rooms_tell_under_the_id_of_a_request_is_no_part_of_its_position(cases, ligita):
    await there_are(cases, CapacityPart.STAFF, 0)
    one = await waiting(ligita, "Jānis")
    await cases.pool.execute(
        """
        insert into event_log (partition, position, epoch, id, type, key, time, data, causation, correlation)
        select partition, position + 1000, epoch, gen_random_uuid(), 'lv.tilts.cases.care-planned.v1', key, time, '{}',
            causation, correlation
        from event_log where key = $1
        """,
        one["id"],
    )
    then = await ligita.get(f"/v1/requests/{one['id']}/position", at=datetime.now(UTC).isoformat())
    assert (then.status_code, then.json()["number"]) == (200, 1)


async def test_a_refusal_is_contested_where_the_rule_says_and_only_a_supervisor_decides(cases, ligita, marta):
    one = (await requested(ligita, "Jānis")).json()
    no = await marta.do(f"/v1/requests/{one['id']}/decide", {"decision": "granted"}, version=1)
    assert no.status_code == 403
    await act(ligita, one, "decide", {"decision": "refused", "reason": "not_needed"})
    seen = (await ligita.get(f"/v1/requests/{one['id']}")).json()
    assert (seen["refused_for"], bool(seen["contest"]["lv"]), bool(seen["contest_by"])) == ("not_needed", True, True)
    assert [action["act"] for action in seen["actions"] if action["allowed"]] == []


@pytest.mark.parametrize("age", [18, 26])
async def test_a_service_for_children_is_for_no_adult(cases, ligita, age):
    no = await requested(ligita, "Jānis", age=age)
    assert (no.status_code, no.json()["type"]) == (409, "/problems/not-eligible")


@pytest.mark.parametrize(
    ("wish", "problem"),
    [({"offer": str(uuid4())}, "offer-unknown"), ({"person": str(uuid4())}, "person-not-in-case")],
)
async def test_what_is_not_offered_and_who_is_a_stranger_is_refused(cases, ligita, wish, problem):
    no = await requested(ligita, "Jānis", **wish)
    assert (no.status_code, no.json()["type"]) == (409, f"/problems/{problem}")


async def test_a_long_queue_comes_in_pages_of_one_moment(cases, ligita):
    await there_are(cases, CapacityPart.STAFF, 0)
    everybody = [(await waiting(ligita, f"bērns {n}"))["id"] for n in range(3)]
    first = (await ligita.get(f"/v1/places/{OFFER}", limit=2)).json()
    await waiting(ligita, "kāds steidzams", urgency="stat")
    last = (await ligita.get(f"/v1/places/{OFFER}", limit=2, at=first["at"], cursor=first["more"])).json()
    assert [(one["number"], one["request"]) for one in first["entries"] + last["entries"]] == [
        (number, id) for number, id in enumerate(everybody, 1)
    ]
    assert (last["more"], last["occupancy"]["waiting"], last["next"]) == (None, 3, everybody[0])


async def test_who_waits_is_seen_by_whoever_sees_the_case_and_the_order_by_all(cases, ligita):
    one = await waiting(ligita, "Jānis")
    stranger, head = Caller(cases, GUNTA), Caller(cases, VADIBA)
    assert (await stranger.get(f"/v1/requests/{one['id']}")).status_code == 404
    assert (await stranger.get("/v1/requests")).json()["items"] == []
    (entry,) = (await stranger.get(f"/v1/places/{OFFER}")).json()["entries"]
    assert (entry["mine"], entry["number"]) == (False, 1)
    (shown,) = (await head.get("/v1/requests", state="waiting")).json()["items"]
    assert shown["id"] == one["id"]
    read = await cases.pool.fetchval("select count(*) from read_audit where route = 'GET /v1/requests'")
    assert read >= 1
    places = {row["offer"]: row for row in (await head.get("/v1/places", limit=100)).json()["items"]}
    assert (places[str(OFFER)]["waiting"], places[str(OFFER)]["used"]) == (1, 0)
    ahead = await head.get(f"/v1/places/{OFFER}", at=(datetime.now(UTC) + timedelta(days=1)).isoformat())
    assert ahead.json()["type"] == "/problems/instant-ahead"
    for path in (f"/v1/places/{OFFER}", f"/v1/requests/{one['id']}/position"):
        assert (await head.get(path, at="1999-01-01T00:00:00Z")).json()["type"] == "/problems/instant-before-rules"


async def test_many_answers_at_once_over_few_places_give_none_twice_and_lose_none(cases, ligita):
    for part in CapacityPart:
        await there_are(cases, part, 3)
    everybody = [await waiting(ligita, f"bērns {n}") for n in range(9)]
    gunta = Caller(cases, GUNTA)
    asked = await asyncio.gather(*(who.do(f"/v1/places/{OFFER}/next") for who in (ligita, gunta) for _ in range(4)))
    offered = sorted(answer.json()["request"] for answer in asked if answer.status_code == 201)
    assert offered == sorted(one["id"] for one in everybody[:3])
    for _ in range(4):
        rows = (await ligita.get("/v1/requests", state="offered")).json()["items"]
        answers = [("accept", None), ("decline", {"reason": "client_refused"})]
        told = [
            ligita.do(f"/v1/requests/{r['id']}/{a}", body, version=r["version"]) for r in rows for a, body in answers
        ]
        status = [answer.status_code for answer in await asyncio.gather(*told)]
        assert status.count(200) == len(rows), "each offer is answered once"
    queue = (await ligita.get(f"/v1/places/{OFFER}")).json()["occupancy"]
    assert queue["used"] + queue["offered"] <= 3
    states = [row["state"] for row in (await ligita.get("/v1/requests", limit=50)).json()["items"]]
    assert len(states) == 9
    assert states.count("accepted") + states.count("ended") + states.count("waiting") + states.count("offered") == 9
    order = [fact["request"] for fact in await told_of(cases, "place-offered")]
    # An instant is that of asking, before the queue was locked: instants do not tell the order of what came at once.
    assert sorted(order) == sorted(one["id"] for one in everybody[: len(order)]), "nobody twice, nobody passed over"


async def test_capacity_that_grows_and_a_postponement_that_ends_move_the_queue_by_themselves(cases, ligita):
    await there_are(cases, CapacityPart.STAFF, 0)
    first, second = await waiting(ligita, "Jānis"), await waiting(ligita, "Anna")
    await there_are(cases, CapacityPart.STAFF, 1)
    await fire_all(cases, timedelta(minutes=1))
    assert await states(ligita, first, second) == ["offered", "waiting"]
    await act(ligita, first, "decline", {"reason": "postponed", "until": LATER})
    await act(ligita, second, "end", {"reason": "not_needed"})
    assert await states(ligita, first, second) == ["waiting", "ended"]
    await fire_all(cases, timedelta(days=30, minutes=1))
    assert await states(ligita, first) == ["offered"]
    assert len(await told_of(cases, "place-offered")) == 3


@pytest.mark.parametrize("ends", ["close", "closure/approve", "duplicate"])
async def test_a_case_that_ends_leaves_the_line_and_the_next_is_offered_its_place(cases, ligita, ends):
    for part in CapacityPart:
        await there_are(cases, part, 1)
    first, second = await waiting(ligita, "Jānis"), await waiting(ligita, "Anna")
    await ligita.do(f"/v1/places/{OFFER}/next")
    path, body = f"/v1/cases/{first['case_id']}", {"outcome": "moved_away"}
    if ends == "closure/approve":
        await ligita.do(f"{path}/closure", body, version=await version_of(ligita, path))
    if ends == "duplicate":
        body = {"of": second["case_id"]}
    ended = await ligita.do(f"{path}/{ends}", body, version=await version_of(ligita, path))
    assert ended.status_code == 200, ended.text
    assert await states(ligita, first, second) == ["ended", "offered"]
    reason = "case_duplicate" if ends == "duplicate" else "case_closed"
    assert (await ligita.get(f"/v1/requests/{first['id']}")).json()["ended_for"] == reason


async def states(caller: Caller, *requests: dict) -> list[str]:
    return [(await caller.get(f"/v1/requests/{one['id']}")).json()["state"] for one in requests]


async def told_of(cases, kind: str) -> list[dict]:
    rows = await cases.pool.fetch(
        "select data::text as data from event_log where type = $1 order by time, position",
        f"lv.tilts.cases.{kind}.v1",
    )  # fmt: skip
    return [json.loads(row["data"]) for row in rows]
