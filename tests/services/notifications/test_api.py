"""The API on a real database: staff see and take back, agencies answer their own, auditors ask who was told."""

from uuid import uuid4

import pytest

from services.notifications.domain.delivery import Try, TryOutcome
from services.notifications.domain.disclosure import Disclosure, Reached
from services.notifications.store import begin
from shared.contracts.codes import LegalBasis, NoticeChannel, Priority
from shared.contracts.partner import NoticeAcknowledged
from shared.security import Actor, Purpose, Role
from shared.security.tokens import issue_token
from shared.settings.municipality import staff_id
from tests.services.notifications.conftest import fresh
from tests.services.notifications.samples import CENTRE, COURT, MONDAY, accepted, closed, id_of, opened

NOTICES = "/v1/notices"
PURPOSES = {
    Role.SOCIAL_WORKER: Purpose.CASE_WORK,
    Role.SUPERVISOR: Purpose.SUPERVISION,
    Role.HEAD: Purpose.SUPERVISION,
    Role.AUDITOR: Purpose.AUDIT,
    Role.INTAKE_WORKER: Purpose.INTAKE,
    Role.OPERATOR: Purpose.OPERATIONS,
}


def staff(role: Role = Role.SOCIAL_WORKER, code: str = "") -> dict[str, str]:
    """Somebody in that role: Marta, who has the cases, and whoever supervises her, unless they are named."""
    code = code or ("ligita" if role is Role.SUPERVISOR else "marta")
    return _bearer(Actor(str(staff_id("liepaja", code)), frozenset({role}), PURPOSES[role]))


def agency(code: str) -> dict[str, str]:
    return _bearer(Actor(f"partner:{code}", frozenset({Role.PARTNER}), Purpose.PARTNER_EXCHANGE, partner=code))


def _bearer(actor: Actor) -> dict[str, str]:
    return {"Authorization": f"Bearer {issue_token('k' * 40, actor)}"}


def key() -> dict[str, str]:
    return {"Idempotency-Key": str(uuid4())}


@fresh
async def court(room):
    """A notice to the orphan's court, beside one to the crisis centre."""
    await room.hear(accepted(number=7), opened(priority=Priority.URGENT))
    return (await room.notices())[0]


async def test_staff_see_whom_we_told_of_a_case_by_which_rule_and_on_which_ground(http, room, court):
    await room.hear(accepted("b"), opened("b"))
    answer = await http.get(NOTICES, params={"case": str(court.case_id)}, headers=staff())
    first, second = answer.json()["items"]
    assert {first["agency"], second["agency"]} == {COURT, CENTRE}
    shown = first if first["agency"] == COURT else second
    assert (shown["number"], shown["rule"]) == ("LPX-2026-000007", "orphans-court-violence-child")
    assert (shown["legal_basis"], shown["article"]) == ("legal_duty", court.article)
    assert (shown["subject"], shown["field_set"]) == (str(court.subject), "identity_and_contact")


async def test_an_agency_sees_its_own_and_nothing_of_the_case(http, court):
    answer = await http.get(NOTICES, headers=agency(COURT))
    (shown,) = answer.json()["items"]
    assert (shown["id"], shown["number"], shown["state"]) == (str(court.id), "LPX-2026-000007", "issued")
    assert not {"subject", "case_id", "referral", "level", "purpose"} & set(shown)


@pytest.mark.parametrize(("state", "count"), [("issued", 2), ("withdrawn", 0)])
async def test_the_list_is_filtered_by_state(http, court, state, count):
    answer = await http.get(NOTICES, params={"state": state}, headers=staff())
    assert len(answer.json()["items"]) == count


async def test_the_list_comes_in_pages(http, court):
    first = (await http.get(NOTICES, params={"limit": 1}, headers=staff())).json()
    second = (await http.get(NOTICES, params={"limit": 1, "cursor": first["next"]}, headers=staff())).json()
    assert second["next"] is None
    assert {page["items"][0]["agency"] for page in (first, second)} == {COURT, CENTRE}


async def test_one_notice_with_every_try(http, room, court):
    one = Try(f"{court.id}/1", court.id, 1, NoticeChannel.PARTNER_TOPIC, "notice", MONDAY, TryOutcome.UNANSWERED)
    async with room.pool.acquire() as conn:
        await begin(conn, [one], [ledger_row(court)])
    answer = await http.get(f"{NOTICES}/{court.id}", headers=staff())
    assert answer.headers["ETag"] == '"1"'
    (tried,) = answer.json()["tries"]
    assert (tried["attempt"], tried["outcome"], tried["fields"]) == (1, "unanswered", ["family_name", "given_name"])


async def test_what_is_not_theirs_is_not_there(http, court):
    assert (await http.get(f"{NOTICES}/{court.id}", headers=agency(COURT))).status_code == 200
    for id, who in [(court.id, agency(CENTRE)), (uuid4(), agency(COURT)), (uuid4(), staff())]:
        assert (await http.get(f"{NOTICES}/{id}", headers=who)).json()["type"] == "/problems/not-found"


async def test_an_agency_acknowledges_and_answers(http, room, court):
    seen = await http.post(f"{NOTICES}/{court.id}/acknowledge", headers=agency(COURT) | key())
    assert (seen.status_code, seen.json()["state"], seen.headers["ETag"]) == (200, "acknowledged", '"2"')
    body = {"answer": "refused", "reason": "no_capacity"}
    answered = await http.post(f"{NOTICES}/{court.id}/answer", json=body, headers=agency(COURT) | key())
    assert answered.json() == {"id": str(court.id), "state": "answered", "late": False, "version": 3}
    told = await room.logged()
    assert [name for name, _ in told[-3:]] == ["notice-acknowledged", "agency-answered", "follow-up-asked"]
    assert (told[-2][1]["reason"], told[-1][1]["reason"]) == ("no_capacity", "refused")


