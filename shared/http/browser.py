"""How a browser, which sends no bearer token, opens a page in development: `/sign-in?token=…` once, then a cookie.

The cookie is read by no script, sent to no other site and from none, and counts for reading only (see `access`).
Outside development there is no such address, and the cookie means nothing.
"""

from typing import Annotated
from urllib.parse import urlencode

from fastapi import APIRouter, Query, Request
from fastapi.security import HTTPAuthorizationCredentials
from starlette.responses import RedirectResponse, Response

from shared.http.access import BROWSER_COOKIE, authenticated, public


def browser_routes() -> APIRouter:
    """`/sign-in`, for development only."""
    router = APIRouter(include_in_schema=False, dependencies=[public()])

    @router.get("/sign-in")
    async def sign_in(request: Request, token: Annotated[str, Query(max_length=4000)]) -> Response:
        """Keep the token in the browser as long as it is open, and go on to the page without it in the address."""
        await authenticated(request, HTTPAuthorizationCredentials(scheme="Bearer", credentials=token))
        page = request.scope.get("root_path", "") + "/"
        rest = urlencode([(name, value) for name, value in request.query_params.multi_items() if name != "token"])
        answer = RedirectResponse(f"{page}?{rest}" if rest else page, status_code=303)
        answer.set_cookie(BROWSER_COOKIE, token, path=page, httponly=True, samesite="strict")
        return answer

    return router
