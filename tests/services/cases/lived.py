"""Cases in which each thing stands that the API speaks of, so that requests that are made up find something to do."""

from datetime import UTC, datetime

from shared.runtime.process import Process
from tests.services.cases.assessments.test_api_assessments import made
from tests.services.cases.attendance.test_api_attendance import planned as session_planned
from tests.services.cases.attendance.test_api_attendance import started
from tests.services.cases.benefits.test_api_benefits import benefit
from tests.services.cases.caseload.test_api_caseload import EVENT
from tests.services.cases.consents.test_api_consents import SAID, SHARE
from tests.services.cases.contacts.test_api_contacts import CONFERENCE, TALK
from tests.services.cases.documents.test_api_documents import added
from tests.services.cases.homecare.life import LEVEL_1
from tests.services.cases.homecare.test_api_homecare import OFFER as HOME_CARE
from tests.services.cases.homecare.test_api_homecare import meal
from tests.services.cases.participants.test_api_grants import let_in
from tests.services.cases.plans.test_api_plans import CALL, SOON, begun, in_force
from tests.services.cases.providers.test_api_providers import NORTH as MOBILE_CAR
from tests.services.cases.providers.test_api_providers import placed
from tests.services.cases.samples import LIGITA as LIGITA_ID
from tests.services.cases.samples import MARTA as MARTA_ID
from tests.services.cases.shelter.test_api_shelter import OFFER as SHELTER
from tests.services.cases.tasks.test_api_tasks import WISH
from tests.services.cases.test_api_cases import assigned, opened
from tests.services.cases.visits.calls import planned
from tests.services.running import EVERYBODY, LIGITA, MARTA, Caller

ROOM = {
    "assessments": lambda case: made(case, answers={"food": "met"}),
    "benefits": benefit,
    "conferences": lambda _: CONFERENCE,
    "consents": lambda _: SAID | {"witness": str(MARTA_ID)},
    "contacts": lambda _: TALK,
    "crisis-plans": lambda case: {
        "subject": case["subjects"][0], "warning_signs": ["Neguļ."], "what_helps": ["Māsa."], "calls": [CALL],
    },
    "participants": lambda _: {"staff": str(LIGITA_ID)},
    "recommendations": lambda _: {"code": "home_safety", "words": "Dūmu detektors.", "follow_up_on": SOON},
    "sharings": lambda _: SHARE,
    "tasks": lambda _: WISH,
}  # fmt: skip
"""What is made in a case by one request, by the end of its path."""


async def lived(process: Process) -> None:
    """Marta and Ligita have worked on one case, and another has just come."""
    everybody, marta, ligita = (Caller(process, actor) for actor in (EVERYBODY, MARTA, LIGITA))
    await opened(ligita)
    case = await assigned(ligita)
    for room, wish in ROOM.items():
        await _made(everybody, f"/v1/cases/{case['id']}/{room}", wish(case))
    await planned(marta, case)
    await planned(marta, case, mode="phone")
    await in_force(marta, ligita, case)
    await begun(marta, case)
    await added(everybody, case["id"])
    await let_in(process, case)
    await _in_the_service(everybody, case["unit"])


async def _in_the_service(everybody: Caller, unit: str) -> None:
    """What is about no single case."""
    now = datetime.now(UTC)
    game = {"kind": "interactive_game", "theme": "violence_among_peers", "planned_at": now.isoformat()}
    await _made(everybody, "/v1/activities", game | {"unit": unit, "school": "liepajas-6-vidusskola"})
    await _made(everybody, "/v1/outreach", {"unit": unit})
    await _made(everybody, "/v1/team-events", EVENT)
    await _made(everybody, f"/v1/shelters/{SHELTER}/guests", {"handle": "Zilā cepure"})
    training = {"training": "vardarbiba", "completed_on": "2021-05-16"}
    await _made(everybody, f"/v1/staff/{MARTA_ID}/trainings", training)
    await session_planned(everybody)
    await placed(everybody, MOBILE_CAR)
    care = await started(everybody, "Velta", offer=HOME_CARE, age=80, groups=["older_people"])
    await _made(everybody, f"/v1/requests/{care['id']}/care-entries", meal())
    plan = await everybody.do(f"/v1/requests/{care['id']}/care-plan", {"level": LEVEL_1}, version=0)
    assert plan.status_code == 200, plan.text
    away = await everybody.do(
        f"/v1/staff/{MARTA_ID}/absences", {"reason": "vacation", "first": "2126-01-06"}, version=1
    )
    assert away.status_code == 200, away.text


async def _made(caller: Caller, path: str, wish: dict) -> None:
    answer = await caller.do(path, wish)
    assert answer.status_code == 201, answer.text
