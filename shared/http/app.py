"""The one way to make a service's HTTP application, so that all of them refuse, page, lock, audit and explain alike."""

from collections.abc import Iterable, Sequence

import asyncpg
from fastapi import APIRouter, FastAPI
from prometheus_client import CollectorRegistry
from starlette.middleware import Middleware
from starlette.middleware.cors import CORSMiddleware

from shared.http.access import undeclared_routes
from shared.http.audit import AuditGuardMiddleware
from shared.http.browser import browser_routes
from shared.http.correlation import CorrelationMiddleware
from shared.http.errors import HANDLERS
from shared.http.health import Checks, health_routes
from shared.http.last_resort import LastResortMiddleware
from shared.http.own_routes import own_routes
from shared.http.problem_types import PROBLEM_TYPES, ProblemType
from shared.http.security_headers import SecurityHeadersMiddleware
from shared.http.service_view import ServiceViewMiddleware
from shared.http.settings import HttpSettings
from shared.http.size_limit import SizeLimitMiddleware
from shared.observability import Metrics
from shared.security import Authenticator

_METHODS = ["GET", "POST", "PUT", "PATCH", "DELETE"]
_SENT = [
    "Authorization",
    "Content-Type",
    "If-Match",
    "Idempotency-Key",
    "Last-Event-ID",
    "Tilts-Purpose",
    "Correlation-Id",
    "traceparent",
]
_SHOWN = ["ETag", "Location", "Link", "Retry-After", "Idempotency-Replayed", "Correlation-Id"]


class UndeclaredRoutes(ValueError):
    """Some routes do not say who may call them."""


def create_app(
    *,
    title: str,
    service: str,
    version: str,
    routers: Sequence[APIRouter],
    authenticator: Authenticator,
    pool: asyncpg.Pool,
    settings: HttpSettings,
    checks: Checks,
    metrics: Metrics,
    registry: CollectorRegistry,
    rules: Iterable[ProblemType] = (),
) -> FastAPI:
    """The application of one service. It starts and stops nothing: who runs it opens and closes the pool.

    `checks` are the parts whose progress makes the service ready, `rules` the refusals that get a page of their own.
    Raises UndeclaredRoutes when a route does not say who may call it.
    """
    app = FastAPI(
        title=title,
        version=version,
        openapi_url=None,
        redirect_slashes=False,
        middleware=_middleware(service, metrics, settings),
        exception_handlers=HANDLERS,
    )
    app.state.authenticator = authenticator
    app.state.pool = pool
    app.state.problem_types = PROBLEM_TYPES | {rule.code: rule for rule in rules}
    app.state.development = settings.development
    in_development = [browser_routes()] if settings.development else []
    for router in (*routers, health_routes(checks), own_routes(registry), *in_development):
        # As they are, since none gets a prefix: `include_router` would work out each route a second time, which is a
        # seventh of a start.
        app.routes.extend(router.routes)
    if undeclared := undeclared_routes(app):
        raise UndeclaredRoutes(f"say who may call {'; '.join(undeclared)}: add allow(Role…) or public() to the route")
    return app


def _middleware(service: str, metrics: Metrics, settings: HttpSettings) -> list[Middleware]:
    """Outermost first: a refusal made further in still carries the headers added further out."""
    return [
        Middleware(CorrelationMiddleware),
        Middleware(SecurityHeadersMiddleware, development=settings.development),
        Middleware(
            CORSMiddleware,
            allow_origins=settings.cors_origins,
            allow_methods=_METHODS,
            allow_headers=_SENT,
            expose_headers=_SHOWN,
        ),
        Middleware(ServiceViewMiddleware, service=service, metrics=metrics),
        Middleware(LastResortMiddleware),
        Middleware(AuditGuardMiddleware),
        Middleware(SizeLimitMiddleware, limit=settings.max_body_bytes, larger=settings.larger_bodies),
    ]
