"""A small municipality of a test's own: databases and topics under its slug, and services that run in this process."""

import asyncio
from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

import httpx

from deploy.broker import Broker
from deploy.local.ports import free_port
from deploy.local.postgres import Postgres
from deploy.services import chosen
from shared.runtime.definition import Definition
from shared.runtime.migrate import migrate
from shared.runtime.serve import serve
from shared.security import Actor, issue_token
from shared.settings import Settings
from shared.stream import kafka, topics
from tests.shared.http.conftest import KEY

_PATIENCE = 20.0


@dataclass
class Municipality:
    """`names` are the services it has, `changed` what is set differently for good, as `settings` takes it."""

    postgres: Postgres
    broker: Broker
    slug: str
    names: Sequence[str] = ("intake", "cases")
    changed: Mapping[str, str] = field(default_factory=dict)
    port: int = field(default_factory=free_port)

    def settings(self, **changed: str) -> Settings:
        """Liepāja's settings under another slug; `changed` as the environment would say it, without TILTS_."""
        own = {
            "MUNICIPALITY__SLUG": self.slug,
            "DATABASE__DSN": self.postgres.dsn(f"{self.slug}_{{service}}"),
            "BROKER__BOOTSTRAP_SERVERS": self.broker.bootstrap,
            "BROKER__HEAD_INTERVAL": "0.5",
            "LOG__PARTITIONS": "2",
            "HTTP__PORT": str(self.port),
            "SECURITY__DEVELOPMENT_KEY": KEY,
            "SECURITY__INDEX_KEY": "i" * 40,
            "PARTNERS__KRIZES_CENTRS__WEBHOOK_SECRET": "whsec_" + "A" * 32,
        }
        return Settings.load(
            "liepaja", {f"TILTS_{name}": value for name, value in {**own, **self.changed, **changed}.items()}
        )

    @property
    def definitions(self) -> list[Definition]:
        return chosen(self.names)

    async def prepare(self) -> None:
        """Databases and topics, as the deploy steps make them."""
        settings = self.settings()
        for one in self.definitions:
            self.postgres.create_database(f"{self.slug}_{one.name}")
            await migrate(one, settings)
        wanted = topics.deployed(self.slug, list(settings.partners), settings.log.partitions)
        await topics.create(kafka.connection(settings.broker), wanted)

    def remove(self) -> None:
        for name in self.names:
            self.postgres.drop_database(f"{self.slug}_{name}")

    @asynccontextmanager
    async def serving(self, *names: str, **changed: str) -> AsyncIterator[asyncio.Task]:
        """Serve some services, or all; yields at once, and stops them at the end as SIGTERM would."""
        stop = asyncio.Event()
        served = asyncio.create_task(serve(chosen(names or self.names), self.settings(**changed), stop=stop))
        try:
            yield served
        finally:
            stop.set()
            await served

    def client(self, service: str, actor: Actor, port: int | None = None) -> httpx.AsyncClient:
        headers = {"Authorization": f"Bearer {issue_token(KEY, actor)}"}
        base = f"http://127.0.0.1:{port or self.port}/{service}"
        return httpx.AsyncClient(base_url=base, headers=headers, timeout=10)

    async def readiness(self, service: str, port: int | None = None) -> tuple[int, dict[str, str]]:
        """Its status, and the detail of each check; 0 while nobody answers."""
        async with httpx.AsyncClient() as client:
            try:
                answer = await client.get(f"http://127.0.0.1:{port or self.port}/{service}/health/ready")
            except httpx.TransportError:
                return 0, {}
        return answer.status_code, {name: check["detail"] for name, check in answer.json()["checks"].items()}

    async def until_ready(self, *names: str, port: int | None = None) -> None:
        for name in names or self.names:
            await until(lambda name=name: self._ready(name, port))

    async def _ready(self, service: str, port: int | None) -> bool:
        return (await self.readiness(service, port))[0] == 200


async def until(holds: Callable, patience: float = _PATIENCE) -> None:
    """Wait until an asynchronous condition holds."""
    async with asyncio.timeout(patience):
        while not await holds():
            await asyncio.sleep(0.05)
