"""Contacts, campaigns, conferences and prevention over HTTP, each from its beginning to its end."""

from datetime import UTC, datetime, timedelta

import pytest

from tests.services.cases.samples import LIGITA as LIGITA_ID
from tests.services.cases.samples import MARTA as MARTA_ID
from tests.services.cases.visits.calls import assigned
from tests.services.running import GUNTA, INESE, LIGITA, MARTA, Caller, facts

pytestmark = pytest.mark.asyncio(loop_scope="session")

NOW = datetime.now(UTC)
LATER = (NOW + timedelta(days=3)).isoformat()
TALK = {"kind": "psychosocial_support", "mode": "video", "minutes": 0, "words": "Runājām par skolu."}
CONFERENCE = {
    "mode": "video", "planned_at": LATER, "staff": [str(LIGITA_ID)], "agencies": ["barintiesa", "valsts-policija"],
    "agenda": "Kas notiek tālāk.",
}  # fmt: skip


@pytest.fixture
def ligita(cases) -> Caller:
    return Caller(cases, LIGITA)


@pytest.fixture
def marta(cases) -> Caller:
    return Caller(cases, MARTA)


async def test_a_contact_is_written_down_corrected_and_counted_and_its_words_are_read_by_few(cases, ligita, marta):
    case = await assigned(ligita)
    path = f"/v1/cases/{case['id']}/contacts"
    wrong = await marta.do(path, TALK)
    assert (wrong.status_code, "words" in wrong.json()) == (201, False)
    one = wrong.headers["Location"]
    right = await marta.do(f"{one}/correct", TALK | {"mode": "phone", "words": "Zvanīja."}, version=1)
    assert (right.status_code, right.json()["corrects"]) == (201, wrong.json()["id"])
    await marta.do(path, TALK | {"mode": "phone", "reached": False, "words": None})
    listed = (await marta.get(path)).json()["items"]
    everything = (await marta.get(path, corrected=True)).json()["items"]
    assert (len(listed), len(everything), "words" in listed[0]) == (2, 3, False)
    (total,) = (await marta.get(f"{path}/totals")).json()
    assert (total["mode"], total["contacts"], total["sessions"]) == ("phone", 2, 1)
    assert (await marta.get(one)).json()["words"] == "Runājām par skolu."
    read = await cases.pool.fetchval("select count(*) from read_audit where route = 'GET /v1/contacts/{contact}'")
    assert read == 1
    assert (await Caller(cases, GUNTA).get(one)).json()["type"] == "/problems/not-found"
    again = await marta.do(f"{one}/correct", TALK, version=2)
    assert again.json()["type"] == "/problems/contact-corrected"


async def test_a_campaign_over_open_cases_is_worked_off_and_loses_nobody(cases, ligita, marta):
    mine = [await assigned(ligita) for _ in range(3)]
    spoken, again, silent = mine
    await marta.do(f"/v1/cases/{spoken['id']}/contacts", TALK)
    start = {"unit": mine[0]["unit"], "needs": ["home_care"]}
    since = {"not_contacted_since": (NOW - timedelta(days=30)).isoformat()}
    fewer = (await ligita.do("/v1/outreach", start | since)).json()
    campaign = await ligita.do("/v1/outreach", start)
    assert (fewer["cases"], campaign.json()["cases"]) == (2, 3)
    await assigned(ligita)
    path = campaign.headers["Location"]
    tries = [
        (spoken, {"result": "reached", "mode": "phone", "minutes": 4}),
        (again, {"result": "try_again", "mode": "phone", "minutes": 1, "next_try_at": LATER}),
    ]
    for case, wish in tries:
        assert (await marta.do(f"{path}/cases/{case['id']}/tries", wish)).status_code == 201
    (task,) = (await marta.get("/v1/tasks", mine=True)).json()["items"]
    assert (task["kind"], task["case_id"]) == ("outreach_retry", again["id"])
    progress = (await ligita.get(path)).json()
    assert [progress[state] for state in ("waiting", "try_again", "not_reached", "reached", "closed")] == [
        1,
        1,
        0,
        1,
        0,
    ]
    (waiting,) = (await ligita.get(f"{path}/cases", state="waiting")).json()["items"]
    assert waiting["case_id"] == silent["id"]
    ended = await ligita.do(f"{path}/end", version=1)
    assert (ended.status_code, ended.json()["ended_at"] is None) == (200, False)
    assert (await marta.get("/v1/tasks", mine=True, state="open")).json()["items"] == []
    assert (await facts(cases)).count("outreach-tried") == 2
    stranger = await marta.do(f"{path}/cases/{campaign.json()['id']}/tries", tries[0][1])
    assert stranger.status_code == 404


async def test_a_conference_with_agencies_is_held_and_what_it_decides_is_done(cases, ligita, marta):
    case = await assigned(ligita)
    called = await marta.do(f"/v1/cases/{case['id']}/conferences", CONFERENCE)
    path = called.headers["Location"]
    held = {
        "mode": "video", "minutes": 60, "held_at": datetime.now(UTC).isoformat(), "staff": [str(LIGITA_ID)],
        "agencies": ["barintiesa"], "words": "Klāt bija visi.",
        "decisions": [{"kind": "home_visit", "due_at": LATER, "staff": str(MARTA_ID), "words": "Apmeklēt."}],
    }  # fmt: skip
    done = await marta.do(f"{path}/hold", held, version=1)
    assert (done.status_code, done.json()["state"], done.json()["agencies_came"]) == (200, "held", ["barintiesa"])
    seen = (await ligita.get(path)).json()
    (decision,) = seen["decisions"]
    assert (seen["agenda"], seen["record"], decision["words"]) == ("Kas notiek tālāk.", "Klāt bija visi.", "Apmeklēt.")
    finished = await marta.do(f"/v1/conference-decisions/{decision['id']}/done", version=1)
    assert finished.json()["done_at"]
    assert (await marta.get("/v1/tasks", mine=True, state="open")).json()["items"] == []
    (listed,) = (await ligita.get("/v1/conferences", staff=str(LIGITA_ID))).json()["items"]
    assert ("agenda" in listed, (await Caller(cases, GUNTA).get(path)).status_code) == (False, 404)
    refused = await marta.do(f"/v1/cases/{case['id']}/conferences", CONFERENCE | {"agencies": ["nav-tadas"]})
    assert (refused.status_code, refused.json()["type"]) == (409, "/problems/agency-unknown")


async def test_a_school_books_and_the_activity_is_counted_without_persons(cases, ligita):
    inese = Caller(cases, INESE)
    unit = (await ligita.get("/v1/units")).json()[0]["id"]
    wish = {
        "unit": unit, "kind": "interactive_game", "theme": "violence_among_peers", "school": "liepajas-6-vidusskola",
        "class_label": "8.b", "planned_at": NOW.isoformat(),
    }  # fmt: skip
    booked = await inese.do("/v1/activities", wish)
    path = booked.headers["Location"]
    await ligita.do(f"{path}/confirm", {"staff": [str(MARTA_ID)]}, version=1)
    held = await ligita.do(f"{path}/hold", {"mode": "in_person", "minutes": 80, "counts": {"14-17": 23}}, version=2)
    assert (held.json()["state"], held.json()["ages"], held.json()["counts"]) == ("held", ["14-17"], [23])
    (listed,) = (await inese.get("/v1/activities", school="liepajas-6-vidusskola")).json()["items"]
    assert (listed["class_label"], listed["state"]) == ("8.b", "held")
    again = await ligita.do(f"{path}/cancel", {"reason": "school_request"}, version=3)
    assert again.json()["type"] == "/problems/activity-state"
