"""Units and staff as a file lists them: entered, changed, or there again. An empty cell leaves what is known."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Annotated
from uuid import UUID

from pydantic import AfterValidator, Field, StringConstraints
from pydantic_core import PydanticCustomError

from services.cases.domain.rules import Rules
from services.cases.domain.units import staff, unit
from services.cases.domain.units.names import StaffName
from services.cases.domain.units.staff import Position, Staff
from services.cases.domain.units.unit import Unit
from shared.contracts import personal_code
from shared.contracts.codes import StaffRole
from shared.contracts.fields import AtvkCode, RuleCode
from shared.contracts.partner.fields import Address, EdgePart, FamilyName, GivenName
from shared.contracts.text import line
from shared.contracts.unit_codes import UnitKind
from shared.decision import Cause, Decision, Ref, Refusal, World

Language = Annotated[str, StringConstraints(pattern=r"^[a-z]{2,3}$")]


def _nobody_s(name: str) -> str:
    """A public name goes into facts and pages; whoever mistook the column must not send a person there."""
    if personal_code.stands_in(name):
        raise PydanticCustomError("names_a_person", "holds a personal code; this is a public name")
    return name


PublicName = Annotated[line(120), AfterValidator(_nobody_s)]


class UnitListed(EdgePart):
    """A unit as a list has it."""

    code: RuleCode
    """Names the unit, here and in the next list."""
    name_lv: PublicName
    """Its public name."""
    name_en: PublicName | None = None
    """The same in English."""
    parent: RuleCode | None = None
    """The code of the unit it is part of, which stands before it in the list."""
    kind: UnitKind | None = None
    """What it is."""
    atvk: AtvkCode | None = None
    """The ATVK code of the territory it stands in."""
    address: Address | None = None
    """Where it is, as the municipality publishes it."""


class StaffListed(EdgePart):
    """A member of staff as a list has them."""

    code: RuleCode
    """Names them, here and in the next list; no name, no personal code."""
    given_name: GivenName
    """Their given name: kept by cases, told to nobody without a reason."""
    family_name: FamilyName
    """Their family name."""
    unit: RuleCode
    """The code of their unit."""
    role: StaffRole
    """What they do there."""
    also_in: tuple[RuleCode, ...] = Field((), max_length=10)
    """Codes of other units in which they do the same."""
    languages: tuple[Language, ...] = Field((), max_length=10)
    """Languages in which they work: lv, ru, en, …"""


@dataclass(frozen=True, slots=True)
class Missing:
    """Somebody, or a unit, who is in the database and not in the list that is said to be the whole one."""

    id: UUID
    open_cases: int = 0


def unit_refs(listed: UnitListed, cause: Cause, rules: Rules) -> Iterable[Ref]:
    parent = rules.unit_id(listed.parent) if listed.parent else None
    return unit.refs(rules.unit_id(listed.code), {"parent": parent})


def list_unit(world: World, listed: UnitListed, cause: Cause, rules: Rules) -> Decision:
    """Raises Refusal for a parent that is unknown, or would close a circle."""
    id = rules.unit_id(listed.code)
    said = {
        "code": listed.code, "label_lv": listed.name_lv, "label_en": listed.name_en,
        "parent": rules.unit_id(listed.parent) if listed.parent else None, "kind": listed.kind, "atvk": listed.atvk,
        "address": listed.address,
    }  # fmt: skip
    if said["parent"] and world.get(Unit, said["parent"]) is None:
        raise unit.unknown("/parent")
    known = world.get(Unit, id)
    before = known or Unit(id, listed.code, listed.name_lv, listed.name_en or listed.name_lv)
    after = replace(before, active=True, **{name: value for name, value in said.items() if value is not None})
    return unit.told(world, known, after)


def staff_refs(listed: StaffListed, cause: Cause, rules: Rules) -> Iterable[Ref]:
    id = rules.staff_id(listed.code)
    return [(Unit, rules.unit_id(code)) for code in (listed.unit, *listed.also_in)] + [(Staff, id), (StaffName, id)]


def list_staff(world: World, listed: StaffListed, cause: Cause, rules: Rules) -> Decision:
    """Raises Refusal for a unit that is not known, or takes nobody any more."""
    units = {code: world.get(Unit, rules.unit_id(code)) for code in (listed.unit, *listed.also_in)}
    for code, found in units.items():
        unit.must_be_open(found, "/unit" if code == listed.unit else "/also_in")
    id, main = rules.staff_id(listed.code), units[listed.unit].id
    known = world.get(Staff, id)
    before = known or Staff(id, listed.code, main, listed.role)
    after = replace(
        before, code=listed.code, unit=main, role=listed.role, active=True,
        also=tuple(Position(units[code].id, listed.role) for code in listed.also_in) or before.also,
        languages=listed.languages or before.languages,
    )  # fmt: skip
    name = StaffName(id, listed.given_name, listed.family_name)
    named = Decision(() if world.get(StaffName, id) == name else (name,))
    return staff.told(known, after) + named


def missing_unit_refs(missing: Missing, cause: Cause, rules: Rules) -> Iterable[Ref]:
    return [(Unit, missing.id)]


def close_unit(world: World, missing: Missing, cause: Cause, rules: Rules) -> Decision:
    """A unit that the list does not have any more is closed. Raises Refusal when the configuration gives it cases."""
    known = world.get(Unit, missing.id)
    return unit.change(world, known, {"active": False}, rules)


def missing_staff_refs(missing: Missing, cause: Cause, rules: Rules) -> Iterable[Ref]:
    return [(Staff, missing.id)]


def let_go(world: World, missing: Missing, cause: Cause, rules: Rules) -> Decision:
    """Who is not in the list any more has left. Raises Refusal for who has cases, or is named in the configuration."""
    if rules.names(missing.id):
        raise Refusal(
            code="staff-configured", title="The configuration names them",
            detail="Take them out of [units] in the municipality's file first.",
        )  # fmt: skip
    return staff.change(world.get(Staff, missing.id), {"active": False}, missing.open_cases)
