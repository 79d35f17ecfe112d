"""What may be done with a referral in each state, as one table, and in which words the rest is refused."""

from dataclasses import replace
from uuid import UUID

import pytest

from services.intake.domain.acts import ALLOWED, OF_THE_SENDER, OF_THE_WORKER, Act, refusal, require
from services.intake.domain.referral import Referral
from shared.contracts.codes import ReferralKind
from shared.contracts.referral_codes import ReferralState
from shared.decision import Refusal
from tests.services.intake.samples import RULES, registered
from tests.services.memory import Memory

OTHER = UUID(int=7)
# Of an inquiry (answer), an application for a benefit (forward), any other kind (the rest), with a link to take away.
#                 accept decline ask redirect triage answer forward supply link unlink correct withdraw
TABLE = """
received          yes    yes     yes yes      yes    yes    yes     yes    yes  yes    yes     yes
needs_info        info   yes     info info     info   info   info    yes    yes  yes    yes     yes
accepted          late   late    late late     late   late   late    yes    yes  yes    yes     yes
in_progress       late   late    late late     late   late   late    yes    yes  yes    yes     yes
declined          late   late    late late     late   late   late    over   yes  yes    over    over
redirected        late   late    late late     late   late   late    over   yes  yes    over    over
completed         late   late    late late     late   late   late    over   yes  yes    over    over
withdrawn         over   over    over over     over   over   over    over   yes  yes    over    over
"""
REFUSED = {"yes": None, "info": "waits-for-information", "late": "referral-already-decided", "over": "referral-over"}
ROWS = [line.split() for line in TABLE.strip().splitlines()]


@pytest.fixture(scope="module")
def some() -> Referral:
    memory = Memory(RULES)
    registered(memory)
    return memory.of(Referral)[0]


def in_state(some: Referral, state: str, act: Act, **changed) -> Referral:
    kind = {Act.ANSWER: ReferralKind.INQUIRY, Act.FORWARD: ReferralKind.ASSISTANCE_APPLICATION}.get(act, some.kind)
    return replace(some, **({"state": ReferralState(state), "kind": kind, "links": (OTHER,)} | changed))


@pytest.mark.parametrize(
    ("state", "act", "answer"),
    [(state, act, answer) for state, *answers in ROWS for act, answer in zip(Act, answers, strict=True)],
)
def test_in_each_state_each_act_is_possible_or_refused_in_its_words(some, state, act, answer):
    no = refusal(in_state(some, state, act), act)
    assert (no and no.code) == REFUSED[answer]


def test_the_table_has_every_state_and_belongs_to_the_worker_or_the_sender():
    assert {state for state, *_ in ROWS} == set(ReferralState) == set(ALLOWED)
    assert set(OF_THE_WORKER) | OF_THE_SENDER == set(Act)


@pytest.mark.parametrize(
    ("act", "changed", "code"),
    [
        (Act.ACCEPT, {"kind": ReferralKind.INQUIRY}, "inquiry-opens-no-case"),
        (Act.ANSWER, {"kind": ReferralKind.CRISIS}, "not-an-inquiry"),
        (Act.ACCEPT, {"kind": ReferralKind.ASSISTANCE_APPLICATION}, "benefit-opens-no-case"),
        (Act.FORWARD, {"kind": ReferralKind.CRISIS}, "not-for-a-benefit"),
        (Act.UNLINK, {"links": ()}, "not-linked"),
    ],
)
def test_what_a_referral_is_may_be_in_the_way_as_well(some, act, changed, code):
    with pytest.raises(Refusal) as refused:
        require(in_state(some, "received", act, **changed), act)
    assert refused.value.code == code
