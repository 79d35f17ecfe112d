"""What agencies say to notices. Late is late and still counts; only whom a notice was sent to may answer it."""

from collections.abc import Iterable
from uuid import UUID

from services.notifications.domain.delivery import Delivery, settled
from services.notifications.domain.notice import Notice, NoticeState, evolve
from services.notifications.domain.rules import Rulebook
from shared.contracts import notifications as facts
from shared.contracts.partner import NoticeAcknowledged, NoticeAnswered
from shared.decision import Cause, Decision, Ref, Refusal, World


def refs(said: NoticeAcknowledged | NoticeAnswered, cause: Cause, rules: Rulebook) -> Iterable[Ref]:
    return [(Notice, said.notice), (Delivery, said.notice)]


def acknowledge(world: World, said: NoticeAcknowledged, cause: Cause, rules: Rulebook) -> Decision:
    """The agency has seen the notice. Said again, it changes nothing. Raises Refusal when it is not theirs to say."""
    notice = theirs(world, said.notice, cause)
    if not notice.is_silent:
        return Decision()
    fact = facts.NoticeAcknowledged(**notice.names, late=_is_late(notice, cause), acknowledged_at=cause.time)
    return _heard(world, notice, fact)


def answer(world: World, said: NoticeAnswered, cause: Cause, rules: Rulebook) -> Decision:
    """The agency takes it on or not, and perhaps what it did: the last word counts. Raises Refusal as above."""
    notice = theirs(world, said.notice, cause)
    if (notice.answer, notice.reason, notice.outcome) == (said.answer, said.reason, said.outcome):
        return Decision()
    fact = facts.AgencyAnswered(
        **notice.names, answer=said.answer, reason=said.reason, outcome=said.outcome, late=_is_late(notice, cause),
        answered_at=cause.time,
    )  # fmt: skip
    return _heard(world, notice, fact)


def theirs(world: World, id: UUID, cause: Cause) -> Notice:
    """The notice, if it was sent to whoever speaks. Raises Refusal when it was not, or when it was taken back."""
    notice = world.get(Notice, id)
    if notice is None or notice.agency != cause.partner:
        # The same words for both: whether somebody else has such a notice is nobody's business.
        raise Refusal(
            code="notice-not-yours", title="You have no such notice", status=404,
            detail="Take the id from the notice itself; only the agency a notice was sent to can answer it.",
            pointers=(("/notice", "is no notice of yours"),),
        )  # fmt: skip
    if notice.state is NoticeState.WITHDRAWN:
        raise Refusal(
            code="notice-withdrawn", title="The notice was taken back",
            detail="Nothing is asked of you any more; call us if you have acted on it already.",
        )  # fmt: skip
    return notice


def _is_late(notice: Notice, cause: Cause) -> bool:
    """The clock runs until the first word; what is said later is as late as that was."""
    return cause.time > notice.acknowledge_by if notice.is_silent else notice.late


def _heard(world: World, notice: Notice, fact: facts.NoticeFact) -> Decision:
    # A notice that was restored has none until its case is heard again.
    delivery = world.get(Delivery, notice.id)
    return Decision((evolve(notice, fact), *([settled(delivery)] if delivery else [])), (fact,))
