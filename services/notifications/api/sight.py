"""Whose notices a member of staff sees: those of the cases that are theirs to see, which cases alone can say.

It is asked as the caller, with their own token: who may see a case is written down in one place. What is about no case,
a referral that was redirected, is for whoever answers for the work.
"""

from collections.abc import Iterable
from uuid import UUID

from fastapi import Request

from shared.http import Problem, actor_of, authorization_of
from shared.runtime.desk import Desk
from shared.security import Role
from shared.stream.errors import Transient

_ANSWER_FOR_THE_WORK = frozenset({Role.SUPERVISOR, Role.HEAD, Role.AUDITOR})


async def visible(desk: Desk, request: Request, cases: Iterable[UUID | None]) -> frozenset[UUID | None]:
    """Those of the cases that the caller sees, with None when they see what is about no case.

    Raises Problem 503 while cases cannot be asked.
    """
    without = {None} if actor_of(request).roles & _ANSWER_FOR_THE_WORK else set()
    try:
        return without | await desk.peers.seen({case for case in cases if case}, authorization_of(request))
    except Transient:
        raise Problem("not-ready", "Whose case this is cannot be asked at the moment: try again.") from None


async def must_see(desk: Desk, request: Request, case: UUID | None) -> None:
    """Raises Problem 404 for what is about a case that the caller does not see."""
    if case not in await visible(desk, request, [case]):
        raise nothing()


def nothing() -> Problem:
    """What is raised for a notice that is not there or is not the caller's to see: they are not told which."""
    return Problem("not-found", "There is no such notice, or none that you may see.")
