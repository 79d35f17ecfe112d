"""Residents and a portal answer campaigns over HTTP, moderators read first, and winners collect without a name."""

import json

import pytest

from shared.security import Actor
from tests.services.intake.feedback_samples import (
    IDENTITY,
    IN_NOVEMBER_2026,
    IN_OCTOBER,
    MARTA,
    PORTAL,
    PROPOSALS,
    SATISFACTION,
    THANKS,
    WORDS,
    At,
    Wall,
    of,
    resident,
)
from tests.services.intake.samples import SCHOOL, riga
from tests.services.running import INESE, LIGITA, PRESS, VADIBA, Caller, facts, partner

pytestmark = pytest.mark.asyncio(loop_scope="session")

GIVEN = {"role": "relative", "worker": str(MARTA), "text": WORDS}
ANSWERS = f"/v1/campaigns/{THANKS}/answers"
SURVEY = f"/v1/campaigns/{SATISFACTION}/answers"
MODERATION = f"/v1/campaigns/{THANKS}/moderation"
GIFTS = f"/v1/campaigns/{THANKS}/gifts"


@pytest.fixture(scope="module")
def at_the_wall(intake_process) -> At:
    return At(intake_process, Wall())


@pytest.fixture
def then(intake, at_the_wall) -> At:
    """Intake on a day in October 2025."""
    at_the_wall.wall.show(IN_OCTOBER)
    return at_the_wall


async def said(then: At) -> list[str]:
    """The facts of feedback: partners are brought in when intake begins, later than the campaign."""
    return [fact for fact in await facts(then.process) if fact != "partner-onboarded"]


def by(then: At, actor: Actor) -> Caller:
    return Caller(then, actor)


async def test_a_resident_who_signed_in_answers_and_gets_a_receipt(then):
    answer = await by(then, resident(IDENTITY)).do(ANSWERS, GIVEN)
    assert answer.status_code == 201
    taken = answer.json()
    assert (taken["campaign"], taken["gift"], len(taken["receipt"])) == (THANKS, True, 11)
    assert (await said(then))[-1] == "survey-answered"


async def test_the_same_person_gets_the_same_receipt_for_the_same_answer_and_no_second_one(then):
    first = await by(then, resident(IDENTITY)).do(ANSWERS, GIVEN)
    again = await by(then, resident(IDENTITY)).do(ANSWERS, GIVEN)
    other = await by(then, resident("161175-19997")).do(ANSWERS, GIVEN | {"text": "Vēl kas."})
    assert (again.status_code, again.json()["receipt"]) == (201, first.json()["receipt"])
    assert (other.status_code, other.json()["type"]) == (409, "/problems/already-answered")
    assert (await said(then)).count("survey-answered") == 1


async def test_a_portal_says_who_answers_and_when(then):
    then.wall.show(riga("2025-11-02 09:00"))
    sent = GIVEN | {"identity": IDENTITY, "submitted_at": "2025-10-31T23:59:59.9+02:00"}
    answer = await by(then, partner(PORTAL)).do(ANSWERS, sent)
    assert (answer.status_code, answer.json()["answered_at"]) == (201, "2025-10-31T21:59:59.900000Z")


@pytest.mark.parametrize(
    ("actor", "path", "changed", "status", "code"),
    [
        (resident(), ANSWERS, {}, 403, "identity-not-verified"),
        (resident(), ANSWERS, {"identity": IDENTITY}, 403, "portal-not-trusted"),
        (partner(SCHOOL), ANSWERS, {"identity": IDENTITY}, 403, "portal-not-trusted"),
        (resident(IDENTITY), ANSWERS, {"worker": None}, 409, "answer-does-not-fit"),
        (resident(IDENTITY), ANSWERS, {"worker": "7f1c2e9a-3b52-4c0e-8a53-0b1f6a1d2c3e"}, 404, "worker-unknown"),
        (resident(IDENTITY), "/v1/campaigns/nekad/answers", {}, 404, "campaign-unknown"),
        (resident(IDENTITY), SURVEY, {}, 409, "campaign-not-open-yet"),
        (INESE, ANSWERS, {}, 403, "role-not-allowed"),
        (resident(IDENTITY), ANSWERS, {"role": "neighbour"}, 422, "invalid-request"),
    ],
    ids=lambda value: getattr(value, "id", value) if isinstance(value, str) else None,
)
async def test_what_is_refused_has_a_page_that_explains_it(then, actor, path, changed, status, code):
    caller = by(then, actor)
    refused = await caller.do(path, {name: value for name, value in (GIVEN | changed).items() if value})
    assert (refused.status_code, refused.json()["type"]) == (status, f"/problems/{code}")
    assert WORDS not in refused.text
    assert refused.json()["title"] in (await caller.get(refused.json()["type"])).text


