"""From rows of the catalogue to HSDS, in the language that was asked for; Latvian where nobody translated it."""

import json
from collections.abc import Mapping
from datetime import date
from typing import Any, Literal
from uuid import UUID

from services.cases.api.catalogue import hsds
from services.cases.domain.catalogue.schedule import Weekday
from services.cases.labels import labels
from shared.decision import derived

Lang = Literal["lv", "en", "lt"]
Row = Mapping[str, Any]

_BETWEEN = {"lv": "No {} līdz {} gadiem", "en": "Ages {} to {}", "lt": "Nuo {} iki {} metų"}
_FROM = {"lv": "No {} gadiem", "en": "From age {}", "lt": "Nuo {} metų"}
_TO = {"lv": "Līdz {} gadiem", "en": "Up to age {}", "lt": "Iki {} metų"}
_ANYBODY = {"lv": "Visiem", "en": "For everybody", "lt": "Visiems"}
_PLANNED = {"lv": "Plānots no {}", "en": "Planned from {}", "lt": "Planuojama nuo {}"}
_HOLIDAYS = {"lv": "Arī svētku dienās", "en": "On holidays too", "lt": "Ir per šventes"}


def service(row: Row, lang: Lang, today: date) -> hsds.Service:
    """A service complete, as it stands today."""
    id, name, short, apply = row["id"], *(json.loads(row[key]) for key in ("name", "short", "apply"))
    organization, begins = json.loads(row["organization"]), row["valid_from"]
    planned = begins is not None and today < begins
    return hsds.Service(
        id=id, organization_id=organization["id"], name=_in(name, lang), description=_in(short, lang), names=name,
        texts=short, application_process=_in(apply, lang), status=row["status"].replace("_", " "), kind=row["kind"],
        groups=row["groups"], levels=row["levels"], minimum_age=row["minimum_age"], maximum_age=row["maximum_age"],
        eligibility_description=_ages(row["minimum_age"], row["maximum_age"], lang), sensitive=row["sensitive"],
        low_threshold=row["low_threshold"], planned_from=begins.isoformat() if planned else None,
        alert=_PLANNED[lang].format(begins.isoformat()) if planned else None, last_modified=row["changed_at"],
        schedules=_schedules(id, json.loads(row["schedules"]), lang),
        languages=[hsds.Language(id=derived(id, f"language/{code}"), code=code) for code in row["languages"]],
        funding=[hsds.Funding(id=derived(id, "funding"), source=row["funding"])] if row["funding"] else [],
        organization=as_organization(organization, lang), distance_km=_rounded(row["distance_km"]),
        service_at_locations=[at_location(offer, lang) for offer in json.loads(row["offers"])],
    )  # fmt: skip


def as_organization(said: Row, lang: Lang) -> hsds.Organization:
    id = UUID(said["id"])
    phones = [hsds.Phone(id=derived(id, "phone"), number=said["phone"])] if said["phone"] else []
    return hsds.Organization(
        id=id, name=_in(said["name"], lang), description=_in(said["short"], lang) or said["name"]["lv"],
        names=said["name"], texts=said["short"], uri=f"urn:tilts:organization:{said['code']}",
        legal_status=said["provider"], website=said["website"], phones=phones,
    )  # fmt: skip


def at_location(said: Row, lang: Lang) -> hsds.ServiceAtLocation:
    id = UUID(str(said["id"]))
    return hsds.ServiceAtLocation(
        id=id, service_id=said["service"], location_id=said["location"]["id"],
        location=as_location(said["location"], lang, said.get("distance_km")),
        schedules=_schedules(id, said["schedules"], lang),
    )  # fmt: skip


def as_location(said: Row, lang: Lang, distance: float | None = None) -> hsds.Location:
    """A place; where it is, and how far, only where that is told."""
    id, names = UUID(said["id"]), labels()["Accessibility"]
    addresses = [] if not said["address"] else [
        hsds.Address(
            id=derived(id, "address"), address_1=said["address"], city=said["city"] or "",
            state_province=said["city"] or "", postal_code=said["postal_code"] or "",
        )
    ]  # fmt: skip
    return hsds.Location(
        id=id, name=_in(said["name"], lang), names=said["name"], external_identifier=said["code"],
        addresses=addresses, restricted=said["restricted"], latitude=said["latitude"], longitude=said["longitude"],
        distance_km=_rounded(distance),
        accessibility=[
            hsds.AccessibilityOf(
                id=derived(id, f"accessibility/{code}"), details=code,
                description=names[code].lv if lang == "lv" else names[code].en,
            )
            for code in said["accessibility"]
        ],
    )  # fmt: skip


def _schedules(owner: UUID, said: list[Row], lang: Lang) -> list[hsds.Schedule]:
    return [
        hsds.Schedule(
            id=derived(owner, f"schedule/{number}"), byday=",".join(day for day in Weekday if day in one["days"]),
            opens_at=one["opens_at"][:5], closes_at=one["closes_at"][:5], valid_from=one["valid_from"],
            valid_to=one["valid_until"], description=_HOLIDAYS[lang] if one["on_holidays"] else None,
        )
        for number, one in enumerate(said)
    ]  # fmt: skip


def _ages(lowest: int | None, highest: int | None, lang: Lang) -> str:
    if lowest is not None and highest is not None:
        return _BETWEEN[lang].format(lowest, highest)
    if lowest is not None:
        return _FROM[lang].format(lowest)
    return _TO[lang].format(highest) if highest is not None else _ANYBODY[lang]


def _rounded(distance: float | None) -> float | None:
    return None if distance is None else round(distance, 1)


def _in(words: Row, lang: Lang) -> str:
    return words[lang] or words["lv"]