async def test_sent_again_over_http_or_kafka_it_is_the_same_answer(http, room, court):
    once = key()
    first = await http.post(f"{NOTICES}/{court.id}/acknowledge", headers=agency(COURT) | once)
    again = await http.post(f"{NOTICES}/{court.id}/acknowledge", headers=agency(COURT) | once)
    assert again.json() == first.json() and again.headers["Idempotency-Replayed"] == "true"
    await room.says(COURT, NoticeAcknowledged(notice=court.id), once["Idempotency-Key"])
    assert [name for name, _ in await room.logged()].count("notice-acknowledged") == 1


@pytest.mark.parametrize("what", ["acknowledge", "answer"])
async def test_somebody_elses_notice_cannot_be_answered(http, court, what):
    body = {"answer": "accepted"} if what == "answer" else None
    answer = await http.post(f"{NOTICES}/{court.id}/{what}", json=body, headers=agency(CENTRE) | key())
    assert (answer.status_code, answer.json()["type"]) == (404, "/problems/notice-not-yours")


async def test_after_a_withdrawal_the_answer_is_refused(http, room, court):
    await room.hear(closed())
    await room.run_out()
    answer = await http.post(f"{NOTICES}/{court.id}/acknowledge", headers=agency(COURT) | key())
    assert (answer.status_code, answer.json()["type"]) == (409, "/problems/notice-withdrawn")


async def test_staff_take_a_notice_back_at_the_version_they_saw(http, room, court):
    path, body = f"{NOTICES}/{court.id}/withdraw", {"reason": "wrong_agency"}
    stale = await http.post(path, json=body, headers=staff() | key() | {"If-Match": '"7"'})
    assert stale.status_code == 412
    done = await http.post(path, json=body, headers=staff() | key() | {"If-Match": '"1"'})
    assert (done.status_code, done.json()["state"]) == (200, "withdrawn")
    over = await http.post(path, json=body, headers=staff() | key() | {"If-Match": '"2"'})
    assert (over.status_code, over.json()["type"]) == (409, "/problems/notice-over")
    assert (await room.logged())[-1] == ("notice-withdrawn", names_of(court) | {"reason": "wrong_agency"})


async def test_the_auditor_asks_who_was_told_about_a_person_and_that_is_recorded(http, room, court):
    refused = ledger_row(court, attempt=2, reached=Reached.NO)
    async with room.pool.acquire() as conn:
        await begin(conn, [], [ledger_row(court), refused])
    answer = await http.get("/v1/disclosures", params={"person": str(court.subject)}, headers=staff(Role.AUDITOR))
    (told,) = answer.json()["items"]
    assert (told["agency"], told["fields"], told["legal_basis"]) == (COURT, ["family_name", "given_name"], "legal_duty")
    assert (told["reached"], told["notice"]) == ("perhaps", str(court.id))
    (asked,) = await room.pool.fetch("select roles, subjects from read_audit")
    assert (asked["roles"], asked["subjects"]) == (["auditor"], [court.subject])


async def test_who_would_be_told_can_be_asked_without_telling_anybody(http, room):
    case = {"needs": ["violence_in_family"], "priority": "urgent", "age_band": "25-64", "day": "2026-03-16"}
    answer = await http.post("/v1/rules/explain", json=case, headers=staff(Role.HEAD))
    fits = {verdict["rule"]: verdict["against"] for verdict in answer.json()}
    assert fits["crisis-centre-violence"] == []
    assert fits["orphans-court-violence-child"] == ["is for the ages 0-2, 14-17, 3-6, 7-13"]
    assert await room.notices() == []


@pytest.mark.parametrize(
    ("method", "path", "may"),
    [
        ("GET", NOTICES, {Role.SOCIAL_WORKER, Role.SUPERVISOR, Role.HEAD, Role.AUDITOR}),
        ("POST", f"{NOTICES}/{id_of('none')}/withdraw", {Role.SOCIAL_WORKER, Role.SUPERVISOR}),
        ("POST", f"{NOTICES}/{id_of('none')}/resend", {Role.SOCIAL_WORKER, Role.SUPERVISOR}),
        ("POST", NOTICES, {Role.SOCIAL_WORKER, Role.SUPERVISOR}),
        ("GET", "/v1/rules", {Role.SOCIAL_WORKER, Role.SUPERVISOR, Role.HEAD, Role.AUDITOR}),
        ("POST", f"{NOTICES}/{id_of('none')}/acknowledge", set()),
        ("POST", f"{NOTICES}/{id_of('none')}/answer", set()),
        ("GET", "/v1/disclosures", {Role.AUDITOR}),
    ],
)
async def test_who_may_call(http, method, path, may):
    for role in PURPOSES:
        answer = await http.request(method, path, headers=staff(role))
        assert (answer.status_code != 403) is (role in may), role


def ledger_row(notice, attempt=1, reached=Reached.PERHAPS) -> Disclosure:
    return Disclosure(
        f"{notice.id}/{attempt}", notice.id, notice.agency, notice.subject, ("family_name", "given_name"),
        notice.purpose, notice.rule, LegalBasis.LEGAL_DUTY, notice.article, NoticeChannel.PARTNER_TOPIC, MONDAY,
        reached,
    )  # fmt: skip


def names_of(notice) -> dict[str, str]:
    """What every fact about it carries, as JSON."""
    return {name: str(value) for name, value in notice.names.items()}
