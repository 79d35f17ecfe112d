"""The reference by which somebody who waits asks where they stand: the id of their request, and a code that fits it.

The code is a keyed digest and stored nowhere: whoever reads the database, a fact or a log cannot ask for anybody.
"""

from uuid import UUID

from services.cases.domain.requests.request import ServiceRequest
from shared.decision import Refusal
from shared.shown_code import Keyed, same, shown_code

_NOBODY_S = UUID(int=0)


def code_of(request: UUID, rules: Keyed) -> str:
    """What somebody is given to ask with."""
    return shown_code(f"where-do-i-stand:{request}", rules)


def asked(request: ServiceRequest | None, code: str, rules: Keyed) -> ServiceRequest:
    """The request, for whoever knows its code. Raises the same Refusal whatever is wrong with id or code."""
    # Asked for in any case: how long it takes tells nobody that there is such a request.
    knows = same(code_of(request.id if request else _NOBODY_S, rules), code)
    if request is None or not knows:
        raise Refusal(
            code="reference-unknown", title="There is nothing with this reference", status=404,
            detail="Compare both parts, letter by letter, with what you were given.",
        )  # fmt: skip
    return request
