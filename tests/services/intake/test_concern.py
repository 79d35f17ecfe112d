"""A resident's concern takes the path of all others; number and code tell where it stands, and nothing else."""

from dataclasses import replace

import pytest

from services.intake.domain.inquire import ask
from services.intake.domain.letters import Letter
from services.intake.domain.referral import Referral, ReferralState
from services.intake.domain.register import Submission, refs, register
from services.intake.domain.residents import concern
from services.intake.domain.residents.concern import Standing
from services.intake.domain.residents.door import Bucket, Door, DoorClosed
from services.intake.domain.supplement import Supplement
from shared.contracts.codes import Channel, ReferralKind
from shared.contracts.intake import InformationSupplied, ReferralReceived, ReferralTriaged, ReferralWithdrawn
from shared.contracts.referral_codes import InformationCode
from shared.decision import Refusal
from tests.services.intake.life import FRIDAY, act, by_inese, only
from tests.services.intake.samples import MONDAY, RULES, by_partner, registered, said
from tests.services.memory import Memory, cause

RESIDENTS = RULES.residents
OWN = {"kind": "self_referral", "partner": None}
PORTAL = "epakalpojumi"


def brings(memory: Memory, name: str = "c1", at=MONDAY, **changed):
    """Let a resident bring something over the web, from one and the same place."""
    submission = Submission(Channel.WEB, None, said(**{"reference": "resident"} | changed))
    why = cause(name, at, "resident")
    return memory.take(
        [(Bucket, "here"), *refs(submission, why, RULES)],
        lambda world: concern.take(world, submission, "here", why, RULES, RESIDENTS),
    )


def test_it_is_registered_like_anything_else():
    memory = Memory(RULES)
    decision = brings(memory, kind="third_party_concern", reporter={"identity": "anonymous"})
    assert [type(fact) for fact in decision.facts] == [ReferralReceived, ReferralTriaged]
    assert (only(memory).channel, only(memory).partner) == (Channel.WEB, None)
    assert memory.of(Letter)[0].reporter["identity"] == "anonymous"


@pytest.mark.parametrize("kind", ["police.family_violence", "school.absence", "municipality.handover"])
def test_a_kind_of_institutions_is_refused_and_nothing_is_used_up(kind):
    memory = Memory(RULES)
    with pytest.raises(Refusal, match="kind-not-for-residents") as refused:
        brings(memory, kind=kind)
    assert refused.value.pointers == (("/kind", "is not taken here"),)
    assert memory.states == {}


def test_a_kind_that_nobody_knows_is_no_reason_to_refuse():
    memory = Memory(RULES)
    brings(memory, kind="noise.at_night")
    assert only(memory).kind is ReferralKind.OTHER


def test_who_comes_too_often_leaves_nothing():
    memory, most = Memory(RULES), RESIDENTS.limits[Door.WEB].at_once
    for n in range(most):
        brings(memory, f"c{n}", kind="self_referral")
    before = dict(memory.states)
    with pytest.raises(DoorClosed):
        brings(memory, "one more", kind="self_referral")
    assert memory.states == before and len(memory.of(Referral)) == most


@pytest.mark.parametrize("door", [Channel.KAFKA, Channel.HTTP])
def test_what_a_portal_brings_came_by_the_portal_whatever_its_door(door):
    memory = Memory(RULES)
    submission, why = Submission(door, PORTAL, said(kind="self_referral")), by_partner(PORTAL, "m1")
    decision = memory.take(refs(submission, why, RULES), lambda world: register(world, submission, why, RULES))
    assert decision.facts[0].channel is only(memory).channel is Channel.PORTAL
    assert [reply.partner for reply in decision.replies] == [PORTAL]


