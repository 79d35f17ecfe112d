"""A school reports that a boy is often away from lessons, in a spring when nobody may meet: the whole story.

Each part is what one person does, in the order in which it happens.
"""

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import uuid4

from tests.shared.files.samples import PDF
from tests.story.voices import Voices

SCHOOL, INTAKE, WORKER, SUPERVISOR, HEAD = "school", "intake worker", "social worker", "supervisor", "head"
REPORT = {
    "reference": "6V-2026-17", "kind": "school.absence", "needs": ["child_neglect"],
    "subject": {"given_name": "Rihards", "family_name": "Izdomāts", "birth_date": "2017-02-11"},
    "narrative": "Trešo nedēļu nepiedalās attālinātajās stundās.",
}  # fmt: skip
SURVEY = {
    "food": "met", "water": "met", "warmth": "not_met", "shelter": "met", "clothes": "partly", "medicine": "met",
    "electricity": "met", "contact": "met", "knows_support": False, "wants_help": True, "notes": "Auksti istabā.",
}  # fmt: skip
READ_ALOUD = {"text": "sharing-with-partners", "text_version": 1, "answer": "granted", "capacity": "parent"}


STORY = [
    ("case-opened", "normal"),
    ("case-assigned", "normal"),
    ("contact-recorded", "normal"),
    ("consent-recorded", "normal"),
    ("consent-signed", "normal"),
    ("visit-scheduled", "emergency"),
    ("visit-started", "emergency"),
    ("assessment-completed", "emergency"),
    ("risk-assessed", "emergency"),
    ("visit-completed", "emergency"),
    ("plan-submitted", "normal"),
    ("plan-returned", "normal"),
    ("plan-submitted", "normal"),
    ("plan-approved", "normal"),
    ("visit-scheduled", "normal"),
    ("visit-started", "normal"),
    ("visit-missed", "normal"),
    ("case-conference-called", "normal"),
    ("case-conference-held", "normal"),
    ("plan-reviewed", "normal"),
    ("closure-requested", "normal"),
    ("case-closed", "normal"),
    ("case-reopened", "normal"),
]
"""What the timeline says of it, from the beginning, and in which mode of the service each happened."""


