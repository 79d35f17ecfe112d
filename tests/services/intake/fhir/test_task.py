"""The state tables, all of them, both ways; and what a partner means by each Task that it sends back."""

from dataclasses import replace
from datetime import UTC, datetime
from uuid import UUID

import pytest

from services.intake.domain.referral import Referral
from services.intake.fhir.reading import read
from services.intake.fhir.resources import Task
from services.intake.fhir.states import STATUS, TaskStatus, states
from services.intake.fhir.task import said, task
from shared.contracts.codes import AgeBand, Channel, DeclineReason, Priority, ReferralKind
from shared.contracts.partner import InformationSupplied, ReferralWithdrawn
from shared.contracts.referral_codes import InformationCode, ReferralOutcome, ReferralState, WithdrawalReason
from shared.decision import Refusal
from tests.services.intake.fhir.samples import golden

ID = UUID("019c0b6e-41c7-7a10-8f3e-5d2b9a7c1e01")
AT = datetime(2026, 3, 16, 7, 30, tzinfo=UTC)
REFERRAL = Referral(
    ID, "LPX-2026-000123", "regionala-slimnica", Channel.HTTP, ReferralKind.HEALTH_CONCERN, (), (), AgeBand.UNKNOWN, AT,
    reference="RS-2026-31", priority=Priority.URGENT, version=3,
)  # fmt: skip
SHOWN_AS = {
    "received": "received",
    "needs_info": "on-hold",
    "accepted": "accepted",
    "in_progress": "in-progress",
    "completed": "completed",
    "declined": "rejected",
    "redirected": "rejected",
    "withdrawn": "cancelled",
}
REASONS = {"coding": [{"system": "urn:tilts:withdrawal-reason", "code": "person_refused"}]}


def shown(**changed) -> dict:
    return task(replace(REFERRAL, **changed), AT)


def meant(state: str = "received", **sent):
    body = {"resourceType": "Task", "status": SHOWN_AS[state], **sent}
    return said(read(Task, body, "Task"), replace(REFERRAL, state=ReferralState(state)))


def test_the_golden_task():
    asked = replace(REFERRAL, state=ReferralState.NEEDS_INFO, asked=(InformationCode.ADDRESS,))
    assert task(asked, AT.replace(minute=45)) == golden("task")


@pytest.mark.parametrize("state", ReferralState)
def test_each_state_has_its_status_and_is_told_by_the_business_status(state):
    made = shown(state=state)
    assert made["status"] == SHOWN_AS[state]
    assert made["businessStatus"]["coding"][0]["code"] == state
    assert state in states(TaskStatus(made["status"]))


@pytest.mark.parametrize("status", TaskStatus)
def test_each_status_is_shown_for_these_states_and_no_others(status):
    assert {state.value for state in states(status)} == {state for state, as_ in SHOWN_AS.items() if as_ == status}
    assert all(STATUS[state] is status for state in states(status))


@pytest.mark.parametrize(
    ("changed", "part", "code"),
    [
        ({"state": ReferralState.DECLINED, "reason": DeclineReason.NO_CAPACITY}, "statusReason", "no_capacity"),
        ({"state": ReferralState.WITHDRAWN, "withdrawal": WithdrawalReason.DUPLICATE}, "statusReason", "duplicate"),
    ],
)
def test_why_it_is_over(changed, part, code):
    assert shown(**changed)[part]["coding"][0]["code"] == code


@pytest.mark.parametrize(
    ("changed", "value"),
    [
        ({"outcome": ReferralOutcome.NEEDS_MET}, "needs_met"),
        ({"redirected_to": "barintiesa"}, "barintiesa"),
        ({"municipality": "0027000"}, "0027000"),
    ],
)
def test_what_came_of_it_is_its_output(changed, value):
    (output,) = shown(**changed)["output"]
    assert value in (
        output.get("valueString"),
        output.get("valueCodeableConcept", {}).get("coding", [{}])[0].get("code"),
    )


@pytest.mark.parametrize("state", SHOWN_AS)
@pytest.mark.parametrize("status", TaskStatus)
def test_of_all_statuses_a_partner_sets_two_and_leaves_the_others_as_they_are(state, status):
    sent = {"status": status, "input": [{"valueString": "Dzīvo pie mātes."}]}
    if status in ("cancelled", "entered-in-error"):
        assert isinstance(meant(state, **sent), ReferralWithdrawn)
    elif status == SHOWN_AS[state]:
        assert meant(state, **sent) == InformationSupplied(reference="RS-2026-31", narrative="Dzīvo pie mātes.")
    else:
        with pytest.raises(Refusal, match=r"Task\.status"):
            meant(state, **sent)


@pytest.mark.parametrize(
    ("sent", "reason"),
    [
        ({"status": "cancelled"}, "other"),
        ({"status": "entered-in-error"}, "sent_in_error"),
        ({"status": "cancelled", "statusReason": REASONS}, "person_refused"),
        ({"status": "entered-in-error", "statusReason": REASONS}, "person_refused"),
    ],
)
def test_why_it_is_taken_back(sent, reason):
    assert meant(**sent).reason == reason


@pytest.mark.parametrize(
    ("sent", "expression"),
    [
        ({}, "Task.input"),
        ({"input": [{"valueString": "x\u0007"}]}, "Task.input"),
        ({"modifierExtension": [{"url": "urn:not"}]}, "Task.modifierExtension"),
        ({"status": None}, "Task.status"),
        ({"id": "019c0b6e-41c7-7a10-8f3e-5d2b9a7c1e02"}, "Task.id"),
    ],
)
def test_a_task_that_says_nothing_we_act_on_is_refused(sent, expression):
    with pytest.raises(Refusal) as refused:
        meant(**sent)
    assert refused.value.pointers[0][0] == expression
