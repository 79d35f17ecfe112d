"""What cannot go where it should is passed on: to the agency's next channel, and after the last one to a person.

No try is spent on that. What a person was told of stays in the queue, and still goes out when it can.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import timedelta
from uuid import UUID

from services.notifications.domain.delivery import Delivery, following
from services.notifications.domain.notice import Notice
from services.notifications.domain.rules import Rulebook
from services.notifications.domain.trying import by_phone
from shared.contracts.codes import NoticeChannel
from shared.decision import Cause, Decision, Ref, World

WAITED = "delivery-waited"
URGENT_WAITS = timedelta(minutes=1)
"""For a circuit to close, or a pause to end: about as long as three tries would have taken."""
ROUTINE_WAITS = timedelta(minutes=30)
"""For a circuit to close; for the end of a pause it waits as long as that takes, while its clock runs."""


@dataclass(frozen=True, slots=True)
class Waited:
    """A notice has waited long enough for `channel`."""

    notice: UUID
    channel: NoticeChannel


def refs(waited: Waited, cause: Cause, rules: Rulebook) -> Iterable[Ref]:
    return [(Notice, waited.notice), (Delivery, waited.notice)]


def waited(world: World, waited: Waited, cause: Cause, rules: Rulebook) -> Decision:
    """Pass it on, unless it has left that channel meanwhile."""
    notice, delivery = world.get(Notice, waited.notice), world.get(Delivery, waited.notice)
    if not delivery.open or delivery.channel is not waited.channel:
        return Decision()
    return passed_on(notice, delivery)


def passed_on(notice: Notice, delivery: Delivery) -> Decision:
    """The next channel's turn, or a person's."""
    if channel := following(notice, delivery):
        return Decision((replace(delivery, channel=channel, failures=0, not_before=None),))
    return Decision((replace(delivery, with_person=True),)) + by_phone(notice)
