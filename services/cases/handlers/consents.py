"""How consents and sharings come back after a restore; words are in no fact, and are not there then."""

from collections.abc import Iterable

from services.cases.domain.consents.consent import Consent, evolve
from services.cases.domain.consents.sharing import Sharing, recorded
from services.cases.domain.rules import Rules
from shared.contracts.consents import (
    ConsentRecorded,
    ConsentSigned,
    ConsentWithdrawn,
    SharingAllowed,
    SharingRecorded,
)
from shared.contracts.fact import Fact
from shared.decision import Cause, Decision, Handler, Ref, World


def _consent(fact: Fact, cause: Cause, rules: Rules) -> Iterable[Ref]:
    return [(Consent, fact.consent)]


def _replay(world: World, fact: Fact, cause: Cause, rules: Rules) -> Decision:
    return Decision((evolve(world.get(Consent, fact.consent), fact),))


def _sharing(fact: SharingRecorded, cause: Cause, rules: Rules) -> Iterable[Ref]:
    return [(Sharing, fact.sharing)]


def _replay_sharing(world: World, fact: SharingRecorded, cause: Cause, rules: Rules) -> Decision:
    return Decision((recorded(fact, cause.staff),))


REPLAYED = {
    **{f.type: Handler(_consent, _replay) for f in (ConsentRecorded, SharingAllowed, ConsentSigned, ConsentWithdrawn)},
    SharingRecorded.type: Handler(_sharing, _replay_sharing),
}
