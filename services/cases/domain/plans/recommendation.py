"""The recommendation (ieteikums): given once, and asked after on its day."""

from dataclasses import dataclass, replace
from datetime import date, datetime
from uuid import UUID

from services.cases.domain.account import staff_of
from services.cases.domain.case import Case
from services.cases.domain.plans.rules import end_of
from services.cases.domain.tasks.task import Task, add, complete, task_id
from services.cases.domain.units.absence import today
from services.cases.domain.work import must_be_open
from shared.contracts.case_codes import TaskKind
from shared.contracts.fact import Fact
from shared.contracts.plan_codes import RecommendationCode, RecommendationOutcome
from shared.contracts.plans import RecommendationFollowedUp, RecommendationGiven
from shared.decision import Cause, Decision, Ref, Refusal


@dataclass(frozen=True, slots=True)
class Recommendation:
    """One recommendation. Its words are in no fact: after a rebuild from the log alone only the code is left."""

    id: UUID
    case_id: UUID
    code: RecommendationCode
    staff: UUID
    given_at: datetime
    follow_up_on: date
    subject: UUID | None = None
    words: str | None = None
    outcome: RecommendationOutcome | None = None
    followed_up_at: datetime | None = None
    version: int = 1

    @property
    def task(self) -> UUID:
        """The task that asks what became of it."""
        return task_id(self.id, TaskKind.RECOMMENDATION_FOLLOW_UP, end_of(self.follow_up_on))

    @property
    def leads_to(self) -> tuple[Ref, ...]:
        """Whoever says what became of it ends the task."""
        return ((Task, self.task),)


def evolve(given: Recommendation | None, fact: Fact) -> Recommendation:
    """The recommendation after a fact of the service's own."""
    match fact:
        case RecommendationGiven():
            return Recommendation(
                fact.recommendation, fact.case, fact.code, fact.staff, fact.given_at, fact.follow_up_on, fact.subject
            )
        case RecommendationFollowedUp():
            changed = {"outcome": fact.outcome, "followed_up_at": fact.followed_up_at}
        case _:
            raise TypeError(f"{fact.type} is not a fact about a recommendation")
    return replace(given, version=given.version + 1, **changed)


def recommendation_id(cause: Cause) -> UUID:
    """The recommendation that a command gives."""
    return cause.derive("recommendation")


def give(
    case: Case, code: RecommendationCode, words: str | None, subject: UUID | None, follow_up_on: date, cause: Cause
) -> Decision:
    """Recommend something; a task asks on its day what became of it."""
    must_be_open(case)
    if subject is not None and subject not in case.subjects:
        raise Refusal(
            code="subject-unknown", title="It is about nobody of this case", pointers=(("/subject", "is unknown"),),
            detail="Send an id out of the case's subjects, or none for the whole household.",
        )  # fmt: skip
    if follow_up_on <= today(cause.time):
        raise Refusal(
            code="follow-up-impossible", title="It cannot be followed up then",
            detail="What became of a recommendation is asked on a day that lies ahead.",
            pointers=(("/follow_up_on", "does not lie ahead"),),
        )  # fmt: skip
    fact = RecommendationGiven(
        case=case.id, recommendation=recommendation_id(cause), code=code, staff=staff_of(cause), given_at=cause.time,
        follow_up_on=follow_up_on, subject=subject,
    )  # fmt: skip
    given = replace(evolve(None, fact), words=words)
    due = end_of(follow_up_on)
    return Decision((given,), (fact,)) + add(
        case, TaskKind.RECOMMENDATION_FOLLOW_UP, due, cause, about=given.id, staff=given.staff
    )


def follow_up(
    case: Case, given: Recommendation, task: Task | None, outcome: RecommendationOutcome, cause: Cause
) -> Decision:
    """Say what became of it. Raises Refusal when that is known already."""
    must_be_open(case)
    if given.outcome is not None:
        raise Refusal(
            code="recommendation-followed-up", title="It is known what became of it",
            detail=f"It was {given.outcome}; recommend anew if something is still to be done.",
        )  # fmt: skip
    fact = RecommendationFollowedUp(
        case=case.id, recommendation=given.id, outcome=outcome, followed_up_at=cause.time
    )  # fmt: skip
    return Decision((evolve(given, fact),), (fact,)) + complete(case, task, cause)
