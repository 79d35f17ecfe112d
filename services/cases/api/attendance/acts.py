"""What is done with a session that was planned: held, counted, called off. Staff and providers have a door each."""

from collections.abc import Awaitable, Callable
from typing import Any
from uuid import UUID

from fastapi import APIRouter, Request, Response

from services.cases.api.attendance import wishes
from services.cases.api.attendance.views import SessionView
from services.cases.domain.attendance import holding, planning
from services.cases.domain.attendance.session import Session
from shared.decision import Cause, Decision
from shared.http import Command, IfMatch
from shared.runtime.desk import Desk

May = Callable[[Request, UUID], Awaitable[Any]]
"""Raises Problem 404 where the caller may not change the session of this id."""


def add_acts(routes: APIRouter, desk: Desk, who: Any, may: May) -> None:
    """Add the acts to a door: `who` calls there is declared by `allow`, and `may` says of which sessions."""

    def act(path: str, summary: str):
        return routes.post(
            f"/sessions/{{session}}{path}", response_model=SessionView, dependencies=[who], summary=summary
        )

    @act("/hold", "It took place")
    async def hold(
        session: UUID, wish: wishes.HoldSession, request: Request, command: Command, if_match: IfMatch
    ) -> Response:
        """Where nobody is asked who they are, with how many of each age came."""
        return await change(
            request, command, session, if_match,
            lambda seen, cause: holding.hold(seen, wish.held_at, wish.minutes, wish.counts, cause),
        )  # fmt: skip

    @act("/count", "So many came after all")
    async def count(
        session: UUID, wish: wishes.CountHeads, request: Request, command: Command, if_match: IfMatch
    ) -> Response:
        """What was counted before is kept."""
        return await change(
            request, command, session, if_match, lambda seen, cause: holding.count(seen, wish.counts, cause)
        )

    @act("/cancel", "It does not take place")
    async def cancel(
        session: UUID, wish: wishes.CancelSession, request: Request, command: Command, if_match: IfMatch
    ) -> Response:
        return await change(request, command, session, if_match, lambda seen, _: planning.cancel(seen, wish.reason))

    async def change(
        request: Request, command: Command, id: UUID, if_match: str, rule: Callable[[Session, Cause], Decision]
    ) -> Response:
        await may(request, id)
        return await desk.change(
            command, (Session, id), if_match, lambda seen, world, cause: rule(seen, cause), SessionView
        )
