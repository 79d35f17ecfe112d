"""The crisis plan (krīzes plāns): how a crisis begins, what helps, whom to call at any hour. One for each person."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from services.cases.domain.account import staff_of
from services.cases.domain.case import Case
from services.cases.domain.work import must_be_open
from shared.decision import Cause, Decision, Refusal, derived


@dataclass(frozen=True, slots=True)
class Call:
    """Somebody to call."""

    who: str
    phone: str
    round_the_clock: bool


@dataclass(frozen=True, slots=True)
class CrisisText:
    """What a crisis plan says."""

    warning_signs: tuple[str, ...]
    what_helps: tuple[str, ...]
    calls: tuple[Call, ...]
    safe_place: str | None


@dataclass(frozen=True, slots=True)
class CrisisPlan:
    """The crisis plan of one person of one case. It is words, so it is in no fact, and a backup alone keeps it."""

    id: UUID
    case_id: UUID
    subject: UUID
    warning_signs: tuple[str, ...]
    what_helps: tuple[str, ...]
    calls: tuple[Call, ...]
    safe_place: str | None
    written_by: UUID
    written_at: datetime
    version: int = 1


def crisis_plan_id(case: UUID, subject: UUID) -> UUID:
    """There is one for each person of a case."""
    return derived(case, f"crisis-plan/{subject}")


def write(case: Case, known: CrisisPlan | None, subject: UUID, text: CrisisText, cause: Cause) -> Decision:
    """Write it for the first time. Raises Refusal when there is one, or for a person who is not of the case."""
    if known is not None:
        raise Refusal(
            code="crisis-plan-exists", title="There is one already", detail="Read it, and change it by If-Match."
        )
    if subject not in case.subjects:
        raise Refusal(
            code="subject-unknown", title="It is about nobody of this case", pointers=(("/subject", "is unknown"),),
            detail="Send an id out of the case's subjects.",
        )  # fmt: skip
    return _written(case, text, cause, id=crisis_plan_id(case.id, subject), subject=subject, version=1)


def change(case: Case, known: CrisisPlan, text: CrisisText, cause: Cause) -> Decision:
    """Replace what it says."""
    return _written(case, text, cause, id=known.id, subject=known.subject, version=known.version + 1)


def _written(case: Case, text: CrisisText, cause: Cause, **told) -> Decision:
    must_be_open(case)
    if not any(call.round_the_clock for call in text.calls):
        raise Refusal(
            code="crisis-plan-unreachable", title="Nobody can be called at night", pointers=(("/calls", "lack one"),),
            detail="At least one of the calls must be answered round the clock: 112, if there is nobody else.",
        )  # fmt: skip
    plan = CrisisPlan(
        case_id=case.id, warning_signs=text.warning_signs, what_helps=text.what_helps, calls=text.calls,
        safe_place=text.safe_place, written_by=staff_of(cause), written_at=cause.time, **told,
    )  # fmt: skip
    return Decision((plan,))
