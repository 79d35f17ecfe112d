"""A session took place. Where nobody is asked who they are, those who came are counted by age."""

from collections.abc import Mapping
from datetime import datetime, timedelta

from services.cases.domain.attendance.planning import said
from services.cases.domain.attendance.session import Session, SessionState, must_be, must_have_room
from shared.contracts.attendance import SessionCounted, SessionHeld
from shared.contracts.codes import AgeBand
from shared.decision import Cause, Decision, Refusal

Counts = Mapping[AgeBand, int]
MOVED_BY = timedelta(days=1)
"""How far from its plan a session may have begun: beyond it, another one was meant."""


def hold(
    session: Session, held_at: datetime | None, minutes: int | None, counts: Counts | None, cause: Cause
) -> Decision:
    """It took place, as planned or else at `held_at` and for so many `minutes`; `counts` where those are all.

    Raises Refusal when it lies ahead or far from its plan, and for counts where persons are noted, or none elsewhere.
    """
    must_be(session, SessionState.PLANNED)
    began = held_at or session.planned_at
    if began > cause.time:
        raise Refusal(
            code="session-in-the-future", title="That has not happened yet",
            detail="A session that took place lies in the past: say when it began.",
            pointers=(("/held_at", "lies in the future"),),
        )  # fmt: skip
    if abs(began - session.planned_at) > MOVED_BY:
        raise Refusal(
            code="session-far-from-plan", title="Another session is meant",
            detail="It began more than a day before or after its plan: call it off, and plan the one that took place.",
            pointers=(("/held_at", "lies more than a day from its plan"),),
        )  # fmt: skip
    fact = SessionHeld(
        session=session.id, offer=session.offer, held_at=began, minutes=session.minutes if minutes is None else minutes
    )  # fmt: skip
    if session.counted and counts is None:
        raise Refusal(
            code="session-without-count", title="How many came is missing",
            detail="Nobody is asked who they are here: send how many came of each age.",
            pointers=(("/counts", "belongs to this session"),),
        )  # fmt: skip
    return said(session, fact, *([_count(session, counts, cause)] if counts is not None else []))


def count(session: Session, counts: Counts, cause: Cause) -> Decision:
    """So many came after all; what was counted before is kept. Raises Refusal before it took place."""
    must_be(session, SessionState.HELD)
    return said(session, _count(session, counts, cause))


def _count(session: Session, counts: Counts, cause: Cause) -> SessionCounted:
    if not session.counted:
        raise Refusal(
            code="session-by-name", title="Those who come are noted one by one",
            detail="Send the attendance of each: counts are for where nobody is asked who they are.",
            pointers=(("/counts", "does not belong to this session"),),
        )  # fmt: skip
    must_have_room(session, sum(counts.values()), "/counts")
    ages = tuple(age for age in AgeBand if age in counts)
    return SessionCounted(
        session=session.id, offer=session.offer, ages=ages, counts=tuple(counts[age] for age in ages),
        counted_at=cause.time, by=cause.staff,
    )  # fmt: skip
