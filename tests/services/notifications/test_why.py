"""Why an agency was told, asked of the running service by the case or by the notice."""

import pytest

from shared.contracts.codes import Priority
from shared.contracts.plan_codes import RiskLevel
from tests.services.notifications.conftest import fresh
from tests.services.notifications.samples import accepted, assessed, id_of, opened
from tests.services.notifications.test_api import NOTICES, key, staff
from tests.services.notifications.test_redirected import redirection
from tests.services.notifications.test_sight import DO_NOT

CASE = f"/v1/cases/{id_of('case a')}/why"


@fresh
async def court(room):
    """A notice to the orphan's court about a case of Marta's."""
    await room.hear(accepted(number=7), opened(priority=Priority.ROUTINE))
    return (await room.notices())[0]


async def why(http, path, **asked) -> dict:
    answer = await http.get(path, params=asked, headers=staff())
    assert answer.status_code == 200, answer.text
    return answer.json()


def verdict(answer, rule) -> dict:
    return next(one for one in answer["verdicts"] if one["rule"] == rule)


async def test_who_was_told_of_a_case_and_why_nobody_else(http, room, court):
    answer = await why(http, CASE)
    assert (answer["needs"], answer["age_band"]) == (["violence_in_family"], "7-13")
    assert "children" in answer["groups"]
    told = verdict(answer, "orphans-court-violence-child")
    assert (told["fits"], told["notice"]) == (True, str(court.id))
    other = verdict(answer, "crisis-centre-violence")
    assert (other["fits"], other["notice"], other["against"]) == (
        False, None, ["is for the priorities stat, urgent"],
    )  # fmt: skip
    (read,) = await room.pool.fetch("select subjects from read_audit")
    assert read["subjects"] == [court.subject]


async def test_whom_a_person_had_told_is_shown_beside_the_reason_against(http, court):
    body = {"case": str(court.case_id), "rule": "crisis-centre-violence", "reason": "agreed_in_conference"}
    added = (await http.post(NOTICES, json=body, headers=staff() | key())).json()
    shown = verdict(await why(http, CASE), "crisis-centre-violence")
    assert (shown["fits"], shown["notice"]) == (False, added["id"])


async def test_what_joined_a_notice_leads_to_it(http, room, court):
    await room.hear(assessed(RiskLevel.CRITICAL))
    answer = await why(http, CASE, on="RiskAssessed", risk_before="low")
    raised = verdict(answer, "orphans-court-risk-raised")
    assert (answer["risk"], raised["fits"], raised["notice"]) == ("critical", True, str(court.id))


async def test_the_rules_of_the_day_are_asked(http, court):
    answer = await why(http, CASE, day="2020-03-16")
    assert not any(one["fits"] for one in answer["verdicts"])
    assert verdict(answer, "orphans-court-violence-child")["against"] == ["holds from 2021-07-01 on"]


async def test_of_a_notice_its_own_fact_and_day_count(http, court):
    answer = await why(http, f"{NOTICES}/{court.id}/why")
    assert (answer["on"], answer["day"]) == ("CaseOpened", court.issued_at.date().isoformat())
    assert [one["rule"] for one in answer["verdicts"] if one["notice"]] == ["orphans-court-violence-child"]


async def test_of_a_redirected_referral_it_is_for_whoever_answers_for_the_work(http, room):
    await room.hear(redirection())
    (notice,) = await room.notices()
    assert (await http.get(f"{NOTICES}/{notice.id}/why", headers=staff())).status_code == 404
    answer = await http.get(f"{NOTICES}/{notice.id}/why", headers=DO_NOT["a supervisor of another unit"])
    assert (answer.status_code, answer.json()["on"]) == (200, "ReferralRedirected")


@pytest.mark.parametrize("who", DO_NOT)
async def test_who_does_not_see_the_case_is_not_told(http, court, who):
    for path in (CASE, f"{NOTICES}/{court.id}/why", f"{NOTICES}/{id_of('nowhere')}/why"):
        assert (await http.get(path, headers=DO_NOT[who])).status_code == 404
