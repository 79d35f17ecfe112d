"""A ServiceRequest is the message that other doors bring as well; what cannot be taken is said where FHIR has it."""

import json

import pytest

from services.intake.fhir import codings
from services.intake.fhir.request import message, sent
from services.intake.fhir.states import REQUEST_STATUSES
from shared.contracts.codes import NeedCode, ReferralKind
from shared.decision import Refusal
from tests.services.intake.fhir.samples import golden, otherwise

REQUEST = golden("service-request")


def submitted(body):
    return message(sent(body))


def issues(body) -> dict[str, str]:
    """Why it is refused: what is wrong by where."""
    with pytest.raises(Refusal) as refused:
        submitted(body)
    assert (refused.value.code, refused.value.status) == ("fhir-resource-unfit", 422)
    return dict(refused.value.pointers)


def with_patient(**changed):
    return otherwise(REQUEST, contained=[otherwise(REQUEST["contained"][0], **changed)])


def test_the_golden_request_is_the_golden_message_and_raw_codes_are_kept():
    read = submitted(REQUEST)
    assert json.loads(read.encode()) == golden("referral-submitted")
    assert read.unknown_codes == (("/needs/2", "http://hl7.org/fhir/sid/icd-10|Z63.0"),)


def test_a_transaction_bundle_is_read_by_its_references_and_a_partial_date_is_left_to_people():
    bundle = sent(golden("bundle"))
    said = message(bundle)
    assert bundle.entries == ("Patient", "ServiceRequest", "Task")
    assert (said.reference, said.subject.family_name, said.subject.birth_date) == ("RS-2026-32", "Paraugs", None)
    assert said.narrative == "Pēc izrakstīšanas dzīvos viens.\nPatient.birthDate: 1975"
    assert (said.kind, said.unknown_codes) == (ReferralKind.OTHER, ())


@pytest.mark.parametrize("kind", ReferralKind)
def test_each_of_our_kinds_has_its_coding(kind):
    code = codings.concept(codings.KINDS, kind)
    assert submitted(otherwise(REQUEST, code=code)).kind is kind


@pytest.mark.parametrize("need", NeedCode)
def test_each_of_our_needs_has_its_coding(need):
    assert submitted(otherwise(REQUEST, reasonCode=[codings.concept(codings.NEEDS, need)])).needs == (need,)


def test_a_kind_of_another_system_is_other_and_kept_as_it_was():
    said = submitted(otherwise(REQUEST, code=codings.concept("http://snomed.info/sct", "306206005")))
    assert (said.kind, said.unknown_codes[0]) == (ReferralKind.OTHER, ("/kind", "http://snomed.info/sct|306206005"))


@pytest.mark.parametrize(
    ("priority", "urgent"), [("routine", False), ("urgent", False), ("asap", True), ("stat", True), (None, False)]
)
def test_what_fhir_s_priorities_mean_to_us(priority, urgent):
    assert submitted(otherwise(REQUEST, priority=priority)).urgent is urgent


@pytest.mark.parametrize("status", [*REQUEST_STATUSES, "no-status"])
def test_only_what_is_active_is_taken(status):
    body = otherwise(REQUEST, status=status)
    if status == "active":
        assert submitted(body).reference == "RS-2026-31"
    else:
        assert list(issues(body)) == ["ServiceRequest.status"]


@pytest.mark.parametrize(
    ("body", "expression"),
    [
        (otherwise(REQUEST, resourceType="Observation"), "ServiceRequest.resourceType"),
        (otherwise(REQUEST, status=None), "ServiceRequest.status"),
        (otherwise(REQUEST, identifier=None), "ServiceRequest.identifier[0].value"),
        (otherwise(REQUEST, identifier=[{"value": "160511-20006"}]), "ServiceRequest.identifier[0].value"),
        (otherwise(REQUEST, note=None, reasonCode=None), "ServiceRequest.note"),
        (otherwise(REQUEST, note=[{"text": 7}]), "ServiceRequest.note[0].text"),
        (otherwise(REQUEST, priority="now"), "ServiceRequest.priority"),
        (otherwise(REQUEST, doNotPerform=True), "ServiceRequest.doNotPerform"),
        (otherwise(REQUEST, modifierExtension=[{"url": "urn:not"}]), "ServiceRequest.modifierExtension"),
        (otherwise(REQUEST, subject={"reference": "Patient/7"}), "ServiceRequest.subject"),
        (otherwise(REQUEST, contained=None), "ServiceRequest.subject"),
        (with_patient(birthDate="2011-02-31"), "Patient.birthDate"),
        (with_patient(telecom=[{"system": "phone", "value": "zvanīt"}]), "Patient.telecom"),
        (with_patient(identifier=[{"system": codings.PERSONAL_CODES, "value": "12"}]), "Patient.identifier"),
        (otherwise(golden("bundle"), type="batch"), "Bundle.type"),
        (otherwise(golden("bundle"), entry=[]), "Bundle.entry"),
        (otherwise(golden("bundle"), entry=golden("bundle")["entry"][1:]), "ServiceRequest.subject"),
    ],
)
def test_what_cannot_be_taken_is_said_where_fhir_has_it(body, expression):
    assert list(issues(body)) == [expression]


def test_no_refusal_quotes_what_was_sent():
    text = json.dumps(issues(with_patient(birthDate="9999-99-99", name=[{"family": "Paraudziņa\u0007"}])))
    assert not [value for value in ("9999", "Paraudziņa", "090511") if value in text]
