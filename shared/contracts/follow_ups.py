"""What notifications tells of people who look after a notice: who was asked, who took it on, what came of it."""

from shared.contracts.fields import Count, Flag, Instant, StaffId
from shared.contracts.notice_codes import FollowUpReason, FollowUpResult, FollowUpRole
from shared.contracts.notifications import NOTICE_KEY, NoticeFact


class FollowUpAsked(NoticeFact, type="follow-up-asked", version=1, key=NOTICE_KEY, to=("reporting",)):
    """A person is asked to look after a notice, or somebody higher is, or the same once more."""

    reason: FollowUpReason
    """Why."""
    role: FollowUpRole
    """Who of us."""
    call: Flag
    """Whether the agency is to be called."""
    calls: Count
    """How often it was called without reaching anybody."""
    due_at: Instant
    """Until when."""
    asked_at: Instant
    """Since when."""


class FollowUpClaimed(NoticeFact, type="follow-up-claimed", version=1, key=NOTICE_KEY, to=("reporting",)):
    """Somebody of us took it on themselves to look after a notice, or laid it back."""

    staff: StaffId | None = None
    """Who has it now; none when it was laid back."""
    claimed_at: Instant
    """When."""


class FollowUpDone(NoticeFact, type="follow-up-done", version=1, key=NOTICE_KEY, to=("reporting",)):
    """Nobody needs to look after the notice any more."""

    result: FollowUpResult
    """What came of it."""
    staff: StaffId | None = None
    """Who did it; none when the agency spoke by itself, or the notice was taken back."""
    told_at: Instant | None = None
    """When the agency was told, where it was called."""
    done_at: Instant
    """When."""
