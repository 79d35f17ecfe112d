"""What reporting notes of a referral that is asked about, corrected, redirected, taken back or answered."""

from datetime import timedelta

import pytest

from services.reporting.handlers import FACTS
from services.reporting.labels.words import LABELS
from services.reporting.store import PROJECTIONS
from shared.contracts.intake import (
    InformationRequested,
    InformationSupplied,
    InquiryAnswered,
    ReferralAccepted,
    ReferralCorrected,
    ReferralRedirected,
    ReferralsLinked,
    ReferralsUnlinked,
    ReferralWithdrawn,
)
from shared.contracts.referral_codes import ReferralState
from tests.services.reporting.logs import id_of
from tests.services.reporting.november import at

R = {"referral": id_of("R")}
DUE, NOW = at(9), at(5)
REFERRAL = next(projection for projection in PROJECTIONS if projection.name == "referral")


def noted(fact, when=NOW) -> list[dict]:
    return [row.values for row in FACTS[fact.type](fact, when)]


@pytest.mark.parametrize(
    ("fact", "values"),
    [
        (InformationRequested(**R, asked=("identity",), left=60), {"state": "needs_info"}),
        (InformationSupplied(**R, due_at=DUE), {"state": "received", "due_at": DUE}),
        (ReferralRedirected(**R, partner="barintiesa", due_at=DUE), {"state": "redirected", "decided_at": NOW}),
        (ReferralWithdrawn(**R, reason="duplicate"), {"state": "withdrawn", "decided_at": NOW}),
        (
            InquiryAnswered(**R, answer="information_given"),
            {"state": "concluded", "decided_at": NOW, "concluded_at": NOW},
        ),
        (
            ReferralCorrected(**R, kind="crisis", needs=("crisis",), subjects=(), age_band="0-2"),
            {"kind": "crisis", "needs": ("crisis",), "age_band": "0-2", "groups": ("children",)},
        ),
    ],
    ids=lambda value: type(value).__name__,
)
def test_a_fact_changes_the_referral_s_row(fact, values):
    assert noted(fact) == [values]


@pytest.mark.parametrize(
    "fact",
    [
        InformationSupplied(**R),
        ReferralsLinked(**R, other=id_of("R2"), relation="same_matter"),
        ReferralsUnlinked(**R, other=id_of("R2")),
    ],
    ids=lambda fact: type(fact).__name__,
)
def test_what_was_added_unasked_and_what_belongs_together_is_counted_as_before(fact):
    assert noted(fact) == []


def test_one_that_is_taken_back_after_it_was_accepted_was_decided_when_it_was_accepted():
    accepted = ReferralAccepted(
        **R, number="LPX-2026-000001", kind="crisis", priority="urgent", needs=(), subjects=(), age_band="0-2",
        due_at=DUE,
    )  # fmt: skip
    later = NOW + timedelta(days=1)
    said = [*noted(accepted), *noted(ReferralWithdrawn(**R, reason="duplicate"), later)]
    rows = [(R["referral"], {"position": position} | values) for position, values in enumerate(said)]
    (row,) = REFERRAL.fold(rows)
    assert (row["state"], row["decided_at"]) == ("withdrawn", NOW)


def test_every_state_that_is_counted_has_a_name():
    # Reporting says concluded of what intake calls completed, and accepted of what a case is at work on.
    counted = set(ReferralState) - {ReferralState.COMPLETED, ReferralState.IN_PROGRESS}
    assert counted <= LABELS["state"].keys()
