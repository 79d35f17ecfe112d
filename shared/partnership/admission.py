"""Who has no access is told so, by whichever door it comes. What it wrote on its topic is set aside, never lost."""

from collections.abc import Iterable, Mapping
from typing import Any

from shared.contracts.standing_codes import PartnerState
from shared.decision import Cause, Decision, Handler, Ref, Refusal, World
from shared.partnership.standing import Partner


def not_admitted(partner: Partner | None) -> Refusal | None:
    """Why a partner is not let in; None when it is. One that nobody has heard of was never kept out."""
    match partner and partner.state:
        case PartnerState.SUSPENDED:
            return Refusal(
                code="partner-suspended", title="Your access is suspended", status=403,
                detail="The municipality has suspended your access: speak with it. What you wrote on your topic "
                "meanwhile is kept for a short time and can be taken up then; over HTTP send it again.",
            )  # fmt: skip
        case PartnerState.REMOVED:
            return Refusal(
                code="partner-removed", title="Your access has ended", status=403,
                detail="The municipality has ended your access: speak with it if that is a mistake.",
            )  # fmt: skip
    return None


def admitted(handlers: Mapping[str, Handler]) -> dict[str, Handler]:
    """The same handlers for messages of partners who have access; whoever has none is refused.

    The standing is read, and locked, in the transaction of the decision: after a suspension nothing takes effect.
    """
    return {type: Handler(_also_the_partner(one), _if_admitted(one)) for type, one in handlers.items()}


def _also_the_partner(handler: Handler):
    def refs(said: Any, cause: Cause, rules: Any) -> Iterable[Ref]:
        return (Partner, cause.partner), *handler.refs(said, cause, rules)

    return refs


def _if_admitted(handler: Handler):
    def decide(world: World, said: Any, cause: Cause, rules: Any) -> Decision:
        if why := not_admitted(world.get(Partner, cause.partner)):
            raise why
        return handler.decide(world, said, cause, rules)

    return decide
