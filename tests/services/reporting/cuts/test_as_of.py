"""A report as of a cut is what was served then, byte for byte; its tables are built when asked for, and once."""

import asyncio

import httpx
import pytest

from services.reporting.cuts import cuts, kept
from services.reporting.cuts.cuts import Cut
from services.reporting.cuts.kept import build_asked
from services.reporting.rebuild.logs import PulledLogs, StoredLogs
from shared.runtime.log_routes import log_routes
from shared.security import Actor, Purpose, Role, issue_token
from shared.stream.errors import Transient
from shared.stream.pull import HttpSources
from tests.services.reporting.conftest import KEY, application, asking
from tests.services.reporting.histories import history
from tests.services.reporting.logs import SLUG, batch_on, hear_ends
from tests.services.reporting.november import at
from tests.services.reporting.rebuild.test_rebuild import whole

PERIOD = {"from": "2026-10-01", "to": "2026-11-30", "lang": "en"}
PATHS = ("/v1/figures", "/v1/figures.csv", "/pages/referrals", "/v1/campaigns", "/v1/early-warnings")
SCHEMAS = "select nspname from pg_namespace where nspname like 'cut_%' order by 1"


@pytest.fixture
async def logs(pools):
    logs = history(6, referrals=15)
    for service, pool in pools.items():
        await logs.keep(service, pool)
    return logs


