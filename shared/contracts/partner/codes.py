"""Codes as partners send them: one we do not know is read as `other`, and the owner gets its raw value to keep."""

import json
from collections.abc import Iterator
from enum import StrEnum
from typing import Annotated, Any

from pydantic import BaseModel, BeforeValidator

from shared.contracts.codes import DeclineReason, NeedCode, OutcomeCode, ReferralKind
from shared.contracts.message import EdgeMessage
from shared.contracts.referral_codes import AnswerWish, ReporterIdentity, ReporterRelation, WithdrawalReason


def _or_else(fallback: StrEnum) -> BeforeValidator:
    """Reads any string as a code of the fallback's list; what is no string is left for the model to refuse."""
    known = {code.value: code for code in type(fallback)}
    return BeforeValidator(lambda raw: known.get(raw, fallback) if isinstance(raw, str) else raw)


def _or_other(codes: type[StrEnum]) -> BeforeValidator:
    return _or_else(codes("other"))


PartnerReferralKind = Annotated[ReferralKind, _or_other(ReferralKind)]
PartnerNeedCode = Annotated[NeedCode, _or_other(NeedCode)]
PartnerDeclineReason = Annotated[DeclineReason, _or_other(DeclineReason)]
PartnerWithdrawalReason = Annotated[WithdrawalReason, _or_other(WithdrawalReason)]
PartnerOutcomeCode = Annotated[OutcomeCode, _or_other(OutcomeCode)]
PartnerReporterRelation = Annotated[ReporterRelation, _or_other(ReporterRelation)]
PartnerAnswerWish = Annotated[AnswerWish, _or_other(AnswerWish)]
# A wish that we do not know is at least one for more care than none.
PartnerReporterIdentity = Annotated[ReporterIdentity, _or_else(ReporterIdentity.PROTECTED)]


def codes_not_understood(message: EdgeMessage, data: bytes) -> tuple[tuple[str, str], ...]:
    """(JSON pointer, raw code) of each code in `data` that `message`, which was read from it, holds as `other`."""
    return tuple(_differing(message, json.loads(data), ""))


def _differing(read: Any, sent: Any, pointer: str) -> Iterator[tuple[str, str]]:
    match read:
        case StrEnum() if read != sent:
            yield pointer, sent
        case BaseModel():
            for name, value in read:
                if name in read.model_fields_set:
                    yield from _differing(value, sent[name], f"{pointer}/{name}")
        case tuple():
            for index, (item, sent_item) in enumerate(zip(read, sent, strict=True)):
                yield from _differing(item, sent_item, f"{pointer}/{index}")
