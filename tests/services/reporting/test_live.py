"""The sums at the top follow what is applied, for whoever listens and as far as they may see."""

import asyncio
import json
from datetime import timedelta

import httpx
import pytest

from shared.http import mount_services
from shared.security import issue_token
from tests.services.reporting.conftest import HEAD, KEY, StoppedClock, application, asking, tell_november
from tests.services.reporting.disclosure.test_api import PR
from tests.services.reporting.logs import hear_ends
from tests.shared.http.serving import served

_LONG = timedelta(days=3650)
"""The clock of these tests stands at the end of November, whenever they run."""
NOVEMBER = {"from": "2026-11-01", "to": "2026-11-30", "lang": "en"}


async def events(
    client: httpx.AsyncClient, address: str, actor, count: int, meanwhile=None, kind: str = "overview"
) -> list[dict]:
    """The first so many events of a kind; `meanwhile` is done after the first of them."""
    headers, found = {"Authorization": f"Bearer {issue_token(KEY, actor, _LONG)}"}, []
    async with asyncio.timeout(30), client.stream("GET", address, params=NOVEMBER, headers=headers) as answer:
        assert answer.headers["content-type"].startswith("text/event-stream")
        async for line in answer.aiter_lines():
            if line.startswith("event:"):
                event = line.removeprefix("event:").strip()
            if line.startswith("data:") and event == kind:
                found.append(json.loads(line.removeprefix("data:")))
                if len(found) == count:
                    return found
                await meanwhile()
    raise AssertionError(f"the stream ended after {len(found)} events")


@pytest.fixture
async def address(pool):
    async with served(mount_services({"reporting": application(pool)}, development=True)) as base:
        yield f"{base}/reporting/v1/stream"


async def test_what_is_applied_changes_the_sums_of_whoever_listens(pool, address):
    async with httpx.AsyncClient() as client:
        before, after = await events(client, address, HEAD, 2, meanwhile=lambda: tell_november(pool))
    assert (before["received"], before["missed"]) == (
        {"value": 0, "shown": "0", "attention": False}, {"value": 0, "shown": "0", "attention": False},
    )  # fmt: skip
    assert (after["received"], after["missed"]) == (
        {"value": 5, "shown": "5", "attention": False}, {"value": 1, "shown": "1", "attention": True},
    )  # fmt: skip


async def test_small_sums_are_hidden_from_public_relations_here_too(pool, address):
    await tell_november(pool)
    async with httpx.AsyncClient() as client:
        [sums] = await events(client, address, PR, 1)
    assert sums["missed"] == {"value": None, "shown": "‥", "attention": True}


async def test_whose_facts_are_behind_is_told_until_they_are_heard(pool, address):
    async with httpx.AsyncClient() as client:
        before, after = await events(
            client, address, HEAD, 2, meanwhile=lambda: hear_ends(pool, StoppedClock().now()), kind="freshness"
        )  # fmt: skip
    assert before["sources"] == ["cases", "intake", "notifications", "reporting"]
    assert before["behind"].startswith("Behind: Cases – nothing was heard yet")
    assert after == {"until": "Everything is counted until 30 Nov 2026, 14:00.", "behind": None, "sources": []}


@pytest.mark.parametrize("query", [{"as_of": "2026-11-01"}, {"from": "2026-12-01"}, {"unit": "families"}])
async def test_what_cannot_be_followed_is_refused_before_the_stream_begins(client, query):
    answer = await client.get("/v1/stream", params=query)
    assert answer.status_code == 422


async def test_a_page_that_has_sums_follows_them_and_one_of_a_past_cut_does_not(told):
    async with asking(told) as client:
        overview, cases = [(await client.get(path)).text for path in ("/", "/pages/cases")]
    assert 'data-live="./v1/stream?from=2026-11-01' in overview and "new EventSource" in overview
    assert "EventSource" not in cases
