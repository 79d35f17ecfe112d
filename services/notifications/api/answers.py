"""Agencies answer over HTTP what they could answer on their topic: the same rules, the same facts."""

from collections.abc import Callable
from uuid import UUID

import asyncpg
from fastapi import APIRouter, Request, Response

from services.notifications.api.views import AnswerGiven, Changed
from services.notifications.domain import answers
from services.notifications.domain.notice import Notice
from shared.contracts.partner import NoticeAcknowledged, NoticeAnswered
from shared.http import Answer, Command
from shared.runtime.desk import Desk
from shared.runtime.partner import Partner, cause_of


def router(desk: Desk) -> APIRouter:
    routes = APIRouter(prefix="/v1/notices", tags=["answers"])

    @routes.post("/{notice}/acknowledge", response_model=Changed, summary="You have seen it (agencies)")
    async def acknowledge(actor: Partner, notice: UUID, command: Command, request: Request) -> Response:
        """The Idempotency-Key is the message's id: the same one by Kafka is the same answer."""
        return await say(NoticeAcknowledged(notice=notice), answers.acknowledge, command, actor, request)

    @routes.post("/{notice}/answer", response_model=Changed, summary="You take it on, or not (agencies)")
    async def answer(actor: Partner, notice: UUID, given: AnswerGiven, command: Command, request: Request) -> Response:
        """And what you did, once you know; the last word counts. It is also the acknowledgement."""
        said = NoticeAnswered(notice=notice, answer=given.answer, reason=given.reason, outcome=given.outcome)
        return await say(said, answers.answer, command, actor, request)

    async def say(
        said: NoticeAcknowledged | NoticeAnswered, rule: Callable, command: Command, actor: Partner, request: Request
    ) -> Response:
        cause = cause_of(command, actor, request, desk.clock.now())

        async def work(conn: asyncpg.Connection) -> Answer:
            refs = answers.refs(said, cause, desk.rules)
            decided = await desk.decide(conn, cause, refs, lambda world: rule(world, said, cause, desk.rules))
            notice = decided.world.get(Notice, said.notice)
            return desk.answer(decided, Changed.model_validate(notice), version=notice.version)

        return await command.run(work)

    return routes
