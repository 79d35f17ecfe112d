"""After a restore: notices are rebuilt from what they led to, as far as that says; hearing others again does more."""

from collections.abc import Iterable

from services.notifications.domain import follow_up as follow_ups
from services.notifications.domain.delivery import Delivery, settled, withdrawn
from services.notifications.domain.follow_up import FollowUp
from services.notifications.domain.notice import Notice, NoticeState, evolve
from services.notifications.domain.rules import Rulebook
from shared.contracts.follow_ups import FollowUpAsked
from shared.contracts.notifications import NoticeFact
from shared.decision import Cause, Decision, Ref, Timer, World


def refs(fact: NoticeFact, cause: Cause, rules: Rulebook) -> Iterable[Ref]:
    return [(Notice, fact.notice), (Delivery, fact.notice)]


def refs_of_follow_up(fact: NoticeFact, cause: Cause, rules: Rulebook) -> Iterable[Ref]:
    return [(FollowUp, fact.notice)]


def replay_follow_up(world: World, fact: NoticeFact, cause: Cause, rules: Rulebook) -> Decision:
    """What a person was asked to do, with its clock; one that ran out meanwhile runs out at once."""
    before = world.get(FollowUp, fact.notice)
    if before is None and not isinstance(fact, FollowUpAsked):
        # It was asked for before this was told of.
        return Decision()
    after = follow_ups.evolve(before, fact)
    clock = Timer(follow_ups.FOLLOW_UP, after.id, after.due_at)
    return Decision((after,), timers=(clock,) if after.open else ())


def replay(world: World, fact: NoticeFact, cause: Cause, rules: Rulebook) -> Decision:
    """What was brought already is not brought again; a withdrawal is, for nobody knows whether it arrived."""
    notice = evolve(world.get(Notice, fact.notice), fact)
    delivery = world.get(Delivery, fact.notice)
    if delivery is None or notice.state is NoticeState.ISSUED:
        return Decision((notice,))
    after = withdrawn(notice, delivery) if notice.state is NoticeState.WITHDRAWN else settled(delivery)
    return Decision((notice, after))
