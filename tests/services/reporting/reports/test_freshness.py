"""Each figure says until when everything is counted; a source that is not heard is told from one that is quiet."""

import csv
from dataclasses import replace
from datetime import timedelta
from io import BytesIO, StringIO
from zipfile import ZipFile

import pytest
from pypdf import PdfReader

from services.reporting.figures import FIGURES
from services.reporting.reports.freshness import Freshness, sources
from services.reporting.rules import Rules
from shared.settings.municipality import WorkingTime
from tests.services.reporting.conftest import asking
from tests.services.reporting.logs import bring, hear_ends
from tests.services.reporting.november import at, november

ALL = {"intake", "cases", "notifications", "reporting"}
NOON, LATE = at(30, 12), at(30, 11)
HEARD = Freshness(
    {"intake": 3, "cases": 4, "notifications": 0}, {"intake": NOON, "cases": LATE, "notifications": None},
    frozenset({"cases", "notifications"}),
)  # fmt: skip


@pytest.mark.parametrize(
    ("figure", "told_by"),
    [
        ("referrals.by_kind", {"intake"}), ("cases.by_class", {"cases"}), ("agencies.notices", {"notifications"}),
        ("surveys.response", {"intake", "cases"}), ("parked", ALL), ("overview", ALL),
    ],
)  # fmt: skip
def test_the_facts_of_a_figure_say_on_which_services_it_rests(figure, told_by):
    assert sources(figure) == told_by


def test_every_figure_rests_on_some_service_but_those_that_the_planning_makes():
    assert [name for name in FIGURES if not sources(name)] == ["indicators", "planning.workshops"]


def test_indicators_are_as_fresh_as_the_figures_they_take():
    assert replace(HEARD, indicators=sources("referrals.by_kind")).of(["indicators"]).until == {"intake": NOON}


@pytest.mark.parametrize(
    ("figures", "is_narrowed", "oldest", "behind"),
    [
        (["referrals.by_kind"], False, NOON, set()),
        (["referrals.by_kind"], True, LATE, {"cases"}),
        (["referrals.by_kind", "cases.by_class"], False, LATE, {"cases"}),
        (["agencies.notices"], False, None, {"notifications"}),
        (["surveys.response", "agencies.notices"], False, None, {"cases", "notifications"}),
    ],
)
def test_figures_are_as_fresh_as_the_stalest_of_their_sources(figures, is_narrowed, oldest, behind):
    mine = HEARD.of(figures, is_narrowed=is_narrowed)
    assert (mine.oldest, mine.behind) == (oldest, behind)


@pytest.mark.parametrize(("now", "minutes"), [(LATE, 60), (NOON, 1), (NOON + timedelta(1), 1)])
def test_a_clock_that_runs_faster_makes_nobody_late(now, minutes):
    fast = WorkingTime(pace=60, pace_until=NOON)
    assert Rules(clock=fast).may_lag(now) == timedelta(minutes=minutes)
    assert Rules().may_lag(now) == timedelta(minutes=1)


@pytest.fixture
async def held_back(pool):
    """November, and then nothing more of notifications for the rest of it."""
    await bring(pool, [[record for partition in november().records() for record in partition]])
    await hear_ends(pool, NOON - timedelta(seconds=2), but="notifications")
    return pool


async def marks(client) -> dict[str, bool]:
    return {one["name"]: one["behind"] for one in (await client.get("/v1/figures")).json()["figures"]}


async def test_a_source_that_is_held_back_is_marked_wherever_its_facts_are_counted_and_nowhere_else(held_back):
    async with asking(held_back) as client:
        late = {name for name in FIGURES if "notifications" in sources(name)}
        assert {name for name, behind in (await marks(client)).items() if behind} == late
        told = (await client.get("/v1/figures", params={"page": "agencies"})).json()
        assert {source: one["behind"] for source, one in told["freshness"].items()} == {
            source: source == "notifications" for source in ALL
        }
        lines = csv.DictReader(StringIO((await client.get("/v1/figures.csv")).text.lstrip("\ufeff")))
        said = {(line["figure"], line["mark"]) for line in lines}
        assert ("agencies.notices", "behind") in said and ("agencies.notices", "") not in said
        assert ("referrals.by_kind", "") in said and ("referrals.by_kind", "behind") not in said
        agencies, referrals = [
            (await client.get(f"/pages/{page}", params={"lang": "en"})).text for page in ("agencies", "referrals")
        ]
    assert '<div role="status" data-live-behind><p class="warning">Behind: Notifications – ' in agencies
    assert '<p class="behind">Behind. ' in agencies
    assert '<div role="status" data-live-behind></div>' in referrals
    assert "Everything is counted until 30 Nov 2026, 13:59." in referrals


async def test_a_source_that_has_nothing_to_tell_is_fresh_as_soon_as_it_says_so(held_back):
    await hear_ends(held_back, NOON - timedelta(seconds=3))
    async with asking(held_back) as client:
        assert set((await marks(client)).values()) == {False}
        [turnaround] = [
            one for one in (await client.get("/v1/definitions")).json() if one["name"] == "agencies.turnaround"
        ]
    assert (turnaround["sources"], turnaround["until"]) == (["notifications"], "2026-11-30T11:59:57Z")


async def test_before_anything_was_heard_nobody_says_until_when(pool):
    async with asking(pool) as client:
        figures = (await client.get("/v1/figures", params={"page": "agencies"})).json()
        page = (await client.get("/pages/agencies", params={"lang": "lv"})).text
    assert figures["freshness"]["intake"] == {"facts": 0, "until": None, "behind": True}
    assert "Vēl nav zināms, līdz kuram brīdim viss ir saskaitīts." in page


@pytest.mark.parametrize("kind", ["xlsx", "pdf"])
async def test_files_say_it_too(held_back, kind):
    async with asking(held_back) as client:
        late = (await client.get(f"/v1/figures.{kind}", params={"page": "agencies"})).content
        await hear_ends(held_back, NOON)
        fresh = (await client.get(f"/v1/figures.{kind}", params={"page": "agencies"})).content
    assert ("Atpaliek" in written(kind, late), "Atpaliek" in written(kind, fresh)) == (True, False)
    assert "Saskaitīts viss, kas noticis līdz 30.11.2026. 14:00." in written(kind, fresh)


def written(kind: str, content: bytes) -> str:
    """The words of a file, on one line."""
    if kind == "pdf":
        return " ".join(page.extract_text() for page in PdfReader(BytesIO(content)).pages).replace("\n", " ")
    with ZipFile(BytesIO(content)) as book:
        return " ".join(book.read(name).decode() for name in book.namelist() if name.endswith(".xml"))
