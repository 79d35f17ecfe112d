"""From JSON to a resource, or to what is wrong with it as FHIR names places: `ServiceRequest.note[0].text`."""

from collections.abc import Iterable
from typing import Any, TypeVar

from pydantic import ValidationError

from services.intake.fhir.resources import Part
from shared.contracts.errors import without_values
from shared.decision import Refusal

R = TypeVar("R", bound=Part)


def read(kind: type[R], body: Any, name: str) -> R:
    """The resource called `name`. Raises the Refusal of one that cannot be understood."""
    try:
        return kind.model_validate(body)
    except ValidationError as error:
        raise unfit(*((place(name, pointer), sentence) for pointer, sentence in without_values(error))) from None


def place(name: str, pointer: str) -> str:
    """A JSON pointer into a resource as a FHIRPath expression."""
    steps = [f"[{step}]" if step.isdecimal() else f".{step}" for step in pointer.split("/")[1:]]
    return name + "".join(steps)


def unfit(*issues: tuple[str, str]) -> Refusal:
    """What a resource is refused with that cannot be taken; issues are (expression, what is wrong there)."""
    return Refusal(
        code="fhir-resource-unfit", title="The resource cannot be taken", status=422,
        detail="; ".join(f"{expression}: {sentence}" for expression, sentence in issues), pointers=tuple(issues),
    )  # fmt: skip


def must_be_understood(resource: Any, name: str) -> None:
    """Raises Refusal for what changes the meaning in a way that we do not know: FHIR forbids to pass it over."""
    if resource.modifier_extension:
        raise unfit((f"{name}.modifierExtension", "Changes the meaning in a way that is not known here; leave it out."))


def first(values: Iterable[str | None]) -> str | None:
    return next((value for value in values if value), None)
