"""People at work in a municipality whose services are killed, while somebody takes cuts; in the end each figure is
counted once more from the logs of the others, without anything of reporting's.
"""

import json
import random
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from typing import Any

import httpx

from services.reporting.figures import FIGURES
from shared.security import Actor, Purpose, Role, issue_token
from shared.settings.municipality import staff_id
from tests.faults import harness
from tests.faults.counting import counted
from tests.faults.harness import Deployment
from tests.faults.town import Told
from tests.story.voices import Voices

SUPERVISOR, WORKER, AGENCY, READER = "supervisor", "worker", "agency", "reader"
_STAFF = {SUPERVISOR: "ilga", WORKER: "kristaps", READER: "vadiba"}
_COURT = "barintiesa"
_NEEDS = ("violence_among_peers", "addiction_youth", "disability")
_SOURCES = ("intake", "cases", "notifications")
_LOG = """
    select partition, position, split_part(type, '.', 4) as kind, time, data::text from event_log
    where topic is null order by partition, position
"""
COMMANDS = 2
"""There are at least so many about each person who becomes known."""
_SPAN = timedelta(days=20)
_PATIENCE = 120.0
_ELSEWHERE = {"workload.by_role"}
"""What the work changes and is not counted here: weights are rules, worked out by hand in test_workload."""


def letter(id: str) -> dict:
    """Children of all ages, with needs that differ."""
    plain, number = harness.letter(id), int(id)
    plain["subject"]["birth_date"] = f"{2009 + number % 16}-05-04"
    return plain | {"needs": ["violence_in_family", *_NEEDS[: number % 4]]}


@dataclass
class Reports:
    """The work of one municipality, and what reporting said of it as of each cut."""

    voices: Voices
    deployment: Deployment
    chance: random.Random
    staff: Mapping[str, str]
    said: dict[str, bytes] = field(default_factory=dict)
    """Cut → the report as of it."""
    before: dict[str, list] = field(default_factory=dict)
    """Figure → what it said before anybody worked."""

    async def begin(self) -> None:
        """See what is said before anybody works."""
        self.before = _rows(await self._report())

    async def live(self, rounds: Sequence[Sequence[str]], trouble: Callable[[], Awaitable[None]]) -> None:
        """In each round some people become known under these message ids; their cases are worked on, their agency
        answers, and a cut is taken."""
        self.voices.trouble = trouble
        for ids in rounds:
            await self.deployment.send(ids)
            for case in await self._last("cases", "select id from social_case order by opened_at desc", len(ids)):
                await self._work(case)
            notices = await self._last("notifications", "select id from notice order by issued_at desc", len(ids))
            for notice in notices[1:]:
                await self._answer(notice)
            await self._cut()
        self.voices.trouble = None

    async def agree(self) -> int:
        """Nothing is lost, each figure is what the logs say, now and at each cut, and a cut says what it once said;
        returns how many rows of figures were compared. AssertionError otherwise."""
        report = await self.deployment.settled(_PATIENCE)
        assert not report.findings, f"{report.findings}"
        logs = await self._logs()
        now = await self._report()
        heads = {source: sum({at: place for at, place, _ in log}.values()) for source, log in logs.items()}
        assert heads == {source: now["applied"][source] for source in _SOURCES}, "not all that is told was applied"
        compared = self._compare(now, [told for log in logs.values() for _, _, told in log])
        for name, said in self.said.items():
            again = await self._as_of(name)
            assert again == said, f"the cut {name} says something else now"
            place = await self.voices.read(READER, "reporting", f"/v1/cuts/{name}")
            applied = {(one["source"], one["partition"]): one["position"] for one in place["applied"]}
            heard = [
                told for source, log in logs.items() for at, position, told in log
                if position <= applied.get((source, at), 0)
            ]  # fmt: skip
            compared += self._compare(json.loads(said), heard)
        return compared

    def _compare(self, report: dict, facts: list[Told]) -> int:
        expected, found = counted(facts, datetime.fromisoformat(report["as_of"])), _rows(report)
        for name, rows in found.items():
            if name in _ELSEWHERE:
                continue
            if name not in expected:
                assert rows == self.before[name], f"{name} has changed, and nobody here does anything it counts"
                continue
            columns = {column for row in expected[name] for column in row}
            assert _plain(name, rows, columns) == _plain(name, expected[name], columns), name
        return sum(len(rows) for rows in expected.values())

    async def _work(self, case: str) -> None:
        """What a supervisor and a worker do with a case; not each gets as far as the others."""
        path, far = f"/v1/cases/{case}", self.chance.randrange(4)
        await self.voices.do(SUPERVISOR, f"{path}/assign", {"staff": self.staff[WORKER]}, at=path)
        said = {
            "kind": "counselling",
            "mode": "phone",
            "minutes": 5 + far,
            "reached": far > 0,
            "words": "Par tikšanos.",
        }
        await self.voices.do(WORKER, f"{path}/contacts", said)
        if far > 1:
            wish = {"mode": self.chance.choice(("video", "phone")), "planned_at": _soon()}
            visit = await self.voices.do(WORKER, f"{path}/visits", wish, at=path)
            await self._visit(f"/v1/visits/{visit['id']}", wish["mode"])
        if far > 2:
            await self.voices.do(SUPERVISOR, f"{path}/close", {"outcome": "needs_met"}, at=path)

    async def _visit(self, visit: str, mode: str) -> None:
        act, body = self.chance.choice([
            ("complete", {"mode": mode, "minutes": self.chance.randrange(10, 90), "outcome": "support_given"}),
            ("miss", {"reason": self.chance.choice(("client_absent", "client_refused"))}),
            ("cancel", {"reason": "client_request"}),
        ])  # fmt: skip
        await self.voices.do(WORKER, f"{visit}/{act}", body, at=visit)

    async def _answer(self, notice: str) -> None:
        """An agency acknowledges, and perhaps answers, unless its case was closed and nothing is asked any more."""
        said = self.chance.choice((None, {"answer": "accepted", "outcome": "action_taken"}, _REFUSED))
        for act, body in (("acknowledge", None), ("answer", said)) if said else (("acknowledge", None),):
            path = f"/v1/notices/{notice}/{act}"
            answer = await self.voices.attempt(AGENCY, path, body, service="notifications")
            assert answer.is_success or "notice-withdrawn" in answer.text, answer.text

    async def _last(self, service: str, query: str, people: int) -> list[str]:
        """The newest, once there is one for everybody who is known."""
        total = f"select count(*) from ({query}) every"

        async def all_there() -> bool:
            return await self.deployment.value(service, total) >= len(self.deployment.sent)

        await self.deployment.until(all_there, _PATIENCE, self.deployment.replicas[0].log_tail)
        async with self.deployment.database(service) as conn:
            return [str(row["id"]) for row in await conn.fetch(f"{query} limit {people}")]

    async def _cut(self) -> None:
        cut = await self.voices.do(READER, "/v1/cuts", service="reporting")
        self.said[cut["name"]] = await self._as_of(cut["name"])

    async def _as_of(self, name: str) -> bytes:
        """The bytes of the report as of a cut, once its tables are built."""
        while (answer := await self._figures(as_of=name)).status_code == 202:
            pass
        assert answer.is_success, answer.text
        return answer.content

    async def _report(self) -> dict[str, Any]:
        return (await self._figures()).json()

    async def _figures(self, **more: str) -> httpx.Response:
        asked = {"from": str(_today() - _SPAN), "to": str(_today() + _SPAN), **more}
        return await self.voices.ask(READER, "reporting", "/v1/figures", **asked)

    async def _logs(self) -> dict[str, list[tuple[int, int, Told]]]:
        """What each service has told, with partition and position."""
        found = {}
        for service in _SOURCES:
            async with self.deployment.database(service) as conn:
                found[service] = [
                    (row["partition"], row["position"], Told(row["kind"], row["time"], json.loads(row["data"])))
                    for row in await conn.fetch(_LOG)
                ]
        return found


