"""What a provider is told of somebody who has a place with it: only what was shared, and never more than it needs.

Somebody of the service has recorded that it is shared, with its ground: a consent or a duty. What was shared by consent
is told only as long as that consent holds.
"""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from services.cases.domain.consents.allows import allows
from services.cases.domain.consents.consent import Consent
from services.cases.domain.consents.sharing import Sharing
from services.cases.domain.requests.request import RequestState
from shared.contracts.codes import FieldSet, PartnerKind
from shared.contracts.disclosure import DISCLOSED

EXPECTED = (RequestState.ACCEPTED, RequestState.STARTED, RequestState.INTERRUPTED)
"""The states in which a provider has to know whom it expects. Whoever was only offered a place has not agreed to it."""
_NEEDED = DISCLOSED[FieldSet.CONTACT]


def told(
    sharings: Iterable[Sharing], consents: Iterable[Consent], person: UUID, kind: PartnerKind, at: datetime
) -> frozenset[str]:
    """The fields of a person that a provider of this kind may be told at an instant; none when nothing was shared."""
    said = list(consents)
    fields = (
        DISCLOSED[one.field_set]
        for one in sharings
        if (one.person, one.recipient) == (person, kind) and _holds(one, said, at)
    )
    return _NEEDED & frozenset().union(*fields)


def _holds(sharing: Sharing, consents: list[Consent], at: datetime) -> bool:
    if sharing.consent is None:
        return True
    return allows(consents, sharing.person, sharing.purpose, sharing.recipient, sharing.field_set, at).allowed
