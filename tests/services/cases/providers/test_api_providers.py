"""Providers over HTTP: what they see and say of their own, and that nothing else is there for them."""

from uuid import uuid4

import pytest
import pytest_asyncio

from services.cases.app import DEFINITION
from shared.contracts.partners import PartnerSuspended
from shared.contracts.standing_codes import SuspensionReason
from shared.security import Actor, Purpose, Role
from shared.settings.catalogue import offer_id
from shared.settings.municipality import provider_id
from tests.services.cases.consents.test_api_consents import SAID
from tests.services.cases.samples import person
from tests.services.intake.samples import SCHOOL, SUBJECT, body
from tests.services.memory import cause
from tests.services.running import INESE, Caller, hear, opened, partner, settings_at
from tests.shared.http.serving import served

pytestmark = pytest.mark.asyncio(loop_scope="session")

NORTH = offer_id("liepaja", "mobila-aprupe", "marsruts-ziemeli")
HOME_CARE = offer_id("liepaja", "aprupe-majas", "pie-klienta")
ZELMA = str(person("Zelma"))
HERE = "/v1/provider/requests"
STEPS = ("asked", "granted", "offered", "accepted")


def provider(code: str) -> Actor:
    account = str(provider_id("liepaja", code))
    return Actor(account, frozenset({Role.PROVIDER}), Purpose.SERVICE_PROVISION, partner=code)


@pytest.fixture
def samaritans(cases) -> Caller:
    return Caller(cases, provider("samariesi"))


@pytest.fixture
def others(cases) -> Caller:
    """A provider of nothing that is in the catalogue."""
    return Caller(cases, provider("krizes-centrs"))


@pytest_asyncio.fixture(loop_scope="session")
async def accepted(ligita) -> dict:
    return await placed(ligita, NORTH)


async def placed(ligita: Caller, offer, until: str = "accepted", subject: str = ZELMA) -> dict:
    """Somebody of 70 whose request got as far as that."""
    wish = {"subjects": [subject], "needs": ["older_age"], "priority": "routine", "age_band": "65+"}
    case = (await ligita.do("/v1/cases", wish)).json()
    asked = {"person": subject, "offer": str(offer), "age": 70, "groups": ["older_people"]}
    answer = await ligita.do(f"/v1/cases/{case['id']}/requests", asked)
    assert answer.status_code == 201, answer.text
    path = answer.headers["Location"]
    steps = [
        (f"{path}/decide", {"decision": "granted"}, 1), (f"/v1/places/{offer}/next", None, None),
        (f"{path}/accept", None, 3),
    ]  # fmt: skip
    for step in steps[: STEPS.index(until)]:
        await ligita.do(step[0], step[1], version=step[2])
    return {"id": answer.json()["id"], "case": case["id"]}


async def test_a_provider_sees_which_service_and_when_and_not_who(accepted, samaritans):
    (row,) = (await samaritans.get(HERE)).json()["items"]
    assert (row["id"], row["state"], row["service"]) == (accepted["id"], "accepted", "mobila-aprupe")
    seen = await samaritans.get(f"{HERE}/{accepted['id']}")
    assert {act["act"] for act in seen.json()["actions"] if act["allowed"]} == {"start", "end"}
    for text in (seen.text, (await samaritans.get(HERE)).text):
        assert ZELMA not in text
        assert accepted["case"] not in text


@pytest.mark.parametrize("until", ["asked", "granted"])
async def test_who_was_offered_no_place_is_not_there_for_a_provider(ligita, samaritans, until):
    one = await placed(ligita, NORTH, until)
    assert (await samaritans.get(f"{HERE}/{one['id']}")).status_code == 404
    assert (await samaritans.get(HERE)).json()["items"] == []


async def test_a_provider_reports_the_way_of_a_service_and_a_repeat_is_answered_alike(cases, accepted, samaritans):
    path = f"{HERE}/{accepted['id']}"
    started = await samaritans.do(f"{path}/start", {}, version=4)
    assert (started.status_code, started.json()["state"]) == (200, "started")
    stale = await samaritans.do(f"{path}/interrupt", {"reason": "away"}, version=4)
    assert (stale.status_code, "person" in stale.text) == (412, False)
    resting = await samaritans.do(f"{path}/interrupt", {"reason": "away"}, version=5)
    again = await samaritans.do(f"{path}/resume", version=6)
    assert (resting.json()["state"], again.json()["state"]) == ("interrupted", "started")
    wish, key = {"reason": "completed", "result": "goals_met"}, str(uuid4())
    ends = [await samaritans.do(f"{path}/end", wish, version=7, key=key) for _ in range(2)]
    assert [(end.status_code, end.json()["state"]) for end in ends] == [(200, "ended")] * 2
    assert ends[0].json() == ends[1].json()
    by = await cases.pool.fetchval("select actor from event_log where type like '%service-ended%'")
    assert by == provider_id("liepaja", "samariesi")


