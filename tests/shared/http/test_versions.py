"""A change says which version it changes, and a stale one is refused with the present version."""

import pytest

KEYED = {"Idempotency-Key": "one"}


@pytest.fixture
async def note(client) -> dict:
    return (await client.post("/v1/notes", json={"text": "Pirmais"}, headers=KEYED)).json()


async def test_what_is_read_names_its_version(client, note):
    assert (await client.get(f"/v1/notes/{note['id']}")).headers["etag"] == '"1"'


async def change(client, note, key: str, if_match: str):
    return await client.put(
        f"/v1/notes/{note['id']}", json={"text": key}, headers={"Idempotency-Key": key, "If-Match": if_match}
    )


async def test_a_change_of_the_present_version_makes_the_next(client, note):
    answer = await change(client, note, "otrais", '"1"')
    assert (answer.status_code, answer.headers["etag"], answer.json()["version"]) == (200, '"2"', 2)


async def test_a_change_of_a_stale_version_is_refused_with_the_present_one(client, note):
    await change(client, note, "otrais", '"1"')
    answer = await change(client, note, "cits", '"1"')
    assert (answer.status_code, answer.json()["type"]) == (412, "/problems/stale-version")
    assert (answer.json()["current"], answer.headers["etag"]) == (2, '"2"')


async def test_a_repeat_of_a_change_is_no_stale_change(client, note):
    for _ in range(2):
        answer = await change(client, note, "otrais", '"1"')
    assert (answer.status_code, answer.headers["etag"]) == (200, '"2"')


@pytest.mark.parametrize("if_match", ["1", "*", 'W/"1"', '"1", "2"', '""', '"' + "9" * 19 + '"'])
async def test_anything_but_one_version_is_refused(client, note, if_match):
    answer = await change(client, note, "otrais", if_match)
    assert (answer.status_code, [error["pointer"] for error in answer.json()["errors"]]) == (422, ["/If-Match"])
