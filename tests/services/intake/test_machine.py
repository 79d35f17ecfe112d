"""A referral lives through any order of acts, messages, deadlines and facts of cases: the table and the facts hold."""

from datetime import timedelta

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from services.intake.domain import assistance, clock, decide, inquire, inquiry, link, redirect, triage
from services.intake.domain.acts import ALLOWED, OVER, Act
from services.intake.domain.referral import Referral
from services.intake.domain.triage import Override
from services.intake.handlers import FACTS, REPLAYED, TIMERS
from shared.contracts import codes, intake, referral_codes
from shared.contracts.cases import CaseClosed, CaseOpened
from shared.contracts.partner import ReferralDecided
from shared.contracts.referral_codes import ReferralState
from shared.contracts.registry import decode
from shared.decision import Refusal, Timer
from tests.services.intake.life import INESE, act, corrects, supplies, withdraws
from tests.services.intake.samples import HOSPITAL, MONDAY, RULES, registered
from tests.services.memory import Memory, cause

CASE = INESE
ENDS = (
    intake.ReferralDeclined, intake.ReferralRedirected, intake.InquiryAnswered, intake.ApplicationForwarded,
    intake.ReferralConcluded,
)  # fmt: skip


class Life(RuleBasedStateMachine):
    """One referral of a school beside another one. Whatever is refused must be what the table refuses."""

    @initialize(kind=st.sampled_from(["school.absence", "inquiry", "assistance.application"]))
    def begin(self, kind):
        self.memory, self.now, self.steps, self.replies = Memory(RULES), MONDAY, 0, []
        self.timers = list(registered(self.memory, kind=kind).timers)
        registered(self.memory, "m2", partner=HOSPITAL, kind="health.concern", reference="H-1")

    @property
    def referral(self) -> Referral:
        return self.memory.of(Referral)[0]

    def why(self):
        self.steps += 1
        return cause(f"step {self.steps}", self.now, by=str(INESE))

    def tried(self, what: Act, attempt) -> None:
        before = self.referral
        try:
            decision = attempt()
        except Refusal as no:
            assert self.memory.of(Referral)[0] == before, "refused, and yet something changed"
            assert what not in ALLOWED[before.state] or no.code in SPECIAL, no
            return
        assert what in ALLOWED[before.state]
        assert self.referral.version > before.version
        self.timers += decision.timers
        self.replies += decision.replies

    @rule(hours=st.sampled_from([1, 9, 30, 200]))
    def time_passes(self, hours):
        self.now += timedelta(hours=hours)
        for timer in [timer for timer in self.timers if timer.due <= self.now]:
            self.timers.remove(timer)
            heard = Timer(timer.kind, str(timer.key), timer.due)
            self.memory.hear(TIMERS[clock.KIND], heard, cause(f"timer {timer.due}", self.now, "timer"))

    @rule(
        what=st.sampled_from(
            [Act.ACCEPT, Act.DECLINE, Act.ASK, Act.REDIRECT, Act.TRIAGE, Act.ANSWER, Act.FORWARD, Act.SUPPLY]
        ),
        hours=st.integers(1, 100),
    )
    def the_worker_acts(self, what, hours):
        why = self.why()
        wish = Override(codes.Priority.ASAP, referral_codes.TriageReason.OTHER, self.now + timedelta(hours=hours))
        rules = {
            Act.ACCEPT: lambda seen: decide.accept(seen, why, RULES),
            Act.DECLINE: lambda seen: decide.decline(seen, codes.DeclineReason.OTHER, why),
            Act.ASK: lambda seen: inquire.ask(seen, (referral_codes.InformationCode.OTHER,), why, RULES),
            Act.REDIRECT: lambda seen: redirect.redirect(seen, "0027000", why, RULES),
            Act.TRIAGE: lambda seen: triage.override(seen, wish, why),
            Act.ANSWER: lambda seen: inquiry.answer(seen, referral_codes.InquiryAnswer.OTHER, why),
            Act.FORWARD: lambda seen: assistance.forward(seen, "sopa", "S-1", why, RULES),
            Act.SUPPLY: lambda seen: inquire.take_down(seen, "Zvanīja.", why, RULES),
        }
        self.tried(what, lambda: act(self.memory, rules[what]))

    @rule(together=st.booleans())
    def the_worker_links(self, together):
        other, why = self.memory.of(Referral)[1], self.why()
        if together:
            relation = referral_codes.ReferralRelation.FOLLOWS
            self.tried(Act.LINK, lambda: act(self.memory, lambda a, b: link.link(a, b, relation, why), other))
        else:
            self.tried(Act.UNLINK, lambda: act(self.memory, lambda a, b: link.unlink(a, b, b.id, why), other))

    @rule(
        what=st.sampled_from([(Act.WITHDRAW, withdraws), (Act.CORRECT, corrects), (Act.SUPPLY, supplies)]),
        needs=st.sampled_from([["child_neglect"], ["crisis"], []]),
    )
    def the_sender_says_more(self, what, needs):
        self.steps += 1
        more = {"needs": needs} if what[0] is Act.CORRECT else {}
        self.tried(what[0], lambda: what[1](self.memory, message=f"m {self.steps}", at=self.now, **more))

    @rule()
    def a_case_grows_from_it(self):
        if any(isinstance(fact, intake.ReferralAccepted) for fact in self.mine()):
            told = CaseOpened(
                case=CASE, referrals=(self.referral.id,), subjects=(), kind="other", priority="routine", needs=(),
                age_band="unknown", unit=CASE, opened_at=self.now,
            )  # fmt: skip
            self.memory.hear(FACTS[told.type], told, cause("opened", self.now, by="cases"))

    @rule()
    def the_case_ends(self):
        if self.referral.case_id:
            told = CaseClosed(case=CASE, referrals=(self.referral.id,), outcome="needs_met", closed_at=self.now)
            self.replies += self.memory.hear(FACTS[told.type], told, cause("closed", self.now, by="cases")).replies

    def mine(self) -> list:
        return [fact for fact in self.memory.facts if getattr(fact, "referral", None) == self.referral.id]

    @invariant()
    def what_ends_it_happens_once(self):
        if ends := [fact for fact in self.mine() if isinstance(fact, (*ENDS, intake.ReferralWithdrawn))]:
            assert len(ends) == 1
            assert self.referral.state in OVER
            assert sum(isinstance(reply.message, ReferralDecided) for reply in self.replies) <= 1

    @invariant()
    def what_waits_has_a_clock_that_runs_or_was_missed(self):
        if self.referral.state is ReferralState.RECEIVED:
            missed = [fact for fact in self.mine() if isinstance(fact, intake.ReferralClockMissed)]
            assert missed or any(timer.due == self.referral.decide_by for timer in self.timers)

    @invariant()
    def a_link_is_the_same_from_both_ends(self):
        one, other = self.memory.of(Referral)
        assert (other.id in one.links) == (one.id in other.links)

    def teardown(self):
        """Its facts alone, replayed, give the same referral, but for what only cases and the sender know."""
        restored = Memory(RULES)
        for fact in self.memory.facts:
            if fact.type in REPLAYED:
                restored.hear(REPLAYED[fact.type], decode(fact.type, fact.encode()), cause("restore", MONDAY))
        told = (
            "kind",
            "needs",
            "subjects",
            "priority",
            "rule",
            "decide_by",
            "asked",
            "clock_left",
            "links",
            "withdrawal",
        )
        again = restored.of(Referral)[0]
        assert [getattr(again, name) for name in told] == [getattr(self.referral, name) for name in told]


SPECIAL = {
    "inquiry-opens-no-case", "not-an-inquiry", "benefit-opens-no-case", "not-for-a-benefit", "not-linked",
    "cannot-be-linked",
}  # fmt: skip
TestLife = Life.TestCase
TestLife.settings = settings(max_examples=60, stateful_step_count=25, deadline=None)
