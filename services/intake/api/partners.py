"""Partners' access: seen, suspended, resumed, renewed and ended by people; it holds from the same instant on."""

from datetime import datetime

from fastapi import APIRouter, Response
from pydantic import BaseModel, ConfigDict, Field

from services.intake.api.views import View
from services.intake.domain import partners
from services.intake.queries import partners as partner_queries
from shared.contracts.codes import PartnerKind
from shared.contracts.fields import Instant
from shared.contracts.standing_codes import PartnerState, RemovalReason, SuspensionReason
from shared.http import Command, IfMatch, Page, Paged, Problem, allow, etag
from shared.partnership import Partner
from shared.runtime.desk import Desk, Rule
from shared.security import Role

KEEPERS = (Role.OPERATOR, Role.SUPERVISOR)


class PartnerView(View):
    """A partner's standing. What it may send and how it is told stands in the municipality's file."""

    partner: str = Field(examples=["valsts-policija"], validation_alias="id")
    kind: PartnerKind
    state: PartnerState
    since: datetime | None
    reason: SuspensionReason | RemovalReason | None
    generation: int
    """Which generation of its credentials is the newest; it stands in its tokens."""
    rotated_at: datetime | None
    old_until: datetime | None
    """Until when credentials of the generation before hold."""
    version: int
    """Send it as If-Match with the next change."""

    model_config = ConfigDict(populate_by_name=True)


class Suspend(BaseModel):
    """Why it has no access for now."""

    model_config = ConfigDict(extra="forbid", json_schema_extra={"examples": [{"reason": "credentials_leaked"}]})

    reason: SuspensionReason


class Rotate(BaseModel):
    """Until when the credentials that it has now hold; at most 90 days ahead, and one that has passed ends them now."""

    model_config = ConfigDict(extra="forbid", json_schema_extra={"examples": [{"old_until": "2026-03-31T09:10:00Z"}]})

    old_until: Instant


class Remove(BaseModel):
    """Why it has no access for good; `force` when referrals of it are open."""

    model_config = ConfigDict(extra="forbid", json_schema_extra={"examples": [{"reason": "agreement_ended"}]})

    reason: RemovalReason
    force: bool = False


def router(desk: Desk) -> APIRouter:
    routes = APIRouter(prefix="/v1/partners", tags=["partners"], dependencies=[allow(*KEEPERS)])

    @routes.get("", response_model=Page[PartnerView], summary="Partners and whether they have access")
    async def listed(paging: Paged, state: PartnerState | None = None) -> Page[PartnerView]:
        """By their codes."""
        async with desk.pool.acquire() as conn:
            rows = await partner_queries.standings(conn, state, paging.after(str), paging.fetch)
        return paging.page([PartnerView(**row) for row in rows], place=lambda one: (one.partner,))

    @routes.get("/{partner}", response_model=PartnerView, summary="One partner")
    async def one(partner: str, response: Response) -> PartnerView:
        async with desk.pool.acquire() as conn:
            row = await partner_queries.standing(conn, partner)
        if row is None:
            raise Problem("not-found", "There is no such partner.")
        response.headers["ETag"] = etag(row["version"])
        return PartnerView(**row)

    async def change(partner: str, command: Command, if_match: str, rule: Rule) -> Response:
        return await desk.change(command, (Partner, partner), if_match, rule, PartnerView)

    @routes.post("/{partner}/suspend", response_model=PartnerView, summary="Suspend a partner's access")
    async def suspend(partner: str, wish: Suspend, command: Command, if_match: IfMatch) -> Response:
        """It is refused from now on; what it writes on its topic is set aside, notices to it are held."""
        return await change(
            partner, command, if_match, lambda seen, _, cause: partners.suspend(seen, wish.reason, cause)
        )

    @routes.post("/{partner}/resume", response_model=PartnerView, summary="Give a suspended partner access again")
    async def resume(partner: str, command: Command, if_match: IfMatch) -> Response:
        """Held notices go out. What was set aside is taken up by the operator."""
        return await change(partner, command, if_match, lambda seen, _, cause: partners.resume(seen, cause))

    @routes.post("/{partner}/rotate", response_model=PartnerView, summary="Begin a new generation of credentials")
    async def rotate(partner: str, wish: Rotate, command: Command, if_match: IfMatch) -> Response:
        """Tokens of the generation before hold until the given instant, older ones end at once."""
        return await change(
            partner, command, if_match, lambda seen, _, cause: partners.rotate(seen, wish.old_until, cause)
        )

    @routes.post("/{partner}/remove", response_model=PartnerView, summary="End a partner's access for good")
    async def remove(partner: str, wish: Remove, command: Command, if_match: IfMatch) -> Response:
        """Refused while referrals of it are open, unless it is forced. What it sent stays."""
        async with desk.pool.acquire() as conn:
            still_open = await partner_queries.still_open(conn, partner)
        return await change(
            partner, command, if_match,
            lambda seen, _, cause: partners.remove(seen, wish.reason, still_open, wish.force, cause),
        )  # fmt: skip

    return routes
