"""The page about a kind of problem, at the address that the problem's `type` names."""

from fastapi import Request
from starlette.responses import Response

from shared.http.pages import page
from shared.http.problems import Problem


async def problem_page(request: Request) -> Response:
    """For a route with the path parameter `code`, in an app whose state holds its `problem_types` by code."""
    kind = request.app.state.problem_types.get(request.path_params["code"])
    if kind is None:
        raise Problem("not-found", "No problem that is answered here has that name.")
    return page("problem.html", kind=kind)
