"""The link of a message without content: whoever has it speaks for the agency, about one notice and for a time.

Its token is random and stands in the message alone; here it is known by its digest. There is no key that could be lost.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from hashlib import sha256
from uuid import UUID

from services.notifications.domain import answers
from services.notifications.domain.delivery import Delivery
from services.notifications.domain.follow_up import FollowUp
from services.notifications.domain.notice import Notice, NoticeState
from services.notifications.domain.rules import Rulebook
from shared.contracts.partner import NoticeAcknowledged, NoticeAnswered
from shared.contracts.standing_codes import PartnerState
from shared.decision import Cause, Decision, Ref, Refusal, World
from shared.partnership import Partner


class LinkStanding(StrEnum):
    """What a link is good for."""

    OPEN = "open"
    UNKNOWN = "unknown"
    EXPIRED = "expired"
    ANSWERED = "answered"
    """The notice has its answer, by this link or by another door: a link takes one answer and no second."""
    WITHDRAWN = "withdrawn"
    NO_ACCESS = "no_access"
    """The agency's access is suspended, or has ended."""


@dataclass(frozen=True, slots=True)
class Link:
    """One link; `id` is its token's digest. A notice that was tried again has several."""

    id: str
    notice: UUID
    agency: str
    expires_at: datetime

    @property
    def leads_to(self) -> tuple[Ref, ...]:
        return (Partner, self.agency), *((kind, self.notice) for kind in (Notice, FollowUp, Delivery))


def link_id(token: str) -> str:
    """Under which a token's link is kept."""
    return sha256(token.encode()).hexdigest()


def standing(
    expires_at: datetime | None, state: NoticeState | None, access: PartnerState | None, now: datetime
) -> LinkStanding:
    """What a link is good for now; without `expires_at` there is no such link, without `access` nobody kept it out."""
    if expires_at is None or state is None:
        return LinkStanding.UNKNOWN
    if access not in (None, PartnerState.ACTIVE):
        return LinkStanding.NO_ACCESS
    if state is NoticeState.WITHDRAWN:
        return LinkStanding.WITHDRAWN
    if state is NoticeState.ANSWERED:
        return LinkStanding.ANSWERED
    return LinkStanding.OPEN if now < expires_at else LinkStanding.EXPIRED


class LinkRefused(Refusal):
    """A link takes no answer; the page it leads to says why, so that no problem of the API has its code."""


def refs(link: str) -> Iterable[Ref]:
    return [(Link, link)]


def say(world: World, link: str, said: NoticeAcknowledged | NoticeAnswered, cause: Cause, rules: Rulebook) -> Decision:
    """What an agency says by a link, as it could by any other door. Raises Refusal when it is good for nothing."""
    known = world.get(Link, link)
    notice = world.get(Notice, known.notice) if known else None
    partner = world.get(Partner, known.agency) if known else None
    now = standing(known and known.expires_at, notice and notice.state, partner and partner.state, cause.time)
    if now is not LinkStanding.OPEN:
        raise LinkRefused(
            code=f"link-{now.replace('_', '-')}", title="The link takes no answer",
            detail=f"The link is {now}: it takes nothing for this notice.",
        )  # fmt: skip
    rule = answers.answer if isinstance(said, NoticeAnswered) else answers.acknowledge
    return rule(world, said, cause, rules)
