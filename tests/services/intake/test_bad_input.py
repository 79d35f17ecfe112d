"""Bad input gets a clear answer by every door, the same one, and loses nothing: what is odd is taken, what is wrong is
refused with its place and kept, and what comes again counts once."""

import json

import pytest

from shared.stream.record import edge_record
from tests.services.intake.samples import SCHOOL, SUBJECT, body
from tests.services.running import Caller, facts, partner, receipts

pytestmark = pytest.mark.asyncio(loop_scope="session")

TYPE = b"lv.tilts.partner.referral-submitted.v1"
STORM = 10_000


def about(**subject) -> dict:
    return body(subject=SUBJECT | subject)


TAKEN = {
    "a birthday in the year 1700": (about(birth_date="1700-01-01"), "65+"),
    "a birthday that is still to come": (about(birth_date="2999-12-31"), "unknown"),
    "something that happened before there was anybody to see it": (body(occurred_at="0001-01-02T00:00:00Z"), "14-17"),
    "something that happens in the far future": (body(occurred_at="9998-12-31T00:00:00Z"), "14-17"),
    "markup in a name": (about(given_name="<script>alert(1)</script>"), "14-17"),
    "a formula in a name": (about(family_name='=HYPERLINK("x")'), "14-17"),
    "a personal code whose checksum is wrong": (about(personal_code="090511-20007"), "14-17"),
    "a personal code with a day that no month has": (about(personal_code="990511-20006"), "unknown"),
}
"""Odd, and taken all the same, because a report must not bounce on it → the age that is told of it."""

REFUSED = {
    "a narrative of half a megabyte": (body(narrative="a" * 500_000), "/narrative"),
    "a control character in a name": (about(given_name="Elīna\x07"), "/subject/given_name"),
    "a name that reads otherwise than it is written": (about(given_name="Elīna\u202e"), "/subject/given_name"),
    "a name of blanks": (about(given_name="   "), "/subject/given_name"),
    "no date": (about(birth_date="31.12.2010"), "/subject/birth_date"),
    "a day that no month has": (about(birth_date="2010-02-30"), "/subject/birth_date"),
    "an instant without a zone": (body(occurred_at="2026-03-16T08:00:00"), "/occurred_at"),
    "a reference that is a personal code": (body(reference="161175-19997"), "/reference"),
    "a code of ten digits": (about(personal_code="090511-2000"), "/subject/personal_code"),
}
"""Wrong → the field that the answer points to."""


def record(said: dict, message: str):
    headers = (("ce_id", message.encode()), ("ce_type", TYPE))
    return edge_record(SCHOOL, f"liepaja.partner.{SCHOOL}.referrals", None, json.dumps(said).encode(), headers)


@pytest.mark.parametrize(("said", "age"), TAKEN.values(), ids=TAKEN)
async def test_what_is_odd_is_taken_by_both_doors(intake, said, age):
    await intake.batch.apply([record(said, "by kafka")])
    assert (await Caller(intake, partner(SCHOOL)).do("/v1/referrals", said)).status_code == 201
    rows = await intake.pool.fetch("select age_band from referral")
    assert [row["age_band"] for row in rows] == [age, age]


@pytest.mark.parametrize(("said", "pointer"), REFUSED.values(), ids=REFUSED)
async def test_what_is_wrong_is_refused_with_its_place_by_both_doors(intake, said, pointer):
    await intake.batch.apply([record(said, "by kafka")])
    ((_, type, told),) = await receipts(intake)
    problem = json.loads(told)["problem"]
    assert (type, [error["pointer"] for error in problem["errors"]]) == (
        "lv.tilts.partner.message-rejected.v1",
        [pointer],
    )
    answer = await Caller(intake, partner(SCHOOL)).do("/v1/referrals", said)
    assert (answer.status_code, [error["pointer"] for error in answer.json()["errors"]]) == (422, [pointer])
    assert await intake.pool.fetchval("select count(*) from referral") == 0
    assert await intake.pool.fetchval("select body from parked") == json.dumps(said).encode()


async def test_two_megabytes_are_refused_before_they_are_read(intake):
    answer = await Caller(intake, partner(SCHOOL)).do("/v1/referrals", body(narrative="a" * 2_000_000))
    assert (answer.status_code, answer.json()["type"]) == (413, "/problems/too-large")


async def storm(intake, count: int) -> None:
    records = [
        record(body(reference=f"S-{n}", subject=SUBJECT | {"family_name": f"Q{n}"}), f"m{n}") for n in range(count)
    ]
    for _ in range(5):
        for begin in range(0, count, 500):
            await intake.batch.apply(records[begin : begin + 500])


async def test_the_same_messages_five_times_count_once(intake):
    await storm(intake, 500)
    assert await counted(intake) == (500, 500, 2500, 500)


@pytest.mark.long
async def test_a_storm_of_the_same_ten_thousand_messages_five_times_counts_once(intake):
    await storm(intake, STORM)
    assert await counted(intake) == (STORM, STORM, 5 * STORM, STORM)


async def counted(intake) -> tuple[int, int, int, int]:
    """Referrals, facts that tell of one, receipts sent, and how many different ones: the wire may repeat a receipt."""
    referrals = await intake.pool.fetchval("select count(*) from referral")
    told = await intake.pool.fetchrow("select count(*), count(distinct id) from event_log where topic is not null")
    return referrals, (await facts(intake)).count("referral-received"), *told
