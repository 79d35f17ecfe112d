"""Everybody who has no business with a case asks for it at every route, and tries to change it.

The routes come from the description of the API, so a new one is asked as well. A path with an id of the case, or of
something in it, must answer as if there were no such thing, letter by letter; a list may be read, and must not show the
case.
"""

import asyncio
from collections import defaultdict
from collections.abc import Mapping
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import httpx
from fastapi import FastAPI

from shared.http import describe, etag
from shared.security import PURPOSES, Actor, Role, issue_token
from tests.privacy.casework import colleague
from tests.privacy.described import STREAM, Operation, operations
from tests.privacy.people import found
from tests.shared.http.conftest import KEY
from tests.shared.runtime.municipality import Municipality

MAY = {
    Role.HEAD: "answers for every case",
    Role.AUDITOR: "looks at who read and did what, in every case",
    Role.SERVICE: "is no person: another service, which hears every fact",
}
NOBODY_S = {
    "absences": str(UUID(int=1)), "services": str(UUID(int=1)), "log": "0", "parked": "1", "trainings": "vardarbiba",
    "checklists": "basic-needs", "session-series": str(UUID(int=1)), "{code}": "1",
}  # fmt: skip
"""What fills the parameters of paths that belong to no case."""
CODES = {Role.PARTNER: "liepajas-6-vidusskola", Role.PROVIDER: "samariesi"}
"""A partner who sent something else, and a provider to whom nobody of the case was sent."""
OF_NO_CASE = {*NOBODY_S, "units", "staff", "places", "capacity", "periods", "activities", "outreach",
              "sessions", "session-series", "shelters", "shelter-nights", "shelter-guests"}  # fmt: skip
OF_THE_SERVICE = ("/v1/activities", "/v1/institutions", "/v1/mode", "/v1/units")
"""What every colleague reads, of no case: classes that activities are for, who decided on a mode, where a unit is."""
CLOSED = {403, 404}
BEGINNING = "1-0.0"
"""The id of an event before the first one, in a log of two partitions."""


def everybody(slug: str) -> dict[str, Actor | None]:
    """Whoever may call at all: nobody, colleagues in another unit, somebody with each role that no colleague has."""
    who = {
        "nobody": None,
        "a worker of another unit": colleague(slug, "marta", Role.SOCIAL_WORKER),
        "a supervisor of another unit": colleague(slug, "ligita", Role.SUPERVISOR),
    }
    for role in sorted(set(Role) - set(MAY) - {Role.SOCIAL_WORKER, Role.SUPERVISOR}):
        identity = "PNOLV-160575-10009" if role is Role.RESIDENT else None
        account = str(uuid4())
        who[role] = Actor(account, frozenset({role}), min(PURPOSES[role]), CODES.get(role), identity=identity)
    return who


async def ask(app: FastAPI, slug: str, ids: Mapping[str, str]) -> list[str]:
    """What any of them was shown or told of the case, and where the answer was another than it should be."""
    faults, who = [], everybody(slug)
    member = calling(app, colleague(slug, "gunta", Role.SUPERVISOR))
    clients = {name: calling(app, actor) for name, actor in who.items()}
    for number, route in enumerate(one for one in operations(describe(app)) if one.path != STREAM):
        if unknown := set(route.owners) - {*ids, *NOBODY_S}:
            faults.append(f"{route.name}: no id stands after {unknown}: give one in `rooms`, or in NOBODY_S")
            continue
        asked = _Asked(route, {**ids, **NOBODY_S})
        let_in = {name for name, actor in who.items() if actor is None or actor.roles & route.roles}
        # Of those whom the route does not let in, whatever it is about, one after the other tries it.
        shut_out = sorted(set(who) - let_in)
        trying = shut_out[number % len(shut_out)] if shut_out else "nobody"
        for name in sorted(let_in | {trying}):
            told = await asked.faults(clients[name], who[name])
            faults += [f"{name}: {route.name}: {fault}" for fault in told]
        shown = route.method == "GET" and asked.closed and Role.SUPERVISOR in route.roles
        if shown and await asked.status(member) in CLOSED:
            faults.append(f"a member: {route.name}: sees nothing either, so this proved nothing")
    return faults


