"""People who wait for few places, and those who give them these, in a municipality whose services are killed."""

import asyncio
import random
from base64 import b64encode
from collections import Counter
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from uuid import uuid4

import httpx

from services.cases.domain.requests.acts import HOLDS
from shared.security import Actor, Purpose, Role, issue_token
from shared.settings.catalogue import offer_id
from shared.settings.municipality import provider_id, staff_id
from tests.faults.harness import Deployment
from tests.story.voices import Voices

CONFIGURED = "liepaja"
"""Its mobile care for older people is given by an association with an account of its own."""
SECRETS = {"TILTS_PARTNERS__KRIZES_CENTRS__WEBHOOK_SECRET": "whsec_" + b64encode(b"for fault tests only").decode()}
LIGITA, GUNTA, PROVIDER = "ligita", "gunta", "samariesi"
COORDINATORS = (LIGITA, GUNTA)
ACTS = {
    "waiting": ("still-waits", "still-waits", "close"),
    "offered": ("accept", "accept", "decline", "postpone", "close"),
    "accepted": ("end",),
}
"""What a coordinator does with a request, or with its case, by where it stands."""
REPORTS = {"accepted": "start", "started": "end"}
"""What the provider does with one."""
COUNTED = {"accept": "place-accepted", "decline": "place-declined", "start": "service-started"}
"""Which fact each answer leads to, once."""
_TOLD = "select count(*) from event_log where topic is null and type like $1 and data->>'offer' = $2"
_STATES = "select state, count(*) from service_request where offer = $1 group by 1"
_SOON = timedelta(seconds=2)


