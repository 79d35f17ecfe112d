"""What a worker decides about a person: what is right, how they are reached, who lives with them, who is related."""

from asyncio import gather

import pytest

from services.intake.indexing import index_some
from tests.services.intake.people import GUEST, JANIS, ZANE, entered, paired, searched, told, whole
from tests.services.running import INESE, MARTA, Caller, facts

pytestmark = pytest.mark.asyncio(loop_scope="session")
VIOLENCE = {"needs": ["violence_in_family"]}
AT_HOME = ["post", "home_phone", "home_visit"]


async def contact(intake, person: str) -> list[dict]:
    return (await Caller(intake, MARTA).read([person])).json()["people"][0]["safe_contact"]


async def test_a_person_is_corrected_and_found_by_what_they_are_now_called(intake):
    (zane,) = await entered(intake, ZANE)
    inese = Caller(intake, INESE)
    answer = await inese.do(
        f"/v1/people/{zane}/correct", {"family_name": "Liepiņa", "personal_code": "328673-00679"}, version=1
    )
    assert (answer.status_code, answer.json()["version"]) == (200, 2)
    assert await searched(intake, name="liepina") == await searched(intake, personal_code="161175-19997") == [zane]
    shown = await whole(intake, zane)
    assert [code["code"] for code in shown["codes"]] == ["161175-19997", "328673-00679"]
    assert (shown["personal_code"], shown["codes"][1]["by"]) == ("328673-00679", INESE.id)


async def test_a_referral_under_the_old_code_is_about_the_same_person(intake):
    (zane,) = await entered(intake, ZANE)
    await Caller(intake, INESE).do(f"/v1/people/{zane}/correct", {"personal_code": "328673-00679"}, version=1)
    assert await entered(intake, ZANE, ZANE | {"personal_code": "328673-00679"}) == [zane, zane]


async def test_a_corrected_person_is_compared_again(intake):
    janis, guest = await entered(intake, JANIS, GUEST)
    await Caller(intake, INESE).do(f"/v1/people/{guest}/correct", JANIS, version=1)
    assert [(pair["other"], pair["state"]) for pair in (await whole(intake, guest))["pairs"]] == [(janis, "linked")]


async def test_two_corrections_at_once_do_not_overwrite_each_other(intake):
    (zane,) = await entered(intake, ZANE)
    marta = Caller(intake, MARTA)
    await marta.do(f"/v1/people/{zane}/correct", {"phone": "+371 20000009"}, version=1)
    answer = await marta.do(f"/v1/people/{zane}/correct", {"phone": None}, version=1)
    assert (answer.status_code, answer.json()["current"]) == (412, 2)


async def test_after_violence_at_home_nobody_is_reached_there_before_a_worker_has_decided(intake):
    entry = await told(intake, ZANE, **VIOLENCE)
    (zane,) = entry["subjects"]
    ((rule),) = await contact(intake, zane)
    assert (rule["rule"], rule["forbidden"], rule["person"]) == ("violence-at-home", AT_HOME, zane)


async def test_a_worker_s_decision_takes_its_place(intake):
    (zane,) = (await told(intake, ZANE, **VIOLENCE))["subjects"]
    wish = {"forbidden": ["post"], "after": "09:00:00", "before": "11:30:00", "never_tell": "Vīram",
            "words": "Zvanīt uz darbu."}  # fmt: skip
    answer = await Caller(intake, MARTA).do(f"/v1/people/{zane}/contact", wish, version=1)
    assert answer.status_code == 200
    (rule,) = await contact(intake, zane)
    assert rule | {"decided_at": None} == {
        "person": zane, "rule": None, "allowed": [], "decided_at": None, **wish
    }  # fmt: skip


async def test_what_is_reported_after_the_decision_is_minded_again(intake):
    (zane,) = await entered(intake, ZANE)
    await Caller(intake, MARTA).do(f"/v1/people/{zane}/contact", {"allowed": ["at_work"]}, version=1)
    await told(intake, ZANE, **VIOLENCE)
    assert [rule["rule"] for rule in await contact(intake, zane)] == [None, "violence-at-home"]


