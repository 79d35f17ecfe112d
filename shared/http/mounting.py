"""Several services at one address: each under its name, with a page that lists them."""

from collections.abc import Mapping

from fastapi import FastAPI
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Mount, Route

from shared.http.correlation import CorrelationMiddleware
from shared.http.errors import HANDLERS
from shared.http.pages import page
from shared.http.problem_pages import problem_page
from shared.http.security_headers import SecurityHeadersMiddleware


def mount_services(apps: Mapping[str, FastAPI], *, development: bool) -> Starlette:
    """One application that serves each of `apps` below `/<name>`, and an index at `/`. Their lifespans are not run."""

    async def index(request: Request) -> Response:
        return page("index.html", services={name: app.title for name, app in apps.items()})

    front = Starlette(
        routes=[
            Route("/", index),
            Route("/problems/{code}", problem_page),
            *(Mount(f"/{name}", app) for name, app in apps.items()),
        ],
        middleware=[Middleware(CorrelationMiddleware), Middleware(SecurityHeadersMiddleware, development=development)],
        exception_handlers=HANDLERS,
    )
    # A problem's type is an address at the root, the same whether its service stands alone or here.
    front.state.problem_types = {code: kind for app in apps.values() for code, kind in app.state.problem_types.items()}
    return front
