"""The resources we read, with just the fields that we use. What else stands in them is passed over."""

from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field


class Part(BaseModel):
    """A piece of a resource."""

    model_config = ConfigDict(frozen=True, extra="ignore", hide_input_in_errors=True)


class Coding(Part):
    system: str = ""
    code: str = ""

    @property
    def raw(self) -> str:
        """As it is kept where we do not know the code."""
        return f"{self.system}|{self.code}"


class CodeableConcept(Part):
    coding: tuple[Coding, ...] = ()
    text: str | None = None


class Identifier(Part):
    system: str | None = None
    value: str | None = None


class Reference(Part):
    reference: str | None = None


class HumanName(Part):
    use: str | None = None
    family: str | None = None
    given: tuple[str, ...] = ()


class ContactPoint(Part):
    system: str | None = None
    value: str | None = None


class Address(Part):
    text: str | None = None
    line: tuple[str, ...] = ()
    city: str | None = None
    postal_code: str | None = Field(default=None, alias="postalCode")


class Patient(Part):
    resource_type: Literal["Patient"] = Field(alias="resourceType")
    id: str | None = None
    identifier: tuple[Identifier, ...] = ()
    name: tuple[HumanName, ...] = ()
    telecom: tuple[ContactPoint, ...] = ()
    birth_date: str | None = Field(default=None, alias="birthDate")
    address: tuple[Address, ...] = ()


class Annotation(Part):
    text: str


class ServiceRequest(Part):
    resource_type: Literal["ServiceRequest"] = Field(alias="resourceType")
    identifier: tuple[Identifier, ...] = ()
    status: str
    priority: Literal["routine", "urgent", "asap", "stat"] = "routine"
    do_not_perform: bool = Field(default=False, alias="doNotPerform")
    code: CodeableConcept = CodeableConcept()
    subject: Reference
    reason_code: tuple[CodeableConcept, ...] = Field(default=(), alias="reasonCode")
    note: tuple[Annotation, ...] = ()
    contained: tuple[dict[str, Any], ...] = ()
    modifier_extension: tuple[Any, ...] = Field(default=(), alias="modifierExtension")


class TaskInput(Part):
    value: str | None = Field(default=None, alias="valueString")


class Task(Part):
    resource_type: Literal["Task"] = Field(alias="resourceType")
    id: str | None = None
    status: str
    status_reason: CodeableConcept = Field(default=CodeableConcept(), alias="statusReason")
    input: tuple[TaskInput, ...] = ()
    modifier_extension: tuple[Any, ...] = Field(default=(), alias="modifierExtension")


class Entry(Part):
    full_url: str | None = Field(default=None, alias="fullUrl")
    resource: dict[str, Any]


class Bundle(Part):
    resource_type: Literal["Bundle"] = Field(alias="resourceType")
    type: Literal["transaction"]
    entry: tuple[Entry, ...] = ()
