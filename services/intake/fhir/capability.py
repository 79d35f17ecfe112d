"""What this door can do, as FHIR has it said: the CapabilityStatement."""

from typing import Any

_TASK_SEARCH = (("_lastUpdated", "date"), ("status", "token"), ("business-status", "token"))


def statement(software: str) -> dict[str, Any]:
    return {
        "resourceType": "CapabilityStatement",
        "status": "active",
        "date": "2026-11-22",
        "kind": "instance",
        "software": {"name": "Tilts", "version": software},
        "implementation": {"description": "Referrals of health partners to a municipal social service"},
        "fhirVersion": "4.0.1",
        "format": ["application/fhir+json"],
        "rest": [
            {
                "mode": "server",
                "security": {"description": "Authorization: Bearer and the token of your onboarding"},
                "interaction": [{"code": "transaction"}],
                "resource": [
                    {"type": "ServiceRequest", "interaction": [{"code": "create"}]},
                    {
                        "type": "Task",
                        "interaction": [{"code": "read"}, {"code": "update"}, {"code": "search-type"}],
                        "searchParam": [{"name": name, "type": type} for name, type in _TASK_SEARCH],
                    },
                ],
            }
        ],
    }
