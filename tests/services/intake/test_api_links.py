"""Who is whom: the queue explains what was found, a worker decides, and what was decided can be undone."""

import json

import pytest

from services.intake.app import links_follow_the_log
from services.intake.domain.people.match import MatchState, PersonMatch
from services.intake.handlers import REPLAYED
from shared.contracts.registry import decode
from tests.services.intake.people import GUEST, JANIS, ZANE, entered, paired, searched, told, whole
from tests.services.intake.samples import HOSPITAL, MONDAY, RULES
from tests.services.memory import Memory, cause
from tests.services.running import INESE, MARTA, Caller, facts

pytestmark = pytest.mark.asyncio(loop_scope="session")
LIKELY = JANIS | {"phone": "+371 20000002"}


async def test_the_queue_explains_whom_it_may_concern_and_names_nobody(intake):
    first = await told(intake, JANIS)
    entry = await told(intake, LIKELY)
    (match,) = entry["matches"]
    assert (match["other"], match["score"], match["state"], match["rule"]) == (
        first["subjects"][0], 80, "proposed", "same-person"
    )  # fmt: skip
    assert {field["field"]: (field["agreement"], field["points"]) for field in match["fields"]} == {
        "given_name": ("exact", 20), "family_name": ("exact", 20), "birth_date": ("exact", 40), "phone": ("differs", 0),
        "address": ("missing", 0), "personal_code": ("missing", 0), "partner_person_id": ("missing", 0),
    }  # fmt: skip
    assert match["actions"] == ["confirm", "reject"]
    shown = json.dumps(entry) + (await Caller(intake, INESE).get("/v1/queue")).text
    assert not [word for word in ("Jānis", "Bērziņš", "1961-02-03", "20000002") if word in shown]


async def test_the_same_report_of_two_partners_shows_the_other_referral(intake):
    first = await told(intake, ZANE)
    second = await told(intake, ZANE, sender=HOSPITAL)
    assert first["subjects"] == second["subjects"]
    assert [(other["number"], other["state"]) for other in second["related"]] == [(first["number"], "received")]


async def test_referrals_of_linked_entries_are_related(intake):
    first, second = await told(intake, JANIS), await told(intake, JANIS)
    assert [other["number"] for other in second["related"]] == [first["number"]]
    assert second["matches"][0]["state"] == "linked"
    assert (await facts(intake)).count("persons-linked") == 1


@pytest.mark.parametrize(
    ("acts", "state", "told_of"),
    [
        (["confirm"], "linked", ["persons-linked"]),
        (["reject"], "rejected", []),
        (["confirm", "unlink"], "unlinked", ["persons-linked", "persons-unlinked"]),
        (["reject", "confirm"], "linked", ["persons-linked"]),
    ],
    ids=lambda value: "-".join(value) if isinstance(value, list) else value,
)
async def test_a_pair_is_decided(intake, acts, state, told_of):
    one, other = await entered(intake, JANIS, LIKELY)
    for version, act in enumerate(acts, 1):
        answer = await paired(intake, one, other, act, version)
        assert answer.status_code == 200, answer.text
    (pair,) = (await whole(intake, other))["pairs"]
    assert (pair["state"], pair["by"], pair["reason"]) == (state, INESE.id, "same_document")
    assert sorted(name for name in await facts(intake) if name.startswith("persons")) == sorted(told_of)


async def test_two_whom_no_rule_found_are_linked_by_a_person(intake):
    one, other = await entered(intake, GUEST, ZANE)
    answer = await paired(intake, one, other, "confirm", 0, "confirmed_by_person")
    assert answer.json()["state"] == "linked"
    assert [pair["other"] for pair in (await whole(intake, one))["pairs"]] == [other]


@pytest.mark.parametrize("decided", [["reject"], ["confirm", "unlink"]], ids=["rejected", "taken apart"])
async def test_what_a_person_took_apart_no_rule_pairs_again(intake, decided):
    one, other = await entered(intake, JANIS | {"partner_person_id": "p-1"}, LIKELY | {"partner_person_id": "p-2"})
    for version, act in enumerate(decided, 1):
        await paired(intake, one, other, act, version)
    await told(intake, LIKELY | {"partner_person_id": "p-2", "address": "Lielā iela 5"})
    (pair,) = (await whole(intake, one))["pairs"]
    assert pair["state"] in ("rejected", "unlinked")


async def test_a_colleague_who_was_faster_is_not_overwritten(intake):
    one, other = await entered(intake, JANIS, LIKELY)
    await paired(intake, one, other, "reject", 1)
    answer = await paired(intake, other, one, "confirm", 1)
    assert (answer.status_code, answer.json()["current"]) == (412, 2)


@pytest.mark.parametrize(
    ("act", "version", "problem"),
    [("unlink", 1, "pair-in-another-state"), ("reject", 0, "stale-version")],
)
async def test_what_does_not_fit_is_refused(intake, act, version, problem):
    one, other = await entered(intake, JANIS, LIKELY)
    answer = await paired(intake, one, other, act, version)
    assert answer.json()["type"].endswith(problem)


async def test_nobody_is_paired_with_themselves_or_with_a_stranger(intake):
    (one,) = await entered(intake, JANIS)
    assert (await paired(intake, one, one, "confirm", 0)).status_code == 409
    assert (await paired(intake, one, "019c0b6e-41c7-7a10-8f3e-5d2b9a7c1e02", "confirm", 0)).status_code == 404


async def test_a_link_is_undone_without_a_trace_in_either_entry(intake):
    one, other = await entered(intake, JANIS, LIKELY)
    before = [await intake.pool.fetch("select * from person order by id"), await searched(intake, name="janis")]
    await paired(intake, one, other, "confirm", 1)
    await paired(intake, one, other, "unlink", 2)
    assert [await intake.pool.fetch("select * from person order by id"), await searched(intake, name="janis")] == before


async def test_only_who_works_at_the_queue_decides_who_is_whom(intake):
    one, other = await entered(intake, JANIS, LIKELY)
    wish = {"other": other, "act": "confirm", "reason": "other"}
    assert (await Caller(intake, MARTA).do(f"/v1/people/{one}/links", wish, version=1)).status_code == 403


async def test_links_are_rebuilt_from_their_facts(intake):
    one, other, third = await entered(intake, JANIS, LIKELY, JANIS)
    await paired(intake, one, other, "confirm", 1)
    await paired(intake, one, third, "unlink", 1)
    memory = Memory(RULES)
    rows = await intake.pool.fetch(
        "select type, data::text as data from event_log where type like '%persons%' order by time, partition, position"
    )
    for row in rows:
        fact = decode(row["type"], row["data"].encode())
        memory.hear(REPLAYED[fact.type], fact, cause("restore", MONDAY))
    kept = await intake.pool.fetch("select id, state from person_match where state in ('linked', 'unlinked')")
    rebuilt = {pair.id: pair.state for pair in memory.of(PersonMatch)}
    assert rebuilt == {row["id"]: MatchState(row["state"]) for row in kept}
    assert len(rebuilt) == 2


async def test_a_link_that_the_log_does_not_tell_of_is_found(intake):
    one, other, _ = await entered(intake, JANIS, LIKELY, JANIS)
    await paired(intake, one, other, "confirm", 1)
    await paired(intake, one, other, "unlink", 2)
    async with intake.pool.acquire() as conn:
        assert await links_follow_the_log(conn) == []
        pair = await conn.fetchval("update person_match set state = 'linked' where state = 'unlinked' returning id")
        (finding,) = await links_follow_the_log(conn)
    assert str(pair) in finding
