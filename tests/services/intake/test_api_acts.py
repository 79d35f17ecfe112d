"""The worker's acts over HTTP: each entry says why it has its class and what may be done next, and so it is."""

import pytest

from tests.services.intake.samples import HOSPITAL, SCHOOL, body
from tests.services.running import INESE, MARTA, Caller, facts, partner, receipts

pytestmark = pytest.mark.asyncio(loop_scope="session")

UNKNOWN = "019c0b6e-41c7-7a10-8f3e-5d2b9a7c1e01"
WISHES = {
    "ask": {"asked": ["identity"]},
    "information": {"narrative": "Zvanīja klases audzinātāja."},
    "redirect": {"to": "0027000"},
    "triage": {"priority": "urgent", "reason": "higher_risk"},
    "answer": {"answer": "information_given"},
    "forward": {"system": "sopa", "number": "2026-LPX-00412"},
    "link": {"other": UNKNOWN, "relation": "same_matter"},
    "unlink": {"other": UNKNOWN},
}


@pytest.fixture
def inese(intake) -> Caller:
    return Caller(intake, INESE)


async def sent(intake, code: str = SCHOOL, **changed) -> str:
    """A partner's referral, as its path in the queue."""
    answer = await Caller(intake, partner(code)).do("/v1/referrals", body(**changed))
    return f"/v1/queue/{answer.json()['id']}"


async def acted(caller: Caller, path: str, act: str, wish: dict | None = None):
    """Do it at the version that stands there now."""
    version = (await caller.get(path)).json()["version"]
    return await caller.do(f"{path}/{act}", wish or WISHES.get(act), version=version)


def possible(entry: dict) -> set[str]:
    return {action["act"] for action in entry["actions"] if action["allowed"]}


async def test_an_entry_says_which_rule_fired_and_since_when_it_holds(intake, inese):
    entry = (await inese.get(await sent(intake, needs=["child_neglect"]))).json()
    assert (entry["why"]["rule"], entry["why"]["valid_from"]) == ("child-not-cared-for", "2021-07-01")
    assert entry["why"]["source"]


async def test_an_entry_says_what_may_be_done_next_and_why_the_rest_may_not(intake, inese):
    path = await sent(intake)
    listed = (await inese.get("/v1/queue")).json()["items"][0]
    assert possible(listed) == {"accept", "decline", "ask", "redirect", "triage", "supply", "link"}
    await acted(inese, path, "ask")
    entry = (await inese.get(path)).json()
    assert possible(entry) == {"decline", "supply", "link"}
    refused = next(action for action in entry["actions"] if action["act"] == "accept")
    tried = (await acted(inese, path, "accept")).json()
    assert (tried["type"], tried["detail"]) == (f"/problems/{refused['code']}", refused["why"])


async def test_asking_stops_the_clock_and_what_came_by_phone_lets_it_run_on(intake, inese):
    path = await sent(intake)
    asked = (await acted(inese, path, "ask")).json()
    assert (asked["state"], asked["asked"]) == ("needs_info", ["identity"])
    assert (await inese.get(path)).json()["clock_left"] > 0
    assert [entry["id"] for entry in (await inese.get("/v1/queue", state="needs_info")).json()["items"]] == [
        asked["id"]
    ]
    supplied = (await acted(inese, path, "information")).json()
    assert (supplied["state"], supplied["asked"]) == ("received", [])
    (kept,) = (await inese.get(f"{path}/letter")).json()["supplements"]
    assert (kept["act"], kept["said"]) == ("supply", WISHES["information"])
    assert (await receipts(intake))[-1][1] == "lv.tilts.partner.information-asked.v1"


async def test_a_redirected_referral_says_whose_it_is_and_its_sender_is_told(intake, inese):
    answer = (await acted(inese, await sent(intake), "redirect")).json()
    assert (answer["state"], answer["municipality"]) == ("redirected", "0027000")
    assert '"decision":"redirected","municipality":"0027000"' in (await receipts(intake))[-1][2]


async def test_a_person_gives_another_class(intake, inese):
    path = await sent(intake)
    answer = (await acted(inese, path, "triage")).json()
    assert (answer["priority"], answer["rule"]) == ("urgent", "override")
    entry = (await inese.get(path)).json()
    assert (entry["why"], entry["triage_reason"], entry["triaged_by"]) == (None, "higher_risk", INESE.id)


async def test_an_inquiry_is_answered_at_once_and_opens_no_case(intake, inese):
    path = await sent(intake, kind="inquiry")
    assert (await acted(inese, path, "accept")).json()["type"] == "/problems/inquiry-opens-no-case"
    answer = (await acted(inese, path, "answer")).json()
    assert (answer["state"], answer["outcome"], answer["case_id"]) == ("completed", "answered", None)
    assert (await facts(intake))[-1] == "inquiry-answered"


async def test_an_application_for_a_benefit_opens_no_case_and_keeps_its_number_where_it_is_calculated(intake, inese):
    path = await sent(intake, kind="assistance.application")
    assert (await acted(inese, path, "accept")).json()["type"] == "/problems/benefit-opens-no-case"
    listed = [(await inese.get("/v1/queue", family=family)).json()["items"] for family in ("services", "assistance")]
    assert [len(items) for items in listed] == [0, 1]
    answer = (await acted(inese, path, "forward")).json()
    assert (answer["state"], answer["outcome"], answer["family"]) == ("completed", "forwarded", "assistance")
    entry = (await inese.get(path)).json()
    assert (entry["benefit_system"], entry["benefit_number"]) == ("sopa", "2026-LPX-00412")
    assert (await facts(intake))[-1] == "application-forwarded"


async def test_two_referrals_are_linked_and_taken_apart_again(intake, inese):
    one, other = await sent(intake), await sent(intake, HOSPITAL, kind="health.concern")
    id = other.rpartition("/")[2]
    linked = await acted(inese, one, "link", {"other": id, "relation": "same_matter"})
    assert linked.status_code == 200
    assert (await inese.get(one)).json()["links"] == [id]
    assert (await inese.get(other)).json()["links"] == [one.rpartition("/")[2]]
    await acted(inese, other, "unlink", {"other": one.rpartition("/")[2]})
    assert [(await inese.get(path)).json()["links"] for path in (one, other)] == [[], []]
    assert (await facts(intake))[-2:] == ["referrals-linked", "referrals-unlinked"]


@pytest.mark.parametrize("act", WISHES)
async def test_there_is_no_such_referral_and_nobody_else_may(intake, inese, act):
    path = f"/v1/queue/{UNKNOWN}/{act}"
    assert (await inese.do(path, WISHES[act], version=1)).status_code == 404
    for who in (MARTA, partner(SCHOOL)):
        answer = await Caller(intake, who).do(path, WISHES[act], version=1)
        assert (answer.status_code, answer.json()["type"]) == (403, "/problems/role-not-allowed")
