"""A partner is let in, kept out, given new credentials and taken away; each act is a fact, and facts alone tell it."""

from datetime import timedelta

import pytest

from services.intake.domain import partners
from services.intake.domain.partners import configure
from services.intake.handlers import MESSAGES, REPLAYED
from shared.contracts.codes import PartnerKind
from shared.contracts.standing_codes import PartnerState, RemovalReason, SuspensionReason
from shared.decision import Refusal
from shared.partnership import Partner
from tests.services.intake.samples import MONDAY, RULES, SCHOOL, by_partner, said
from tests.services.memory import Memory, cause

DAY = timedelta(days=1)
KIND = PartnerKind.SCHOOL


def suspended(memory: Memory, seen: Partner) -> None:
    memory.take([], lambda _: partners.suspend(seen, SuspensionReason.MISUSE, cause("suspend", MONDAY)))


def resumed(memory: Memory, seen: Partner) -> None:
    memory.take([], lambda _: partners.resume(seen, cause("resume", MONDAY)))


def rotated(memory: Memory, seen: Partner, at=MONDAY, keep=14 * DAY) -> None:
    memory.take([], lambda _: partners.rotate(seen, at + keep, cause("rotate", at)))


def removed(memory: Memory, seen: Partner) -> None:
    why = RemovalReason.AGREEMENT_ENDED
    memory.take([], lambda _: partners.remove(seen, why, 0, False, cause("remove", MONDAY)))


def onboarded(memory: Memory, seen: Partner) -> None:
    memory.take([], lambda _: partners.onboard(seen, seen.id, seen.kind))


ACTS = {"suspend": suspended, "resume": resumed, "rotate": rotated, "remove": removed, "onboard": onboarded}


def lived(*acts: str) -> tuple[Memory, Partner]:
    """A school's partner after these acts."""
    memory = Memory(RULES)
    memory.take([(Partner, SCHOOL)], lambda world: configure(world, [Partner(SCHOOL, KIND)]))
    for act in acts:
        ACTS[act](memory, memory.states[Partner, SCHOOL])
    return memory, memory.states[Partner, SCHOOL]


@pytest.mark.parametrize(
    ("acts", "state", "generation"),
    [
        ((), "active", 0),
        (("suspend",), "suspended", 0),
        (("suspend", "resume"), "active", 0),
        (("suspend", "rotate", "resume"), "active", 1),
        (("remove",), "removed", 0),
        (("suspend", "remove"), "removed", 0),
        (("rotate", "remove", "onboard"), "active", 2),
        (("onboard",), "active", 0),
    ],
)
def test_where_acts_lead_and_what_the_facts_alone_tell(acts, state, generation):
    memory, partner = lived(*acts)
    assert (partner.state, partner.generation) == (state, generation)
    again = Memory(RULES)
    for fact in memory.facts:
        again.hear(REPLAYED[fact.type], fact, cause("replay", MONDAY))
    assert again.of(Partner) == [partner]


@pytest.mark.parametrize(
    ("acts", "then", "code"),
    [
        (("suspend",), "suspend", "partner-in-another-state"),
        ((), "resume", "partner-in-another-state"),
        (("remove",), "suspend", "partner-in-another-state"),
        (("remove",), "resume", "partner-in-another-state"),
        (("remove",), "rotate", "partner-in-another-state"),
        (("remove",), "remove", "partner-in-another-state"),
    ],
)
def test_what_is_not_possible_says_so_and_changes_nothing(acts, then, code):
    memory, partner = lived(*acts)
    with pytest.raises(Refusal) as refused:
        ACTS[then](memory, partner)
    assert refused.value.code == code
    assert memory.states[Partner, SCHOOL] == partner


def test_who_has_open_referrals_is_removed_by_force_only():
    _, partner = lived()
    why = RemovalReason.MERGED
    with pytest.raises(Refusal, match="partner-has-open-referrals: 3 of its"):
        partners.remove(partner, why, 3, False, cause("remove", MONDAY))
    (fact,) = partners.remove(partner, why, 3, True, cause("remove", MONDAY)).facts
    assert (fact.reason, fact.still_open) == (why, 3)


def test_old_credentials_hold_at_most_ninety_days():
    _, partner = lived()
    with pytest.raises(Refusal, match="old-credentials-hold-too-long"):
        partners.rotate(partner, MONDAY + 91 * DAY, cause("rotate", MONDAY))


def test_old_tokens_hold_until_the_stated_instant_and_older_ones_end_at_once():
    memory, partner = lived()
    assert partner.accepts(0, MONDAY) and not partner.accepts(1, MONDAY)
    rotated(memory, partner)
    after = memory.states[Partner, SCHOOL]
    assert [after.accepts(0, MONDAY + 14 * DAY - DAY), after.accepts(0, MONDAY + 14 * DAY)] == [True, False]
    assert after.accepts(1, MONDAY)
    rotated(memory, after, MONDAY + DAY)
    twice = memory.states[Partner, SCHOOL]
    assert [twice.accepts(n, MONDAY + DAY) for n in range(4)] == [False, True, True, False]


def test_who_comes_back_shows_new_credentials():
    _, partner = lived("remove", "onboard")
    assert [partner.accepts(n, MONDAY) for n in range(3)] == [False, True, False]


def test_a_file_that_still_names_a_removed_partner_does_not_let_it_in():
    memory, _ = lived("remove")
    for kind in (KIND, PartnerKind.NGO):
        wanted = [Partner(SCHOOL, kind)]
        assert memory.take([(Partner, SCHOOL)], lambda world, w=wanted: configure(world, w)).facts == ()
    assert memory.states[Partner, SCHOOL].state is PartnerState.REMOVED


def test_another_kind_in_the_file_resumes_nobody():
    memory, _ = lived("suspend")
    memory.take([(Partner, SCHOOL)], lambda world: configure(world, [Partner(SCHOOL, PartnerKind.NGO)]))
    assert memory.states[Partner, SCHOOL].state is PartnerState.SUSPENDED


@pytest.mark.parametrize(("act", "code"), [("suspend", "partner-suspended"), ("remove", "partner-removed")])
@pytest.mark.parametrize("type", MESSAGES)
def test_no_message_of_a_partner_without_access_takes_effect(act, code, type):
    memory, _ = lived(act)
    before = dict(memory.states)
    message = said() if "submitted" in type else None
    handler = MESSAGES[type]
    with pytest.raises(Refusal) as refused:
        memory.take([(Partner, SCHOOL)], lambda world: handler.decide(world, message, by_partner(SCHOOL, "m1"), RULES))
    assert (refused.value.code, refused.value.status) == (code, 403)
    assert memory.states == before
