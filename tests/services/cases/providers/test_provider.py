"""What a provider may report as things stand, and what it is told of whom."""

from datetime import timedelta

import pytest

from services.cases.domain.consents.consent import Allowance, Consent
from services.cases.domain.consents.sharing import Sharing
from services.cases.domain.providers.disclosed import told
from services.cases.domain.providers.provider import REPORTED, refusal
from services.cases.domain.requests.acts import RequestAct
from services.cases.domain.requests.request import RequestState, ServiceRequest
from shared.contracts.codes import FieldSet, LegalBasis, PartnerKind, Priority
from shared.contracts.consent_codes import ConsentAnswer, ConsentCapacity, ConsentMode
from shared.contracts.request_codes import RequestKind
from tests.services.cases.samples import MONDAY, person
from tests.services.memory import NOBODY

DAY = timedelta(days=1)
ANNA = person("Anna")
CONTACT = {"given_name", "family_name", "address", "phone"}
ALLOWED = Allowance(PartnerKind.NGO, "support", FieldSet.CONTACT, MONDAY + 30 * DAY)
SAID = Consent(
    NOBODY, NOBODY, ANNA, ANNA, ConsentCapacity.SELF, "sharing-with-partners", 1, ConsentAnswer.GRANTED,
    ConsentMode.PHONE, MONDAY, allowances=(ALLOWED,),
)  # fmt: skip


def request(state: str) -> ServiceRequest:
    return ServiceRequest(
        NOBODY, NOBODY, ANNA, NOBODY, "mobila-aprupe", RequestKind.NEW, Priority.ROUTINE, 0, MONDAY, MONDAY,
        state=RequestState(state),
    )  # fmt: skip


def shared(**changed) -> Sharing:
    said = {
        "id": NOBODY, "case_id": NOBODY, "person": ANNA, "recipient": PartnerKind.NGO, "purpose": "support",
        "field_set": FieldSet.CONTACT, "basis": LegalBasis.CONSENT, "consent": NOBODY, "duty": None,
        "shared_at": MONDAY,
    }  # fmt: skip
    return Sharing(**said | changed)


BY_DUTY = {"consent": None, "duty": "life-in-danger", "basis": LegalBasis.VITAL_INTEREST}


@pytest.mark.parametrize(
    ("state", "can"),
    [
        ("offered", set()),
        ("accepted", {RequestAct.START, RequestAct.END}),
        ("started", {RequestAct.INTERRUPT, RequestAct.END}),
        ("interrupted", {RequestAct.RESUME, RequestAct.END}),
        ("ended", set()),
    ],
)
def test_a_provider_reports_how_a_service_goes_and_neither_decides_nor_answers_for_anybody(state, can):
    assert {act for act in REPORTED if refusal(request(state), act) is None} == can


@pytest.mark.parametrize(
    ("sharings", "at", "fields"),
    [
        ([], MONDAY, set()),
        ([shared()], MONDAY, CONTACT),
        ([shared(field_set=FieldSet.IDENTITY, **BY_DUTY)], MONDAY, {"given_name", "family_name"}),
        ([shared(field_set=FieldSet.IDENTITY_AND_CONTACT, **BY_DUTY)], MONDAY, CONTACT),
        ([shared(field_set=FieldSet.NONE, **BY_DUTY)], MONDAY, set()),
        ([shared(**BY_DUTY)], MONDAY + 60 * DAY, CONTACT),
        ([shared()], MONDAY + 30 * DAY, set()),
        ([shared(person=person("Jānis"))], MONDAY, set()),
        ([shared(recipient=PartnerKind.SCHOOL)], MONDAY, set()),
        ([shared(purpose="crisis-support")], MONDAY, set()),
    ],
    ids=[
        "nothing was shared",
        "by consent",
        "of an identity the names",
        "never the personal code",
        "nothing but that there is somebody",
        "by a duty, as long as it is needed",
        "the consent has run out",
        "somebody else",
        "with another kind of agency",
        "for another purpose",
    ],
)
def test_a_provider_is_told_what_was_shared_with_its_kind_and_still_may_be(sharings, at, fields):
    assert told(sharings, [SAID], ANNA, PartnerKind.NGO, at) == fields