@dataclass
class Crowd:
    """One offer, its places, and the people of two coordinators who wait for them."""

    voices: Voices
    deployment: Deployment
    offer: str
    chance: random.Random
    cases: dict[str, str] = field(default_factory=dict)
    """Case → whose."""
    done: Counter = field(default_factory=Counter)
    """What was answered with a success, by the end of its path."""

    async def gather(self, people: int, places: int) -> None:
        """So many people ask, and are granted what they ask for; there are so many places."""
        await self.there_are(places)
        await asyncio.gather(*(self._come(COORDINATORS[n % 2]) for n in range(people)))

    async def there_are(self, places: int) -> None:
        at = f"/v1/capacity/{self.offer}"
        await self._do(LIGITA, at, {"part": "places", "count": places}, at=at)

    async def live(self, acts: int, trouble: Callable[[], Awaitable[None]]) -> None:
        """Both coordinators and the provider do so much at once, whatever the others do; much of it is refused."""
        self.voices.trouble = trouble
        await asyncio.gather(
            *(self._coordinate(who, acts, random.Random(self.chance.random())) for who in COORDINATORS),
            self._provide(acts, random.Random(self.chance.random())),
        )
        self.voices.trouble = None

    async def rest(self) -> None:
        """Wait until the queue has moved as far as it can by itself."""
        await self.voices.until(LIGITA, "cases", f"/v1/places/{self.offer}", _rests)

    async def agree(self, places: int, patience: float) -> None:
        """Everybody is there, no place is given twice, each answer counted once, and `verify` finds nothing."""
        async with self.deployment.database("cases") as conn:
            states = Counter(dict(await conn.fetch(_STATES, self.offer)))
        assert sum(states.values()) == len(self.cases), f"somebody is lost: {states}"
        assert sum(states[state] for state in HOLDS) <= places, f"overbooked: {states}"
        for act, fact in COUNTED.items():
            told = await self.deployment.value("cases", _TOLD, f"%.{fact}.v1", self.offer)
            assert told == self.done[act], f"{told} {fact}, and {self.done[act]} times {act} was answered"
        report = await self.deployment.verify(patience)
        assert not report.findings, f"{report.findings}"

    async def _come(self, who: str) -> None:
        person = str(uuid4())
        elderly = {"subjects": [person], "needs": ["older_age"], "priority": "routine", "age_band": "65+"}
        case = (await self._do(who, "/v1/cases", elderly))["id"]
        self.cases[case] = who
        wish = {"person": person, "offer": self.offer, "age": 70, "groups": ["older_people"]}
        request = await self._do(who, f"/v1/cases/{case}/requests", wish)
        await self._do(who, f"/v1/requests/{request['id']}/decide", {"decision": "granted"}, version=1)

    async def _coordinate(self, who: str, acts: int, chance: random.Random) -> None:
        for _ in range(acts):
            state = chance.choice(list(ACTS))
            mine = await self._requests(who, state)
            if not mine:
                await self._try(who, f"/v1/places/{self.offer}/next")
                continue
            one = chance.choice(mine)
            act = chance.choice(ACTS[state])
            if act == "close":
                path = f"/v1/cases/{one['case_id']}"
                await self._try(who, f"{path}/close", {"outcome": "other"}, at=path)
                continue
            body = {
                "decline": {"reason": "client_refused"}, "end": {"reason": "not_needed"}, "still-waits": {},
                "postpone": {"reason": "postponed", "until": (datetime.now(UTC) + _SOON).isoformat()},
            }.get(act)  # fmt: skip
            path = f"/v1/requests/{one['id']}/{'decline' if act == 'postpone' else act}"
            await self._try(who, path, body, version=one["version"])

    async def _provide(self, acts: int, chance: random.Random) -> None:
        for _ in range(acts):
            page = await self.voices.read(PROVIDER, "cases", "/v1/provider/requests", limit=100)
            if not (expected := [one for one in page["items"] if one["state"] in REPORTS]):
                await asyncio.sleep(0.2)
                continue
            one = chance.choice(expected)
            act = REPORTS[one["state"]]
            body = {} if act == "start" else {"reason": "completed", "result": "goals_met"}
            await self._try(PROVIDER, f"/v1/provider/requests/{one['id']}/{act}", body, version=one["version"])

    async def _requests(self, who: str, state: str) -> list[dict]:
        page = await self.voices.read(who, "cases", "/v1/requests", offer=self.offer, state=state, limit=100)
        return [one for one in page["items"] if self.cases.get(one["case_id"]) == who]

    async def _do(self, who: str, path: str, body: dict | None = None, **more) -> dict:
        self.done[path.rsplit("/", 1)[1]] += 1
        return await self.voices.do(who, path, body, **more)

    async def _try(self, who: str, path: str, body: dict | None = None, **more) -> None:
        """What another has done meanwhile stands in the way of some of it; nothing else may."""
        answer = await self.voices.attempt(who, path, body, **more)
        assert answer.is_success or answer.status_code in (409, 412), f"{who} {path}: {answer.text}"
        self.done[path.rsplit("/", 1)[1]] += answer.is_success


def _rests(seen: dict) -> bool:
    """Whether no place is free for anybody who may be offered one."""
    return seen["next"] is None or seen["occupancy"]["free"] <= 0


@asynccontextmanager
async def crowd(deployment: Deployment, chance: random.Random) -> AsyncIterator[Crowd]:
    """People of this municipality, which is configured as `CONFIGURED`."""
    key, slug = deployment.settings.security.development_key.get_secret_value(), deployment.slug
    actors = {
        who: Actor(str(staff_id(slug, who)), frozenset({Role.SUPERVISOR}), Purpose.SUPERVISION) for who in COORDINATORS
    }
    actors[PROVIDER] = Actor(
        str(provider_id(slug, PROVIDER)), frozenset({Role.PROVIDER}), Purpose.SERVICE_PROVISION, partner=PROVIDER
    )
    tokens = {who: issue_token(key, actor) for who, actor in actors.items()}
    async with httpx.AsyncClient(timeout=10) as client:
        voices = Voices(lambda service: f"http://127.0.0.1:{deployment.ports[0]}/{service}", tokens, client)
        yield Crowd(voices, deployment, str(offer_id(slug, "mobila-aprupe", "marsruts-ziemeli")), chance)