async def test_what_is_known_of_one_entry_holds_for_all_that_mean_the_same_person(intake):
    one = (await told(intake, JANIS, **VIOLENCE))["subjects"][0]
    (other,) = await entered(intake, JANIS)
    assert [(rule["person"], rule["forbidden"]) for rule in await contact(intake, other)] == [(one, AT_HOME)]
    await paired(intake, one, other, "unlink", 1)
    assert await contact(intake, other) == []


async def test_contact_that_contradicts_itself_is_refused(intake):
    (zane,) = await entered(intake, ZANE)
    marta = Caller(intake, MARTA)
    for wish in ({"allowed": ["post"], "forbidden": ["post"]}, {"after": "09:00:00"}):
        answer = await marta.do(f"/v1/people/{zane}/contact", wish, version=1)
        assert (answer.status_code, answer.json()["type"].endswith("contact-contradicts-itself")) == (422, True)


async def test_a_household_grows_and_shrinks_and_is_told_by_ids(intake):
    zane, guest = await entered(intake, ZANE, GUEST)
    marta = Caller(intake, MARTA)
    made = await marta.do("/v1/households", {"members": [{"person": zane, "role": "parent"}]})
    path = made.headers["Location"].partition("/v1/")[2]
    await marta.do(f"/v1/{path}/members", {"person": guest, "role": "adult"}, version=1)
    shown = await marta.get(f"/v1/{path}")
    assert [(one["person"], one["role"]) for one in shown.json()["members"]] == [(zane, "parent"), (guest, "adult")]
    assert (await whole(intake, guest))["households"] == [shown.json()]
    left = await marta.do(f"/v1/{path}/members/remove", {"person": zane}, version=2)
    assert [one["person"] for one in left.json()["members"]] == [guest]
    assert (await facts(intake)).count("household-changed") == 3


async def test_a_household_takes_nobody_who_is_unknown_or_named_twice(intake):
    (zane,) = await entered(intake, ZANE)
    marta, member = Caller(intake, MARTA), {"person": zane, "role": "adult"}
    stranger = {"person": "019c0b6e-41c7-7a10-8f3e-5d2b9a7c1e02", "role": "adult"}
    assert (await marta.do("/v1/households", {"members": [stranger]})).status_code == 404
    assert (await marta.do("/v1/households", {"members": [member, member]})).status_code == 422


async def test_a_relationship_is_noted_shown_from_both_sides_and_ended(intake):
    zane, guest = await entered(intake, ZANE, GUEST)
    marta, path = Caller(intake, MARTA), f"/v1/people/{zane}/relationships"
    noted = await marta.do(path, {"other": guest, "kind": "guardian"})
    assert noted.status_code == 201
    assert (await marta.do(path, {"other": guest, "kind": "guardian"})).status_code == 409
    assert [one["kind"] for one in (await whole(intake, guest))["relationships"]] == ["guardian"]
    ended = await marta.do(f"{path}/{noted.json()['id']}/end", version=1)
    assert ended.json()["until"] is not None


async def test_whoever_was_entered_before_there_was_an_index_is_brought_in(intake):
    await intake.pool.execute(
        """insert into person (id, given_name, family_name, personal_code, birth_date, phone)
        values (gen_random_uuid(), 'Jānis', 'Bērziņš', '030261-10007', '1961-02-03', '+371 20000001')"""
    )
    assert await searched(intake, name="berzins") == []
    assert [await index_some(intake.desk), await index_some(intake.desk)] == [1, 0]
    (before,) = await searched(intake, name="berzins")
    entry = await told(intake, JANIS)
    assert [(match["other"], match["state"]) for match in entry["matches"]] == [(before, "linked")]
    assert (await whole(intake, before))["codes"] == [{"code": "030261-10007", "known_from": None, "by": None}]


async def test_two_who_become_alike_at_the_same_instant_are_paired_all_the_same(intake):
    one, other = await entered(intake, GUEST, {"description": "Tas pats vīrs"})
    inese = Caller(intake, INESE)
    answers = await gather(*(inese.do(f"/v1/people/{id}/correct", JANIS, version=1) for id in (one, other)))
    assert [answer.status_code for answer in answers] == [200, 200]
    pairs = [(await whole(intake, id))["pairs"] for id in (one, other)]
    assert [[(pair["other"], pair["state"]) for pair in found] for found in pairs] == [
        [(other, "linked")], [(one, "linked")]
    ]  # fmt: skip
