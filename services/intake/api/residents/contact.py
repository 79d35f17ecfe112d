"""Whom to call: the one page that works when nothing else does."""

from fastapi import APIRouter
from pydantic import Field

from services.intake.api.residents.views import words
from services.intake.api.views import View
from shared.http import public
from shared.runtime.desk import Desk

_WORDS = [{"lv": "Sociālā darba daļa", "en": "Department of social work"}]


class PhoneView(View):
    """A number, and for what."""

    number: str = Field(examples=["+371 63489682"])
    what: dict[str, str] = Field(examples=_WORDS)
    hours: dict[str, str] | None = Field(examples=_WORDS)


class ContactView(View):
    """How to reach the social service."""

    municipality: dict[str, str] = Field(examples=[{"lv": "Liepājas valstspilsēta", "en": "City of Liepāja"}])
    phones: list[PhoneView]
    emergency: str = Field(examples=["112"])
    """For whoever is in danger now."""


def router(desk: Desk) -> APIRouter:
    routes = APIRouter(prefix="/v1/contact", tags=["residents"])

    @routes.get("", response_model=ContactView, dependencies=[public()], summary="Whom to call")
    async def contact() -> ContactView:
        written = desk.settings.contact
        phones = [
            PhoneView(number=one.number, what=words(one.what), hours=words(one.hours) if one.hours else None)
            for one in written.phones
        ]
        return ContactView(
            municipality=words(desk.settings.municipality.name), phones=phones, emergency=written.emergency
        )

    return routes