async def test_an_offer_that_nobody_answered_is_not_ended_by_a_provider(ligita, samaritans):
    one = await placed(ligita, NORTH, "offered")
    no = await samaritans.do(f"{HERE}/{one['id']}/end", {"reason": "not_needed"}, version=3)
    assert (no.status_code, no.json()["type"]) == (409, "/problems/request-state")


@pytest.mark.parametrize(
    "path", ["", "/person", "/start", "/interrupt", "/resume", "/end"], ids=lambda path: path or "read"
)
async def test_what_is_not_theirs_looks_like_what_is_not_there(ligita, accepted, samaritans, others, path):
    elsewhere = await placed(ligita, HOME_CARE)
    bodies = {"/start": {}, "/interrupt": {"reason": "away"}, "/end": {"reason": "not_needed"}}

    async def ask(caller: Caller, id: str) -> tuple:
        whole = f"{HERE}/{id}{path}"
        read = path in ("", "/person")
        answer = await (caller.get(whole) if read else caller.do(whole, bodies.get(path), version=4))
        return answer.status_code, answer.json()["type"], answer.json()["detail"]

    nothing = await ask(samaritans, str(uuid4()))
    assert nothing[:2] == (404, "/problems/not-found")
    assert [await ask(samaritans, elsewhere["id"]), await ask(others, accepted["id"])] == [nothing, nothing]


async def test_a_provider_says_how_much_there_is_of_its_own_and_of_nothing_else(samaritans, others):
    mine = (await samaritans.get("/v1/provider/capacity")).json()["items"]
    assert [one["place_code"] for one in mine] == ["marsruts-dienvidi", "marsruts-ziemeli"]
    assert (await others.get("/v1/provider/capacity")).json()["items"] == []
    less, north = {"part": "staff", "count": 1, "serves": 3}, mine[1]
    path = f"/v1/provider/capacity/{north['offer']}"
    assert (await others.do(path, less, version=north["version"])).status_code == 404
    foreign = await samaritans.do(f"/v1/provider/capacity/{HOME_CARE}", less, version=1)
    unknown = await samaritans.do(f"/v1/provider/capacity/{uuid4()}", less, version=1)
    assert (foreign.status_code, foreign.json()["detail"]) == (404, unknown.json()["detail"])
    said = await samaritans.do(path, less, version=north["version"])
    assert said.status_code == 200
    after = (await samaritans.get("/v1/provider/capacity")).json()["items"][1]
    assert (after["now"]["usable"], after["said"][0]["count"]) == (3, 1)


async def test_who_has_no_access_is_not_let_in(cases, samaritans):
    assert (await samaritans.get(HERE)).status_code == 200
    why = cause("suspended", cases.desk.clock.now())
    fact = PartnerSuspended(partner="samariesi", at=why.time, reason=SuspensionReason.MISUSE)
    await hear(cases, "intake", fact, why)
    no = await samaritans.get(HERE)
    assert (no.status_code, no.json()["type"]) == (403, "/problems/partner-suspended")


async def test_who_is_expected_is_told_as_long_as_their_consent_holds(postgres, cases, intake, ligita):
    sent = await Caller(intake, partner(SCHOOL)).do("/v1/referrals", body())
    (subject,) = (await Caller(intake, INESE).get(f"/v1/queue/{sent.json()['id']}")).json()["subjects"]
    one = await placed(ligita, NORTH, subject=subject)
    path, case = f"{HERE}/{one['id']}/person", f"/v1/cases/{one['case']}"
    async with served(intake.app) as address:
        near = settings_at(postgres.dsn("services_cases"), TILTS_HTTP__BASE_URLS__INTAKE=address)
        async with opened(DEFINITION, near) as process:
            samaritans = Caller(process, provider("samariesi"))
            assert (await samaritans.get(path)).json()["type"] == "/problems/person-not-shared"
            about = {"person": subject, "said_by": subject, "mode": "in_person", "witness": None}
            consent = await ligita.do(f"{case}/consents", SAID | about)
            share = {"person": subject, "recipient": "ngo", "purpose": "support", "field_set": "contact"}
            assert (await ligita.do(f"{case}/sharings", share)).status_code == 201
            told = (await samaritans.get(path)).json()
            assert (told["given_name"], told["family_name"]) == (SUBJECT["given_name"], SUBJECT["family_name"])
            assert SUBJECT["personal_code"] not in str(told)
            await ligita.do(f"{consent.headers['Location']}/withdraw", {"channel": "email"}, version=1)
            assert (await samaritans.get(path)).status_code == 403
            await ligita.do(f"/v1/requests/{one['id']}/end", {"reason": "not_needed"}, version=4)
            assert (await samaritans.get(path)).json()["type"] == "/problems/person-not-expected"
    rows = await cases.pool.fetch("select subjects from read_audit where actor = $1", provider("samariesi").id)
    assert all(subject in map(str, row["subjects"]) for row in rows)
    assert len(rows) >= 3
