"""Families' stories in a municipality whose services may be killed while somebody speaks."""

import asyncio
import random
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import httpx

from shared.security import Actor, Purpose, Role, issue_token
from shared.settings.municipality import staff_id
from tests.faults.harness import Deployment
from tests.story.family import HEAD, INTAKE, SCHOOL, SUPERVISOR, WORKER, Family
from tests.story.voices import Voices

_SCHOOL = "dobeles-1-vidusskola"
_AGENCIES = ("valsts-policija", "barintiesa")
_STAFF = {
    INTAKE: ("pieteikumi", Role.INTAKE_WORKER, Purpose.INTAKE),
    WORKER: ("kristaps", Role.SOCIAL_WORKER, Purpose.CASE_WORK),
    SUPERVISOR: ("ilga", Role.SUPERVISOR, Purpose.SUPERVISION),
    HEAD: ("vadiba", Role.HEAD, Purpose.SUPERVISION),
}
_AWAY = (0.0, 0.3)
"""Seconds from a command's sending until the services are killed: before, while or after it takes effect."""


COMMANDS = 30
"""A story has more of them."""


class Killing:
    """Kills the services of a municipality, and starts them again, at so many of the first commands of a story."""

    def __init__(
        self, deployment: Deployment, chance: random.Random, kills: int, commands: int = COMMANDS
    ) -> None:  # fmt: skip
        self.kills, self._commands = 0, 0
        self._deployment, self._chance = deployment, chance
        self._fatal = set(chance.sample(range(commands), kills))
        self._one_by_one = asyncio.Lock()

    async def __call__(self) -> None:
        number, self._commands = self._commands, self._commands + 1
        if number in self._fatal:
            async with self._one_by_one:
                await asyncio.sleep(self._chance.uniform(*_AWAY))
                await self._deployment.kill()
                await self._deployment.launch()
                self.kills += 1


@asynccontextmanager
async def family(deployment: Deployment, reference: str, killing: Killing) -> AsyncIterator[Family]:
    """A family of this municipality, whose story is about to be told."""
    key = deployment.settings.security.development_key.get_secret_value()
    ids = {who: staff_id(deployment.slug, code) for who, (code, *_) in _STAFF.items()}
    actors = {who: Actor(str(ids[who]), frozenset({role}), purpose) for who, (_, role, purpose) in _STAFF.items()}
    actors[SCHOOL] = Actor("partner:school", frozenset({Role.PARTNER}), Purpose.PARTNER_EXCHANGE, partner=_SCHOOL)
    tokens = {who: issue_token(key, actor) for who, actor in actors.items()}
    async with httpx.AsyncClient(timeout=10) as client:
        voices = Voices(lambda service: f"http://127.0.0.1:{deployment.ports[0]}/{service}", tokens, client)
        voices.trouble = killing
        yield Family(voices, {who: str(id) for who, id in ids.items()}, _AGENCIES, reference)
