"""A municipality of its own for one kind of trouble, on the embedded broker."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import ExitStack, asynccontextmanager
from typing import Any

from deploy.brokers import BROKERS
from deploy.local.postgres import Postgres
from deploy.local.process import ServerError
from deploy.up.steps import in_thread
from shared.stream.bus import BusUnavailable
from tests.conftest import session_folder
from tests.faults.harness import Deployment

WRONG = (AssertionError, ServerError, BusUnavailable, TimeoutError)
"""What is raised when something is not as it should be."""


@asynccontextmanager
async def alone(name: str, **configured: Any) -> AsyncIterator[Deployment]:
    """Running, its services in one process, `configured` as a Deployment is; nothing of it is left afterwards."""
    with ExitStack() as stack:
        folders = {part: stack.enter_context(session_folder(part)) for part in ("postgres", "embedded", name)}
        postgres, broker = Postgres(folders["postgres"]), BROKERS["embedded"](folders["embedded"])
        deployment = Deployment(postgres, broker, folders[name], name, **configured)
        try:
            await asyncio.gather(in_thread(postgres.start), in_thread(broker.start))
            await deployment.prepare()
            await deployment.start()
            yield deployment
        finally:
            for process in (*deployment.replicas, broker, postgres):
                process.kill()
