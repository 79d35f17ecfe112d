"""Who may claim which purpose, written out, so that a change to the table is seen by whoever reviews it."""

import pytest

from shared.security import PURPOSES, Role

EXPECTED = {
    "intake_worker": "intake",
    "social_worker": "case_work notice",
    "supervisor": "case_work intake statistics supervision",
    "head": "statistics supervision",
    "public_relations": "statistics",
    "operator": "operations",
    "partner": "partner_exchange",
    "provider": "service_provision",
    "service": "case_work intake notice operations reminder",
    "auditor": "audit",
    "professional": "case_work",
    "resident": "feedback",
    "quarantine_reader": "operations",
}


@pytest.mark.parametrize("role", Role)
def test_every_role_may_claim_its_own_purposes_and_no_others(role):
    assert " ".join(sorted(PURPOSES[role])) == EXPECTED[role]
