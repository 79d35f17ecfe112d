"""After a restore: notices are rebuilt from what they led to, as far as that says; hearing others again does more."""

from collections.abc import Iterable

from services.notifications.domain.delivery import Delivery, settled, withdrawn
from services.notifications.domain.notice import Notice, NoticeState, evolve
from services.notifications.domain.rules import Rulebook
from shared.contracts.notifications import NoticeFact
from shared.decision import Cause, Decision, Ref, World


def refs(fact: NoticeFact, cause: Cause, rules: Rulebook) -> Iterable[Ref]:
    return [(Notice, fact.notice), (Delivery, fact.notice)]


def replay(world: World, fact: NoticeFact, cause: Cause, rules: Rulebook) -> Decision:
    """What was brought already is not brought again; a withdrawal is, for nobody knows whether it arrived."""
    notice = evolve(world.get(Notice, fact.notice), fact)
    delivery = world.get(Delivery, fact.notice)
    if delivery is None or notice.state is NoticeState.ISSUED:
        return Decision((notice,))
    after = withdrawn(notice, delivery) if notice.state is NoticeState.WITHDRAWN else settled(delivery)
    return Decision((notice, after))
