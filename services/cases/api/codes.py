"""`GET /v1/codes`: every code that this API shows, with its name in Latvian and English."""

from fastapi import APIRouter, Response
from pydantic import RootModel

from services.cases.api.access import LET_IN
from services.cases.labels import Label, labels
from shared.http import allow
from shared.runtime.desk import Desk
from shared.security import Role


class Codes(RootModel[dict[str, dict[str, Label]]]):
    """By the name of the code list as the API's description has it, then by code; `Fact` names what happened."""


_FOR_A_DAY = "private, max-age=86400"


def router(desk: Desk) -> APIRouter:
    routes = APIRouter(prefix="/v1", tags=["codes"])

    @routes.get(
        "/codes",
        response_model=Codes,
        dependencies=[allow(*LET_IN, Role.INTAKE_WORKER, Role.AUDITOR)],
        summary="What codes are called",
    )
    async def codes(response: Response) -> Codes:
        """The same until the next release."""
        response.headers["Cache-Control"] = _FOR_A_DAY
        return Codes(labels())

    return routes
