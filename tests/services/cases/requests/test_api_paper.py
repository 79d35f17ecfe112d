"""The decision about a request as a document: once, with all that the law asks for, and found from the request."""

import asyncio
from io import BytesIO

import pytest
from pypdf import PdfReader

from shared.settings.catalogue import offer_id
from tests.services.cases.places.test_api_places import act, requested
from tests.services.running import GUNTA, VADIBA, Caller, facts

pytestmark = pytest.mark.asyncio(loop_scope="session")

PERSONS = {"addressee": "Ilze Sniedze", "signed_by": "Ligita Krūmiņa"}
ADDICTION = str(offer_id("liepaja", "atkaribu-centrs", "atkaribu-centrs"))


async def refused(caller: Caller, name: str = "Jānis", reason: str = "not_needed", **wish) -> str:
    """The path of a request that was refused."""
    one = (await requested(caller, name, **wish)).json()
    await act(caller, one, "decide", {"decision": "refused", "reason": reason})
    return f"/v1/requests/{one['id']}"


async def text_of(caller: Caller, document: str) -> str:
    pdf = (await caller.get(f"/v1/documents/{document}/content")).content
    return " ".join(" ".join(page.extract_text() for page in PdfReader(BytesIO(pdf)).pages).split())


async def test_a_decision_is_issued_once_found_from_the_request_and_says_how_it_is_contested(cases, ligita):
    path = await refused(ligita)
    assert (await ligita.get(path)).json()["decision_document"] is None
    first = await ligita.do(f"{path}/decision-document", PERSONS | {"language": "en"})
    again = await ligita.do(f"{path}/decision-document", PERSONS)
    assert (first.status_code, again.status_code, again.json()) == (201, 200, first.json())
    assert ("Ilze" in first.text, first.json()["kind"], first.json()["template"]) == (False, "decision", "decision-en")
    assert (await ligita.get(path)).json()["decision_document"] == first.json()["id"]
    assert (await ligita.get(first.headers["Location"])).json()["title"] == "Lēmums ar tulkojumu angļu valodā"
    text = await text_of(ligita, first.json()["id"])
    for words in ("Ilze Sniedze", "Atteikt pakalpojumu", "67. pants", "Pašvaldības domē", "is refused", "Ligita"):
        assert words in text
    assert (await facts(cases)).count("document-issued") == 1
    told = await cases.pool.fetchval("select string_agg(data::text, ' ') from event_log")
    assert "Sniedze" not in told


async def test_many_who_issue_at_once_issue_one_and_no_number_is_lost(cases, ligita):
    path, other = await refused(ligita), await refused(ligita, "Anna")
    answers = await asyncio.gather(*(ligita.do(f"{path}/decision-document", PERSONS) for _ in range(4)))
    assert sorted(answer.status_code for answer in answers) == [200, 200, 200, 201]
    assert len({answer.json()["id"] for answer in answers}) == 1
    next_one = await ligita.do(f"{other}/decision-document", PERSONS)
    assert next_one.json()["number"].endswith("-000002")


async def test_the_decision_about_a_sensitive_service_is_kept_from_most_who_see_the_case(cases, ligita):
    path = await refused(ligita, offer=ADDICTION, groups=["families"])
    document = (await ligita.do(f"{path}/decision-document", PERSONS)).json()
    assert document["restricted"]
    assert (await Caller(cases, VADIBA).get(f"/v1/documents/{document['id']}")).status_code == 404


async def test_an_address_that_is_told_to_nobody_is_on_no_decision(ligita):
    path = await refused(ligita)
    document = (await ligita.do(f"{path}/decision-document", PERSONS | {"language": "lt"})).json()
    text = await text_of(ligita, document["id"])
    assert ("Krīzes vieta bērnam" in text, "Neatklājama" in text) == (True, False)


@pytest.mark.parametrize(
    ("reason", "wish", "problem"),
    [
        (None, PERSONS, "request-not-decided"),
        ("other", PERSONS, "decision-unexplained"),
        ("not_needed", {"addressee": "Ilze"}, "invalid-request"),
        ("not_needed", PERSONS | {"language": "ru"}, "invalid-request"),
        ("not_needed", PERSONS | {"addressee": "a\u202eb"}, "invalid-request"),
    ],
)
async def test_what_is_wrong_is_a_clear_problem(ligita, reason, wish, problem):
    path = await refused(ligita, reason=reason) if reason else (await requested(ligita, "Jānis")).headers["Location"]
    answer = await ligita.do(f"{path}/decision-document", wish)
    assert answer.json()["type"] == f"/problems/{problem}"
    assert "Ilze" not in answer.text


async def test_another_reason_that_is_explained_is_taken_and_who_sees_no_case_issues_nothing(cases, ligita):
    path = await refused(ligita, reason="other")
    stranger = await Caller(cases, GUNTA).do(f"{path}/decision-document", PERSONS)
    issued = await ligita.do(f"{path}/decision-document", PERSONS | {"considered": "Bērns pārceļas."})
    assert (stranger.status_code, issued.status_code) == (404, 201)
    assert "Bērns pārceļas." in await text_of(ligita, issued.json()["id"])
