"""A fact says its type, key and readers; it takes no unknown field when built, and passes over one when read."""

from datetime import UTC, datetime, timedelta, timezone
from uuid import UUID

import pytest
from pydantic import ValidationError

from shared.contracts.intake import PartnerOnboarded, ReferralAccepted
from shared.contracts.notifications import NoticeEscalated
from shared.contracts.partner import MessageRejected, NoticeSent, ReferralSubmitted
from shared.contracts.stream import RecordReplayed
from shared.contracts.visits import VisitCompleted

CASE = UUID("019c0b71-0a3c-7d44-a2b6-3f5e7d9c1b04")
REFERRAL = UUID("019c0b6e-41c7-7a10-8f3e-5d2b9a7c1e01")
NOTICE = UUID("019c0b71-0b5e-7f66-9d0e-8b7c5a3f1d06")
NINE_IN_RIGA = datetime(2026, 3, 17, 9, 0, 0, 123999, tzinfo=timezone(timedelta(hours=2)))


def visit(**changed):
    fields = {"duration": 55, "mode": "phone", "outcome": "no_concern", "completed_at": NINE_IN_RIGA}
    return VisitCompleted(case=CASE, visit=NOTICE, **{**fields, **changed})


@pytest.mark.parametrize(
    ("contract", "type"),
    [
        (ReferralAccepted, "lv.tilts.intake.referral-accepted.v1"),
        (VisitCompleted, "lv.tilts.cases.visit-completed.v1"),
        (RecordReplayed, "lv.tilts.stream.record-replayed.v1"),
        (ReferralSubmitted, "lv.tilts.partner.referral-submitted.v1"),
        (NoticeSent, "lv.tilts.partner.notice-sent.v1"),
    ],
)
def test_the_type_follows_from_the_publisher_the_name_and_the_version(contract, type):
    assert (contract.type, contract.version) == (type, 1)


def test_the_key_is_the_value_of_the_key_field():
    assert visit().key == str(CASE)
    assert PartnerOnboarded(partner="valsts-policija", kind="police").key == "valsts-policija"


@pytest.mark.parametrize(
    ("about", "key"),
    [
        ({"case": CASE, "referral": REFERRAL}, str(CASE)),
        ({"case": CASE}, str(CASE)),
        ({"referral": REFERRAL}, str(REFERRAL)),
    ],
)
def test_a_notice_is_ordered_by_its_case_or_before_there_is_one_by_its_referral(about, key):
    assert NoticeEscalated(**about, notice=NOTICE, agency="barintiesa", level="head").key == key


def test_a_notice_about_nothing_is_refused_because_nothing_would_order_it():
    with pytest.raises(ValidationError, match="Give the case or the referral"):
        NoticeEscalated(notice=NOTICE, agency="barintiesa", level="head")


def test_a_rejected_message_without_an_id_still_has_a_key():
    problem = {"type": "about:blank", "title": "No JSON"}
    assert MessageRejected(problem=problem).key == "unidentified"
    assert MessageRejected(problem=problem, message="m-1").key == "m-1"


def test_an_instant_is_utc_to_the_millisecond_so_that_a_fact_equals_the_copy_its_readers_decode():
    fact = visit()
    assert fact.completed_at == datetime(2026, 3, 17, 7, 0, 0, 123000, tzinfo=UTC)
    assert b'"completed_at":"2026-03-17T07:00:00.123Z"' in fact.encode()
    assert VisitCompleted.read(fact.encode()) == fact


def test_an_instant_without_a_time_zone_is_refused():
    with pytest.raises(ValidationError, match="timezone"):
        visit(completed_at=NINE_IN_RIGA.replace(tzinfo=None))


def test_fields_without_a_value_are_left_out_of_the_body():
    assert ReferralSubmitted(
        reference="a-1", kind="other", subject={"given_name": "Anna", "family_name": "P"}, narrative="x"
    ).encode() == (
        b'{"reference":"a-1","kind":"other","needs":[],"subject":{"given_name":"Anna","family_name":"P"},'
        b'"narrative":"x","urgent":false}'
    )


def test_who_builds_a_fact_may_not_invent_a_field():
    with pytest.raises(ValidationError, match="extra_forbidden"):
        visit(mood="good")


def test_who_reads_a_fact_passes_over_fields_a_newer_producer_added():
    newer = visit().encode().removesuffix(b"}") + b',"mood":{"of":"the day"}}'
    assert VisitCompleted.read(newer) == visit()


def test_who_reads_a_fact_takes_no_number_for_a_text_of_digits():
    with pytest.raises(ValidationError, match="int_type"):
        VisitCompleted.read(visit().encode().replace(b"55", b'"55"'))


def test_a_fact_does_not_change():
    with pytest.raises(ValidationError, match="frozen"):
        visit().duration = 60


def test_a_validation_error_does_not_show_the_input():
    with pytest.raises(ValidationError) as refused:
        ReferralSubmitted(reference="a-1", kind=7, subject={"given_name": "Skaidrīte", "family_name": 7}, narrative="x")
    assert "Skaidrīte" not in str(refused.value)
