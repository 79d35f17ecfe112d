"""What campaigns have brought: all answers and positives, by role, and thanks by worker without a name."""

from datetime import UTC, datetime

import pytest

from shared.contracts.feedback import GiftCollected, ProposalReceived, SurveyAnswered, ThanksModerated
from tests.services.reporting.conftest import asking
from tests.services.reporting.logs import Logs, bring, id_of
from tests.services.reporting.november import GUNTA, LIGITA

AT = datetime(2026, 11, 3, 9, tzinfo=UTC)


def logs() -> Logs:
    """Three thanks, four answers to a survey, a proposal."""
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
    for n, improved in enumerate(("yes", "yes", "partly", "no")):
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
        survey, thanks, proposals = (await client.get("/v1/campaigns")).json()
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
        assert (await client.get("/v1/campaigns")).json() == []
