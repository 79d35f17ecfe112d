"""What campaigns have brought: all answers and positives, by role, and thanks by worker without a name."""

from datetime import UTC, datetime

import pytest

from shared.contracts.feedback import GiftCollected, ProposalReceived, SurveyAnswered, ThanksModerated
from tests.services.reporting.conftest import asking
from tests.services.reporting.disclosure.test_api import PR
from tests.services.reporting.logs import Logs, bring, id_of
from tests.services.reporting.november import GUNTA, LIGITA

AT = datetime(2026, 11, 3, 9, tzinfo=UTC)


def logs(more: int = 0) -> Logs:
    """Three thanks, four answers to a survey and `more` positive ones, a proposal."""
    told = Logs()

    def about(campaign: str, name: str, role: str) -> dict:
        return {"campaign": campaign, "answer": id_of(name), "role": role, "channel": "http", "answered_at": AT}

    for name, role, worker in (("t1", "client", LIGITA), ("t2", "relative", LIGITA), ("t3", "ngo", GUNTA)):
        told.tell(AT, SurveyAnswered(**about("paldies", name, role), kind="thanks", worker=worker))
    verdicts = (("t1", "hidden", "offensive"), ("t1", "approved", None), ("t2", "hidden", "other"))
    for name, verdict, reason in verdicts:
        moderated = {"campaign": "paldies", "answer": id_of(name), "worker": LIGITA}
        told.tell(AT, ThanksModerated(**moderated, verdict=verdict, reason=reason))
    told.tell(AT, GiftCollected(campaign="paldies", answer=id_of("t1")))
    for n, improved in enumerate(("yes", "yes", "partly", "no", *["yes"] * more)):
        survey = about("apmierinatiba", f"s{n}", "client")
        told.tell(AT, SurveyAnswered(**survey, kind="satisfaction", life_improved=improved))
    told.tell(AT, ProposalReceived(**about("priekslikumi", "p1", "resident")))
    return told


@pytest.fixture
async def answered(pool):
    await bring(pool, [[record for partition in logs().records() for record in partition]])
    return pool


async def test_each_campaign_has_its_figures(answered):
    async with asking(answered) as client:
        survey, thanks, proposals = (await client.get("/v1/campaigns")).json()["items"]
    assert survey == {
        "campaign": "apmierinatiba", "kind": "satisfaction", "answers": 4, "positive": 2, "partly": 1, "negative": 1,
        "gifts_collected": 0, "roles": {"client": 4}, "workers": [],
    }  # fmt: skip
    assert (thanks["answers"], thanks["gifts_collected"]) == (3, 1)
    assert thanks["roles"] == {"client": 1, "ngo": 1, "relative": 1}
    assert thanks["workers"] == [
        {"worker": str(LIGITA), "submitted": 2, "approved": 1, "hidden": 1},
        {"worker": str(GUNTA), "submitted": 1, "approved": 0, "hidden": 0},
    ]
    assert (proposals["campaign"], proposals["answers"]) == ("priekslikumi", 1)


async def test_nothing_was_answered_yet(pool):
    async with asking(pool) as client:
        assert (await client.get("/v1/campaigns")).json() == {"items": [], "next": None}


@pytest.mark.parametrize(
    ("query", "listed"),
    [
        ({"kind": "thanks"}, [("paldies", 2)]), ({"campaign": "apmierinatiba"}, [("apmierinatiba", 0)]),
        ({"campaign": "apmierinatiba", "kind": "thanks"}, []), ({"from": "2026-11-04"}, []),
        ({"to": "2026-11-02"}, []), ({"from": "2026-11-03", "to": "2026-11-03", "kind": "thanks"}, [("paldies", 2)]),
    ],
)  # fmt: skip
async def test_some_of_them_are_asked_for_by_what_they_are_and_when_they_were_answered(answered, query, listed):
    async with asking(answered) as client:
        found = (await client.get("/v1/campaigns", params=query)).json()["items"]
    assert [(one["campaign"], len(one["workers"])) for one in found] == listed


async def test_they_come_in_pages(answered):
    async with asking(answered) as client:
        first = (await client.get("/v1/campaigns", params={"limit": 2})).json()
        rest = (await client.get("/v1/campaigns", params={"limit": 2, "cursor": first["next"]})).json()
    assert [one["campaign"] for one in first["items"] + rest["items"]] == ["apmierinatiba", "paldies", "priekslikumi"]
    assert rest["next"] is None


@pytest.mark.parametrize(
    ("query", "pointer"),
    [
        ({"from": "2026-11-04", "to": "2026-11-03"}, "/from"),
        ({"as_of": "2026-01-01"}, "/as_of"),
        ({"kind": "x"}, "/kind"),
    ],
)
async def test_what_cannot_be_is_refused(pool, query, pointer):
    async with asking(pool) as client:
        answer = await client.get("/v1/campaigns", params=query)
    assert (answer.status_code, answer.json()["errors"][0]["pointer"]) == (422, pointer)


async def test_public_relations_see_of_a_month_what_its_figures_tell_and_no_member_of_staff(pool):
    await bring(pool, [[record for partition in logs(more=10).records() for record in partition]])
    async with asking(pool, PR) as client:
        survey, thanks, _ = (await client.get("/v1/campaigns")).json()["items"]
        refused = await client.get("/v1/campaigns", params={"from": "2026-11-03", "to": "2026-11-03"})
    # The month still runs, so 14 answers are rounded; 12 positive ones leave two others over, and three thanks are few.
    nothing = {"partly": None, "negative": None, "roles": None, "workers": None}
    assert survey == nothing | {
        "campaign": "apmierinatiba", "kind": "satisfaction", "answers": 15, "positive": None, "gifts_collected": 0,
    }  # fmt: skip
    assert (thanks["answers"], thanks["workers"]) == (None, None)
    assert refused.status_code == 422
