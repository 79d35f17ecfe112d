"""A checklist small enough to be read at once, and assessments made by it."""

from dataclasses import replace
from datetime import date
from uuid import UUID, uuid5

from services.cases.domain.assessments import work
from services.cases.domain.assessments.assessment import Assessment
from services.cases.domain.assessments.checklist import Checklist, Checklists
from services.cases.domain.assessments.work import Upload
from services.cases.domain.case import Case
from shared.contracts.plan_codes import AssessmentPlace, ClientMark
from shared.decision import Decision
from tests.services.cases.samples import MARTA, MONDAY
from tests.services.memory import NOBODY, Memory, cause


def words(text: str) -> dict[str, str]:
    return {"lv": text, "en": text}


def option(code: str, points: int, **more) -> dict:
    return {"code": code, "points": points, "text": words(code), **more}


QUESTIONS = (
    {
        "code": "heating", "kind": "choice", "text": words("Apkure"),
        "options": [option("works", 0), option("poor", 2), option("none", 5)],
    },
    {"code": "children", "kind": "yes_no", "text": words("Ir bērni")},
    {
        "code": "left_alone", "kind": "yes_no", "text": words("Atstāti vieni"),
        "yes": {"points": 1, "at_least": "high"}, "reason": "no_supervision",
        "shown_if": {"question": "children", "answers": [True]},
    },
    {
        "code": "how_long", "kind": "number", "text": words("Cik ilgi"), "unit": words("h"), "most": 24,
        "shown_if": {"question": "left_alone", "answers": [True]},
    },
    {"code": "warmth", "kind": "number", "text": words("Siltums"), "unit": words("°C"), "least": -20, "most": 40,
     "whole": False, "required": False},
    {"code": "since", "kind": "date", "text": words("Kopš"), "required": False},
    {"code": "notes", "kind": "text", "text": words("Piezīmes"), "longest": 20},
)  # fmt: skip


def checklist(version: int = 1, questions: tuple = QUESTIONS, **changed) -> Checklist:
    return Checklist.model_validate(
        {
            "code": "home", "version": version, "valid_from": date(2026, 1, 1), "source": "convention",
            "title": words("Mājas"), "purpose": words("Mājas"), "about": "household",
            "reason": "neglect", "levels": [{"points": 0, "level": "low"}, {"points": 4, "level": "moderate"}],
            "sections": [{"code": "all", "title": words("Viss"), "questions": list(questions)}],
        } | changed
    )  # fmt: skip


HOME = checklist()
NEXT = checklist(version=2, questions=QUESTIONS[:2])
CHECKLISTS = Checklists((HOME, NEXT, checklist(code="person", about="person")))
RIGHT = {"heating": "poor", "children": False}


def upload(name: str = "one", **changed) -> Upload:
    """What Marta's device brings in; one for each `name`."""
    made = Upload(
        id=uuid5(NOBODY, f"assessment {name}"), checklist="home", checklist_version=1, place=AssessmentPlace.HOME,
        made_at=MONDAY, subject=None, replaces=None, answers=RIGHT,
    )  # fmt: skip
    return replace(made, **changed)


def bring(memory: Memory, case: Case, made: Upload, at=MONDAY, by: UUID = MARTA) -> Decision:
    why = cause(f"bring {made.id} {at}", at, by=str(by))
    refs = [(Case, case.id), (Assessment, made.id), (Assessment, made.replaces)]

    def decide(world) -> Decision:
        seen, known, old = (world.get(*ref) for ref in refs)
        return work.bring_in(seen, known, old, made, why, CHECKLISTS)

    return memory.take(refs, decide)


def answer(memory: Memory, draft: UUID, part: dict) -> Decision:
    refs = [(Case, memory.states[Assessment, draft].case_id), (Assessment, draft)]
    return memory.take(refs, lambda world: work.answer(*(world.get(*ref) for ref in refs), part, CHECKLISTS))


def sign(memory: Memory, draft: UUID, at=MONDAY, by: UUID = MARTA) -> Decision:
    one = memory.states[Assessment, draft]
    refs = [(Case, one.case_id), (Assessment, draft), (Assessment, one.replaces)]
    why = cause(f"sign {draft}", at, by=str(by))

    def decide(world) -> Decision:
        seen, known, old = (world.get(*ref) for ref in refs)
        return work.sign(seen, known, old, ClientMark.SIGNED, why, CHECKLISTS)

    return memory.take(refs, decide)