_REFUSED = {"answer": "refused", "reason": "no_capacity"}


def _rows(report: dict) -> dict[str, list]:
    return {figure["name"]: figure["rows"] for figure in report["figures"]}


def _plain(name: str, rows: list[dict], columns: set[str]) -> list[list]:
    """Rows with these columns only, in an order of their own; those that count nothing are none."""
    measures = columns & set(FIGURES[name].measures)
    kept = [row for row in rows if any(row.get(measure) for measure in measures)]
    return sorted([sorted((column, row.get(column)) for column in columns) for row in kept], key=str)


def _today() -> date:
    return datetime.now(UTC).date()


def _soon() -> str:
    return (datetime.now(UTC) + timedelta(minutes=1)).isoformat()


@asynccontextmanager
async def reports(deployment: Deployment, chance: random.Random) -> AsyncIterator[Reports]:
    """The people of this municipality; what they do is counted, and what others did before by a partner's letters."""
    key = deployment.settings.security.development_key.get_secret_value()
    ids = {who: str(staff_id(deployment.slug, code)) for who, code in _STAFF.items()}
    actors = {
        SUPERVISOR: Actor(ids[SUPERVISOR], frozenset({Role.SUPERVISOR}), Purpose.SUPERVISION),
        WORKER: Actor(ids[WORKER], frozenset({Role.SOCIAL_WORKER}), Purpose.CASE_WORK),
        READER: Actor(ids[READER], frozenset({Role.HEAD}), Purpose.STATISTICS),
        AGENCY: Actor("partner:court", frozenset({Role.PARTNER}), Purpose.PARTNER_EXCHANGE, partner=_COURT),
    }
    tokens = {who: issue_token(key, actor) for who, actor in actors.items()}
    async with httpx.AsyncClient(timeout=30) as client:
        voices = Voices(lambda service: f"http://127.0.0.1:{deployment.ports[0]}/{service}", tokens, client)
        people = Reports(voices, deployment, chance, ids)
        await people.begin()
        yield people
