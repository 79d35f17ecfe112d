"""What is near: by the great circle, the nearest first, and never a place of which nobody is told where it is."""

import pytest

from shared.settings import Settings
from tests.services.running import Caller

pytestmark = pytest.mark.asyncio(loop_scope="session")
DZINTARI = next(one for one in Settings.load("liepaja", {}).catalogue.place if one.restricted)
OFFICE = "56.505,21.011"


@pytest.fixture
def anybody(cases, marta) -> Caller:
    del marta.headers["Authorization"]
    return marta


async def found(caller: Caller, path: str, **search) -> list[dict]:
    answer = await caller.get(f"/v1/catalogue/{path}", per_page=200, **search)
    assert answer.status_code == 200, answer.text
    page = answer.json()
    assert page["total_items"] == len(page["contents"])
    return page["contents"]


@pytest.mark.parametrize(
    ("near", "kilometres"),
    [("56.505,21.011", 0), ("57.505,21.011", 111.2), ("56.505,22.011", 61.4), ("-56.505,-158.989", 20015.1)],
    ids=["there", "a degree to the north", "a degree to the east", "the other side of the earth"],
)
async def test_a_distance_is_along_the_great_circle(anybody, near, kilometres):
    (office,) = [
        one for one in await found(anybody, "locations", near=near) if one["external_identifier"] == "dienests"
    ]
    assert office["distance_km"] == pytest.approx(kilometres, abs=0.1)


@pytest.mark.parametrize("path", ["services", "locations", "service_at_locations"])
async def test_the_nearest_comes_first_and_nothing_beyond_is_found(anybody, path):
    def far(one: dict) -> float:
        return one.get("location", one)["distance_km"]

    everything = [far(one) for one in await found(anybody, path, near=OFFICE)]
    assert everything == sorted(everything)
    near = [far(one) for one in await found(anybody, path, near=OFFICE, within_km=1)]
    assert near == [one for one in everything if one <= 1]
    assert 0 < len(near) < len(everything)


@pytest.mark.parametrize("path", ["services", "locations", "service_at_locations"])
async def test_a_restricted_place_is_near_to_nothing(anybody, path):
    there = f"{DZINTARI.latitude},{DZINTARI.longitude}"
    assert "Dzintari" in (await anybody.get(f"/v1/catalogue/{path}", per_page=200)).text
    answer = await anybody.get(f"/v1/catalogue/{path}", per_page=200, near=there)
    assert "Dzintari" not in answer.text
    for text in (answer.text, (await anybody.get(f"/v1/catalogue/{path}", per_page=200)).text):
        assert str(DZINTARI.latitude) not in text


async def test_a_service_is_as_far_as_the_nearest_place_at_which_it_is_offered(anybody):
    (shelter,) = await found(anybody, "services", kind="group_apartment", near="56.530,21.020")
    assert shelter["distance_km"] == 0
    assert "distance_km" not in (await found(anybody, "services", kind="group_apartment"))[0]


@pytest.mark.parametrize(
    ("search", "status"),
    [
        ({"near": "91,21"}, 422),
        ({"near": "56.505"}, 422),
        ({"near": "56.50512,21.01101"}, 422),
        ({"near": OFFICE, "within_km": 0}, 422),
        ({"within_km": 5}, 409),
    ],
    ids=["beyond the pole", "half a position", "somebody's very door", "no distance", "from nowhere"],
)
async def test_a_position_that_cannot_be_is_refused(anybody, search, status):
    assert (await anybody.get("/v1/catalogue/services", **search)).status_code == status
