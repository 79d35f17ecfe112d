"""What may be done with a referral: one table of states and acts, and for each refused act the reason in words."""

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType

from services.intake.domain.referral import Referral
from shared.contracts.codes import ReferralKind
from shared.contracts.referral_codes import HelpFamily, ReferralState
from shared.decision import Refusal


class Act(StrEnum):
    """What somebody does with a referral: the worker at the queue, or the partner who sent it."""

    ACCEPT = "accept"
    DECLINE = "decline"
    ASK = "ask"
    REDIRECT = "redirect"
    TRIAGE = "triage"
    ANSWER = "answer"
    FORWARD = "forward"
    SUPPLY = "supply"
    LINK = "link"
    UNLINK = "unlink"
    CORRECT = "correct"
    WITHDRAW = "withdraw"


OF_THE_SENDER = frozenset({Act.CORRECT, Act.WITHDRAW})
OF_THE_WORKER = tuple(act for act in Act if act not in OF_THE_SENDER)

OVER = frozenset({ReferralState.DECLINED, ReferralState.REDIRECTED, ReferralState.WITHDRAWN, ReferralState.COMPLETED})
"""The states that a referral does not leave."""

_ALWAYS = frozenset({Act.LINK, Act.UNLINK})
_LATER = _ALWAYS | {Act.SUPPLY, Act.CORRECT, Act.WITHDRAW}

ALLOWED: Mapping[ReferralState, frozenset[Act]] = MappingProxyType(
    {
        ReferralState.RECEIVED: frozenset(Act),
        # Its clock stands still: it is taken up again, given up by somebody, or declined because nothing came.
        ReferralState.NEEDS_INFO: _LATER | {Act.DECLINE},
        ReferralState.ACCEPTED: _LATER,
        ReferralState.IN_PROGRESS: _LATER,
        **dict.fromkeys(OVER, _ALWAYS),
    }
)


def require(referral: Referral, act: Act) -> None:
    """Raises the Refusal of an act that is not possible as things stand."""
    if why := refusal(referral, act):
        raise why


def refusal(referral: Referral, act: Act) -> Refusal | None:
    """Why an act is not possible as things stand; None when it is."""
    if act not in ALLOWED[referral.state]:
        return _state_is_in_the_way(referral, act)
    inquiry = referral.kind is ReferralKind.INQUIRY
    if act is Act.ACCEPT and inquiry:
        return Refusal(
            code="inquiry-opens-no-case", title="An inquiry opens no case",
            detail="Answer it; when it turns out to be more than a question, enter a referral of the right kind.",
        )  # fmt: skip
    if act is Act.ANSWER and not inquiry:
        return Refusal(
            code="not-an-inquiry", title="Only an inquiry is answered at once",
            detail=f"Referral {referral.number} is a report or request: accept, decline or redirect it.",
        )  # fmt: skip
    assistance = referral.family is HelpFamily.ASSISTANCE
    if act is Act.ACCEPT and assistance:
        return Refusal(
            code="benefit-opens-no-case", title="An application for a benefit opens no case",
            detail="Forward it to where benefits are calculated; enter a referral for services that are needed.",
        )  # fmt: skip
    if act is Act.FORWARD and not assistance:
        return Refusal(
            code="not-for-a-benefit", title="Only an application for a benefit is forwarded",
            detail=f"Referral {referral.number} does not ask for a benefit: accept, decline or redirect it.",
        )  # fmt: skip
    if act is Act.UNLINK and not referral.links:
        return Refusal(
            code="not-linked", title="The referrals are not linked",
            detail=f"Referral {referral.number} is not linked to that one; read it again to see its links.",
        )  # fmt: skip
    return None


def _state_is_in_the_way(referral: Referral, act: Act) -> Refusal:
    if referral.state is ReferralState.NEEDS_INFO:
        return Refusal(
            code="waits-for-information", title="The referral waits for information",
            detail=f"The clock of referral {referral.number} stands still: supply what came, or decline it.",
        )  # fmt: skip
    if act in OF_THE_SENDER or act is Act.SUPPLY or referral.state is ReferralState.WITHDRAWN:
        return Refusal(
            code="referral-over", title="The referral is over",
            detail=f"Referral {referral.number} is {referral.state} and changes no more: send a new one.",
        )  # fmt: skip
    return Refusal(
        code="referral-already-decided", title="The referral is decided already",
        detail=f"Referral {referral.number} is {referral.state}; a decision is taken once.",
    )  # fmt: skip
