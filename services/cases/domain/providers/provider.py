"""A provider's account, and what it reports of the requests that are its own."""

from dataclasses import dataclass
from uuid import UUID

from services.cases.domain.requests import acts
from services.cases.domain.requests.acts import RequestAct
from services.cases.domain.requests.request import RequestState, ServiceRequest
from shared.contracts.codes import PartnerKind
from shared.decision import Refusal

REPORTED = (RequestAct.START, RequestAct.INTERRUPT, RequestAct.RESUME, RequestAct.END)
"""What a provider says of a request. Who gets a place, and whether they take it, is between the service and them."""


@dataclass(frozen=True, slots=True)
class Provider:
    """A partner that is one organisation of the catalogue, or several."""

    kind: PartnerKind
    organizations: tuple[UUID, ...] = ()


NOBODY = Provider(PartnerKind.OTHER)
"""An account for which the configuration names no organisation: nothing is its own."""


def require(request: ServiceRequest, act: RequestAct) -> None:
    """Raises the Refusal of what a provider cannot report as things stand."""
    if why := refusal(request, act):
        raise why


def refusal(request: ServiceRequest, act: RequestAct) -> Refusal | None:
    """Why a provider cannot report an act as things stand; None when it can."""
    if act is RequestAct.END and request.state is RequestState.OFFERED:
        return Refusal(
            code="request-state", title="That is not what comes next",
            detail="The place is offered, and nobody has accepted it yet: until then only the service ends it.",
        )  # fmt: skip
    return acts.refusal(request, act)
