"""A person's wish how to be reminded over HTTP: noted by staff, had by services as one answer without a name."""

import pytest

from shared.security import Actor, Purpose, Role
from tests.services.intake.people import JANIS, ZANE, entered, paired, told, whole
from tests.services.running import CASES, INESE, MARTA, Caller, facts

pytestmark = pytest.mark.asyncio(loop_scope="session")
VOICE = Actor("service:notifications", frozenset({Role.SERVICE}), Purpose.REMINDER, service="notifications")
BY_TEXT = {"channel": "text_message", "number": "+371 20000002", "language": "ru"}
NOT_SAID = {"language": "lv", "discreet": False, "after": None, "before": None, "to": None}


async def wish(intake, person: str, version: int = 1, **wished):
    return await Caller(intake, MARTA).do(f"/v1/people/{person}/reminders", wished, version=version)


async def reached(intake, *people: str) -> list[dict]:
    answer = await Caller(intake, VOICE).do("/v1/people/reach", {"people": list(people)})
    return answer.json()["people"]


async def test_a_wish_is_noted_shown_and_changed_at_any_time(intake):
    (zane,) = await entered(intake, ZANE)
    assert (await whole(intake, zane))["reminders"] is None
    answer = await wish(intake, zane, **BY_TEXT)
    assert (answer.status_code, answer.json()["version"]) == (200, 2)
    await wish(intake, zane, 2, channel="email", email="zane@pasts.example", discreet=True)
    shown = (await whole(intake, zane))["reminders"]
    assert (shown.pop("decided_at") is not None, shown) == (
        True,
        {"person": zane, "channel": "email", "number": None, "email": "zane@pasts.example", "language": "lv",
         "discreet": True},
    )  # fmt: skip
    assert (await facts(intake)).count("reminder-channel-chosen") == 2
    told_of = await intake.pool.fetchval("select string_agg(data::text, '') from event_log")
    assert "20000002" not in told_of and "pasts.example" not in told_of


async def test_a_service_is_told_the_way_and_where_to_and_no_more_and_that_is_recorded(intake):
    zane, janis = await entered(intake, ZANE, JANIS)
    await wish(intake, zane, **BY_TEXT)
    stranger = "019c0b6e-41c7-7a10-8f3e-5d2b9a7c1e02"
    assert await reached(intake, zane, janis, stranger) == [
        NOT_SAID | {"id": zane, "way": "text_message", "ground": "chosen", "to": "+37120000002", "language": "ru"},
        NOT_SAID | {"id": janis, "way": "call", "ground": "nothing_chosen"},
        NOT_SAID | {"id": stranger, "way": "call", "ground": "person_unknown"},
    ]
    row = await intake.pool.fetchrow("select purpose, route, subjects from read_audit order by at desc limit 1")
    assert (row["purpose"], row["route"]) == ("reminder", "POST /v1/people/reach")
    assert [str(id) for id in row["subjects"]] == [zane, janis, stranger]


async def test_after_violence_at_home_a_person_calls_until_a_worker_has_decided(intake):
    (zane,) = (await told(intake, ZANE, needs=["violence_in_family"]))["subjects"]
    await wish(intake, zane, **BY_TEXT)
    assert [(one["way"], one["ground"]) for one in await reached(intake, zane)] == [("call", "unsafe")]
    await Caller(intake, MARTA).do(f"/v1/people/{zane}/contact", {"forbidden": ["post"]}, version=2)
    assert [(one["way"], one["discreet"]) for one in await reached(intake, zane)] == [("text_message", True)]


async def test_a_wish_noted_under_one_entry_holds_for_all_that_mean_the_person(intake):
    one, other = await entered(intake, ZANE, JANIS)
    await wish(intake, one, **BY_TEXT)
    await paired(intake, one, other, "confirm", 0)
    assert [found["to"] for found in await reached(intake, one, other)] == ["+37120000002"] * 2
    assert (await whole(intake, other))["reminders"]["person"] == one


async def test_an_address_of_another_channel_is_refused_without_quoting_it(intake):
    (zane,) = await entered(intake, ZANE)
    answer = await wish(intake, zane, channel="email", number="+371 20000002")
    assert (answer.status_code, answer.json()["type"].rpartition("/")[2]) == (422, "reminder-address")
    assert "20000002" not in answer.text


@pytest.mark.parametrize("who", [INESE, MARTA, CASES], ids=["intake worker", "social worker", "for another purpose"])
async def test_nobody_but_a_service_asks_where_somebody_is_reminded(intake, who):
    answer = await Caller(intake, who).do("/v1/people/reach", {"people": ["019c0b6e-41c7-7a10-8f3e-5d2b9a7c1e02"]})
    assert answer.status_code == (200 if who is CASES else 403)
