"""Who receives a service on a day: by a request that was started, and has not ended or run out before."""

from datetime import date
from uuid import UUID

from services.cases.domain.requests.request import ServiceRequest
from shared.calendar import RIGA
from shared.decision import Refusal


def must_receive(request: ServiceRequest | None, offer: UUID | None, day: date, pointer: str) -> ServiceRequest:
    """The request by which somebody receives a service on a day, of this offer when one is named.

    Raises Refusal for a stranger, alike whether there is no such request or only none of this offer that was started
    by then; and for a day after its end.
    """
    begun = request and request.started_at and request.started_at.astimezone(RIGA).date() <= day
    if not begun or offer not in (None, request.offer):
        raise Refusal(
            code="service-not-received", title="They do not receive this service",
            detail=f"Nobody with this request receives it on {day}: start the request, or look at the day.",
            pointers=((pointer, "is no request that was started here by that day"),),
        )  # fmt: skip
    end = request.ended_at or request.ends_at
    if end and end.astimezone(RIGA).date() < day:
        raise Refusal(
            code="service-over", title="The service has ended by then",
            detail=f"It ended before {day}: look at the day, or renew it.",
            pointers=((pointer, "ended before that day"),),
        )  # fmt: skip
    return request
