"""The objects of HSDS 3.0 as their specification lists them: what each must have, and of which type each field is.

Written after the tables of the specification (docs.openreferral.org, version 3.0, CC BY-SA 4.0), not copied: which
fields there are is a fact. Compared with the JSON schemas of its tag v3.0, these are the same required fields, types,
formats and codes; days of schedules are stricter here. Fields of our own are allowed there, and are listed as such.
"""

from datetime import date, datetime
from urllib.parse import urlsplit
from uuid import UUID

STATUS = {"active", "inactive", "defunct", "temporarily closed"}
UUID_, TEXT, NUMBER, URI, MOMENT, DAY = "uuid", "string", "number", "uri", "date-time", "date"
REQUIRED = {
    "service": {"id", "name", "status"},
    "organization": {"id", "name", "description"},
    "location": {"id", "location_type"},
    "service_at_location": {"id"},
    "schedule": {"id"},
    "language": {"id"},
    "accessibility": {"id"},
    "funding": {"id"},
    "phone": {"id", "number"},
    "address": {"id", "address_1", "city", "state_province", "postal_code", "country", "address_type"},
}
FIELDS = {
    "service": {
        "id": UUID_, "organization_id": UUID_, "name": TEXT, "description": TEXT, "application_process": TEXT,
        "status": STATUS, "minimum_age": NUMBER, "maximum_age": NUMBER, "eligibility_description": TEXT,
        "alert": TEXT, "last_modified": MOMENT, "schedules": ["schedule"], "languages": ["language"],
        "funding": ["funding"], "organization": "organization", "service_at_locations": ["service_at_location"],
    },
    "organization": {
        "id": UUID_, "name": TEXT, "description": TEXT, "uri": URI, "legal_status": TEXT, "website": URI,
        "phones": ["phone"],
    },
    "location": {
        "id": UUID_, "location_type": {"physical", "postal", "virtual"}, "name": TEXT, "external_identifier": TEXT,
        "external_identifier_type": TEXT, "latitude": NUMBER, "longitude": NUMBER, "addresses": ["address"],
        "accessibility": ["accessibility"],
    },
    "service_at_location": {
        "id": UUID_, "service_id": UUID_, "location_id": UUID_, "location": "location", "schedules": ["schedule"],
    },
    "schedule": {
        "id": UUID_, "freq": {"WEEKLY", "MONTHLY"}, "wkst": {"MO", "TU", "WE", "TH", "FR", "SA", "SU"},
        "byday": TEXT, "opens_at": TEXT, "closes_at": TEXT, "valid_from": DAY, "valid_to": DAY, "description": TEXT,
    },
    "language": {"id": UUID_, "code": TEXT},
    "accessibility": {"id": UUID_, "description": TEXT, "details": TEXT},
    "funding": {"id": UUID_, "source": TEXT},
    "phone": {"id": UUID_, "number": TEXT},
    "address": {
        "id": UUID_, "address_1": TEXT, "city": TEXT, "state_province": TEXT, "postal_code": TEXT, "country": TEXT,
        "address_type": {"physical", "postal", "virtual"},
    },
}  # fmt: skip
OWN = {
    "service": {
        "names",
        "texts",
        "kind",
        "groups",
        "levels",
        "sensitive",
        "low_threshold",
        "planned_from",
        "distance_km",
    },
    "organization": {"names", "texts"},
    "location": {"names", "restricted", "distance_km"},
}
PAGE = {
    "total_items", "total_pages", "page_number", "size", "first_page", "last_page", "empty", "contents"
}  # fmt: skip


def faults(kind: str, found: dict, at: str = "") -> list[str]:
    """What is wrong with an object of this kind, by paths; nothing for a valid one."""
    at = at or kind
    wrong = [f"{at} lacks {name}" for name in sorted(REQUIRED[kind] - found.keys())]
    for name, value in found.items():
        if name in FIELDS[kind]:
            wrong += _faults(FIELDS[kind][name], value, f"{at}.{name}")
        elif name not in OWN.get(kind, ()):
            wrong.append(f"{at}.{name} is no field of HSDS, nor one of ours")
    return wrong


def _faults(kind: object, value: object, at: str) -> list[str]:
    match kind:
        case list():
            return [fault for n, one in enumerate(value) for fault in faults(kind[0], one, f"{at}.{n}")]
        case set():
            return [] if value in kind else [f"{at} is none of its codes"]
        case str() if kind in FIELDS:
            return faults(kind, value, at)
    return [] if _is(kind, value) else [f"{at} is no {kind}"]


def _is(kind: object, value: object) -> bool:
    if kind == NUMBER:
        return isinstance(value, int | float) and not isinstance(value, bool)
    if not isinstance(value, str):
        return False
    read = {UUID_: UUID, MOMENT: datetime.fromisoformat, DAY: date.fromisoformat, URI: _absolute, TEXT: str}
    try:
        read[kind](value)
    except ValueError:
        return False
    return True


def _absolute(text: str) -> None:
    if not urlsplit(text).scheme:
        raise ValueError("is not absolute")