@pytest.fixture
async def taken(pools, logs) -> tuple[Cut, dict[str, httpx.Response]]:
    """The cut of when half of the history was applied, and what was served then; the other half is applied since."""
    pool = pools["reporting"]
    await batch_on(pool).apply([record for part in logs.records() for record in part[: len(part) // 2]])
    await hear_ends(pool, at(30, 11), but="notifications")
    async with pool.acquire() as conn, asking(pool) as client:
        taken = await cuts.take(conn, at(30, 12))
        served = {path: await client.get(path, params=PERIOD) for path in PATHS}
    await batch_on(pool).apply(whole(logs))
    await hear_ends(pool, at(30, 12))
    return taken, served


@pytest.fixture
def cut(taken) -> Cut:
    return taken[0]


async def built(pools) -> list[str]:
    return await build_asked(pools["reporting"], StoredLogs(pools), SLUG)


async def test_what_was_served_is_served_again_for_ever(pools, taken):
    cut, served = taken
    asked = PERIOD | {"as_of": cut.name}
    async with asking(pools["reporting"]) as client:
        assert (await client.get("/v1/figures", params=asked)).status_code == 202
        assert await built(pools) == [cut.name]
        for path in PATHS:
            first, again = [(await client.get(path, params=asked)).content for _ in range(2)]
            assert first == again
        figures = (await client.get("/v1/figures", params=asked)).json()
        assert figures == served["/v1/figures"].json() | {"cut": cut.name}
        for path in ("/v1/figures.csv", "/v1/campaigns", "/v1/early-warnings"):
            assert (await client.get(path, params=asked)).content == served[path].content
        now = (await client.get("/v1/figures", params=PERIOD)).json()
        assert now["applied"] != figures["applied"]
        assert [told["freshness"]["notifications"]["behind"] for told in (figures, now)] == [True, False]
        page = (await client.get("/pages/referrals", params=asked)).text
    assert f"as_of={cut.name}" in page
    assert f"cut {cut.name}" in page


async def test_who_comes_too_early_is_told_how_far_it_is_and_when_to_come_again(pools, cut):
    async with asking(pools["reporting"]) as client:
        answer = await client.get("/v1/figures", params={"as_of": cut.name})
    assert (answer.status_code, answer.headers["Retry-After"]) == (202, "2")
    assert answer.headers["Content-Type"] == "application/problem+json"
    problem = answer.json()
    assert (problem["type"], problem["done"], problem["of"]) == ("/problems/being-built", 0, cut.at.facts)


async def test_two_that_ask_at_once_have_it_built_once(pools, cut):
    async with asking(pools["reporting"]) as client:
        await asyncio.gather(*(client.get("/v1/figures", params={"as_of": cut.name}) for _ in range(3)))
        done = await asyncio.gather(*(built(pools) for _ in range(3)))
        assert sorted(done) == [[], [], [cut.name]]
        assert (await client.get("/v1/figures", params={"as_of": cut.name})).status_code == 200


async def test_the_tables_of_the_cuts_used_last_are_kept(pools, logs, monkeypatch):
    monkeypatch.setattr(kept, "MOST", 2)
    pool = pools["reporting"]
    async with pool.acquire() as conn, asking(pool) as client:
        names = [(await cuts.take(conn, at(30))).name for _ in range(3)]
        for name in names:
            await client.get("/v1/figures", params={"as_of": name})
            await built(pools)
        assert [row[0] for row in await pool.fetch(SCHEMAS)] == ["cut_2026_11_30_2", "cut_2026_11_30_3"]
        assert [(await client.get("/v1/figures", params={"as_of": name})).status_code for name in reversed(names)] == [
            200,
            200,
            202,
        ]


async def test_tables_that_somebody_reads_are_not_thrown_away(pools, logs, monkeypatch):
    pool = pools["reporting"]
    async with pool.acquire() as conn:
        cut = await cuts.take(conn, at(30))
    async with asking(pool) as client:
        await client.get("/v1/figures", params={"as_of": cut.name})
    await built(pools)
    monkeypatch.setattr(kept, "MOST", 0)
    async with kept.as_of(pool, cut) as conn:
        await kept._throw_away(pool)
        assert await conn.fetchval("select count(*) from referral") == 0
    await kept._throw_away(pool)
    assert await pool.fetch(SCHEMAS) == []


async def test_a_cut_whose_facts_are_gone_is_said_to_be_lost_and_tried_again_when_asked_again(pools, cut):
    spoilt = "update event_log set position = -position where partition = 1 and position = any('{2,-2}')"
    await pools["cases"].execute(spoilt)
    async with asking(pools["reporting"]) as client:
        await client.get("/v1/figures", params={"as_of": cut.name})
        assert await built(pools) == []
        answer = await client.get("/v1/figures", params={"as_of": cut.name})
        assert (answer.status_code, answer.json()["type"]) == (410, "/problems/cut-lost")
        assert "cases: facts after 0 are missing in partition 1" in answer.json()["detail"]
        await pools["cases"].execute(spoilt)
        assert (await client.get("/v1/figures", params={"as_of": cut.name})).status_code == 202
        assert await built(pools) == [cut.name]


def at_their_owners(pools) -> PulledLogs:
    """The logs as the running service reads them: each asked of its owner over HTTP."""
    apps = {name: application(pool, log_routes(pool)) for name, pool in pools.items()}
    ourselves = Actor("service:reporting", frozenset({Role.SERVICE}), Purpose.OPERATIONS, service="reporting")
    token = issue_token(KEY, ourselves)
    client = httpx.AsyncClient(
        mounts={f"all://{name}": httpx.ASGITransport(app) for name, app in apps.items()},
        headers={"Authorization": f"Bearer {token}"},
    )
    return PulledLogs(HttpSources(client, {name: f"http://{name}" for name in pools}))


async def test_the_running_service_reads_the_logs_where_their_owners_keep_them(pools, taken):
    (cut, served), asked = taken, PERIOD | {"as_of": taken[0].name}
    async with asking(pools["reporting"]) as client:
        await client.get("/v1/figures", params=asked)
        assert await build_asked(pools["reporting"], at_their_owners(pools), SLUG) == [cut.name]
        assert (await client.get("/v1/figures.csv", params=asked)).content == served["/v1/figures.csv"].content


async def test_while_a_log_does_not_answer_a_cut_stays_asked_for(pools, cut):
    logs = PulledLogs(HttpSources(httpx.AsyncClient(), dict.fromkeys(pools, "http://127.0.0.1:9")))
    async with asking(pools["reporting"]) as client:
        await client.get("/v1/figures", params={"as_of": cut.name})
        with pytest.raises(Transient):
            await build_asked(pools["reporting"], logs, SLUG)
        assert await pools["reporting"].fetch(SCHEMAS) == []
        assert await built(pools) == [cut.name]


@pytest.mark.parametrize(
    ("name", "detail"), [("2026-01-01", "is not the name of a cut"), ("yesterday", "should match pattern")]
)
async def test_a_cut_that_nobody_took_is_refused(pool, name, detail):
    async with asking(pool) as client:
        answer = await client.get("/v1/figures", params={"as_of": name})
    [error] = answer.json()["errors"]
    assert (answer.status_code, error["pointer"]) == (422, "/as_of")
    assert detail in error["detail"]


async def test_a_browser_waits_on_a_page_that_opens_by_itself(pools, cut):
    async with asking(pools["reporting"]) as client:
        waiting = await client.get("/pages/cases", params={"as_of": cut.name, "lang": "en"})
        assert (waiting.status_code, waiting.headers["Retry-After"]) == (202, "2")
        assert '<meta http-equiv="refresh" content="2">' in waiting.text
        assert f"Facts read: 0 / {cut.at.facts}" in waiting.text
        number = {"measure": "open", "code": "urgent", "as_of": cut.name}
        assert '<meta http-equiv="refresh"' in (await client.get("/pages/behind/cases.by_class", params=number)).text
        await built(pools)
        assert (await client.get("/pages/cases", params={"as_of": cut.name, "lang": "en"})).status_code == 200
