"""Figures of registers: how many there are of a target group, by whose count and when. Nobody is named in them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from services.intake.domain.rules import Rules
from shared.calendar import RIGA
from shared.contracts.fields import AtvkCode, Count, Day, Flag, RuleCode
from shared.contracts.partner.fields import EdgePart
from shared.contracts.register_codes import CountNote, TargetGroup
from shared.contracts.registers import RegisterCountRecorded
from shared.decision import Cause, Decision, Ref, Refusal, World, derived

_FIGURES = UUID("5b0f3d1e-7c52-5a44-9c36-21f6f0e6a6d4")


class Figure(EdgePart):
    """A figure as somebody gives it. There is no field for a word: what is to be known of a number is a code."""

    target_group: TargetGroup
    """Who was counted."""
    count: Count
    """How many there are."""
    source: RuleCode
    """Who counted: a code of [register_sources] in the municipality's file."""
    counted_on: Day
    """The day for which the number holds."""
    territory: AtvkCode | None = None
    """The ATVK code of the territory; the whole municipality when none is named."""
    quoted: Flag = False
    """Whether somebody only said it, in a newspaper for one."""
    note: CountNote | None = None
    """What is to be known of the number."""


@dataclass(frozen=True, slots=True)
class RegisterCount:
    """A figure as it stands. `id` follows from all that tells it from others, so a correction finds it."""

    id: UUID
    target_group: TargetGroup
    count: int
    source: str
    counted_on: date
    territory: str | None
    quoted: bool
    note: CountNote | None
    recorded_at: datetime
    version: int = 1


def count_id(figure: Figure | RegisterCountRecorded) -> UUID:
    """The same for the figure and its corrections."""
    parts = (figure.target_group, figure.source, figure.counted_on, figure.territory or "", figure.quoted)
    return derived(_FIGURES, "/".join(map(str, parts)))


def refs(figure: Figure, cause: Cause, rules: Rules) -> Iterable[Ref]:
    return [(RegisterCount, count_id(figure))]


def record(world: World, figure: Figure, cause: Cause, rules: Rules) -> Decision:
    """Enter a figure, or correct it; one that stands already changes nothing. Raises Refusal."""
    if not rules.is_register_source(figure.source):
        raise Refusal(
            code="register-source-unknown", title="This source of figures is not known", status=404,
            detail="Take a code of register_sources, or add the source to the municipality's file.",
            pointers=(("/source", "is not among the sources of the municipality"),),
        )  # fmt: skip
    if figure.counted_on > cause.time.astimezone(RIGA).date():
        raise Refusal(
            code="counted-in-the-future", title="The day of the count lies ahead",
            detail="Give the day for which the number holds; it cannot be later than today.",
            pointers=(("/counted_on", "lies ahead"),),
        )  # fmt: skip
    known = world.get(RegisterCount, count_id(figure))
    if known and (known.count, known.note) == (figure.count, figure.note):
        return Decision()
    fact = RegisterCountRecorded(**figure.model_dump(), by=cause.staff)
    return Decision((evolve(known, fact, cause),), (fact,))


def evolve(known: RegisterCount | None, fact: RegisterCountRecorded, cause: Cause) -> RegisterCount:
    """The figure after the fact about it."""
    return RegisterCount(
        id=count_id(fact), target_group=fact.target_group, count=fact.count, source=fact.source,
        counted_on=fact.counted_on, territory=fact.territory, quoted=fact.quoted, note=fact.note,
        recorded_at=cause.time, version=known.version + 1 if known else 1,
    )  # fmt: skip
