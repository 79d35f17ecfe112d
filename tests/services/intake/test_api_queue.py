"""The intake worker's queue: the clock that runs out first on top, each referral decided once."""

import pytest

from tests.services.intake.samples import HOSPITAL, POLICE, SCHOOL, body
from tests.services.running import CASES, INESE, LIGITA, MARTA, PRESS, VADIBA, Caller, facts, partner, receipts

pytestmark = pytest.mark.asyncio(loop_scope="session")

UNKNOWN = "/v1/queue/019c0b6e-41c7-7a10-8f3e-5d2b9a7c1e01"


@pytest.fixture
def inese(intake) -> Caller:
    return Caller(intake, INESE)


async def sent(intake, code: str, **changed) -> dict:
    """A partner's referral as the queue shows it."""
    answer = await Caller(intake, partner(code)).do("/v1/referrals", body(**changed))
    return (await Caller(intake, INESE).get(f"/v1/queue/{answer.json()['id']}")).json()


async def test_the_clock_that_runs_out_first_is_on_top(intake, inese):
    ordinary = await sent(intake, SCHOOL)
    crisis = await sent(intake, HOSPITAL, kind="health.concern", needs=["child_neglect"])
    soon = await sent(intake, SCHOOL, kind="school.absence", needs=["child_neglect"])
    queue = (await inese.get("/v1/queue")).json()["items"]
    assert [entry["id"] for entry in queue] == [crisis["id"], soon["id"], ordinary["id"]]
    assert [entry["priority"] for entry in queue] == ["stat", "asap", "routine"]
    assert [entry["rule"] for entry in queue] == ["child-in-danger", "child-not-cared-for", "ordinary"]


async def test_the_queue_comes_in_pages_without_a_gap_or_a_repeat(intake, inese):
    entered = [(await sent(intake, SCHOOL, reference=f"L6V-{index}"))["id"] for index in range(5)]
    seen, cursor = [], {}
    while True:
        page = (await inese.get("/v1/queue", limit=2, **cursor)).json()
        seen += [entry["id"] for entry in page["items"]]
        if page["next"] is None:
            break
        cursor = {"cursor": page["next"]}
    assert sorted(seen) == sorted(entered)
    assert len(set(seen)) == 5


async def test_what_needs_no_decision_does_not_wait_in_it(intake, inese):
    report = await sent(intake, POLICE, kind="police.family_violence")
    assert (await inese.get("/v1/queue")).json()["items"] == []
    accepted = (await inese.get("/v1/queue", state="accepted")).json()["items"]
    assert [entry["id"] for entry in accepted] == [report["id"]]


async def test_the_queue_of_one_priority(intake, inese):
    await sent(intake, SCHOOL)
    soon = await sent(intake, SCHOOL, needs=["child_neglect"])
    assert [e["id"] for e in (await inese.get("/v1/queue", priority="asap")).json()["items"]] == [soon["id"]]


async def test_accepting_is_a_fact_and_a_receipt(intake, inese):
    entry = await sent(intake, SCHOOL)
    answer = await inese.do(f"/v1/queue/{entry['id']}/accept", version=entry["version"])
    assert (answer.status_code, answer.json()["state"]) == (200, "accepted")
    assert answer.headers["ETag"] == f'"{entry["version"] + 1}"'
    assert (await facts(intake))[-1] == "referral-accepted"
    assert [type for _, type, _ in await receipts(intake)][-1] == "lv.tilts.partner.referral-decided.v1"


async def test_declining_gives_its_reason(intake, inese):
    entry = await sent(intake, SCHOOL)
    path = f"/v1/queue/{entry['id']}/decline"
    answer = await inese.do(path, {"reason": "wrong_jurisdiction"}, version=entry["version"])
    assert (answer.json()["state"], answer.json()["reason"]) == ("declined", "wrong_jurisdiction")
    assert '"wrong_jurisdiction"' in (await receipts(intake))[-1][2]


async def test_who_saw_an_older_version_is_told_the_present_one(intake, inese):
    entry = await sent(intake, SCHOOL)
    path = f"/v1/queue/{entry['id']}"
    await inese.do(f"{path}/accept", version=entry["version"])
    stale = await Caller(intake, LIGITA).do(f"{path}/decline", {"reason": "duplicate"}, version=entry["version"])
    assert (stale.status_code, stale.json()["type"]) == (412, "/problems/stale-version")
    assert stale.headers["ETag"] == f'"{entry["version"] + 1}"'
    assert (await inese.get(path)).json()["state"] == "accepted"


async def test_who_does_not_say_what_it_saw_is_asked_to(intake, inese):
    entry = await sent(intake, SCHOOL)
    answer = await inese.do(f"/v1/queue/{entry['id']}/accept")
    assert (answer.status_code, answer.json()["type"]) == (428, "/problems/version-required")


async def test_a_decision_is_taken_once(intake, inese):
    entry = await sent(intake, SCHOOL)
    path = f"/v1/queue/{entry['id']}"
    accepted = await inese.do(f"{path}/accept", version=entry["version"])
    again = await inese.do(f"{path}/decline", {"reason": "duplicate"}, version=accepted.json()["version"])
    assert (again.status_code, again.json()["type"]) == (409, "/problems/referral-already-decided")


async def test_a_decision_that_is_sent_again_is_answered_as_the_first_time(intake, inese):
    entry = await sent(intake, SCHOOL)
    path = f"/v1/queue/{entry['id']}/accept"
    first = await inese.do(path, version=entry["version"], key="decision")
    again = await inese.do(path, version=entry["version"], key="decision")
    assert (again.status_code, again.json()) == (200, first.json())
    assert (await facts(intake)).count("referral-accepted") == 1


@pytest.mark.parametrize("act", ["", "/letter", "/accept", "/decline"])
async def test_there_is_no_such_referral(inese, act):
    if act in ("/accept", "/decline"):
        answer = await inese.do(UNKNOWN + act, {"reason": "other"} if act == "/decline" else None, version=1)
    else:
        answer = await inese.get(UNKNOWN + act)
    assert (answer.status_code, answer.json()["detail"]) == (404, "There is no such referral.")


@pytest.mark.parametrize("who", [MARTA, VADIBA, PRESS, CASES, partner(SCHOOL)], ids=lambda who: min(who.roles))
async def test_whoever_has_another_role_is_refused(intake, who):
    caller = Caller(intake, who)
    answers = [
        await caller.get("/v1/queue"),
        await caller.get(UNKNOWN),
        await caller.get(f"{UNKNOWN}/letter"),
        await caller.do(f"{UNKNOWN}/accept", version=1),
        await caller.do(f"{UNKNOWN}/decline", {"reason": "other"}, version=1),
    ]
    assert {(answer.status_code, answer.json()["type"]) for answer in answers} == {(403, "/problems/role-not-allowed")}
