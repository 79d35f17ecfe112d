"""What an agency said about a notice of a case: an entry for whoever works on the case, until they have seen it."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from services.cases.domain.case import Case
from services.cases.domain.rules import Rules
from shared.contracts.codes import AnswerCode, DeclineReason, OutcomeCode
from shared.contracts.fact import Fact
from shared.contracts.notifications import AgencyAnswered, NoticeAcknowledged
from shared.contracts.participants import AnswerNoted, AnswerSeen
from shared.decision import Cause, Decision, Ref, Refusal, World


@dataclass(frozen=True, slots=True)
class AgencyAnswer:
    """The last word of an agency about one notice; its id is the notice's. `answer` is none for a mere reading."""

    id: UUID
    case_id: UUID
    agency: str
    noted_at: datetime
    answer: AnswerCode | None = None
    reason: DeclineReason | None = None
    outcome: OutcomeCode | None = None
    seen: bool = False
    version: int = 1


def evolve(answer: AgencyAnswer | None, fact: Fact) -> AgencyAnswer:
    """The entry after a fact of the service's own; what comes later about the same notice is to be seen again."""
    match fact:
        case AnswerNoted():
            version = answer.version + 1 if answer else 1
            return AgencyAnswer(
                fact.notice, fact.case, fact.agency, fact.noted_at, fact.answer, fact.reason, fact.outcome,
                version=version,
            )  # fmt: skip
        case AnswerSeen():
            return replace(answer, seen=True, version=answer.version + 1)
    raise TypeError(f"{fact.type} is not a fact about an answer")


def refs(fact: AgencyAnswered | NoticeAcknowledged, cause: Cause, rules: Rules) -> Iterable[Ref]:
    return [(AgencyAnswer, fact.notice), *([(Case, fact.case)] if fact.case else [])]


def note(world: World, fact: AgencyAnswered | NoticeAcknowledged, cause: Cause, rules: Rules) -> Decision:
    """An agency read a notice of a case, or answered it. What is about no case here is noted nowhere."""
    if fact.case is None or world.get(Case, fact.case) is None:
        return Decision()
    before = world.get(AgencyAnswer, fact.notice)
    if isinstance(fact, AgencyAnswered):
        said = {"answer": fact.answer, "reason": fact.reason, "outcome": fact.outcome, "noted_at": fact.answered_at}
    elif before:
        # An answer says more than that the notice was read.
        return Decision()
    else:
        said = {"noted_at": fact.acknowledged_at}
    noted = AnswerNoted(case=fact.case, notice=fact.notice, agency=fact.agency, **said)
    return Decision((evolve(before, noted),), (noted,))


def see(answer: AgencyAnswer) -> Decision:
    """Whoever works on the case has seen it. Raises Refusal when it was seen already."""
    if answer.seen:
        raise Refusal(code="answer-seen", title="It was seen already", detail="Somebody has seen this answer before.")
    fact = AnswerSeen(case=answer.case_id, notice=answer.id)
    return Decision((evolve(answer, fact),), (fact,))
