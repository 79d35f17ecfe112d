"""The cuts for people with a browser: what reporting said at the end of a day, one link away."""

from datetime import datetime
from typing import Annotated
from urllib.parse import urlencode

from fastapi import APIRouter, Query, Response
from pydantic import BaseModel, ConfigDict, Field

from services.reporting.api.asked import READERS, CutName, impossible, optional
from services.reporting.api.page import HTML
from services.reporting.api.readable import PAGES, readable
from services.reporting.cuts import cuts
from services.reporting.cuts.cuts import Cut
from services.reporting.labels.words import LABELS, Language, Words
from shared.http import allow
from shared.runtime.desk import Desk

_SHOWN = 50


class CutsAsked(BaseModel):
    """Which of them, and in which language."""

    model_config = ConfigDict(extra="forbid")

    after: optional(CutName, format="cursor") = Field(
        None, description="Only those taken before this one: the last of the page before"
    )
    lang: Language = Field(Language.LV, description="The language of labels")


def router(desk: Desk) -> APIRouter:
    routes = APIRouter(tags=["page"], route_class=readable(desk.rules))

    @routes.get("/pages/cuts", dependencies=[allow(*READERS)], responses=HTML, summary="Earlier reports")
    async def page(asked: Annotated[CutsAsked, Query()]) -> Response:
        """The cuts, newest first, each with a link to the report of its month as of then."""
        async with desk.pool.acquire() as conn:
            found = await cuts.listed(conn, None, await last_seen(conn, asked.after), _SHOWN + 1)
        words = Words(asked.lang)
        more = urlencode({"lang": asked.lang, "after": found[_SHOWN - 1].name}) if len(found) > _SHOWN else None
        return PAGES.page(
            "cuts.html", lang=asked.lang.value, municipality=desk.rules.municipality[asked.lang],
            word=lambda name, group="text": LABELS[group][name][asked.lang],
            rows=[_row(cut, words) for cut in found[:_SHOWN]], home=f"../?lang={asked.lang}", more=more,
        )  # fmt: skip

    async def last_seen(conn, name: str | None) -> tuple[datetime | None, str | None]:
        if name is None:
            return None, None
        cut = await cuts.find(conn, name)
        if cut is None:
            raise impossible("after", "is not the name of a cut")
        return cut.taken_at, cut.name

    return routes


def _row(cut: Cut, words: Words) -> dict[str, str]:
    kind = "on_demand" if not cut.daily else "daily_late" if cut.late else "daily"
    asked = {"from": cut.day.replace(day=1), "to": cut.day, "lang": words.language.value, "as_of": cut.name}
    return {
        "day": words.day(cut.day), "query": urlencode(asked), "taken": words.instant(cut.taken_at),
        "kind": words.of("cut", kind), "facts": words.value(sum(cut.facts.values()), ""),
    }  # fmt: skip
