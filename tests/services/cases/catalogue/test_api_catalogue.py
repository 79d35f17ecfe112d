"""The catalogue for anybody: as HSDS has it, found by what fits, kept for minutes, without what is nobody's matter."""

import pytest
import pytest_asyncio

from services.cases.app import bring_in
from shared.settings import Settings
from shared.settings.catalogue import service_id
from tests.services.cases.catalogue.hsds import PAGE, faults
from tests.services.running import Caller, facts

pytestmark = pytest.mark.asyncio(loop_scope="session")
SECRET = next(one for one in Settings.load("liepaja", {}).catalogue.place if one.restricted)


@pytest_asyncio.fixture(loop_scope="session")
async def anybody(cases, marta) -> Caller:
    """Somebody without a token."""
    del marta.headers["Authorization"]
    return marta


async def codes(caller: Caller, **search: str | int) -> list[str]:
    """The kinds of services that fit, in their order."""
    answer = await caller.get("/v1/catalogue/services", **search)
    assert answer.status_code == 200, answer.text
    return [one["kind"] for one in answer.json()["contents"]]


@pytest.mark.parametrize("lang", ["lv", "en", "lt"])
@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("services", "service"),
        ("organizations", "organization"),
        ("locations", "location"),
        ("service_at_locations", "service_at_location"),
    ],
)
async def test_each_list_is_a_page_of_valid_objects_of_hsds(anybody, path, kind, lang):
    page = (await anybody.get(f"/v1/catalogue/{path}", lang=lang, per_page=200)).json()
    assert set(page) == PAGE
    assert page["total_items"] == len(page["contents"]) > 0
    assert [fault for one in page["contents"] for fault in faults(kind, one)] == []


async def test_one_service_is_whole_and_in_three_languages(anybody):
    id = service_id("liepaja", "aprupe-majas")
    one = (await anybody.get(f"/v1/catalogue/services/{id}", lang="lt")).json()
    assert faults("service", one) == []
    assert (one["name"], one["names"]["lv"], one["description"]) == (
        "Globa namuose", "Aprūpe mājās", "Palīgs nāk pie Tevis mājās.",
    )  # fmt: skip
    assert (one["levels"][0], one["service_at_locations"][0]["location"]["accessibility"][0]["details"]) == (
        "limenis-1-5-stundas", "comes_to_you",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("search", "expected"),
    [
        ({"age": 17, "group": "children"}, ["child_crisis_care"]),
        ({"group": "homeless"}, ["night_shelter"]),
        ({"language": "en"}, ["material_aid"]),
        ({"text": "PATVERSME"}, ["night_shelter"]),
        ({"text": "samariešu"}, ["mobile_care"]),
        ({"accessibility": "induction_loop"}, ["material_aid"]),
        ({"kind": "social_housing", "status": "active"}, ["social_housing"]),
        ({"kind": "social_housing", "status": "defunct"}, []),
        ({"kind": "mobile_care", "open_on": "2026-03-16"}, ["mobile_care"]),
        ({"kind": "mobile_care", "open_on": "2026-03-20"}, []),
        ({"kind": "day_centre", "open_on": "2026-03-21"}, ["day_centre"]),
        ({"open_on": "2026-12-25", "kind": "night_shelter"}, ["night_shelter"]),
        ({"open_on": "2026-12-25", "kind": "home_care"}, []),
        ({"age": 120, "kind": "child_crisis_care"}, []),
    ],
    ids=lambda value: " ".join(map(str, value.values())) if isinstance(value, dict) else "",
)
async def test_what_fits_is_found(anybody, search, expected):
    assert await codes(anybody, **search) == expected


async def test_where_a_restricted_place_is_stands_in_no_answer(anybody, cases):
    for path in ("services", "locations", "service_at_locations", f"services/{service_id('liepaja', 'dzintari')}"):
        answer = await anybody.get(f"/v1/catalogue/{path}", per_page=200)
        assert "Dzintari" in answer.text
        assert SECRET.address not in answer.text
    told = await cases.pool.fetchval("select string_agg(data::text, ' ') from event_log")
    assert SECRET.address not in told


async def test_what_is_kept_is_asked_again_by_its_digest(anybody):
    first = await anybody.get("/v1/catalogue/services")
    assert (first.headers["Cache-Control"], first.headers["Last-Modified"][-3:]) == ("public, max-age=300", "GMT")
    anybody.headers["If-None-Match"] = f'"other", {first.headers["ETag"]}'
    assert (await anybody.get("/v1/catalogue/services")).status_code == 304
    assert (await anybody.get("/v1/catalogue/services", lang="en")).status_code == 200


async def test_pages_follow_each_other_without_gap(anybody):
    whole = await codes(anybody, per_page=200)
    pages = [await codes(anybody, per_page=5, page=number) for number in range(1, 5)]
    assert [code for page in pages for code in page] == whole


@pytest.mark.parametrize(
    "search", [{"age": -1}, {"group": "everybody"}, {"open_on": "2026-02-30"}, {"page": 0}, {"colour": "red"}]
)
async def test_a_search_that_cannot_be_is_refused(anybody, search):
    assert (await anybody.get("/v1/catalogue/services", **search)).status_code == 422


async def test_a_start_says_nothing_of_what_is_the_same(cases):
    before = await facts(cases)
    await bring_in(cases.desk)
    assert await facts(cases) == before
    assert {"organization-changed", "catalogue-changed", "service-place-changed", "capacity-changed"} <= set(before)
