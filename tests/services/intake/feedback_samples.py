"""Answers to Liepāja's campaigns, by residents and through its portal, at whatever second a test likes."""

from contextvars import ContextVar
from datetime import datetime
from typing import Any
from uuid import uuid4

from fastapi import FastAPI
from prometheus_client import CollectorRegistry

from services.intake.app import DEFINITION
from services.intake.domain.feedback.answering import Submission, answer, refs
from services.intake.handlers.feedback import MESSAGES
from shared.contracts.partner import FeedbackSubmitted
from shared.decision import Decision
from shared.http import HttpSettings, create_app
from shared.observability import Metrics
from shared.runtime.desk import Desk
from shared.runtime.process import Process
from shared.security import Actor, DevelopmentTokens, Purpose, Role
from shared.settings.municipality import staff_id
from tests.services.intake.samples import by_partner, riga
from tests.services.memory import Memory, cause
from tests.shared.http.conftest import KEY

PORTAL = "epakalpojumi"
THANKS, SATISFACTION, PROPOSALS = "iedzivotaju-paldies-2025", "apmierinatiba", "priekslikumi"
OPENS, CLOSES = riga("2025-10-10 00:00:00"), riga("2025-10-31 23:59:59")
IN_OCTOBER, IN_NOVEMBER_2026 = riga("2025-10-20 12:00"), riga("2026-11-03 12:00")
MARTA = staff_id("liepaja", "marta")
WORDS = "Paldies Martai par pacietību ar manu māti Velgu Nezināmo!"
IDENTITY = "PNOLV-161175-19997"


def thanks(identity: str | None = IDENTITY, **changed: Any) -> Submission:
    """Thanks to a worker, as a resident who signed in gives them."""
    given = {"campaign": THANKS, "role": "relative", "identity": identity, "worker": MARTA, "text": WORDS}
    return Submission(**given | changed)


def answered(memory: Memory, said: Submission, at: datetime = IN_OCTOBER, name: str | None = None) -> Decision:
    """Let an answer be taken in memory."""
    why = cause(name or str(uuid4()), at)
    return memory.take(
        refs(said, why, memory.rules), lambda world: answer(world, said, why, memory.rules)
    )  # fmt: skip


def told(memory: Memory, at: datetime, message: str = "p1", partner: str = PORTAL, **changed: Any) -> Decision:
    """Let a portal's message be heard in memory."""
    said = {"reference": "EPAK-1", "campaign": THANKS, "submitted_at": at, "role": "client", "identity": IDENTITY,
            "worker": MARTA, "text": WORDS}  # fmt: skip
    handler = MESSAGES[FeedbackSubmitted.type]
    return memory.hear(handler, FeedbackSubmitted(**said | changed), by_partner(partner, message, at))


def resident(identity: str | None = None) -> Actor:
    """Somebody at home, with an account of their own."""
    return Actor(f"resident:{uuid4()}", frozenset({Role.RESIDENT}), Purpose.FEEDBACK, identity=identity)


class Wall:
    """A clock that shows each request the instant at which it is said to come."""

    _now: ContextVar[datetime] = ContextVar("now")

    def show(self, instant: datetime) -> None:
        self._now.set(instant)

    def now(self) -> datetime:
        return self._now.get()


class At:
    """Intake over the same database as its process, with the clock on the wall."""

    def __init__(self, process: Process, wall: Wall) -> None:
        registry = CollectorRegistry()
        metrics, own = Metrics(registry), process.desk
        desk = Desk(own.pool, own.work, own.partitions, wall, own.wake, own.peers, own.settings, metrics)
        self.process, self.wall = process, wall
        self.app: FastAPI = create_app(
            title="Intake", service="intake", version="0", routers=DEFINITION.routers(desk), pool=own.pool,
            authenticator=DevelopmentTokens(KEY, development=True), settings=HttpSettings(development=True),
            checks={}, metrics=metrics, registry=registry, rules=DEFINITION.problems,
        )  # fmt: skip


def of(person: int) -> str:
    """The verified identity of an invented person."""
    return f"PNOLV-3{person:05d}-1{person:04d}"