async def test_of_what_comes_too_early_or_too_late_only_a_number_is_kept(then):
    for at in ("2025-10-09 23:59:59", "2025-11-01 00:00:00", "2025-11-01 00:00:01"):
        then.wall.show(riga(at))
        await by(then, resident(IDENTITY)).do(ANSWERS, GIVEN)
    then.wall.show(IN_OCTOBER)
    tally = (await by(then, VADIBA).get(f"/v1/campaigns/{THANKS}/tally")).json()
    assert (tally["answers"], tally["too_early"], tally["too_late"]) == (0, 1, 2)
    assert await then.process.pool.fetchval("select count(*) from answer_text") == 0
    assert await then.process.pool.fetchval("select count(*) from idempotency_key") == 0


async def test_thanks_are_seen_by_nobody_before_a_moderator_approves_them(then):
    taken = [(await by(then, resident(of(n))).do(ANSWERS, GIVEN)).json()["id"] for n in range(3)]
    press, anybody = by(then, PRESS), by(then, resident())
    published = f"/v1/campaigns/{THANKS}/published"
    assert (await anybody.get(published)).json()["items"] == []
    waiting = (await press.get(MODERATION)).json()["items"]
    assert {one["id"] for one in waiting} == set(taken)
    approved = await press.do(f"{MODERATION}/{taken[0]}/approve", version=1)
    hidden = await by(then, LIGITA).do(f"{MODERATION}/{taken[1]}/hide", {"reason": "names_somebody"}, version=1)
    assert [approved.json()["verdict"], hidden.json()["verdict"]] == ["approved", "hidden"]
    assert [one["text"] for one in (await anybody.get(published)).json()["items"]] == [WORDS]
    assert len((await press.get(MODERATION)).json()["items"]) == 1
    tally = (await press.get(f"/v1/campaigns/{THANKS}/tally")).json()
    assert tally["workers"] == [
        {"worker": str(MARTA), "submitted": 3, "approved": 1, "hidden": 1, "waiting": 1}
    ]  # fmt: skip
    assert (await said(then)).count("thanks-moderated") == 2


async def test_a_verdict_is_given_on_what_was_read_and_reading_is_recorded(then):
    taken = (await by(then, resident(IDENTITY)).do(ANSWERS, GIVEN)).json()["id"]
    press = by(then, PRESS)
    await press.get(MODERATION)
    assert await then.process.pool.fetchval("select count(*) from read_audit") == 1
    await press.do(f"{MODERATION}/{taken}/approve", version=1)
    stale = await press.do(f"{MODERATION}/{taken}/hide", {"reason": "other"}, version=1)
    twice = await press.do(f"{MODERATION}/{taken}/approve", version=2)
    later = await press.do(f"{MODERATION}/{taken}/hide", {"reason": "offensive"}, version=2)
    elsewhere = await press.do(f"/v1/campaigns/{PROPOSALS}/moderation/{taken}/approve", version=3)
    assert [one.status_code for one in (stale, twice, later, elsewhere)] == [412, 409, 200, 404]
    denied = await by(then, INESE).get(MODERATION)
    assert denied.status_code == 403


async def test_a_satisfaction_survey_counts_positives_and_all_and_has_no_words(then):
    then.wall.show(IN_NOVEMBER_2026)
    for person, improved in enumerate(("yes", "yes", "partly", "no")):
        sent = {"role": "client", "life_improved": improved}
        answer = await by(then, resident(of(person))).do(SURVEY, sent)
        assert (answer.status_code, answer.json()["gift"]) == (201, False)
    tally = (await by(then, PRESS).get(f"/v1/campaigns/{SATISFACTION}/tally")).json()
    assert [tally[name] for name in ("answers", "positive", "partly", "negative")] == [4, 2, 1, 1]
    nothing = await by(then, PRESS).do(
        f"/v1/campaigns/{SATISFACTION}/moderation/{answer.json()['id']}/approve", version=1
    )
    assert nothing.json()["type"] == "/problems/nothing-to-moderate"


