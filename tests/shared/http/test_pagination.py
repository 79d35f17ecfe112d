"""A list in pages neither skips nor repeats, even while it grows."""

from base64 import urlsafe_b64encode
from uuid import uuid4

import pytest

from shared.http import mount_services
from tests.shared.http.conftest import client_of


@pytest.fixture
async def notes(pool) -> list[str]:
    """Seven notes, oldest first; three of them of the same instant."""
    await pool.execute(
        """
        insert into note select gen_random_uuid(), n::text, 1, '2026-03-03'::timestamptz + least(n, 5) * interval '1 us'
        from generate_series(1, 7) n
        """
    )
    return [str(row["id"]) for row in await pool.fetch("select id from note order by at, id")]


def ids(page: dict) -> list[str]:
    return [item["id"] for item in page["items"]]


async def all_pages(client, limit: int) -> list[dict]:
    pages = [(await client.get("/v1/notes", params={"limit": limit})).json()]
    while pages[-1]["next"]:
        pages.append((await client.get("/v1/notes", params={"limit": limit, "cursor": pages[-1]["next"]})).json())
    return pages


@pytest.mark.parametrize(("limit", "sizes"), [(1, [1] * 7), (3, [3, 3, 1]), (7, [7]), (50, [7])])
async def test_the_pages_together_are_the_list(client, notes, limit, sizes):
    pages = await all_pages(client, limit)
    assert [len(page["items"]) for page in pages] == sizes
    assert [id for page in pages for id in ids(page)] == notes


async def test_an_empty_list_is_one_empty_page(client):
    assert (await client.get("/v1/notes")).json() == {"items": [], "next": None}


async def test_a_page_holds_fifty_unless_asked_otherwise(client, pool):
    await pool.execute("insert into note select gen_random_uuid(), 'x', 1, now() from generate_series(1, 60)")
    assert len((await client.get("/v1/notes")).json()["items"]) == 50


async def test_a_row_that_comes_before_the_cursor_moves_nothing(client, pool, notes):
    first = (await client.get("/v1/notes", params={"limit": 3})).json()
    await pool.execute("insert into note values ($1, 'early', 1, '2026-01-01')", uuid4())
    second = (await client.get("/v1/notes", params={"limit": 3, "cursor": first["next"]})).json()
    assert ids(second) == notes[3:6]


async def test_the_header_links_to_the_next_page_where_there_is_one(client, notes):
    first = await client.get("/v1/notes", params={"limit": 4})
    second = await client.get(first.links["next"]["url"])
    assert ids(second.json()) == notes[4:]
    assert "link" not in second.headers


async def test_the_link_holds_below_a_mount(app, notes):
    async with client_of(mount_services({"notes": app}, development=True)) as client:
        first = await client.get("/notes/v1/notes", params={"limit": 4})
        assert ids((await client.get(first.links["next"]["url"])).json()) == notes[4:]


@pytest.mark.parametrize("limit", ["0", "201", "-1", "all"])
async def test_a_limit_out_of_bounds_is_refused(client, limit):
    answer = await client.get("/v1/notes", params={"limit": limit})
    assert (answer.status_code, answer.json()["errors"][0]["pointer"]) == (422, "/limit")


def encoded(text: str) -> str:
    return urlsafe_b64encode(text.encode()).decode().rstrip("=")


@pytest.mark.parametrize(
    "cursor",
    [
        "",
        "?",
        "ā",
        "AAAAA",
        encoded("{"),
        encoded("[]"),
        encoded('["2026-03-03T00:00:00Z"]'),
        encoded('["2026-03-03T00:00:00Z", 7]'),
        encoded('["2026-03-03T00:00:00", "7f1c2e9a-3b52-4c0e-8a53-0b1f6a1d2c3e"]'),
        encoded('["yesterday", "7f1c2e9a-3b52-4c0e-8a53-0b1f6a1d2c3e"]'),
    ],
)
async def test_a_cursor_that_we_did_not_give_is_refused(client, cursor):
    answer = await client.get("/v1/notes", params={"cursor": cursor})
    assert (answer.status_code, answer.json()["type"]) == (400, "/problems/bad-cursor")
