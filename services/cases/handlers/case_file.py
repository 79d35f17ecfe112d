"""How the facts about a case, and about who takes part in it, rebuild their states."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from services.cases.domain import answer, case, referral
from services.cases.domain.answer import AgencyAnswer
from services.cases.domain.case import Case
from services.cases.domain.participants import grant, participant
from services.cases.domain.participants.grant import Grant
from services.cases.domain.participants.participant import Participant
from services.cases.domain.rules import Rules
from services.cases.domain.tasks import task
from services.cases.domain.tasks.task import Task
from shared.contracts import case_life, cases, participants, tasks
from shared.contracts.cases import CaseOpened
from shared.contracts.fact import Fact
from shared.decision import Cause, Decision, Handler, Ref, World


def of_case(fact: Fact, cause: Cause, rules: Rules) -> Iterable[Ref]:
    return [(Case, fact.case)]


def replay_case(world: World, fact: Fact, cause: Cause, rules: Rules) -> Decision:
    return Decision((case.evolve(world.get(Case, fact.case), fact),))


def replaying(kind: type, field: str, evolve: Callable[[Any, Fact], Any]) -> Handler:
    """How facts about a thing that one of their fields names rebuild it."""

    def refs(fact: Fact, cause: Cause, rules: Rules) -> Iterable[Ref]:
        return [(kind, getattr(fact, field))]

    def replay(world: World, fact: Fact, cause: Cause, rules: Rules) -> Decision:
        return Decision((evolve(world.get(kind, getattr(fact, field)), fact),))

    return Handler(refs, replay)


def _of_task(fact: Fact, cause: Cause, rules: Rules) -> Iterable[Ref]:
    return [(Case, fact.case), (Task, fact.task)]


def _replay_task(world: World, fact: Fact, cause: Cause, rules: Rules) -> Decision:
    after = task.evolve(world.get(Task, fact.task), fact)
    return Decision((after, *task.counted(world.get(Case, fact.case), after, fact)))


def _replay_opened(world: World, fact: CaseOpened, cause: Cause, rules: Rules) -> Decision:
    opened = replay_case(world, fact, cause, rules)
    return Decision(referral.remember(*opened.states)) + opened


_OF_CASES = (
    cases.CaseAssigned, cases.CaseClosed, cases.CaseReopened, case_life.CaseMoved, case_life.CaseCounted,
    case_life.CaseDeputySet, case_life.RiskAssessed, case_life.CaseSuspended, case_life.CaseResumed,
    case_life.ClosureRequested, case_life.ClosureReturned, case_life.CaseMarkedDuplicate,
    case_life.CaseUnmarkedDuplicate, case_life.DuplicateChanged,
)  # fmt: skip
_PARTICIPANT = replaying(Participant, "participant", participant.evolve)
_GRANT = replaying(Grant, "grant", grant.evolve)
_ANSWER = replaying(AgencyAnswer, "notice", answer.evolve)

REPLAYED: Mapping[str, Handler] = {
    CaseOpened.type: Handler(of_case, _replay_opened),
    **{fact.type: Handler(of_case, replay_case) for fact in _OF_CASES},
    **{
        fact.type: Handler(_of_task, _replay_task)
        for fact in (tasks.TaskAdded, tasks.TaskReassigned, tasks.TaskDue, tasks.TaskCompleted)
    },
    **{f.type: _PARTICIPANT for f in (participants.ParticipantAdded, participants.ParticipantLeft)},
    **{f.type: _GRANT for f in (participants.AccessGranted, participants.AccessRevoked)},
    **{f.type: _ANSWER for f in (participants.AnswerNoted, participants.AnswerSeen)},
}
