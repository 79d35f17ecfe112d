"""Rows for analysts: every line once, however often a download breaks off, and nobody's name in any."""

import csv
from io import StringIO
from uuid import UUID

import pytest

from services.reporting.export import rows
from services.reporting.export.lists import LISTS
from shared.security import PURPOSES, Actor, Role
from tests.services.reporting.conftest import asking
from tests.services.reporting.logs import id_of

NOVEMBER = {"from": "2026-11-01", "to": "2026-11-30"}


def parsed(content: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(StringIO(content.decode("utf-8-sig"))))


async def test_a_list_has_a_line_for_each_thing_of_the_period(client):
    answer = await client.get("/v1/lists/referrals.csv", params=NOVEMBER)
    assert answer.headers["content-disposition"] == 'attachment; filename="liepaja-referrals-2026-11-01-2026-11-30.csv"'
    lines = {line["id"]: line for line in parsed(answer.content)}
    # R0 came in October, R6 in December, as Riga counts.
    assert lines.keys() == {str(id_of(f"R{n}")) for n in range(1, 6)}
    first = lines[str(id_of("R1"))]
    assert first == first | {
        "received_at": "2026-11-02T08:00:00Z", "partner": "valsts-policija", "needs": "violence_in_family crisis",
        "groups": "violence_in_family children", "state": "concluded",
    }  # fmt: skip


@pytest.mark.parametrize("name", LISTS)
async def test_what_broke_off_goes_on_after_the_last_whole_line(client, monkeypatch, name):
    whole = (await client.get(f"/v1/lists/{name}.csv", params=NOVEMBER)).content
    assert len(parsed(whole)) > 1
    monkeypatch.setattr(rows, "LINES", 2)
    assert (await client.get(f"/v1/lists/{name}.csv", params=NOVEMBER)).content == whole
    _, first, rest = whole.split(b"\n", 2)
    after = {"after": str(UUID(first[:36].decode()))}
    assert (await client.get(f"/v1/lists/{name}.csv", params=NOVEMBER | after)).content == rest
    last = {"after": parsed(whole)[-1]["id"]}
    assert (await client.get(f"/v1/lists/{name}.csv", params=NOVEMBER | last)).content == b""


async def test_a_case_that_was_opened_again_has_no_end(client):
    answer = await client.get("/v1/lists/cases.csv", params={"from": "2026-06-01", "to": "2026-06-30"})
    [case] = parsed(answer.content)
    assert (case["id"], case["closed_at"]) == (str(id_of("C9")), "")


async def test_every_column_says_what_it_means(client):
    shown = {one["name"]: one for one in (await client.get("/v1/lists")).json()}
    assert shown.keys() == LISTS.keys()
    for name, one in shown.items():
        head = (await client.get(f"/v1/lists/{name}.csv", params=NOVEMBER)).content.decode("utf-8-sig").split("\n")[0]
        assert head.split(",") == [column["name"] for column in one["columns"]]
        assert all(column["meaning"]["lv"] and column["meaning"]["en"] for column in one["columns"])


@pytest.mark.parametrize(
    ("path", "query", "pointer"),
    [
        ("referrals", {"from": "2026-11-02", "to": "2026-11-01"}, "/from"),
        ("referrals", {"from": "2026-11-02"}, "/to"),
        ("referrals", NOVEMBER | {"after": "R1"}, "/after"),
        ("referrals", NOVEMBER | {"as_of": "2026-11-01"}, "/as_of"),
        ("people", NOVEMBER, "/name"),
    ],
)
async def test_what_cannot_be_is_refused_before_a_line_is_sent(client, path, query, pointer):
    answer = await client.get(f"/v1/lists/{path}.csv", params=query)
    assert answer.status_code == 422
    assert answer.json()["errors"][0]["pointer"] == pointer


@pytest.mark.parametrize("role", [Role.PUBLIC_RELATIONS, Role.SUPERVISOR, Role.SOCIAL_WORKER])
async def test_single_lines_are_for_the_head_and_auditors_only(told, role):
    async with asking(told, Actor("somebody", frozenset({role}), min(PURPOSES[role]))) as client:
        assert (await client.get("/v1/lists/cases.csv", params=NOVEMBER)).status_code == 403


async def test_what_a_spreadsheet_would_calculate_gets_an_apostrophe(pool):
    await pool.execute(
        """
        insert into visit (id, position, case_id, mode, state, planned_at, reason)
        values (gen_random_uuid(), 1, gen_random_uuid(), '=1+1', '@sum(a1)', '2026-11-05', '-')
        """
    )
    async with asking(pool) as client:
        [line] = parsed((await client.get("/v1/lists/visits.csv", params=NOVEMBER)).content)
    assert (line["mode"], line["state"], line["reason"]) == ("'=1+1", "'@sum(a1)", "'-")
