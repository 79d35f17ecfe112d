"""Who noticed is never the person concerned, and nobody reads who that is by the way."""

import json

import pytest

from services.intake.domain.letters import Letter
from services.intake.domain.residents.reporter import shown
from shared.contracts.partner import ReferralSubmitted
from shared.contracts.registry import InvalidData, decode
from tests.services.intake.samples import RULES, SCHOOL, body, registered
from tests.services.memory import Memory
from tests.services.running import INESE, LIGITA, MARTA, PRESS, VADIBA, Caller, partner

DESK = "/v1/desk/referrals"
NAMES = {"given_name": "Ilze", "family_name": "Klusiņa", "phone": "+371 20000001"}
CONCERN = {"kind": "third_party_concern"}


def read(**reporter) -> ReferralSubmitted:
    return decode(ReferralSubmitted.type, json.dumps(body(**CONCERN, reporter=reporter)).encode())


@pytest.mark.parametrize(
    ("reporter", "treated"),
    [
        ({}, "named"),
        ({"protected": False}, "named"),
        ({"protected": True}, "protected"),
        ({"identity": "named"}, "named"),
        ({"identity": "protected"}, "protected"),
        ({"identity": "protected", "protected": True}, "protected"),
        ({"identity": "anonymous"}, "anonymous"),
        ({"identity": "anonymous", "protected": True}, "anonymous"),
        ({"identity": "a wish nobody knows"}, "protected"),
    ],
)
def test_how_a_reporter_is_treated_follows_from_both_fields(reporter, treated):
    assert read(**reporter).reporter.treated == treated


@pytest.mark.parametrize(
    ("reporter", "pointer"),
    [
        *(({"identity": "anonymous", name: value}, f"/reporter/{name}") for name, value in NAMES.items()),
        *(({"relation": "self", name: value}, f"/reporter/{name}") for name, value in NAMES.items()),
        ({"identity": "named", "protected": True}, "/reporter/protected"),
        ({"identity": "anonymous", "wants_answer": "phone"}, "/reporter/wants_answer"),
        ({"relation": "self"}, "/reporter"),
    ],
)
def test_what_contradicts_itself_is_refused_with_its_field(reporter, pointer):
    with pytest.raises(InvalidData) as refused:
        read(**reporter)
    assert [where for where, _ in refused.value.errors] == [pointer]
    assert not any(value in str(refused.value) for value in NAMES.values())


def test_of_an_anonymous_reporter_nothing_is_kept_but_codes():
    memory = Memory(RULES)
    registered(memory, **CONCERN, partner=None, reporter={"identity": "anonymous", "relation": "neighbour"})
    (letter,) = memory.of(Letter)
    assert letter.reporter == {"identity": "anonymous", "relation": "neighbour", "protected": False}


@pytest.mark.parametrize(
    ("kept", "seen"),
    [
        (None, None),
        (NAMES | {"protected": False}, NAMES | {"protected": False}),
        (NAMES | {"role": "kaimiņiene no 5. dzīvokļa", "protected": True}, {"identity": "protected"}),
        (
            NAMES | {"identity": "protected", "relation": "neighbour", "wants_answer": "phone", "protected": False},
            {"identity": "protected", "relation": "neighbour", "wants_answer": "phone"},
        ),
        ({"identity": "anonymous", "relation": "other"}, {"identity": "anonymous", "relation": "other"}),
    ],
)
def test_the_letter_shows_a_name_only_where_the_reporter_agreed(kept, seen):
    assert shown(kept) == seen


async def entered(intake, **reporter) -> str:
    """The path of a neighbour's concern in the queue."""
    answer = await Caller(intake, INESE).do(DESK, body(**CONCERN, reporter=NAMES | {"role": "kaimiņiene"} | reporter))
    return answer.headers["Location"]


def for_a_purpose(intake, actor, purpose: str) -> Caller:
    caller = Caller(intake, actor)
    caller.headers["Tilts-Purpose"] = purpose
    return caller


@pytest.mark.asyncio(loop_scope="session")
async def test_the_letter_of_a_protected_reporter_names_nobody(intake):
    path = await entered(intake, identity="protected", relation="neighbour")
    letter = (await Caller(intake, INESE).get(f"{path}/letter")).json()
    assert letter["reporter"] == {"identity": "protected", "relation": "neighbour"}


@pytest.mark.asyncio(loop_scope="session")
@pytest.mark.parametrize("who", [INESE, LIGITA], ids=lambda who: min(who.roles))
async def test_who_must_know_reads_it_by_itself_for_a_purpose_and_that_is_recorded(intake, who):
    path = await entered(intake, identity="protected")
    found = (await for_a_purpose(intake, who, "intake").get(f"{path}/reporter")).json()
    assert {name: found[name] for name in NAMES} == NAMES
    assert (found["identity"], found["role"]) == ("protected", "kaimiņiene")
    row = await intake.pool.fetchrow("select actor, purpose, route, subjects from read_audit")
    assert (row["actor"], row["purpose"], row["route"]) == (who.id, "intake", "GET /v1/queue/{referral}/reporter")
    assert path.endswith(str(row["subjects"][0]))


@pytest.mark.asyncio(loop_scope="session")
async def test_a_purpose_must_be_stated_and_be_one_of_the_role_s(intake):
    path = await entered(intake, protected=True)
    unstated = await Caller(intake, INESE).get(f"{path}/reporter")
    assert (unstated.status_code, unstated.json()["type"]) == (422, "/problems/invalid-request")
    refused = await for_a_purpose(intake, INESE, "statistics").get(f"{path}/reporter")
    assert (refused.status_code, refused.json()["type"]) == (403, "/problems/purpose-not-allowed")
    assert await intake.pool.fetchval("select count(*) from read_audit") == 0


@pytest.mark.asyncio(loop_scope="session")
@pytest.mark.parametrize("who", [MARTA, VADIBA, PRESS, partner(SCHOOL)], ids=lambda who: min(who.roles))
async def test_nobody_else_reads_who_reported(intake, who):
    path = await entered(intake, protected=True)
    denied = await Caller(intake, who).get(f"{path}/reporter")
    assert (denied.status_code, denied.json()["type"]) == (403, "/problems/role-not-allowed")


@pytest.mark.asyncio(loop_scope="session")
async def test_where_nobody_reported_there_is_nobody_to_read(intake):
    answer = await Caller(intake, INESE).do(DESK, body(**CONCERN))
    missing = await for_a_purpose(intake, INESE, "intake").get(f"{answer.headers['Location']}/reporter")
    assert missing.status_code == 404
