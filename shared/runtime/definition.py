"""What one service is, said once on a page: its `app` module builds this, and everything else follows from it."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import asyncpg
from fastapi import APIRouter

from shared.http import ProblemType
from shared.runtime.desk import Desk
from shared.settings import Settings
from shared.stream.upkeep import Forget
from shared.stream.work import Work

Routers = Callable[[Desk], Sequence[APIRouter]]
Check = Callable[[asyncpg.Connection], Awaitable[list[str]]]
"""A check of `tilts verify`: findings in words, empty when all is well."""


@dataclass(frozen=True, slots=True)
class Definition:
    """One service. `work` says how facts take effect, `routers` what it offers over HTTP (given its desk)."""

    name: str
    title: str
    migrations: Path
    work: Callable[[Settings], Work]
    routers: Routers
    sources: tuple[str, ...]
    """The services whose facts it consumes."""
    problems: tuple[ProblemType, ...] = ()
    """Refusals of its rules that get a page of their own."""
    checks: tuple[Check, ...] = ()
    checks_of: Callable[[Settings], Sequence[Check]] = lambda _: ()
    """Checks that need the settings: where files lie, say."""
    larger_bodies: Callable[[Settings], Mapping[str, int]] = lambda _: {}
    """How many bytes the body of a route may have that streams it, by its path."""
    partners_call: bool = False
    """Partners call its API: whether they have access stands in its table `partner`."""
    forget: tuple[Forget, ...] = ()
    """What its own tables have kept long enough; called now and then."""
    prepare: Callable[[Desk], Awaitable[None]] | None = None
    """Runs once at start, before anything is consumed: brings configured things into the database."""
    tasks: tuple[Callable[[Desk], Awaitable[None]], ...] = ()
    """Work that goes on in the background until the service stops (deliveries, say)."""
