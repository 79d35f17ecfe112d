"""Dobele on a Monday in March, and the people who speak there."""

from collections.abc import AsyncIterator
from datetime import datetime

import httpx
import pytest_asyncio

from services.cases.app import DEFINITION
from shared.calendar import RIGA
from shared.runtime.migrate import migrate
from shared.security import Actor, Purpose, Role, issue_token
from shared.settings import Settings
from shared.settings.municipality import staff_id
from tests.services.running import begun
from tests.shared.http.conftest import KEY
from tests.story.days import Days
from tests.story.town import HEAD, SUPERVISOR, WORKER, Town
from tests.story.voices import Voices

_PEOPLE = {
    WORKER: ("kristaps", Role.SOCIAL_WORKER, Purpose.CASE_WORK),
    SUPERVISOR: ("ilga", Role.SUPERVISOR, Purpose.SUPERVISION),
    HEAD: ("vadiba", Role.HEAD, Purpose.SUPERVISION),
}


@pytest_asyncio.fixture
async def town(new_database) -> AsyncIterator[Town]:
    """The town, in which nobody has asked for anything yet."""
    environment = {
        "TILTS_DATABASE__DSN": new_database(), "TILTS_DATABASE__POOL_MIN": "0", "TILTS_SECURITY__DEVELOPMENT_KEY": KEY,
        "TILTS_SECURITY__INDEX_KEY": "i" * 40, "TILTS_DOCUMENTS__KEY": "d" * 40,
    }  # fmt: skip
    settings, days = Settings.load("dobele", environment), Days(datetime(2026, 3, 16, 9, 30, tzinfo=RIGA))
    await migrate(DEFINITION, settings)
    tokens = {
        who: issue_token(KEY, Actor(str(staff_id("dobele", code)), frozenset({role}), purpose))
        for who, (code, role, purpose) in _PEOPLE.items()
    }
    async with begun(DEFINITION, settings, days) as process:
        transport = httpx.ASGITransport(process.app)
        async with httpx.AsyncClient(transport=transport, base_url="http://tilts.test") as client:
            yield Town(Voices(lambda service: "http://tilts.test", tokens, client), process, days)
