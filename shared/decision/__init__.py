"""What deciding a command leads to. Pure: the domain of every service speaks in these terms."""

from shared.decision.refusal import Refusal, RefusalStatus

__all__ = ["Refusal", "RefusalStatus"]
