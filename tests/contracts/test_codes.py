"""Codes are plain and documented; a partner's unknown code becomes `other`, a core fact's unknown code does not."""

import re
from enum import StrEnum
from inspect import getmembers, isclass

import pytest
from pydantic import TypeAdapter, ValidationError

from shared.contracts import codes, referral_codes
from shared.contracts.disclosure import DISCLOSED
from shared.contracts.partner import NoticeSubject
from shared.contracts.partner import codes as partner_codes
from tests.contracts.code_lists import MODULES

ENUMS = [
    enum
    for module in MODULES
    for _, enum in getmembers(module, isclass)
    if issubclass(enum, StrEnum) and enum is not StrEnum
]


@pytest.mark.parametrize("enum", ENUMS, ids=lambda enum: enum.__name__)
def test_a_code_list_is_documented_and_its_codes_are_plain(enum):
    assert enum.__doc__
    assert [code for code in enum if not re.fullmatch(r"[a-z0-9][a-z0-9_.+-]*", code)] == []


@pytest.mark.parametrize(
    ("on_the_edge", "inside"),
    [
        (partner_codes.PartnerReferralKind, codes.ReferralKind),
        (partner_codes.PartnerNeedCode, codes.NeedCode),
        (partner_codes.PartnerDeclineReason, codes.DeclineReason),
        (partner_codes.PartnerOutcomeCode, codes.OutcomeCode),
        (partner_codes.PartnerWithdrawalReason, referral_codes.WithdrawalReason),
        (partner_codes.PartnerReporterRelation, referral_codes.ReporterRelation),
        (partner_codes.PartnerAnswerWish, referral_codes.AnswerWish),
    ],
)
def test_an_unknown_code_is_other_on_the_edge_and_refused_inside(on_the_edge, inside):
    assert TypeAdapter(on_the_edge).validate_json('"brand_new"', strict=True) is inside.OTHER
    assert [TypeAdapter(on_the_edge).validate_json(f'"{code}"', strict=True) for code in inside] == list(inside)
    with pytest.raises(ValidationError):
        TypeAdapter(inside).validate_json('"brand_new"', strict=True)
    with pytest.raises(ValidationError):
        TypeAdapter(on_the_edge).validate_json("7", strict=True)


def test_a_referral_ends_as_its_case_does_or_without_one():
    without_a_case = {referral_codes.ReferralOutcome.ANSWERED, referral_codes.ReferralOutcome.FORWARDED}
    assert set(referral_codes.ReferralOutcome) == {*codes.CaseOutcome, *without_a_case}


def test_each_field_set_names_fields_a_notice_has_and_all_together_name_them_all():
    assert set(DISCLOSED) == set(codes.FieldSet)
    assert frozenset().union(*DISCLOSED.values()) == set(NoticeSubject.model_fields)
