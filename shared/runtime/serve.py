"""One process for one or several services, behind one base address."""

import asyncio
import contextlib
import signal
import socket
from collections.abc import Awaitable, Callable, Mapping, Sequence

import structlog
import uvicorn
from fastapi import FastAPI
from prometheus_client import CollectorRegistry

from shared.http import mount_services
from shared.observability import Metrics
from shared.runtime import garbage
from shared.runtime.definition import Definition
from shared.runtime.errors import CannotStart
from shared.runtime.process import Process
from shared.settings import Settings
from shared.settings.technical import Http

_log = structlog.get_logger("serve")
_GRACE = 10


async def serve(
    definitions: Sequence[Definition],
    settings: Settings,
    ready: Callable[[], Awaitable[None]] | None = None,
    stop: asyncio.Event | None = None,
) -> None:
    """Serve until `stop` is set (by SIGTERM or SIGINT, unless it is given), then let what is in flight end.

    `ready` is told once every service consumes. Until then the port answers already, for those who pull our log, and
    readiness says what is missing. Raises CannotStart and the others of `Process.open`, before anything has moved.
    """
    stop = stop or _stop_on_signals()
    async with contextlib.AsyncExitStack() as ending:
        listening = ending.enter_context(_listen(settings.http))
        settings = _at_port(settings, listening.getsockname()[1])
        processes = await _open(definitions, settings, ending)
        server = server_of({p.definition.name: p.app for p in processes}, settings)
        serving = asyncio.create_task(server.serve(sockets=[listening]))
        ending.push_async_callback(_close_port, server, serving)
        ending.push_async_callback(_all, [process.rest for process in processes])
        for process in processes:
            process.start()
        up = asyncio.create_task(_up(processes, ready))
        ending.callback(up.cancel)
        ending.callback(asyncio.create_task(garbage.collect()).cancel)
        _log.info("serving", services=[d.name for d in definitions], host=settings.http.host, port=settings.http.port)
        await _until(stop, serving, up)
        _log.info("stopping")


async def _open(
    definitions: Sequence[Definition], settings: Settings, ending: contextlib.AsyncExitStack
) -> list[Process]:
    registry = CollectorRegistry()
    metrics = Metrics(registry)
    processes: list[Process] = []
    ending.push_async_callback(lambda: _all([process.close for process in processes]))
    for definition in definitions:
        process = Process(definition, settings, metrics, registry)
        await process.open()
        processes.append(process)
    return processes


async def _until(stop: asyncio.Event, serving: asyncio.Task, up: asyncio.Task) -> None:
    """Wait for the stop. Raises what the server or `ready` raised."""
    ends = [asyncio.create_task(stop.wait()), serving]
    await asyncio.wait([*ends, up], return_when=asyncio.FIRST_COMPLETED)
    if up.done():
        up.result()
        await asyncio.wait(ends, return_when=asyncio.FIRST_COMPLETED)
    ends[0].cancel()


async def _close_port(server: uvicorn.Server, serving: asyncio.Task) -> None:
    """Take no new request, and let those in flight be answered."""
    server.should_exit = True
    await serving


async def _all(steps: Sequence[Callable[[], Awaitable[None]]]) -> None:
    """Take one step of every service at once. Raises the first failure, after all have ended."""
    for result in await asyncio.gather(*(step() for step in steps), return_exceptions=True):
        if isinstance(result, BaseException):
            raise result


async def _up(processes: Sequence[Process], ready: Callable[[], Awaitable[None]] | None) -> None:
    for process in processes:
        await process.up.wait()
    garbage.settle()
    if ready:
        await ready()


def _stop_on_signals() -> asyncio.Event:
    stop = asyncio.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(number, stop.set)
    return stop


def _listen(http: Http) -> socket.socket:
    """Bound before anything else, so that a port that is taken is the first thing to be told."""
    try:
        return socket.create_server((http.host, http.port))
    except OSError as error:
        raise CannotStart(
            f"port {http.port} on {http.host} cannot be listened on ({error.strerror}): stop what uses it, "
            "or take another one with TILTS_HTTP__PORT"
        ) from error


def _at_port(settings: Settings, port: int) -> Settings:
    """The settings with the port that was really taken, so that services in this process find each other."""
    return settings.model_copy(update={"http": settings.http.model_copy(update={"port": port})})


def server_of(apps: Mapping[str, FastAPI], settings: Settings) -> "_Server":
    """The HTTP server of these services; it knows who calls behind a proxy only from proxies that are trusted."""
    front = mount_services(apps, development=settings.deployment.is_development)
    return _Server(
        uvicorn.Config(
            front,
            lifespan="off",
            access_log=False,
            log_config=None,
            server_header=False,
            # Left to itself it believes whoever calls from this machine.
            proxy_headers=bool(settings.http.trusted_proxies),
            forwarded_allow_ips=[str(network) for network in settings.http.trusted_proxies],
            timeout_graceful_shutdown=_GRACE,
        )
    )


class _Server(uvicorn.Server):
    """Leaves the signals to us: consumers stop before the port does."""

    def capture_signals(self) -> contextlib.AbstractContextManager[None]:
        return contextlib.nullcontext()
