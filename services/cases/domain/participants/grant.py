"""The grant (piekļuve uz laiku): one account of another agency sees parts of one case, from when until when."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from uuid import UUID

from services.cases.domain.acts import Act, require
from services.cases.domain.case import Case
from shared.contracts.case_codes import CasePart, GrantReason
from shared.contracts.fact import Fact
from shared.contracts.participants import AccessGranted, AccessRevoked
from shared.decision import Cause, Decision, Refusal

LONGEST = timedelta(days=366)
"""Whoever is needed longer is let in again: by convention nobody is for more than a year at once."""


@dataclass(frozen=True, slots=True)
class Grant:
    """One grant. It counts from `valid_from` until `valid_until`, or until it is revoked before that."""

    id: UUID
    case_id: UUID
    account: UUID
    parts: tuple[CasePart, ...]
    valid_from: datetime
    valid_until: datetime
    reason: GrantReason
    granted_by: UUID | None
    revoked_at: datetime | None = None
    version: int = 1


def evolve(grant: Grant | None, fact: Fact) -> Grant:
    """The grant after a fact of the service's own."""
    match fact:
        case AccessGranted():
            return Grant(
                fact.grant, fact.case, fact.account, fact.parts, fact.valid_from, fact.valid_until, fact.reason,
                fact.granted_by,
            )  # fmt: skip
        case AccessRevoked():
            return replace(grant, revoked_at=fact.revoked_at, version=grant.version + 1)
    raise TypeError(f"{fact.type} is not a fact about a grant")


def grant_id(cause: Cause) -> UUID:
    """The grant that a command makes."""
    return cause.derive("grant")


def grant(
    case: Case, account: UUID, parts: Sequence[CasePart], since: datetime, until: datetime, reason: GrantReason,
    cause: Cause,
) -> Decision:  # fmt: skip
    """Let an account in. Raises Refusal when the time is over, ends before it begins, or is longer than a year."""
    require(case, Act.GRANT_ACCESS)
    wrong = (
        "ends before it begins" if until <= since else "is over already" if until <= cause.time
        else "is longer than a year" if until - since > LONGEST else None
    )  # fmt: skip
    if wrong:
        raise Refusal(
            code="grant-time-wrong", title="The time of the grant is not possible",
            detail=f"The time {wrong}: a grant ends in the future, after it begins, within a year.",
            pointers=(("/until", wrong),),
        )  # fmt: skip
    fact = AccessGranted(
        case=case.id, grant=grant_id(cause), account=account, parts=tuple(dict.fromkeys(parts)), valid_from=since,
        valid_until=until, reason=reason, granted_by=cause.staff,
    )  # fmt: skip
    return Decision((evolve(None, fact),), (fact,))


def revoke(grant: Grant, cause: Cause) -> Decision:
    """End it before its time. Raises Refusal when it has ended."""
    if grant.revoked_at or grant.valid_until <= cause.time:
        raise Refusal(code="grant-over", title="The grant has ended", detail="It ended by its time, or was revoked.")
    fact = AccessRevoked(case=grant.case_id, grant=grant.id, revoked_at=cause.time)
    return Decision((evolve(grant, fact),), (fact,))
