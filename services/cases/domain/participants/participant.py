"""The participant (dalībnieks): a person, as intake's own id, or a colleague, who takes part in a case as something."""

from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from services.cases.domain.acts import Act, require
from services.cases.domain.case import Case
from services.cases.domain.units.absence import today
from services.cases.domain.units.staff import Staff, must_be_there
from shared.contracts.case_codes import ParticipantRole
from shared.contracts.fact import Fact
from shared.contracts.participants import ParticipantAdded, ParticipantLeft
from shared.decision import Cause, Decision, Refusal


@dataclass(frozen=True, slots=True)
class Participant:
    """Somebody's part in one case: `person` or `staff`, never both."""

    id: UUID
    case_id: UUID
    role: ParticipantRole
    person: UUID | None = None
    staff: UUID | None = None
    left_at: datetime | None = None
    version: int = 1


def evolve(participant: Participant | None, fact: Fact) -> Participant:
    """The participant after a fact of the service's own."""
    match fact:
        case ParticipantAdded():
            return Participant(fact.participant, fact.case, fact.role, fact.person, fact.staff)
        case ParticipantLeft():
            return replace(participant, left_at=fact.left_at, version=participant.version + 1)
    raise TypeError(f"{fact.type} is not a fact about a participant")


def participant_id(cause: Cause) -> UUID:
    """The participant that a command adds."""
    return cause.derive("participant")


def add_person(case: Case, person: UUID, role: ParticipantRole, cause: Cause) -> Decision:
    """A person takes part, and sees nothing by that. Raises Refusal for the role of a colleague."""
    if role is ParticipantRole.COLLEAGUE:
        raise Refusal(
            code="colleague-is-staff", title="A colleague is named by their staff id",
            detail="Send `staff` for a colleague, `person` for anybody else.", pointers=(("/person", "is no staff"),),
        )  # fmt: skip
    return _added(case, cause, role=role, person=person)


def add_colleague(case: Case, staff: Staff | None, cause: Cause) -> Decision:
    """A colleague works on the case too, and sees it. Raises Refusal when they are nobody, or away."""
    return _added(case, cause, role=ParticipantRole.COLLEAGUE, staff=must_be_there(staff, today(cause.time)).id)


def leave(participant: Participant, cause: Cause) -> Decision:
    """They take part no more; that they did stays. Raises Refusal when they left already."""
    if participant.left_at:
        raise Refusal(code="participant-left", title="They left already", detail="They take part in it no more.")
    fact = ParticipantLeft(case=participant.case_id, participant=participant.id, left_at=cause.time)
    return Decision((evolve(participant, fact),), (fact,))


def _added(case: Case, cause: Cause, **who) -> Decision:
    require(case, Act.ADD_PARTICIPANT)
    fact = ParticipantAdded(case=case.id, participant=participant_id(cause), **who)
    return Decision((evolve(None, fact),), (fact,))
