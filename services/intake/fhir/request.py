"""From a ServiceRequest, alone or in a transaction Bundle, to the message that every other door brings as well."""

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from services.intake.fhir import codings
from services.intake.fhir.reading import first, must_be_understood, place, read, unfit
from services.intake.fhir.resources import Address, Bundle, Patient, ServiceRequest
from services.intake.fhir.states import REQUEST_STATUSES
from shared.contracts import registry
from shared.contracts.partner import ReferralSubmitted

_PRESSING = ("asap", "stat")
"""FHIR's priorities that mean danger now; the class is ours to give, and stands in Task.priority."""
_WHOLE_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_PLACES = {
    "/reference": "ServiceRequest.identifier[0].value",
    "/kind": "ServiceRequest.code",
    "/needs": "ServiceRequest.reasonCode",
    "/narrative": "ServiceRequest.note",
    "/subject/given_name": "Patient.name[0].given",
    "/subject/family_name": "Patient.name[0].family",
    "/subject/personal_code": "Patient.identifier",
    "/subject/partner_person_id": "Patient.identifier",
    "/subject/birth_date": "Patient.birthDate",
    "/subject/address": "Patient.address[0]",
    "/subject/phone": "Patient.telecom",
    "/subject": "ServiceRequest.subject",
}


@dataclass(frozen=True, slots=True)
class Sent:
    """A request with its patient, and how many resources came with it."""

    request: ServiceRequest
    patient: Patient
    entries: tuple[str, ...] = ()
    """In a Bundle: the types of its entries, in order."""


def sent(body: Mapping[str, Any]) -> Sent:
    """What was sent. Raises the Refusal of what is no request that can be acted on."""
    if body.get("resourceType") == "Bundle":
        return _of_bundle(read(Bundle, body, "Bundle"))
    request = read(ServiceRequest, body, "ServiceRequest")
    return Sent(request, _patient(request, [(f"#{one.get('id')}", one) for one in request.contained]))


def message(sent: Sent) -> ReferralSubmitted:
    """The message. Raises the Refusal of what breaks its contract, at the places where FHIR has it."""
    request = sent.request
    must_be_understood(request, "ServiceRequest")
    if request.do_not_perform:
        raise unfit(("ServiceRequest.doNotPerform", "Asks that something be not done; we take requests only."))
    if why := REQUEST_STATUSES.get(request.status, "Is no status of FHIR R4."):
        raise unfit(("ServiceRequest.status", why))
    said = {
        "reference": first(one.value for one in request.identifier),
        "kind": codings.kind(request.code),
        "needs": [code for code in map(codings.need, request.reason_code) if code],
        "subject": dict(_subject(sent.patient)),
        "narrative": "\n".join(_words(sent)) or None,
        "urgent": request.priority in _PRESSING,
    }
    data = json.dumps({name: value for name, value in said.items() if value is not None}).encode()
    try:
        return registry.decode(ReferralSubmitted.type, data)
    except registry.InvalidData as error:
        raise unfit(*((_place(pointer), sentence) for pointer, sentence in error.errors)) from None


def _of_bundle(bundle: Bundle) -> Sent:
    entries = [(entry.full_url, entry.resource) for entry in bundle.entry]
    requests = [n for n, (_, one) in enumerate(entries) if one.get("resourceType") == "ServiceRequest"]
    if len(requests) != 1:
        raise unfit(("Bundle.entry", "Needs exactly one ServiceRequest: send each referral by itself."))
    request = read(ServiceRequest, entries[requests[0]][1], place("Bundle", f"/entry/{requests[0]}/resource"))
    named = [(url, one) for url, one in entries if url]
    named += [(f"{one.get('resourceType')}/{one.get('id')}", one) for _, one in entries if one.get("id")]
    contained = [(f"#{one.get('id')}", one) for one in request.contained]
    return Sent(
        request, _patient(request, named + contained), tuple(str(one.get("resourceType")) for _, one in entries)
    )


def _patient(request: ServiceRequest, among: list[tuple[str, dict]]) -> Patient:
    meant = request.subject.reference
    found = [one for name, one in among if name == meant and one.get("resourceType") == "Patient"]
    if not found:
        raise unfit(
            ("ServiceRequest.subject", "Must refer to a Patient that is contained or comes in the same Bundle.")
        )
    return read(Patient, found[0], "Patient")


def _subject(patient: Patient) -> Iterator[tuple[str, str]]:
    official = sorted(patient.name, key=lambda name: name.use != "official")
    if official:
        yield from _given("given_name", " ".join(official[0].given))
        yield from _given("family_name", official[0].family)
    codes = [one.value for one in patient.identifier if one.system == codings.PERSONAL_CODES]
    yield from _given("personal_code", first(codes))
    others = [one.value for one in patient.identifier if one.system != codings.PERSONAL_CODES]
    yield from _given("partner_person_id", first(others))
    if patient.birth_date and _WHOLE_DAY.fullmatch(patient.birth_date):
        yield "birth_date", patient.birth_date
    if patient.address:
        yield from _given("address", _address(patient.address[0]))
    yield from _given("phone", first(one.value for one in patient.telecom if one.system == "phone"))


def _given(name: str, value: str | None) -> Iterator[tuple[str, str]]:
    if value:
        yield name, value


def _address(address: Address) -> str:
    return address.text or ", ".join(filter(None, (*address.line, address.city, address.postal_code)))


def _words(sent: Sent) -> Iterator[str]:
    """All that was said in words. A date of birth that is no whole day is kept here, for a person to read."""
    yield from (note.text for note in sent.request.note)
    yield from (reason.text for reason in sent.request.reason_code if reason.text)
    if sent.request.code.text:
        yield sent.request.code.text
    born = sent.patient.birth_date
    if born and not _WHOLE_DAY.fullmatch(born):
        yield f"Patient.birthDate: {born}"


def _place(pointer: str) -> str:
    return next((where for start, where in _PLACES.items() if pointer.startswith(start)), "ServiceRequest")