async def listen(municipality: Municipality, case: str) -> dict[str, bool]:
    """Who hears of the case on the live stream, all that ever happened included: a member, and everybody else."""
    member, others = colleague(municipality.slug, "gunta", Role.SUPERVISOR), everybody(municipality.slug)
    # The streams of the others end with their tokens; a member's is left once it told of the case.
    heard = await asyncio.gather(
        _heard(municipality, case, member, timedelta(minutes=1)),
        *(_heard(municipality, case, actor, timedelta(seconds=3)) for actor in others.values()),
    )
    return dict(zip(["a member", *others], heard, strict=True))


async def _heard(municipality: Municipality, case: str, actor: Actor | None, lasting: timedelta) -> bool:
    headers = {"Last-Event-ID": BEGINNING} | _bearer(actor, lasting)
    address = f"http://127.0.0.1:{municipality.port}/cases{STREAM}"
    async with (
        httpx.AsyncClient(headers=headers, timeout=20) as client,
        client.stream("GET", address) as answer,
    ):
        said = ""
        async for part in answer.aiter_text():
            said += part
            if case in said:
                return True
        return False


def calling(app: FastAPI, actor: Actor | None) -> httpx.AsyncClient:
    """A client of a service in this process; an error of it is an answer like any other."""
    transport = httpx.ASGITransport(app, raise_app_exceptions=False, root_path="/cases")
    return httpx.AsyncClient(transport=transport, base_url="http://tilts.test/cases", headers=_bearer(actor))


class _Asked:
    """One route, asked for the case."""

    def __init__(self, route: Operation, ids: Mapping[str, str]) -> None:
        self.route = route
        self._path = route.filled(ids)
        self._nothing = route.filled(defaultdict(lambda: str(uuid4()), NOBODY_S))
        of_case, person = set(ids) - OF_NO_CASE, ids["persons"]
        self.closed = not of_case.isdisjoint(route.owners)
        # A queue shows the requests in it, and nobody can tell by their ids whose they are. Whoever operates the
        # service reads its log, which has ids and codes like its topic.
        self._hidden = set() if route.owners == ["log"] else {ids[of] for of in of_case - {"requests"}}
        self._query = route.query(
            {"case": ids["cases"], "person": person, "subject": person, "about": person, "actor": ids["staff"]}
        )
        self._body = _about(route.example(), ids["cases"]) if route.body else None

    async def faults(self, client: httpx.AsyncClient, actor: Actor | None) -> list[str]:
        asked = self._request(client)
        answer = await client.send(asked)
        told = answer.content + str(answer.headers).encode()
        said = str(asked.url).encode() + asked.content
        faults = [] if self.route.path.startswith(OF_THE_SERVICE) else [f"tells {secret}" for secret in found(told)]
        faults += [f"tells {id}" for id in self._hidden if id.encode() in told and id.encode() not in said]
        if answer.status_code not in self._expected(actor):
            faults.append(f"answers {answer.status_code}: {answer.text[:200]}")
        if answer.status_code == 404 and self.closed:
            nothing = await client.send(self._request(client, self._nothing))
            if (nothing.status_code, nothing.json()["detail"]) != (404, answer.json()["detail"]):
                faults.append(f"tells that it is there: {answer.json()['detail']}")
        return faults

    async def status(self, client: httpx.AsyncClient) -> int:
        return (await client.send(self._request(client))).status_code

    def _request(self, client: httpx.AsyncClient, path: str | None = None) -> httpx.Request:
        headers = {"Idempotency-Key": str(uuid4()), "If-Match": etag(1)}
        path = path or self._path
        return client.build_request(self.route.method, path, params=self._query, json=self._body, headers=headers)

    def _expected(self, actor: Actor | None) -> set[int] | range:
        if actor is None and not self.route.public:
            return {401}
        return CLOSED if self.closed else range(500)


def _about(body: Any, case: str) -> Any:
    """A body that speaks of this case wherever it speaks of one."""
    if isinstance(body, list):
        return [_about(one, case) for one in body]
    if not isinstance(body, dict):
        return body
    wanted = {"case": case, "cases": [case], "of": case}
    return {field: wanted.get(field) or _about(inner, case) for field, inner in body.items()}


def _bearer(actor: Actor | None, ttl: timedelta = timedelta(hours=1)) -> dict[str, str]:
    return {"Authorization": f"Bearer {issue_token(KEY, actor, ttl)}"} if actor else {}
