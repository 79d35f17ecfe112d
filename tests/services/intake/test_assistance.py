"""An application for a benefit opens no case: where it is calculated it has a number, and we keep that."""

import pytest

from services.intake.domain import assistance
from services.intake.domain.referral import family_of
from shared.contracts import intake
from shared.contracts.codes import ReferralKind
from shared.contracts.referral_codes import HelpFamily, ReferralOutcome, ReferralState
from shared.decision import Refusal
from tests.services.intake.life import INESE, act, by_inese, only
from tests.services.intake.samples import RULES, registered
from tests.services.memory import Memory


@pytest.fixture
def memory() -> Memory:
    memory = Memory(RULES)
    registered(memory, kind="assistance.application")
    return memory


def test_it_is_over_once_it_has_a_number_where_benefits_are_calculated(memory):
    decision = act(memory, lambda seen: assistance.forward(seen, "sopa", "2026-412", by_inese(), RULES))
    assert decision.facts == (intake.ApplicationForwarded(referral=only(memory).id, system="sopa", by=INESE),)
    assert decision.replies[0].message.outcome is ReferralOutcome.FORWARDED
    after = only(memory)
    assert (after.state, after.outcome, after.case_id) == (ReferralState.COMPLETED, ReferralOutcome.FORWARDED, None)
    assert (after.benefit_system, after.benefit_number) == ("sopa", "2026-412")


def test_it_goes_only_to_where_benefits_are_calculated(memory):
    with pytest.raises(Refusal, match="benefit-system-unknown"):
        act(memory, lambda seen: assistance.forward(seen, "valsts-policija", "1", by_inese(), RULES))
    assert only(memory).state is ReferralState.RECEIVED


def test_each_kind_asks_for_one_of_the_two_families_of_help():
    families = {kind: family_of(kind) for kind in ReferralKind}
    assert [kind for kind, family in families.items() if family is HelpFamily.ASSISTANCE] == ["assistance.application"]
