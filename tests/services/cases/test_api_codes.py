"""Every code that the API shows, and every kind of fact, has a name in Latvian and English."""

import pytest

from services.cases.labels import labels
from shared.contracts.registry import BY_TYPE
from tests.services.running import MARTA, Caller

pytestmark = pytest.mark.asyncio(loop_scope="session")


async def described(cases) -> dict[str, list[str]]:
    schemas = (await Caller(cases, MARTA).get("/openapi.json")).json()["components"]["schemas"]
    shown = {name: schema["enum"] for name, schema in schemas.items() if "enum" in schema}
    # What operators see of parked records is in English, as all they see.
    return {name: codes for name, codes in shown.items() if name not in ("ParkReason", "DiscardReason", "Purpose")}


async def test_each_code_that_is_shown_has_a_name(cases):
    shown = await described(cases)
    missing = {name: [code for code in codes if code not in labels().get(name, {})] for name, codes in shown.items()}
    assert {name: codes for name, codes in missing.items() if codes} == {}


async def test_no_name_is_left_of_a_code_that_is_gone(cases):
    shown = await described(cases)
    extra = {name: sorted(set(codes) - set(shown.get(name, ()))) for name, codes in labels().items() if name != "Fact"}
    assert {name: codes for name, codes in extra.items() if codes} == {}


async def test_each_fact_of_cases_has_a_name():
    told = {type.split(".")[3] for type, fact in BY_TYPE.items() if fact.publisher in ("cases", "stream")}
    assert set(labels()["Fact"]) == told


async def test_a_ui_reads_them_in_one_call(cases):
    answer = await Caller(cases, MARTA).get("/v1/codes")
    assert answer.json()["CaseState"]["closed"] == {"lv": "slēgta", "en": "closed"}
    assert answer.headers["Cache-Control"] == "private, max-age=86400"
