"""Two entries that may mean one person: proposed or linked by a rule, confirmed, rejected or taken apart by a person.

A link says that two entries are one human being and changes neither: so it can be undone, and nothing is ever merged.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from types import MappingProxyType
from uuid import UUID

from shared.contracts.fact import Fact
from shared.contracts.people import PersonsLinked, PersonsUnlinked
from shared.contracts.people_codes import LinkReason
from shared.decision import Cause, Decision, Refusal, derived
from shared.matching import FieldMatch, Match, Scale


class MatchState(StrEnum):
    """What became of a pair."""

    PROPOSED = "proposed"
    LINKED = "linked"
    REJECTED = "rejected"
    UNLINKED = "unlinked"


class LinkAct(StrEnum):
    """What somebody does about a pair."""

    CONFIRM = "confirm"
    REJECT = "reject"
    UNLINK = "unlink"


ALLOWED: Mapping[MatchState, frozenset[LinkAct]] = MappingProxyType(
    {
        MatchState.PROPOSED: frozenset({LinkAct.CONFIRM, LinkAct.REJECT}),
        MatchState.LINKED: frozenset({LinkAct.UNLINK}),
        MatchState.REJECTED: frozenset({LinkAct.CONFIRM}),
        MatchState.UNLINKED: frozenset({LinkAct.CONFIRM}),
    }
)


@dataclass(frozen=True, slots=True)
class PersonMatch:
    """A pair. `one` is the entry whose coming made it."""

    id: UUID
    one: UUID
    other: UUID
    score: int = 0
    fields: tuple[FieldMatch, ...] = ()
    """How each field agreed when the pair was made. In no fact."""
    state: MatchState = MatchState.PROPOSED
    rule: str | None = None
    """The rule that linked or proposed them; None when a person made the pair."""
    by: UUID | None = None
    """Who decided last; None when a rule did."""
    reason: LinkReason | None = None
    version: int = 1


def pair_id(one: UUID, other: UUID) -> UUID:
    """The same whichever of the two comes first."""
    first, second = sorted((one, other))
    return derived(first, f"match:{second}")


def paired(one: UUID, other: UUID, match: Match, scale: Scale) -> tuple[PersonMatch, tuple[Fact, ...]]:
    """The pair that a rule makes of two: linked when the match is certain, proposed otherwise."""
    pair = PersonMatch(pair_id(one, other), one, other, match.score, match.fields, rule=scale.code)
    if not match.is_certain(scale):
        return pair, ()
    fact = PersonsLinked(person=one, other=other, score=match.score, rule=scale.code)
    # A new pair has version 1, however it begins.
    return replace(evolve(pair, fact), version=1), (fact,)


def evolve(pair: PersonMatch | None, fact: PersonsLinked | PersonsUnlinked) -> PersonMatch:
    """The pair after a fact about it."""
    pair = pair or PersonMatch(pair_id(fact.person, fact.other), fact.person, fact.other, version=0)
    changed = {"state": MatchState.UNLINKED, "by": fact.by}
    if isinstance(fact, PersonsLinked):
        changed = {
            "state": MatchState.LINKED, "score": fact.score, "rule": fact.rule or pair.rule, "by": fact.by,
        }  # fmt: skip
    return replace(pair, version=pair.version + 1, **changed)


def decide(
    pair: PersonMatch | None, one: UUID, other: UUID, act: LinkAct, reason: LinkReason, score: Match, cause: Cause
) -> Decision:
    """Somebody decides about two entries; a pair that no rule found is made by confirming it, with its `score`.

    Raises Refusal when the act does not fit what became of the pair.
    """
    if one == other:
        raise Refusal(
            code="same-entry", title="A person is not paired with themselves",
            detail="Name another entry than the one in the address.",
            pointers=(("/other", "is the entry in the address"),),
        )  # fmt: skip
    state = pair.state if pair else MatchState.UNLINKED
    if act not in ALLOWED[state]:
        raise Refusal(
            code="pair-in-another-state", title="The pair is in another state",
            detail=f"The two are {state}: {' or '.join(sorted(ALLOWED[state]))} is what can be done about that.",
        )  # fmt: skip
    pair = pair or PersonMatch(pair_id(one, other), one, other, score.score, score.fields, version=0)
    if act is LinkAct.REJECT:
        rejected = replace(pair, state=MatchState.REJECTED, by=cause.staff, reason=reason, version=pair.version + 1)
        return Decision((rejected,))
    told = {"person": pair.one, "other": pair.other, "by": cause.staff}
    fact = PersonsLinked(**told, score=pair.score) if act is LinkAct.CONFIRM else PersonsUnlinked(**told)
    return Decision((replace(evolve(pair, fact), reason=reason),), (fact,))
