"""Rows that are not as described: each is answered with its field and a sentence, and not a word out of it."""

import io
from datetime import UTC, datetime

import pytest

from services.intake.bulk.kinds import kinds
from shared.bulk.judging import Judge, Rejection
from shared.contracts.codes import ReferralKind
from shared.stream.record import message_id
from shared.tabular.columns import header
from shared.tabular.encoding import Encoding
from shared.tabular.rows import Place, Rows
from tests.services.intake.bulk.samples import FIGURE, PERSON, REFERRAL, text

NOW = datetime(2026, 3, 16, 9, 30, tzinfo=UTC)


def judged(kind: str, row: dict[str, str], partner: str | None = None):
    """The only row of a file as it is heard."""
    rows = Rows(io.BytesIO(text([row]).encode()), Encoding.UTF_8, ",", Place(0))
    known = header(next(rows).cells, kinds()[kind].columns, kinds()[kind].aliases)
    return Judge(kinds()[kind], known, "d" * 64, partner).heard(next(rows), NOW)


@pytest.mark.parametrize(
    ("kind", "row", "field"),
    [
        ("referrals", REFERRAL | {"reference": ""}, "reference"),
        ("referrals", REFERRAL | {"reference": "161175-19997"}, "reference"),
        ("referrals", REFERRAL | {"subject.birth_date": "vakar"}, "subject.birth_date"),
        ("referrals", REFERRAL | {"subject.birth_date": "31.02.2016"}, "subject.birth_date"),
        ("referrals", REFERRAL | {"subject.birth_date": "20160509"}, "subject.birth_date"),
        ("referrals", REFERRAL | {"subject.given_name": "Anna\x07"}, "subject.given_name"),
        ("referrals", REFERRAL | {"subject.family_name": "\u202eaņņA"}, "subject.family_name"),
        ("referrals", REFERRAL | {"narrative": "x" * 2_000_000}, "narrative"),
        ("referrals", REFERRAL | {"occurred_at": "2026-03-16 09:30"}, "occurred_at"),
        ("referrals", REFERRAL | {"occurred_at": "0001-01-01T00:00:00+02:00"}, "occurred_at"),
        ("referrals", REFERRAL | {"urgent": "varbūt"}, "urgent"),
        ("referrals", REFERRAL | {"subject.phone": "=cmd|' /C calc'!A0"}, "subject.phone"),
        ("referrals", REFERRAL | {"message": "161175-19997"}, "message"),
        ("referrals", REFERRAL | {"message": "ziņa"}, "message"),
        ("people", PERSON | {"personal_code": "12"}, "personal_code"),
        ("people", PERSON | {"household": "Paraugu ģimene"}, "household"),
        ("register", FIGURE | {"count": "daudz"}, "count"),
        ("register", FIGURE | {"count": "9" * 30}, "count"),
        ("register", FIGURE | {"note": "Jānis Paraugs"}, "note"),
        ("register", FIGURE | {"target_group": "Jānis Paraugs"}, "target_group"),
    ],
)
def test_a_bad_cell_is_named_and_never_quoted(kind, row, field):
    with pytest.raises(Rejection) as rejected:
        judged(kind, row)
    assert rejected.value.fields == field
    assert row[field] == "" or row[field] not in str(rejected.value)


def test_every_bad_cell_of_a_row_is_named():
    with pytest.raises(Rejection) as rejected:
        judged("referrals", REFERRAL | {"narrative": "", "subject.birth_date": "vakar"})
    assert rejected.value.fields == "subject.birth_date narrative"


@pytest.mark.parametrize("name", ["=1+1", "-Anna", "@Anna", "+Anna", "<b>Anna</b>"])
def test_a_formula_or_markup_in_a_name_is_text(name):
    assert judged("referrals", REFERRAL | {"subject.given_name": name}).body.subject.given_name == name


@pytest.mark.parametrize("born", ["2126-01-01", "1026-01-01"])
def test_an_odd_date_of_birth_is_taken_as_by_any_door(born):
    assert judged("referrals", REFERRAL | {"subject.birth_date": born}).body.subject.birth_date.isoformat() == born


def test_a_code_that_is_not_known_is_taken_as_other():
    assert judged("referrals", REFERRAL | {"kind": "school.drone"}).body.kind is ReferralKind.OTHER


def test_a_row_of_a_partner_is_named_by_its_message_or_else_by_its_reference():
    assert judged("referrals", REFERRAL, "skola").cause.id == message_id("skola", "L6V-1")
    named = judged("referrals", REFERRAL | {"message": "m1"}, "skola").cause
    assert (named.id, named.message, named.partner) == (message_id("skola", "m1"), "m1", "skola")


def test_a_row_of_our_own_is_named_apart_from_everybody_elses():
    ours = judged("referrals", REFERRAL).cause
    assert ours.partner is None
    assert ours.id not in (message_id("import", "L6V-1"), judged("referrals", REFERRAL, "skola").cause.id)


def test_a_row_without_any_id_is_named_by_its_file_and_line():
    assert judged("people", PERSON).cause.message == f"{'d' * 64}:2"
