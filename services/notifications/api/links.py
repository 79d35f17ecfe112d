"""The page behind the link of a message: looking changes nothing, so that programs that try links do nothing.

Only what is sent by its buttons counts. It is the agency that speaks, as by any other door; the link is its proof.
"""

from datetime import datetime
from pathlib import Path
from typing import Annotated
from urllib.parse import parse_qs
from uuid import UUID, uuid5

import asyncpg
from fastapi import APIRouter, Query, Request, Response
from starlette.responses import RedirectResponse

import services.notifications.words
from services.notifications import queries
from services.notifications.domain import links
from services.notifications.domain.links import LinkStanding, link_id
from services.notifications.domain.notice import NoticeState
from services.notifications.words.answering import language_of, shown
from shared.contracts.codes import AnswerCode, DeclineReason
from shared.contracts.partner import NoticeAcknowledged, NoticeAnswered
from shared.contracts.standing_codes import PartnerState
from shared.decision import Cause, Refusal
from shared.http import public
from shared.http.correlation import current
from shared.http.pages import Pages
from shared.runtime.desk import Desk

PAGES = Pages(Path(services.notifications.words.__file__).parent / "page", forms="'self'")
_PATIENCE = 5.0
_FIELDS_AT_MOST = 10
_STATUS = {
    LinkStanding.UNKNOWN: 404,
    LinkStanding.NO_ACCESS: 403,
    LinkStanding.EXPIRED: 410,
    LinkStanding.WITHDRAWN: 410,
}
_HTML = {"text/html": {"schema": {"type": "string"}}}
_LOOKED = {
    200: {"content": _HTML, "description": "The page"},
    403: {"content": _HTML, "description": "The agency has no access now"},
    404: {"content": _HTML, "description": "There is no such link"},
    410: {"content": _HTML, "description": "The link has expired, or the notice is withdrawn"},
}
_ANSWERED = {
    **{status: said for status, said in _LOOKED.items() if status != 200},
    303: {"description": "It was taken; the page shows it"},
    409: {"content": _HTML, "description": "The notice has its answer already"},
    422: {"content": _HTML, "description": "No button says that"},
}
_FORM = {
    "requestBody": {
        "content": {
            "application/x-www-form-urlencoded": {
                "schema": {
                    "type": "object",
                    "properties": {
                        "said": {"enum": ["acknowledge", "accept", "refuse"]},
                        "reason": {"enum": [code.value for code in DeclineReason]},
                    },
                    "required": ["said"],
                    "examples": [{"said": "refuse", "reason": "no_capacity"}],
                }
            }
        }
    }
}

Lang = Annotated[str | None, Query(description="lv or en; without it the browser's language counts")]


def router(desk: Desk) -> APIRouter:
    routes = APIRouter(prefix="/answer", tags=["answers"], dependencies=[public()])

    @routes.get("/{token}", summary="What a link leads to (whoever has it)", responses=_LOOKED)
    async def look(token: str, request: Request, lang: Lang = None) -> Response:
        """A page: the notice without a name, and buttons to acknowledge and answer it. Looking changes nothing."""
        return await page(token, request, lang)

    @routes.post(
        "/{token}",
        status_code=303,
        summary="Answer by a link (whoever has it)",
        openapi_extra=_FORM,
        responses=_ANSWERED,
    )
    async def answer(token: str, request: Request, lang: Lang = None) -> Response:
        """What a button of the page sends: once for the answer, for that notice alone, until the link expires."""
        row = await found(token)
        said = _said(await request.body(), row["id"]) if row else None
        if said is None:
            return await page(token, request, lang, status=422)
        try:
            await say(link_id(token), row["agency"], said)
        except Refusal:
            return await page(token, request, lang, status=409)
        # By the link's last part alone: what stands before it is known to whoever is in front of us.
        return RedirectResponse(f"{token}?lang={lang}" if lang else token, 303)

    async def found(token: str) -> asyncpg.Record | None:
        async with desk.pool.acquire(timeout=_PATIENCE) as conn:
            return await queries.link(conn, link_id(token))

    async def say(link: str, agency: str, said: NoticeAcknowledged | NoticeAnswered) -> None:
        correlation, id = current(), uuid5(said.notice, f"link {said.encode().decode()}")
        cause = Cause(id, desk.clock.now(), correlation.id, f"partner.{agency}", correlation.trace)
        async with desk.pool.acquire(timeout=_PATIENCE) as conn, conn.transaction():
            decided = await desk.decide(
                conn, cause, links.refs(link), lambda world: links.say(world, link, said, cause, desk.rules)
            )
            await decided.append(conn)
        desk.wake()

    async def page(token: str, request: Request, lang: str | None, status: int = 200) -> Response:
        row, now = await found(token), desk.clock.now()
        language = language_of(lang, request.headers.get("Accept-Language", ""))
        standing = _standing(row, now)
        values = shown(standing, row, language, desk.settings, now, unclear=status == 422)
        answer = PAGES.page("notice.html", **values)
        answer.status_code = _STATUS.get(standing, status)
        return answer

    return routes


def _standing(row: asyncpg.Record | None, now: datetime) -> LinkStanding:
    if row is None:
        return LinkStanding.UNKNOWN
    access = PartnerState(row["access"]) if row["access"] else None
    return links.standing(row["expires_at"], NoticeState(row["state"]), access, now)


def _said(body: bytes, notice: UUID) -> NoticeAcknowledged | NoticeAnswered | None:
    """What the button says; None when it says nothing that the page offers."""
    try:
        fields = parse_qs(body.decode(), max_num_fields=_FIELDS_AT_MOST)
        match fields.get("said"), fields.get("reason"):
            case ["acknowledge"], None:
                return NoticeAcknowledged(notice=notice)
            case ["accept"], None:
                return NoticeAnswered(notice=notice, answer=AnswerCode.ACCEPTED)
            case ["refuse"], [reason]:
                return NoticeAnswered(notice=notice, answer=AnswerCode.REFUSED, reason=DeclineReason(reason))
    except ValueError:
        pass
    return None
