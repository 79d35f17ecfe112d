"""What somebody is to somebody else (radinieks, aizbildnis, kaimiņš …). It gives no right to see or do anything."""

from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from services.intake.domain.people.person import Person
from shared.contracts.people_codes import RelationshipKind
from shared.decision import Cause, Decision, Refusal, derived


@dataclass(frozen=True, slots=True)
class Relationship:
    """`other` is the `kind` of `person`: their parent, say. It has an end and is never deleted."""

    id: UUID
    person: UUID
    other: UUID
    kind: RelationshipKind
    since: datetime
    """Since when we know of it."""
    until: datetime | None = None
    by: UUID | None = None
    """Who said so last."""
    version: int = 1


def relationship_id(person: UUID, other: UUID, kind: RelationshipKind) -> UUID:
    """The same for the same three: what ended can begin again."""
    return derived(person, f"{kind}:{other}")


def begin(
    known: Relationship | None, person: Person, other: Person | None, kind: RelationshipKind, cause: Cause
) -> Decision:
    """Note that `other` is the `kind` of `person`. Raises Refusal when nobody has that id, or it is noted already."""
    if other is None or other.id == person.id:
        raise Refusal(
            code="person-unknown", title="There is no such person", status=404,
            detail="Nobody else here has that id: search for the person, and take the id from there.",
            pointers=(("/other", "is nobody else known here"),),
        )  # fmt: skip
    if known and known.until is None:
        raise Refusal(
            code="relationship-known", title="The relationship is known",
            detail="The same is noted of these two already; end it first if it is wrong.",
        )  # fmt: skip
    id = relationship_id(person.id, other.id, kind)
    version = known.version + 1 if known else 1
    return Decision((Relationship(id, person.id, other.id, kind, cause.time, by=cause.staff, version=version),))


def end(relationship: Relationship, cause: Cause) -> Decision:
    """It does not hold any more, or never did. Raises Refusal when it ended before."""
    if relationship.until is not None:
        raise Refusal(
            code="relationship-over", title="The relationship is over", detail="It has ended already.",
        )  # fmt: skip
    after = replace(relationship, until=cause.time, by=cause.staff, version=relationship.version + 1)
    return Decision((after,))