async def test_proposals_need_no_name_and_become_public_when_approved(then):
    then.wall.show(IN_NOVEMBER_2026)
    path = f"/v1/campaigns/{PROPOSALS}"
    taken = (await by(then, resident()).do(f"{path}/answers", {"role": "resident", "text": "Soliņus!"})).json()["id"]
    await by(then, PRESS).do(f"{path}/moderation/{taken}/approve", version=1)
    shown = (await by(then, resident()).get(f"{path}/published")).json()["items"]
    assert [(one["id"], one["text"], one["worker"]) for one in shown] == [(taken, "Soliņus!", None)]
    assert (await said(then))[-2:] == ["proposal-received", "proposal-moderated"]


async def test_a_winner_asks_for_the_code_once_and_collects_with_it_once(then):
    winner = by(then, resident(IDENTITY))
    taken = (await winner.do(ANSWERS, GIVEN)).json()
    claim = f"{ANSWERS}/{taken['id']}/claim"
    wrong = await winner.do(claim, {"receipt": "AAAAA-AAAAA"})
    code = await winner.do(claim, {"receipt": taken["receipt"]}, key="mine")
    repeated = await winner.do(claim, {"receipt": taken["receipt"]}, key="mine")
    second = await winner.do(claim, {"receipt": taken["receipt"]})
    assert [one.status_code for one in (wrong, code, repeated, second)] == [403, 200, 200, 409]
    assert repeated.json() == code.json()
    inese = by(then, INESE)
    unknown = await inese.do(f"{GIFTS}/check", {"code": taken["receipt"]})
    assert (unknown.status_code, unknown.json()["type"]) == (404, "/problems/claim-code-unknown")
    assert (await inese.do(f"{GIFTS}/check", code.json())).json() == {"place": 1, "collected": False}
    collected = await inese.do(f"{GIFTS}/collect", code.json())
    assert collected.json() == {"place": 1, "collected": True}
    assert (await inese.do(f"{GIFTS}/collect", code.json())).json()["type"] == "/problems/gift-collected"
    assert (await said(then))[-1] == "gift-collected"


async def test_the_sixth_answer_wins_nothing(then):
    taken = [(await by(then, resident(of(n))).do(ANSWERS, GIVEN)).json() for n in range(6)]
    assert [one["gift"] for one in taken] == [True] * 5 + [False]
    last = await by(then, resident(of(5))).do(f"{ANSWERS}/{taken[5]['id']}/claim", {"receipt": taken[5]["receipt"]})
    assert last.json()["type"] == "/problems/no-gift"


async def test_anybody_sees_which_campaigns_are_open_now(then):
    for at, open in ((IN_OCTOBER, {THANKS, PROPOSALS}), (IN_NOVEMBER_2026, {SATISFACTION, PROPOSALS})):
        then.wall.show(at)
        shown = (await by(then, resident()).get("/v1/campaigns")).json()
        assert {one["code"] for one in shown if one["open"]} == open


async def test_neither_words_nor_identity_nor_code_is_kept_where_it_does_not_belong(then):
    winner = by(then, resident(IDENTITY))
    taken = (await winner.do(ANSWERS, GIVEN)).json()
    code = (await winner.do(f"{ANSWERS}/{taken['id']}/claim", {"receipt": taken["receipt"]})).json()["code"]
    kept = {}
    for table in await then.process.pool.fetch("select tablename from pg_tables where schemaname = 'public'"):
        rows = await then.process.pool.fetchval(f"select json_agg(t)::text from {table['tablename']} t")
        kept[table["tablename"]] = json.dumps(json.loads(rows or "[]"), ensure_ascii=False)
    assert {name for name, rows in kept.items() if "Velgu" in rows} == {"answer_text"}
    assert {name for name, rows in kept.items() if "161175" in rows or code in rows} == set()
