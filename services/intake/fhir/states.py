"""The state tables: a referral's eight states beside FHIR's statuses of Task and of ServiceRequest."""

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType

from shared.contracts.referral_codes import ReferralState, WithdrawalReason


class TaskStatus(StrEnum):
    """FHIR R4, Task.status."""

    DRAFT = "draft"
    REQUESTED = "requested"
    RECEIVED = "received"
    ACCEPTED = "accepted"
    REJECTED = "rejected"
    READY = "ready"
    CANCELLED = "cancelled"
    IN_PROGRESS = "in-progress"
    ON_HOLD = "on-hold"
    FAILED = "failed"
    COMPLETED = "completed"
    ENTERED_IN_ERROR = "entered-in-error"


STATUS: Mapping[ReferralState, TaskStatus] = MappingProxyType(
    {
        ReferralState.RECEIVED: TaskStatus.RECEIVED,
        ReferralState.NEEDS_INFO: TaskStatus.ON_HOLD,
        ReferralState.ACCEPTED: TaskStatus.ACCEPTED,
        ReferralState.IN_PROGRESS: TaskStatus.IN_PROGRESS,
        ReferralState.COMPLETED: TaskStatus.COMPLETED,
        ReferralState.DECLINED: TaskStatus.REJECTED,
        ReferralState.REDIRECTED: TaskStatus.REJECTED,
        ReferralState.WITHDRAWN: TaskStatus.CANCELLED,
    }
)
"""The state itself stands in Task.businessStatus, so that the two that are rejected can be told apart."""


def states(status: TaskStatus) -> tuple[ReferralState, ...]:
    """The states that are shown as this status; none for the statuses that a Task of ours never has."""
    return tuple(state for state in ReferralState if STATUS[state] is status)


WITHDRAWS: Mapping[TaskStatus, WithdrawalReason] = MappingProxyType(
    {
        TaskStatus.CANCELLED: WithdrawalReason.OTHER,
        TaskStatus.ENTERED_IN_ERROR: WithdrawalReason.SENT_IN_ERROR,
    }
)
"""The statuses by which a partner takes its referral back, and why when it gives no reason. No other is its to set."""

REQUEST_STATUSES: Mapping[str, str | None] = MappingProxyType(
    {
        "active": None,
        "draft": "Is a draft: send it once it is active.",
        "on-hold": "Is on hold: send it once it is active.",
        "revoked": "Is revoked: cancel the Task of a request that you sent before.",
        "completed": "Is completed: there is nothing to do.",
        "entered-in-error": "Was entered in error: set the Task of a request that you sent before to entered-in-error.",
        "unknown": "Is unknown: send it as active when somebody is to act.",
    }
)
"""FHIR R4, ServiceRequest.status: None where it is taken, else why not."""
