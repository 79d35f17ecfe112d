"""The simulator answers a partner as intake does, and tells what intake would tell, without database or broker."""

from datetime import UTC, datetime, timedelta

import httpx
import pytest

from deploy.conformance.agreed import rules_for
from deploy.simulator.app import LABEL, simulator
from deploy.simulator.office import Office
from services.intake.domain.register import Submission
from shared.contracts import examples
from shared.contracts.codes import Channel, DeclineReason
from shared.contracts.partner import ReferralSubmitted
from shared.contracts.registry import BY_TYPE
from shared.security import issue_token
from tests.architecture.deployment import SETTINGS
from tests.services.intake.samples import HOSPITAL, SCHOOL, body, by_partner, said
from tests.services.running import INESE, partner

KEY = "k" * 32


class Hands:
    """A clock whose hands are moved by the test."""

    def __init__(self):
        self.time = datetime(2026, 3, 16, 7, 30, tzinfo=UTC)

    def now(self):
        return self.time


@pytest.fixture
def clock():
    return Hands()


@pytest.fixture
def office(clock):
    return Office(rules_for(SETTINGS), clock, timedelta(seconds=5))


@pytest.fixture
async def call(office):
    async with httpx.AsyncClient(transport=httpx.ASGITransport(simulator(office, KEY)), base_url="http://sim") as http:

        async def call(method, path, sent=None, key="m1", who=None):
            headers = {"Authorization": f"Bearer {issue_token(KEY, who or partner(SCHOOL))}", "Idempotency-Key": key}
            return await http.request(method, path, json=sent, headers=headers)

        yield call


async def test_a_referral_gets_a_number_that_nobody_takes_for_a_real_one(call):
    answer = await call("POST", "/v1/referrals", body())
    assert (answer.status_code, answer.json()["number"], answer.json()["state"]) == (201, "SIM-2026-000001", "received")
    assert answer.headers["Location"] == f"/v1/referrals/{answer.json()['id']}"
    assert answer.headers[LABEL[0]] == LABEL[1]


@pytest.mark.parametrize("name", examples.rejected(ReferralSubmitted))
async def test_what_intake_rejects_is_rejected_with_the_same_words(call, name):
    case = examples.rejected(ReferralSubmitted)[name]
    answer = await call("POST", "/v1/referrals", case["sent"])
    assert (answer.status_code, answer.json()["type"]) == (422, "/problems/invalid-request")
    assert [{"pointer": e["pointer"], "message": e["detail"]} for e in answer.json()["errors"]] == case["errors"]


async def test_a_kind_that_is_not_agreed_is_refused(call):
    answer = await call("POST", "/v1/referrals", body(kind="police.family_violence"))
    assert (answer.status_code, answer.json()["type"]) == (403, "/problems/kind-not-agreed")


async def test_sent_again_it_counts_once_and_another_one_under_its_key_is_refused(call):
    first = await call("POST", "/v1/referrals", body())
    again = await call("POST", "/v1/referrals", body())
    assert (again.status_code, again.json()) == (201, first.json())
    assert again.headers["Idempotency-Replayed"] == "true"
    other = await call("POST", "/v1/referrals", body(narrative="Pavisam kas cits."))
    assert (other.status_code, other.json()["type"]) == (422, "/problems/idempotency-key-reused")


@pytest.mark.parametrize(
    ("declines", "told"),
    [
        (None, ["referral-registered", "referral-decided", "referral-concluded"]),
        (DeclineReason.WRONG_JURISDICTION, ["referral-registered", "referral-decided"]),
    ],
)
async def test_time_decides_in_the_place_of_people(call, office, clock, declines, told):
    office.declines = declines
    sent = await call("POST", "/v1/referrals", body())
    states, receipts = [], []
    for _ in range(3):
        states.append((await call("GET", sent.headers["Location"])).json()["state"])
        receipts = (await call("GET", "/v1/receipts")).json()["items"]
        clock.time += timedelta(seconds=5)
    assert states == (["received", "declined", "declined"] if declines else ["received", "accepted", "completed"])
    assert [receipt["type"].split(".")[-2] for receipt in receipts] == told
    assert all(BY_TYPE[receipt["type"]].model_validate(receipt["data"]) for receipt in receipts)


