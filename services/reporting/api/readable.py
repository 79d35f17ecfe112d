"""Pages that stay pages when something is in the way: a browser is told in words, not with a document for programs."""

import json
from collections.abc import Callable, Coroutine
from pathlib import Path
from typing import Any

from fastapi import Request, Response
from fastapi.exceptions import RequestValidationError
from fastapi.routing import APIRoute

import services.reporting.page
from services.reporting.labels.words import LABELS, Language
from services.reporting.rules import Rules
from shared.http import Problem
from shared.http.errors import validation_failed
from shared.http.pages import Pages

PAGES = Pages(Path(services.reporting.page.__file__).parent / "templates", forms="'self'", script="live.js")
_BEING_BUILT = 202
_Handler = Callable[[Request], Coroutine[Any, Any, Response]]


def readable(rules: Rules) -> type[APIRoute]:
    """The class of routes that answer with pages."""

    class PageRoute(APIRoute):
        def get_route_handler(self) -> _Handler:
            answer = super().get_route_handler()

            async def handle(request: Request) -> Response:
                try:
                    return await answer(request)
                except Problem as problem:
                    if problem.status_code != _BEING_BUILT and not _is_browser(request):
                        raise
                    return _page(request, problem.response(), rules)
                except RequestValidationError as error:
                    if not _is_browser(request):
                        raise
                    return _page(request, await validation_failed(request, error), rules)

            return handle

    return PageRoute


def _is_browser(request: Request) -> bool:
    """Programs ask for anything or for JSON; browsers name what they can show."""
    return "text/html" in request.headers.get("accept", "")


def _page(request: Request, response: Response, rules: Rules) -> Response:
    """The problem of `response`, or how far the tables of a cut are, in the language that was asked for."""
    asked = request.query_params.get("lang")
    language = Language(asked) if asked in set(Language) else Language.LV
    status = str(response.status_code)
    answer = PAGES.page(
        "being_built.html" if response.status_code == _BEING_BUILT else "problem.html", lang=language.value,
        municipality=rules.municipality[language], word=lambda name: LABELS["text"][name][language],
        title=_worded("problem", status, language), how=_worded("problem_how", status, language),
        problem=json.loads(response.body), home=f"{request.scope.get('root_path', '')}/?lang={language}",
        seconds=response.headers.get("Retry-After"),
    )  # fmt: skip
    answer.status_code = response.status_code
    for name in ("Retry-After", "WWW-Authenticate"):
        if name in response.headers:
            answer.headers[name] = response.headers[name]
    return answer


def _worded(group: str, status: str, language: Language) -> str:
    return LABELS[group].get(status, LABELS[group]["other"])[language]