@dataclass
class Family:
    """The story as far as it has been told. `staff` has the ids of the worker and the supervisor."""

    voices: Voices
    staff: dict[str, str]
    agencies: tuple[str, ...]
    reference: str
    case: str = ""
    subject: str = ""
    visits: list[str] = field(default_factory=list)
    assessment: str = ""
    plan: str = ""
    refused: list[str] = field(default_factory=list)
    """The problems that people met on their way."""

    @property
    def path(self) -> str:
        return f"/v1/cases/{self.case}"

    async def tell(self) -> None:
        """All of it."""
        for part in (
            self.the_school_reports, self.the_supervisor_gives_the_case_away, self.the_worker_calls_the_mother,
            self.she_consents_by_phone, self.the_service_goes_into_emergency_mode, self.the_worker_visits_all_the_same,
            self.the_emergency_ends, self.a_plan_is_returned_and_approved, self.nobody_opens_the_door,
            self.agencies_confer, self.the_plan_is_reviewed, self.the_case_is_closed, self.a_new_report_opens_it_again,
        ):  # fmt: skip
            await part()

    async def the_school_reports(self) -> None:
        said = REPORT | {"reference": self.reference}
        registered = await self.voices.do(SCHOOL, "/v1/referrals", said, service="intake")
        entry = f"/v1/queue/{registered['id']}"
        await self.voices.do(INTAKE, f"{entry}/accept", at=entry, service="intake")
        grown = await self.voices.until(
            SUPERVISOR, "cases", "/v1/cases", lambda page: _grown_from(registered["id"], page["items"]), state="open"
        )
        self.case, (self.subject,) = grown["id"], grown["subjects"]

    async def the_supervisor_gives_the_case_away(self) -> None:
        await self._on_the_case(SUPERVISOR, "assign", {"staff": self.staff[WORKER]})
        await self._on_the_case(WORKER, "begin", {"stage": "assessment"})

    async def the_worker_calls_the_mother(self) -> None:
        said = {"kind": "counselling", "mode": "phone", "minutes": 25, "words": "Zēns pieskata māsu."}
        await self.voices.do(WORKER, f"{self.path}/contacts", said)

    async def she_consents_by_phone(self) -> None:
        mother = str(uuid4())
        await self.voices.do(WORKER, f"{self.path}/participants", {"person": mother, "role": "parent"})
        allowed = [{"recipient": "school", "purpose": "support", "field_set": "contact"}]
        consent = await self.voices.do(WORKER, f"{self.path}/consents", {
            **READ_ALOUD, "person": self.subject, "said_by": mother, "mode": "phone", "said_at": _now(),
            "allowances": allowed, "witness": self.staff[SUPERVISOR],
        })  # fmt: skip
        # The signature comes by post: its scan ends the task that waits for it.
        scan = await self.voices.upload(WORKER, "/v1/uploads", PDF, "application/pdf")
        document = await self.voices.do(
            WORKER, f"{self.path}/documents", {"upload": scan["id"], "kind": "consent", "title": "Piekrišana.pdf"}
        )
        at = f"/v1/consents/{consent['id']}"
        await self.voices.do(WORKER, f"{at}/sign", {"document": document["id"]}, at=at)

    async def the_service_goes_into_emergency_mode(self) -> None:
        order = {"reason": "epidemic", "source": "MK rīkojums (paraugs)"}
        mode = await self.voices.do(HEAD, "/v1/mode/periods", order, at="/v1/mode")
        self._period = mode["period"]["id"]

    async def the_worker_visits_all_the_same(self) -> None:
        wish = {"mode": "in_person", "place": "home", "planned_at": _now(minutes=1)}
        self.refused.append(await self._refused(WORKER, f"{self.path}/visits", wish, at=self.path))
        visit = await self._visit(wish | {"justification": "child_in_danger"})
        await self.voices.do(WORKER, f"{visit}/start", await self._safety(), at=visit)
        survey = {
            "id": str(uuid4()), "checklist": "basic-needs", "checklist_version": 1, "place": "home",
            "made_at": _now(), "answers": SURVEY,
        }  # fmt: skip
        made = await self.voices.do(WORKER, f"{self.path}/assessments", survey)
        self.assessment = made["id"]
        at = f"/v1/assessments/{self.assessment}"
        signed = await self.voices.do(WORKER, f"{at}/sign", {"client": "signed"}, at=at)
        done = {"mode": "in_person", "minutes": 50, "outcome": "follow_up_needed", "score": signed["score"]}
        await self.voices.do(WORKER, f"{visit}/complete", done, at=visit)

    async def the_emergency_ends(self) -> None:
        await self.voices.do(HEAD, f"/v1/mode/periods/{self._period}/end", {}, at="/v1/mode")

    async def a_plan_is_returned_and_approved(self) -> None:
        text = {"review_on": _day(60), "assessments": [self.assessment], "goals": [self._goal()]}
        plan = await self.voices.do(WORKER, f"{self.path}/plans", {"kind": "rehabilitation", **text})
        self.plan = f"/v1/plans/{plan['id']}"
        await self._on_the_plan(WORKER, "submit")
        await self._on_the_plan(SUPERVISOR, "return", {"reason": "goals_unclear", "words": "Kā redzēs, ka izdevies?"})
        text["goals"][0]["measure"] = {"code": "absence_days", "before": 15}
        await self._on_the_plan(WORKER, "text", text)
        await self._on_the_plan(WORKER, "submit")
        await self._on_the_plan(SUPERVISOR, "approve")
        await self._on_the_case(WORKER, "begin", {"stage": "services"})

    async def nobody_opens_the_door(self) -> None:
        visit = await self._visit({"mode": "in_person", "place": "home", "planned_at": _now(minutes=1)})
        await self.voices.do(WORKER, f"{visit}/start", await self._safety(), at=visit)
        await self.voices.do(WORKER, f"{visit}/miss", {"reason": "client_absent"}, at=visit)

    async def agencies_confer(self) -> None:
        call = {"mode": "video", "planned_at": _now(minutes=5), "staff": [self.staff[SUPERVISOR]],
                "agencies": list(self.agencies), "agenda": "Skola, un kas apmeklē ģimeni."}  # fmt: skip
        conference = await self.voices.do(WORKER, f"{self.path}/conferences", call)
        at = f"/v1/conferences/{conference['id']}"
        decided = {"kind": "home_visit", "due_at": _now(days=7), "staff": self.staff[WORKER]}
        held = {
            "mode": "video", "minutes": 60, "held_at": _now(), "staff": [self.staff[SUPERVISOR]],
            "agencies": list(self.agencies), "words": "Vienojās par apmeklējumiem.", "decisions": [decided],
        }  # fmt: skip
        await self.voices.do(WORKER, f"{at}/hold", held, at=at)
        (decision,) = (await self.voices.read(WORKER, "cases", at))["decisions"]
        done = f"/v1/conference-decisions/{decision['id']}/done"
        await self.voices.do(WORKER, done, version=decision["version"])

    async def the_plan_is_reviewed(self) -> None:
        await self._on_the_case(WORKER, "begin", {"stage": "review"})
        (goal,) = (await self.voices.read(WORKER, "cases", self.plan))["goals"]
        await self._on_the_plan(WORKER, "review", {"outcome": "completed", "after": {goal["id"]: 2}})

    async def the_case_is_closed(self) -> None:
        await self._on_the_case(WORKER, "closure", {"outcome": "needs_met"})
        await self._on_the_case(SUPERVISOR, "closure/approve")

    async def a_new_report_opens_it_again(self) -> None:
        await self._on_the_case(SUPERVISOR, "reopen", {"reason": "new_report"})

    async def timeline(self) -> list[dict[str, Any]]:
        """What the worker sees of it, from the beginning."""
        told: list[dict[str, Any]] = []
        query: dict[str, Any] = {"limit": 10}
        while True:
            page = await self.voices.read(WORKER, "cases", f"{self.path}/timeline", **query)
            told += page["items"]
            if page["next"] is None:
                return told
            query["cursor"] = page["next"]

    async def _on_the_case(self, who: str, act: str, body: dict | None = None) -> None:
        await self.voices.do(who, f"{self.path}/{act}", body, at=self.path)

    async def _on_the_plan(self, who: str, act: str, body: dict | None = None) -> None:
        await self.voices.do(who, f"{self.plan}/{act}", body, at=self.plan)

    async def _visit(self, wish: dict) -> str:
        visit = await self.voices.do(WORKER, f"{self.path}/visits", wish, at=self.path)
        self.visits.append(f"/v1/visits/{visit['id']}")
        return self.visits[-1]

    async def _safety(self) -> dict:
        """Each item of the checklist of today, answered with yes."""
        checklist = (await self.voices.read(WORKER, "cases", "/v1/visits/rules"))["checklist"]
        items = {item["code"]: True for item in checklist["items"]}
        return {"safety": {"checklist": checklist["code"], "items": items}}

    async def _refused(self, who: str, path: str, body: dict, at: str) -> str:
        answer = await self.voices.attempt(who, path, body, at=at)
        assert answer.status_code == 409, answer.text
        return answer.json()["type"].removeprefix("/problems/")

    def _goal(self) -> dict:
        step = {"words": "Tikties ar klases audzinātāju.", "by": "staff", "staff": self.staff[WORKER],
                "due_on": _day(14)}  # fmt: skip
        return {"words": "Zēns katru dienu mācās.", "area": "education", "methods": ["family_assistant"],
                "steps": [step]}  # fmt: skip


def _grown_from(referral: str, cases: list[dict]) -> dict | None:
    return next((case for case in cases if referral in case["referrals"]), None)


def _now(**later: int) -> str:
    return (datetime.now(UTC) + timedelta(**later)).isoformat()


def _day(days: int) -> str:
    return str(datetime.now(UTC).date() + timedelta(days))
