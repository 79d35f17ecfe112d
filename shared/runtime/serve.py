"""One process for one or several services, behind one base address."""

import asyncio
import contextlib
import gc
import signal
from collections.abc import Awaitable, Callable, Sequence

import uvicorn
from prometheus_client import CollectorRegistry

from shared.http import mount_services
from shared.observability import Metrics
from shared.runtime.definition import Definition
from shared.runtime.process import Process
from shared.settings import Settings

_GRACE = 10.0


async def serve(
    definitions: Sequence[Definition], settings: Settings, ready: Callable[[], Awaitable[None]] | None = None
) -> None:
    """Serve until SIGTERM or SIGINT, then let what is in flight end. `ready` is told when the port answers."""
    registry = CollectorRegistry()
    metrics = Metrics(registry)
    processes = [Process(definition, settings, metrics, registry) for definition in definitions]
    apps = {p.definition.name: await p.open() for p in processes}
    front = mount_services(apps, development=settings.deployment.is_development)
    server = _Server(
        uvicorn.Config(
            front, host=settings.http.host, port=settings.http.port, lifespan="off", access_log=False,
            log_config=None, server_header=False, timeout_graceful_shutdown=int(_GRACE),
        )
    )  # fmt: skip
    stop = asyncio.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(number, stop.set)
    serving = asyncio.create_task(server.serve())
    await _first(server.listening.wait(), serving)
    for process in processes:
        await process.start()
    # What start-up made stays for ever: keep the collector from walking it after every batch.
    gc.collect()
    gc.freeze()
    gc.set_threshold(400_000, 20, 50)
    if ready:
        await ready()
    await _first(stop.wait(), serving)
    for process in processes:
        await process.stop()
    server.should_exit = True
    await serving


class _Server(uvicorn.Server):
    """Says when it listens, and leaves the signals to us: consumers stop before the port does."""

    def __init__(self, config: uvicorn.Config) -> None:
        super().__init__(config)
        self.listening = asyncio.Event()

    async def startup(self, sockets=None) -> None:
        await super().startup(sockets)
        self.listening.set()

    def capture_signals(self):
        return contextlib.nullcontext()


async def _first(*waits: Awaitable) -> None:
    """Wait for whichever ends first; a server that could not start ends the process with its error."""
    tasks = [asyncio.ensure_future(wait) for wait in waits]
    done, _ = await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
    for task in done:
        task.result()
