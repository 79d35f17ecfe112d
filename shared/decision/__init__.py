"""What deciding a command leads to. Pure: the domain of every service speaks in these terms."""

from shared.decision.decision import Cause, Consequence, Decision, Handler, Marking, Ref, Reply, State, Timer, World
from shared.decision.identity import derived
from shared.decision.refusal import Refusal, RefusalStatus

__all__ = [
    "Cause",
    "Consequence",
    "Decision",
    "Handler",
    "Marking",
    "Ref",
    "Refusal",
    "RefusalStatus",
    "Reply",
    "State",
    "Timer",
    "World",
    "derived",
]
