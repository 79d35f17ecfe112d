"""What changes is heard once, in order, by whom it concerns: as it happens, or by asking since a place."""

import pytest

from shared.contracts.codes import Priority
from shared.contracts.partners import PartnerSuspended
from shared.contracts.standing_codes import SuspensionReason
from shared.security import Actor, Purpose, Role
from shared.settings.municipality import staff_id
from tests.services.cases.test_api_stream import listening
from tests.services.notifications.samples import CENTRE, COURT, MONDAY, accepted, opened
from tests.services.notifications.test_api import NOTICES, agency, key, staff
from tests.shared.http.serving import served

CHANGES = "/v1/changes"
KEY = "k" * 40
AT_THE_COURT = Actor("partner:court", frozenset({Role.PARTNER}), Purpose.PARTNER_EXCHANGE, partner=COURT)
SUPERVISOR = Actor(str(staff_id("liepaja", "ligita")), frozenset({Role.SUPERVISOR}), Purpose.SUPERVISION)


async def changes(http, who, after=None, **asked) -> dict:
    answer = await http.get(CHANGES, params=asked | ({"after": after} if after else {}), headers=who)
    assert answer.status_code == 200, answer.text
    return answer.json()


async def happened(room, *names) -> None:
    await room.hear(*(fact for name in names for fact in (accepted(name), opened(name, priority=Priority.URGENT))))


def kinds(answer) -> list[str]:
    return [one["event"] for one in answer["items"]]


async def test_whoever_asks_for_the_first_time_is_given_a_place_to_go_on_from(http, room):
    await happened(room, "a")
    begun = await changes(http, agency(COURT))
    assert (begun["items"], begun["more"], begun["reset"]) == ([], False, False)
    await happened(room, "b")
    after = await changes(http, agency(COURT), begun["next"])
    assert kinds(after) == ["notice-issued"]
    assert kinds(await changes(http, agency(COURT), after["next"])) == []


async def test_an_agency_hears_of_its_own_and_not_whom_of_us_we_told_of_its_silence(http, room):
    place = (await changes(http, agency(COURT)))["next"]
    await happened(room, "a")
    court, centre = await room.notices()
    await room.run_out(court.ladder[-1].due - court.issued_at)
    heard = await changes(http, agency(COURT), place)
    assert kinds(heard) == ["notice-issued", "acknowledgement-overdue"]
    assert {one["data"]["notice"] for one in heard["items"]} == {str(court.id)}
    assert "notice-escalated" in kinds(await changes(http, staff(Role.SUPERVISOR), place))
    other = await changes(http, agency(CENTRE), place)
    assert {one["data"]["notice"] for one in other["items"]} == {str(centre.id)}


async def test_many_are_heard_in_portions_each_once_and_in_order(http, room):
    place = (await changes(http, agency(COURT)))["next"]
    for some in range(3):
        await happened(room, *(f"n{some * 80 + n}" for n in range(80)))
    ids = [str(notice.id) for notice in await room.notices() if notice.agency == COURT]
    for id in ids[:5]:
        await http.post(f"{NOTICES}/{id}/acknowledge", headers=agency(COURT) | key())
    heard, portions, more = [], 0, True
    while more:
        answer = await changes(http, agency(COURT), place)
        heard, place, more, portions = heard + answer["items"], answer["next"], answer["more"], portions + 1
    assert portions > 1 and len(heard) == len(ids) + 5 == len({one["id"] for one in heard})
    of_one = [one["event"] for one in heard if one["data"]["notice"] == ids[0]]
    assert of_one == ["notice-issued", "notice-acknowledged"]


async def test_staff_hear_of_cases_that_they_see_and_that_is_recorded(http, room):
    place = (await changes(http, staff()))["next"]
    await happened(room, "a", "not hers")
    heard = (await changes(http, staff(), place))["items"]
    assert {one["data"]["agency"] for one in heard} == {COURT, CENTRE}
    (read,) = await room.pool.fetch("select subjects from read_audit where cardinality(subjects) > 0")
    assert {one["data"]["case"] for one in heard} == {str(id) for id in read["subjects"]}
    assert kinds(await changes(http, staff(code="sandris"), place)) == []


async def test_a_place_of_another_log_is_told_to_begin_anew(http, room):
    epoch, _, positions = (await changes(http, agency(COURT)))["next"].partition("-")
    answer = await changes(http, agency(COURT), f"{int(epoch) + 1}-{positions}")
    assert answer["reset"] and answer["next"] == f"{epoch}-{positions}"


@pytest.mark.parametrize("place", ["", "1", "x-1", "1-1.x"])
async def test_what_is_no_place_is_refused(http, place):
    assert (await http.get(CHANGES, params={"after": place}, headers=agency(COURT))).status_code == 422


async def test_the_stream_tells_the_same_and_goes_on_where_it_was_cut_off(http, room):
    async with served(room.process.app) as address:
        async with listening(address, AT_THE_COURT, key=KEY) as court:
            (begun,) = await court.named("begun")
            await happened(room, "a")
            await court.named("notice-issued")
        await http.post(f"{NOTICES}/{(await room.notices())[0].id}/acknowledge", headers=agency(COURT) | key())
        async with (
            listening(address, AT_THE_COURT, begun["id"], key=KEY) as court,
            listening(address, SUPERVISOR, key=KEY) as ligita,
        ):
            heard = await court.named("begun", "notice-issued", "notice-acknowledged")
            await ligita.named("begun")
            await happened(room, "b")
            (told, _) = await ligita.named("notice-issued", "notice-issued")
    asked = await changes(http, agency(COURT), begun["id"])
    assert [one["id"] for one in asked["items"][:2]] == [event["id"] for event in heard[1:]]
    assert told["data"]["agency"] in (COURT, CENTRE)


async def test_the_stream_of_an_agency_without_access_ends(room):
    async with served(room.process.app) as address, listening(address, AT_THE_COURT, key=KEY) as court:
        await court.named("begun")
        await room.hear(PartnerSuspended(partner=COURT, at=MONDAY, reason=SuspensionReason.TECHNICAL_FAULT))
        await happened(room, "a")
        with pytest.raises(EOFError):
            await court.next()
