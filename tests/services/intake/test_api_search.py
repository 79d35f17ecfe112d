"""Finding a person by what somebody knows of them; every search is recorded, and none has a name in its address."""

import pytest

from tests.services.intake.people import GUEST, JANIS, ZANE, entered, searched, told, whole
from tests.services.running import CASES, INESE, MARTA, PRESS, Caller

pytestmark = pytest.mark.asyncio(loop_scope="session")


@pytest.mark.parametrize(
    "wanted",
    [
        {"name": "Zane Ozola-Kalniņa"},
        {"name": "kaln za"},
        {"name": "OZOLA"},
        {"personal_code": "16117519997"},
        {"birth_date": "1975-11-16"},
        {"name": "za", "birth_date": "1975-11-16"},
    ],
    ids=["the whole name", "beginnings in any order", "one name", "code", "date of birth", "both"],
)
async def test_somebody_is_found_by(intake, wanted):
    _, zane, _ = await entered(intake, JANIS, ZANE, GUEST)
    assert await searched(intake, **wanted) == [zane]


@pytest.mark.parametrize("phone", ["+371 20000001", "20000001"])
async def test_a_phone_is_found_however_it_is_written(intake, phone):
    janis, _ = await entered(intake, JANIS, ZANE)
    assert await searched(intake, phone=phone) == [janis]


async def test_the_number_of_a_referral_leads_to_whom_it_is_about(intake):
    entry = await told(intake, GUEST)
    assert await searched(intake, referral=entry["number"]) == entry["subjects"]


@pytest.mark.parametrize(
    "wanted",
    [{"name": "anna"}, {"name": "za", "birth_date": "1999-09-09"}, {"personal_code": "030261-10007"}],
    ids=["nobody of that name", "one fits, the other does not", "a code nobody has"],
)
async def test_nobody_is_found(intake, wanted):
    await entered(intake, JANIS, ZANE)
    assert await searched(intake, **wanted) == []


@pytest.mark.parametrize(
    "wanted",
    [{"name": None}, {"name": "j b"}, {"name": "…!"}, {"phone": "112"}],
    ids=["nothing", "letters", "no letter", "no whole number"],
)
async def test_by_too_little_nobody_is_found(intake, wanted):
    await entered(intake, JANIS, ZANE)
    assert await searched(intake, **wanted) == []


async def test_a_search_for_nothing_is_refused(intake):
    answer = await Caller(intake, INESE).do("/v1/people/search", {})
    assert answer.status_code == 422


async def test_a_long_list_comes_in_pages_that_name_nobody(intake):
    people = await entered(intake, *({"given_name": "Jānis", "family_name": f"Bērziņš {n}"} for n in "abc"))
    inese = Caller(intake, INESE)
    first = await inese.do("/v1/people/search?limit=2", {"name": "berzins"})
    then = await inese.do(f"/v1/people/search?limit=2&cursor={first.json()['next']}", {"name": "berzins"})
    pages = [[row["id"] for row in page.json()["items"]] for page in (first, then)]
    assert pages == [sorted(people)[:2], sorted(people)[2:]]
    assert "erzi" not in first.headers["Link"]


async def test_a_search_is_recorded_with_whom_it_found(intake):
    (zane,) = await entered(intake, ZANE)
    await searched(intake, MARTA, name="zane")
    await searched(intake, MARTA, name="nobody")
    rows = await intake.pool.fetch("select actor, purpose, route, subjects from read_audit order by at")
    assert [(row["actor"], row["purpose"], row["route"]) for row in rows] == [
        (MARTA.id, "case_work", "POST /v1/people/search")
    ] * 2
    assert [[str(id) for id in row["subjects"]] for row in rows] == [[zane], []]


@pytest.mark.parametrize("who", [PRESS, CASES], ids=lambda who: min(who.roles))
async def test_who_may_not_search(intake, who):
    assert (await Caller(intake, who).do("/v1/people/search", {"name": "zane"})).status_code == 403


async def test_a_person_is_shown_whole(intake):
    entry = await told(intake, ZANE)
    shown = await whole(intake, entry["subjects"][0])
    assert [code["code"] for code in shown["codes"]] == ["161175-19997"]
    assert shown["codes"][0]["by"] == "partner.liepajas-6-vidusskola"
    assert [referral["number"] for referral in shown["referrals"]] == [entry["number"]]
    assert (shown["version"], shown["birth_date"], shown["households"]) == (1, "1975-11-16", [])


async def test_somebody_without_a_name_is_shown_by_their_description(intake):
    (guest,) = await entered(intake, GUEST)
    shown = await whole(intake, guest)
    assert (shown["given_name"], shown["family_name"], shown["description"]) == (None, None, "Vīrs ar baltu suni")


async def test_looking_at_a_person_is_recorded(intake):
    (zane,) = await entered(intake, ZANE)
    await whole(intake, zane)
    row = await intake.pool.fetchrow("select route, subjects from read_audit")
    assert (row["route"], [str(id) for id in row["subjects"]]) == ("GET /v1/people/{person}", [zane])
