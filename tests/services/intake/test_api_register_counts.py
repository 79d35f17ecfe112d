"""Figures of registers over HTTP: for those who answer for the service, with a source, and without anybody's name."""

import pytest

from tests.services.running import INESE, LIGITA, VADIBA, Caller, facts

pytestmark = pytest.mark.asyncio(loop_scope="session")
FIGURE = {
    "target_group": "mental_disorder", "count": 320, "source": "invaliditates-registrs", "counted_on": "2021-03-15"
}  # fmt: skip


async def test_a_figure_is_entered_corrected_and_read_with_its_source(intake):
    head = Caller(intake, VADIBA)
    await head.do("/v1/register-counts", FIGURE | {"counted_on": "2020-03-15"})
    first = await head.do("/v1/register-counts", FIGURE)
    later = await Caller(intake, LIGITA).do("/v1/register-counts", FIGURE | {"count": 321, "note": "incomplete"})
    assert (first.status_code, later.status_code, later.json()["version"]) == (201, 201, 2)
    page = (await head.get("/v1/register-counts", limit=1)).json()
    rest = (await head.get("/v1/register-counts", limit=1, cursor=page["next"])).json()
    shown = [*page["items"], *rest["items"]]
    assert [(one["counted_on"], one["count"]) for one in shown] == [("2021-03-15", 321), ("2020-03-15", 320)]
    assert shown[0]["source_name"]["en"] == "Disability register of the State Commission"
    assert (await facts(intake)).count("register-count-recorded") == 3


@pytest.mark.parametrize(("query", "found"), [({"source": "prese"}, 1), ({"target_group": "older_age"}, 0), ({}, 2)])
async def test_figures_are_found_by_group_and_source(intake, query, found):
    head = Caller(intake, VADIBA)
    for given in (FIGURE, FIGURE | {"source": "prese", "quoted": True, "count": 200}):
        await head.do("/v1/register-counts", given)
    assert len((await head.get("/v1/register-counts", **query)).json()["items"]) == found


async def test_a_source_that_nobody_configured_is_refused_with_its_field(intake):
    answer = await Caller(intake, VADIBA).do("/v1/register-counts", FIGURE | {"source": "kaimini"})
    assert (answer.status_code, answer.json()["type"]) == (404, "/problems/register-source-unknown")


async def test_others_neither_read_nor_enter_them(intake):
    inese = Caller(intake, INESE)
    assert (await inese.get("/v1/register-counts")).status_code == 403
    assert (await inese.do("/v1/register-counts", FIGURE)).status_code == 403
