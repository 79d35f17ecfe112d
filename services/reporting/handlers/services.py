"""What the facts of cases say about the catalogue, capacities, requests and places."""

from collections.abc import Iterator
from datetime import datetime

from services.reporting.handlers.row import Row
from shared.contracts.capacity import CapacityChanged
from shared.contracts.catalogue import CatalogueChanged, OrganizationChanged, ServicePlaceChanged
from shared.contracts.requests import (
    PlaceAccepted,
    PlaceDeclined,
    PlaceOffered,
    ServiceDecided,
    ServiceEnded,
    ServiceInterrupted,
    ServiceRequested,
    ServiceResumed,
    ServiceStarted,
)


def organization_changed(fact: OrganizationChanged, at: datetime) -> Iterator[Row]:
    yield Row("organization", fact.organization, {"code": fact.code, "unit": fact.unit})


def service_changed(fact: CatalogueChanged, at: datetime) -> Iterator[Row]:
    yield Row("service", fact.service, {
        "organization": fact.organization, "code": fact.code, "label_lv": fact.label.lv,
        "label_en": fact.label.en or fact.label.lv, "kind": fact.kind, "status": fact.status, "groups": fact.groups,
        "sensitive": fact.sensitive, "valid_from": fact.valid_from or "-infinity",
        "valid_until": fact.valid_until or "infinity",
    })  # fmt: skip


def place_changed(fact: ServicePlaceChanged, at: datetime) -> Iterator[Row]:
    yield Row("service_place", fact.offer, {
        "service": fact.service, "label_lv": fact.label.lv, "label_en": fact.label.en or fact.label.lv,
        "territory": fact.atvk, "active": fact.active,
    })  # fmt: skip


def capacity_changed(fact: CapacityChanged, at: datetime) -> Iterator[Row]:
    """A plan that is called off stays as a row that holds nothing."""
    yield Row("capacity", f"{fact.offer}/{fact.part}/{fact.from_at:%Y-%m-%dT%H:%M:%S.%f}", {
        "offer": fact.offer, "part": fact.part, "from_at": fact.from_at, "amount": fact.count or 0,
        "serves": fact.serves, "called_off": fact.count is None,
    })  # fmt: skip


def requested(fact: ServiceRequested, at: datetime) -> Iterator[Row]:
    yield Row("service_request", fact.request, {
        "case_id": fact.case, "offer": fact.offer, "service": fact.service, "kind": fact.kind, "urgency": fact.urgency,
        "requested_at": fact.requested_at, "decide_by": fact.decide_by,
    })  # fmt: skip


def decided(fact: ServiceDecided, at: datetime) -> Iterator[Row]:
    yield Row("service_request", fact.request, {
        "decision": fact.decision, "decided_at": fact.decided_at, "contest_by": fact.contest_by, "reason": fact.reason,
    })  # fmt: skip


def offered(fact: PlaceOffered, at: datetime) -> Iterator[Row]:
    yield _step(fact, "offered", fact.offered_at)


def accepted(fact: PlaceAccepted, at: datetime) -> Iterator[Row]:
    yield Row("service_request", fact.request, {"placed_at": fact.accepted_at})


def declined(fact: PlaceDeclined, at: datetime) -> Iterator[Row]:
    yield _step(fact, "declined", fact.declined_at, reason=fact.reason)


def started(fact: ServiceStarted, at: datetime) -> Iterator[Row]:
    """What is renewed goes on in its own place: nobody accepts one before it starts."""
    values = {"placed_at": fact.started_at, "started_at": fact.started_at, "runs_out_at": fact.ends_at or "infinity"}
    yield Row("service_request", fact.request, values)


def interrupted(fact: ServiceInterrupted, at: datetime) -> Iterator[Row]:
    yield _step(fact, "interrupted", fact.interrupted_at, reason=fact.reason)


def resumed(fact: ServiceResumed, at: datetime) -> Iterator[Row]:
    yield _step(fact, "resumed", fact.resumed_at)


def ended(fact: ServiceEnded, at: datetime) -> Iterator[Row]:
    values = {"ended_at": fact.ended_at, "end_reason": fact.reason, "result": fact.result}
    yield Row("service_request", fact.request, values)


def _step(
    fact: PlaceOffered | PlaceDeclined | ServiceInterrupted | ServiceResumed,
    step: str,
    at: datetime,
    reason: str | None = None,
) -> Row:
    names = {"request_id": fact.request, "case_id": fact.case, "offer": fact.offer}
    said = {"step": step, "at": at, "reason": reason}
    return Row("request_step", f"{fact.request}/{step}/{at:%Y-%m-%dT%H:%M:%S.%f}", names | said)
