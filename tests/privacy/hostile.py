"""A name wherever no name belongs, at every route of cases: in paths, queries, headers and each field of each body.

The routes come from the description of the API, so a new one is tried as well.
"""

from collections import defaultdict
from collections.abc import Mapping
from uuid import uuid4

import httpx
from fastapi import FastAPI

from shared.http import describe, etag
from shared.security import Actor, Purpose, Role
from shared.settings.municipality import staff_id
from tests.privacy.described import STREAM, operations
from tests.privacy.desk import NAME, WORDS
from tests.privacy.people import VICTIM
from tests.privacy.strangers import calling

_HEADERS = ("Correlation-Id", "Tilts-Purpose", "traceparent", "If-Match", "If-None-Match")


async def answers(app: FastAPI, slug: str, ids: Mapping[str, str]) -> list[httpx.Response]:
    """To somebody with every role, about things that are there."""
    gunta = str(staff_id(slug, "gunta"))
    actor = Actor(gunta, frozenset(Role), Purpose.SUPERVISION, partner="samariesi", service="notifications")
    answers = []
    async with calling(app, actor) as client:
        answers.append(await client.get(STREAM, headers={"Last-Event-ID": NAME.encode()}))
        answers += [await client.get("/v1/cases", headers={name: NAME.encode()}) for name in _HEADERS]
        answers += [await client.get("/v1/cases", headers={name: VICTIM["phone"]}) for name in _HEADERS]
        answers.append(await client.post("/v1/standing", json={"request": ids["requests"], "code": NAME}))
        for one in operations(describe(app)):
            if one.path == STREAM:
                continue
            path = one.filled(defaultdict(lambda: str(uuid4()), ids))
            named = one.filled(defaultdict(lambda: NAME))
            wrong = {asked["name"]: NAME for asked in one.asked} | {NAME: NAME}
            keyed = {"Idempotency-Key": str(uuid4()), "If-Match": etag(1)}
            answers.append(await client.request(one.method, named, headers=keyed))
            if one.method == "GET":
                answers.append(await client.request(one.method, path, params=wrong))
            for body in [*one.broken(NAME), *one.unfit(WORDS * 300, f"{WORDS[:30]}\0")]:
                keyed |= {"Idempotency-Key": str(uuid4())}
                answers.append(await client.request(one.method, path, json=body, headers=keyed))
    return answers