@pytest.mark.parametrize(
    ("state", "standing"),
    [
        (ReferralState.RECEIVED, Standing.RECEIVED),
        (ReferralState.NEEDS_INFO, Standing.NEEDS_SOMETHING),
        (ReferralState.ACCEPTED, Standing.BEING_LOOKED_AT),
        (ReferralState.IN_PROGRESS, Standing.BEING_LOOKED_AT),
        (ReferralState.DECLINED, Standing.DEALT_WITH),
        (ReferralState.REDIRECTED, Standing.DEALT_WITH),
        (ReferralState.WITHDRAWN, Standing.DEALT_WITH),
        (ReferralState.COMPLETED, Standing.DEALT_WITH),
    ],
)
def test_where_it_stands_tells_of_no_case_and_of_what_is_about_others_nothing(state, standing):
    memory = Memory(RULES)
    registered(memory, **OWN)
    mine = replace(only(memory), state=state)
    assert concern.standing(mine, RESIDENTS) is standing
    assert concern.standing(replace(mine, kind=ReferralKind.THIRD_PARTY_CONCERN), RESIDENTS) is Standing.NOT_TOLD


def test_number_and_code_find_it_however_the_code_is_typed():
    memory = Memory(RULES)
    registered(memory, **OWN)
    code = concern.follow_up_code(only(memory).id, RULES)
    for typed in (code, code.lower(), code.replace("-", ""), f" {code} "):
        assert concern.followed(only(memory), typed, RULES) is only(memory)


def test_whatever_is_wrong_with_number_or_code_is_answered_alike():
    memory, of_partner = Memory(RULES), Memory(RULES)
    registered(memory, **OWN)
    registered(of_partner)
    theirs = only(of_partner)
    wrong = [
        (None, "7K3M9-QZTAB"),
        (only(memory), "7K3M9-QZTAB"),
        (only(memory), ""),
        (theirs, concern.follow_up_code(theirs.id, RULES)),
    ]
    answers = set()
    for referral, code in wrong:
        with pytest.raises(Refusal) as refused:
            concern.followed(referral, code, RULES)
        answers.add((refused.value.code, refused.value.status, refused.value.title, refused.value.detail))
    assert len(answers) == 1


def test_what_is_added_lets_a_clock_that_stood_still_run_on_and_is_kept_word_for_word():
    memory = Memory(RULES)
    registered(memory, **OWN)
    act(memory, lambda referral: ask(referral, (InformationCode.ADDRESS,), by_inese(), RULES))
    why = cause("more", FRIDAY, "resident")
    decision = act(memory, lambda referral: concern.add(referral, "Dzīvoju pie māsas.", why, RULES))
    (fact,) = decision.facts
    assert isinstance(fact, InformationSupplied) and fact.due_at and fact.by is None
    assert memory.of(Supplement)[0].said == {"narrative": "Dzīvoju pie māsas."}


def test_somebody_takes_back_what_they_asked_for_themselves_and_nothing_about_others():
    memory = Memory(RULES)
    registered(memory, **OWN)
    (fact,) = act(memory, lambda referral: concern.withdraw(referral, RESIDENTS)).facts
    assert isinstance(fact, ReferralWithdrawn)
    about_others = Memory(RULES)
    registered(about_others, kind="third_party_concern", partner=None)
    with pytest.raises(Refusal, match="concern-stays"):
        act(about_others, lambda referral: concern.withdraw(referral, RESIDENTS))


@pytest.mark.parametrize(
    "rule",
    [
        lambda referral: concern.withdraw(referral, RESIDENTS),
        lambda referral: concern.add(referral, "Vēl kas.", cause("late", FRIDAY, "resident"), RULES),
    ],
    ids=["take back", "add"],
)
def test_what_is_over_takes_no_more_and_does_not_say_how_it_ended(rule):
    memory = Memory(RULES)
    registered(memory, **OWN)
    act(memory, lambda referral: concern.withdraw(referral, RESIDENTS))
    with pytest.raises(Refusal) as refused:
        act(memory, rule)
    assert refused.value.code == "concern-over"
    assert "withdrawn" not in str(refused.value)
