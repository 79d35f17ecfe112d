"""Why an agency was told of a case, and why no other: the rules asked about what is known of it. Nothing is sent."""

from typing import Annotated
from uuid import UUID

import asyncpg
from fastapi import APIRouter, Query, Request

from services.notifications import queries
from services.notifications.api.notices import READERS
from services.notifications.api.sight import must_see, nothing
from services.notifications.api.views import RuleVerdict, TellingFact, WhyView
from services.notifications.domain.situation import Situation
from shared.calendar import RIGA
from shared.contracts.codes import AgeBand, NeedCode, Priority
from shared.contracts.mode_codes import ServiceMode
from shared.contracts.plan_codes import RiskLevel
from shared.http import allow, audit_read
from shared.http.written import Day
from shared.runtime.desk import Desk

_UNKNOWN = {"needs": (), "priority": Priority.ROUTINE, "age_band": AgeBand.UNKNOWN, "risk": None}


def router(desk: Desk) -> APIRouter:
    routes = APIRouter(prefix="/v1", tags=["rules"], dependencies=[allow(*READERS)])

    @routes.get("/cases/{case}/why", response_model=WhyView, summary="Why whom was told of a case, and nobody else")
    async def of_case(
        case: UUID,
        request: Request,
        on: TellingFact = "CaseOpened",
        day: Annotated[Day | None, Query(description="Whose rules count; without it today's")] = None,
        risk_before: Annotated[RiskLevel | None, Query(description="For RiskAssessed: as it was before")] = None,
        mode: ServiceMode = ServiceMode.NORMAL,
    ) -> WhyView:
        """What each rule says of the case, as it is known here: needs, priority and age as it was opened with, the risk
        as it was assessed last. With the notices that there are, those that a person added as well."""
        await must_see(desk, request, case)
        async with desk.pool.acquire() as conn:
            file, notices = await queries.case_file(conn, case), await queries.of_case(conn, case)
        if file is None:
            raise nothing()
        day = day or desk.clock.now().astimezone(RIGA).date()
        return await explained(request, file, notices, on, day, risk_before, mode)

    @routes.get("/notices/{notice}/why", response_model=WhyView, summary="Why this agency was told")
    async def of_notice(notice: UUID, request: Request) -> WhyView:
        """The same for the fact and the day of one notice."""
        async with desk.pool.acquire() as conn:
            row = await queries.notice(conn, notice)
            if row is None:
                raise nothing()
            file = await queries.case_file(conn, row["case_id"]) if row["case_id"] else None
            notices = await queries.of_case(conn, row["case_id"]) if row["case_id"] else [row]
        await must_see(desk, request, row["case_id"])
        day = row["issued_at"].astimezone(RIGA).date()
        # A rule that was ended since still says on which fact it told.
        rule = next((one for one in desk.rules.rules if one.code == row["rule"] and one.holds_on(day)), None)
        known = file or {**_UNKNOWN, "needs": row["needs"], "subject": row["subject"]}
        return await explained(request, known, notices, rule.on if rule else "CaseOpened", day)

    async def explained(
        request: Request,
        file: asyncpg.Record | dict,
        notices: list[asyncpg.Record],
        on: str,
        day: Day,
        risk_before: RiskLevel | None = None,
        mode: ServiceMode = ServiceMode.NORMAL,
    ) -> WhyView:
        async with desk.pool.acquire() as conn:
            await audit_read(conn, request, [file["subject"]] if file["subject"] else [])
        risk = RiskLevel(file["risk"]) if file["risk"] else None
        situation = Situation(
            frozenset(map(NeedCode, file["needs"])), Priority(file["priority"]), AgeBand(file["age_band"]), day,
            on=on, risk=risk, risk_before=risk_before, mode=mode,
        )  # fmt: skip
        told = {code: row["id"] for row in notices for code in (row["rule"], *row["also"])}
        verdicts = [
            RuleVerdict(
                rule=v.rule.code, agency=v.rule.agency, fits=v.fits, against=list(v.against),
                notice=told.get(v.rule.code),
            )
            for v in desk.rules.explain(situation)
        ]  # fmt: skip
        return WhyView(
            on=on, day=day, needs=file["needs"], priority=situation.priority, age_band=situation.age_band, risk=risk,
            groups=list(situation.groups), verdicts=verdicts,
        )  # fmt: skip

    return routes
