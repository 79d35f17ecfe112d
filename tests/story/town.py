"""A town in which people wait for services: what they do and see there, over HTTP, each by their own token."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID, uuid5

from shared.runtime.process import Process
from shared.settings.catalogue import offer_id
from tests.story.days import Days
from tests.story.voices import Voices

WORKER, SUPERVISOR, HEAD = "social worker", "supervisor", "head"


@dataclass
class Town:
    """Dobele. A request is named by its path; `cases` has the case of everybody who has one."""

    voices: Voices
    process: Process
    days: Days
    cases: dict[str, str] = field(default_factory=dict)

    def later(self, days: int) -> datetime:
        """The instant in so many days."""
        return self.days.at + timedelta(days=days)

    async def days_pass(self, days: int) -> None:
        """Nobody does anything for so long, and whatever falls due does so."""
        await self.days.go_to(self.later(days), self.process)

    async def a_moment_passes(self) -> None:
        """What follows by itself from what was just done, happens."""
        await self.days.go_to(self.days.at + timedelta(minutes=1), self.process)

    async def go_to(self, instant: str) -> None:
        """Wait until an instant that somebody has named."""
        await self.days.go_to(datetime.fromisoformat(instant), self.process)

    async def asks(self, who: str, offer: UUID, age: int, renews: str | None = None) -> str:
        """The social worker asks for a service for somebody; a case is opened for whom there is none."""
        person = str(uuid5(offer, who))
        if who not in self.cases:
            about = {"subjects": [person], "needs": ["crisis"], "priority": "urgent", "age_band": _band(age)}
            self.cases[who] = (await self.voices.do(WORKER, "/v1/cases", about))["id"]
        wish = {"person": person, "offer": str(offer), "age": age}
        if renews:
            wish["renews"] = _id(renews)
        asked = await self.voices.do(WORKER, f"/v1/cases/{self.cases[who]}/requests", wish)
        return f"/v1/requests/{asked['id']}"

    async def grants(self, request: str, **more: Any) -> None:
        """The supervisor decides that they are to have it."""
        await self.act(request, "decide", SUPERVISOR, decision="granted", **more)

    async def act(self, request: str, what: str, who: str = WORKER, **said: Any) -> dict[str, Any]:
        """Somebody does something with a request."""
        done = await self.voices.do(who, f"{request}/{what}", _written(said), at=request)
        await self.a_moment_passes()
        return done

    async def cannot_offer(self, offer: UUID) -> str:
        """Why the supervisor cannot offer a place to whoever is next."""
        answer = await self.voices.attempt(SUPERVISOR, f"/v1/places/{offer}/next")
        return answer.json()["type"].removeprefix("/problems/")

    async def says(self, offer: UUID, **how_much: Any) -> None:
        """The supervisor says how much there is of a part of a capacity."""
        await self.voices.do(SUPERVISOR, f"/v1/capacity/{offer}", _written(how_much), at=f"/v1/capacity/{offer}")
        await self.a_moment_passes()

    async def capacity(self, offer: UUID, at: datetime | None = None) -> dict[str, Any]:
        """What the head sees of it, now and at an instant."""
        query = {"at": at.isoformat()} if at else {}
        seen = await self.voices.read(HEAD, "cases", f"/v1/capacity/{offer}", **query)
        return seen | {"next_change": seen["next_change"] and datetime.fromisoformat(seen["next_change"])}

    async def sees(self, request: str, *fields: str) -> tuple:
        """What the social worker reads of a request."""
        seen = await self.voices.read(WORKER, "cases", request)
        return tuple(seen[name] for name in fields)

    async def stands(self, request: str) -> tuple[int, str, list[str]]:
        """Where somebody stands in the queue, whether they are ready, and what is missing."""
        seen = await self.voices.read(WORKER, "cases", f"{request}/position")
        return seen["number"], seen["standing"], seen["missing"]

    async def tasks(self, request: str) -> list[str]:
        """What is to be done about a request."""
        found = await self.voices.read(WORKER, "cases", "/v1/tasks", state="open", limit=100)
        return [task["kind"] for task in found["items"] if task["about"] == _id(request)]

    async def plans_sessions(self, request: str, offer: UUID, when: dict[str, Any]) -> list[dict[str, Any]]:
        """Sessions with one person alone, week by week."""
        wish = {"request": _id(request), "offer": str(offer), **when}
        return (await self.voices.do(WORKER, "/v1/session-series", wish))["sessions"]

    async def holds(self, session: dict[str, Any], result: str) -> None:
        """A session took place when it was planned, and whoever it is for came, or did not."""
        at = f"/v1/sessions/{session['id']}"
        await self.go_to(session["planned_at"])
        await self.voices.do(WORKER, f"{at}/hold", {}, at=at)
        mark = {"request": session["request"], "result": result}
        await self.voices.do(WORKER, f"{at}/attendance", {"marks": [mark]}, at=at)

    async def came(self, request: str) -> tuple[int, int, int]:
        """To how many sessions somebody came, from how many they were excused, and minutes in all."""
        seen = await self.voices.read(WORKER, "cases", f"{request}/attendance/totals")
        return seen["came"], seen["excused"], seen["minutes"]

    async def told(self, request: str) -> list[str]:
        """What the log says of a request, in order."""
        in_order = "select type from event_log where key = $1 order by position"
        rows = await self.process.pool.fetch(in_order, _id(request))
        return [row["type"].removeprefix("lv.tilts.cases.").removesuffix(".v1") for row in rows]


def offer(service: str, place: str) -> UUID:
    """A service of the town's catalogue at a place of it."""
    return offer_id("dobele", service, place)


def _id(request: str) -> str:
    return request.rpartition("/")[2]


def _band(age: int) -> str:
    return "65+" if age >= 65 else "7-13"


def _written(said: dict[str, Any]) -> dict[str, Any]:
    return {name: value.isoformat() if isinstance(value, datetime) else value for name, value in said.items()}