async def test_receipts_are_read_one_after_another_and_waited_for(call, clock):
    await call("POST", "/v1/referrals", body())
    first = (await call("GET", "/v1/receipts")).json()
    none = (await call("GET", f"/v1/receipts?after={first['next']}&wait=1")).json()
    clock.time += timedelta(seconds=5)
    second = (await call("GET", f"/v1/receipts?after={none['next']}&wait=1")).json()
    assert [len(page["items"]) for page in (first, none, second)] == [1, 0, 1]
    assert (await call("GET", "/v1/receipts?after=yesterday")).json()["type"] == "/problems/bad-cursor"


async def test_an_inquiry_is_answered_and_opens_no_case(clock):
    school = SETTINGS.partners[SCHOOL].model_copy(update={"sends": ("inquiry",)})
    settings = SETTINGS.model_copy(update={"partners": {SCHOOL: school}})
    office = Office(rules_for(settings), clock, timedelta(seconds=5))
    submission = Submission(Channel.HTTP, SCHOOL, said(kind="inquiry"))
    referral = office.take(submission, by_partner(SCHOOL, "m1", clock.now()))
    clock.time += timedelta(seconds=5)
    assert (office.referral(referral.id).state, office.referral(referral.id).outcome) == ("completed", "answered")


async def test_what_the_rules_accept_by_themselves_is_decided_at_once(clock):
    office = Office(rules_for(SETTINGS), clock, timedelta(days=1))
    app = simulator(office, KEY)
    headers = {"Authorization": f"Bearer {issue_token(KEY, partner('valsts-policija'))}", "Idempotency-Key": "m1"}
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://sim", headers=headers) as http:
        answer = await http.post("/v1/referrals", json=body(kind="police.family_violence"))
    assert answer.json()["state"] == "accepted"
    assert len(office.receipts()) == 2


async def test_a_partner_sees_its_own_referrals_only_and_others_see_none(call):
    sent = await call("POST", "/v1/referrals", body())
    assert (await call("GET", sent.headers["Location"], who=partner(HOSPITAL))).status_code == 404
    assert (await call("GET", sent.headers["Location"], who=INESE)).status_code == 403


REFERENCE = {"reference": "L6V-2026-17"}
LATER = {
    "correct": REFERENCE | {"needs": ["child_neglect"]},
    "information": REFERENCE | {"narrative": "Bērns ir pie vecmāmiņas."},
    "withdraw": REFERENCE | {"reason": "sent_in_error"},
}


@pytest.mark.parametrize("act", LATER)
async def test_what_the_sender_says_later_takes_effect_once_and_has_its_receipt(call, act):
    path = (await call("POST", "/v1/referrals", body())).headers["Location"]
    first, again = [await call("POST", f"{path}/{act}", LATER[act], key="later") for _ in range(2)]
    assert (first.status_code, again.status_code, again.json()) == (200, 200, first.json())
    told = [one["type"] for one in (await call("GET", "/v1/receipts")).json()["items"]]
    assert told.count("lv.tilts.partner.referral-status.v1") == 1
    assert (await call("GET", path)).json() == first.json()


async def test_what_is_over_or_another_s_is_refused_as_intake_does(call):
    path = (await call("POST", "/v1/referrals", body())).headers["Location"]
    other = await call("POST", f"{path}/withdraw", LATER["withdraw"], who=partner(HOSPITAL))
    await call("POST", f"{path}/withdraw", LATER["withdraw"], key="m2")
    over = await call("POST", f"{path}/correct", LATER["correct"], key="m3")
    assert [(one.status_code, one.json()["type"]) for one in (other, over)] == [
        (404, "/problems/referral-unknown"),
        (409, "/problems/referral-over"),
    ]
