"""The routes that every service has beside its own: description, pages, metrics."""

from fastapi import APIRouter, Request
from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, generate_latest
from starlette.responses import JSONResponse, Response

from shared.http.access import public
from shared.http.openapi import describe
from shared.http.pages import page
from shared.http.problem_pages import problem_page


def own_routes(registry: CollectorRegistry) -> APIRouter:
    """`/openapi.json`, `/docs`, `/problems/{code}` and `/metrics` (of `registry`)."""
    router = APIRouter(include_in_schema=False, dependencies=[public()])
    router.add_api_route("/problems/{code}", problem_page)

    @router.get("/openapi.json")
    async def openapi(request: Request) -> Response:
        root = request.scope.get("root_path", "")
        return JSONResponse(describe(request.app) | {"servers": [{"url": root or "/"}]})

    @router.get("/docs")
    async def docs(request: Request) -> Response:
        return page("reference.html", api=describe(request.app))

    @router.get("/metrics")
    async def metrics() -> Response:
        return Response(generate_latest(registry), headers={"Content-Type": CONTENT_TYPE_LATEST})

    return router
