"""People of ours, as a test lets them act: what they do about a notice, and what comes of its silence."""

from dataclasses import replace
from datetime import timedelta

from services.notifications.domain.calling import Done, claim, done, release
from services.notifications.domain.delivery import Delivery
from services.notifications.domain.follow_up import FollowUp
from services.notifications.domain.notice import Notice
from services.notifications.handlers import FACTS
from shared.decision import Timer
from tests.services.memory import cause
from tests.services.notifications.samples import MONDAY, RULES, id_of, runs_out

MARTA, LIGITA = str(id_of("Marta")), str(id_of("Ligita"))
LATER = MONDAY + timedelta(days=3)


def heard(memory, fact):
    """Let a fact of a case arrive."""
    return memory.hear(FACTS[fact.type], fact, cause(f"heard {fact.type}", MONDAY, "cases"))


def of(memory, notice) -> FollowUp | None:
    return memory.states.get((FollowUp, notice.id))


def silent(memory, notice):
    """Let the agency's time run out, and the ladder's, until a person is asked."""
    timers = [Timer("acknowledgement", notice.id, notice.acknowledge_by)]
    while timers:
        timers += [timer for timer in runs_out(memory, timers.pop()).timers if timer.kind == "escalation"]


def acts(memory, notice, rule, by=MARTA, at=LATER):
    """Let somebody do something about it."""
    why = cause(f"act {len(memory.facts)}", at, by)
    why = replace(why, by=by)
    refs = [(kind, notice.id) for kind in (FollowUp, Notice, Delivery)]

    def decide(world):
        return rule(*(world.get(*ref) for ref in refs), why)

    return memory.take(refs, decide, why)


def calls(memory, notice, result, by=MARTA, at=LATER, **more):
    what = Done(result, **more)
    return acts(memory, notice, lambda one, of, how, why: done(one, of, how, what, why, RULES), by, at)


def takes(memory, notice, by=MARTA):
    return acts(memory, notice, lambda one, of, how, why: claim(one, of, why), by)


def lays_back(memory, notice, by=MARTA):
    return acts(memory, notice, lambda one, of, how, why: release(one, of, why), by)
