"""What is written down in each room of a case: its words everywhere, and what follows from them.

Each function gives an id of every kind of thing it made, by the segment that stands before such an id in a path.
"""

from datetime import UTC, datetime, time

from shared.calendar import RIGA
from tests.privacy.desk import CALL, LATER, LETTER, SOON, TODAY, WHO, WORDS, Desk
from tests.privacy.people import A_NAME_AS_CODE as CODE
from tests.services.cases.assessments.test_api_assessments import ANSWERS
from tests.shared.runtime.municipality import until

Ids = dict[str, str]


async def tasks_and_contacts(gunta: Desk, sandris: Desk, case: dict) -> Ids:
    path = f"/v1/cases/{case['id']}"
    task = await gunta.do(f"{path}/tasks", {"words": WORDS, "due_at": LATER, "staff": case["staff"]})
    done = await gunta.do(f"{path}/tasks", {"words": WORDS, "due_at": LATER})
    await sandris.on(f"/v1/tasks/{done['id']}", "complete")
    talk = {"kind": "counselling", "mode": "phone", "minutes": 20, "words": WORDS}
    contact = await sandris.do(f"{path}/contacts", talk)
    await sandris.on(f"/v1/contacts/{contact['id']}", "correct", talk)
    campaign = await gunta.do("/v1/outreach", {"unit": case["unit"]})
    tried = {"result": "reached", "mode": "phone", "minutes": 5, "words": WORDS}
    await sandris.do(f"/v1/outreach/{campaign['id']}/cases/{case['id']}/tries", tried)
    return {"tasks": task["id"], "contacts": contact["id"], "outreach": campaign["id"]}


async def conferences(gunta: Desk, sandris: Desk, case: dict) -> Ids:
    met = {"staff": [case["staff"]], "agencies": ["barintiesa"], "persons": case["subjects"], "mode": "video"}
    called = await gunta.do(f"/v1/cases/{case['id']}/conferences", met | {"planned_at": LATER, "agenda": WORDS})
    decided = {"kind": "home_visit", "due_at": LATER, "staff": case["staff"], "words": WORDS}
    held = met | {"minutes": 60, "held_at": _now(), "words": WORDS, "decisions": [decided]}
    path = f"/v1/conferences/{called['id']}"
    await gunta.on(path, "hold", held)
    (decision,) = (await sandris.read(path))["decisions"]
    return {"conferences": called["id"], "conference-decisions": decision["id"]}


async def plans(gunta: Desk, sandris: Desk, case: dict) -> Ids:
    path, subject = f"/v1/cases/{case['id']}", case["subjects"][0]
    first, second = [await _assessed(sandris, case) for _ in range(2)]
    step = {"words": WHO, "by": "client", "due_on": SOON}
    goal = {"words": WORDS, "area": "health", "methods": ["family_assistant"], "steps": [step]}
    text = {"review_on": SOON, "goals": [goal], "assessments": [first]}
    plan = await sandris.do(f"{path}/plans", text | {"kind": "rehabilitation"})
    own = f"/v1/plans/{plan['id']}"
    await sandris.on(own, "submit")
    await gunta.on(own, "return", {"reason": "goals_unclear", "words": WORDS})
    await sandris.on(own, "text", text)
    await sandris.on(own, "submit")
    await gunta.on(own, "approve")
    ((one_step,),) = [goal["steps"] for goal in (await sandris.read(own))["goals"]]
    recommended = {"code": "home_safety", "words": WORDS, "follow_up_on": SOON, "subject": subject}
    recommendation = await sandris.do(f"{path}/recommendations", recommended)
    helps = {"warning_signs": [WHO], "what_helps": [WHO], "calls": [CALL], "safe_place": WHO}
    crisis = await sandris.do(f"{path}/crisis-plans", helps | {"subject": subject})
    await sandris.do(f"/v1/crisis-plans/{crisis['id']}", helps, crisis["version"])
    return {
        "assessments": first, "comparison": second, "plans": plan["id"], "steps": one_step["id"],
        "recommendations": recommendation["id"], "crisis-plans": crisis["id"],
    }  # fmt: skip


async def _assessed(sandris: Desk, case: dict) -> str:
    answers = ANSWERS | {"notes": WORDS}
    made = {"checklist": "basic-needs", "checklist_version": 1, "place": "home", "made_at": case["opened_at"]}
    id = sandris.new_id()
    await sandris.do(f"/v1/cases/{case['id']}/assessments", made | {"id": id, "answers": answers})
    await sandris.fails(f"/v1/cases/{case['id']}/assessments", made | {"id": id, "answers": answers | {"notes": WHO}})
    path = f"/v1/assessments/{id}"
    for wrong in ({"food": WHO}, {WHO: True}, {"notes": {WHO: WHO}}):
        await sandris.fails(f"{path}/answers", {"answers": wrong}, 1)
    await sandris.on(path, "answers", {"answers": {"notes": WORDS}})
    await sandris.on(path, "sign", {"client": "signed"})
    return id


async def documents_and_consents(gunta: Desk, sandris: Desk, case: dict) -> Ids:
    path, subject = f"/v1/cases/{case['id']}", case["subjects"][0]
    wish = {"upload": await sandris.send(LETTER), "kind": "application", "title": WHO}
    for unsafe in (f"../{WHO}", f"{WHO}.exe", f"{WHO}.png"):
        await sandris.fails(f"{path}/documents", wish | {"title": unsafe})
    document = await sandris.do(f"{path}/documents", wish)
    own = f"/v1/documents/{document['id']}"
    newer = LETTER.replace(b"1.7", b"1.6")
    await sandris.on(own, "versions", {"upload": await sandris.send(newer)})
    await gunta.on(own, "restrict", {"restricted": True})
    fields = dict.fromkeys(("person", "text", "answer"), WORDS)
    issued = await sandris.do(f"{path}/documents/issue", {"template": "consent", "fields": fields})
    said = {
        "person": subject, "said_by": subject, "capacity": "self", "text": "sharing-with-partners", "text_version": 1,
        "answer": "granted", "mode": "phone", "said_at": _now(), "witness": case["staff"],
        "allowances": [{"recipient": "ngo", "purpose": "support", "field_set": "contact"}], "words": WORDS,
    }  # fmt: skip
    await gunta.fails(f"{path}/consents", said | {"answer": "refused"})
    await gunta.fails(f"{path}/documents/issue", {"template": "consent", "fields": {"person": WORDS, "name": WHO}})
    consent, gone = [await gunta.do(f"{path}/consents", said) for _ in range(2)]
    await gunta.on(f"/v1/consents/{consent['id']}", "sign", {"document": issued["id"]})
    shared = {"person": subject, "recipient": "ngo", "purpose": "support", "field_set": "contact"}
    await gunta.do(f"{path}/sharings", shared)
    await gunta.on(f"/v1/consents/{gone['id']}", "withdraw", {"channel": "phone"})
    return {"documents": document["id"], "consents": consent["id"]}


async def services(gunta: Desk, sandris: Desk, case: dict, home_care: str, housing: str) -> Ids:
    request = await _started(gunta, sandris, case, home_care)
    own = f"/v1/requests/{request}"
    await gunta.do(f"{own}/decision-document", {"addressee": WHO, "signed_by": WHO, "considered": WORDS})
    await sandris.do(f"{own}/care-plan", {"level": "limenis-1-5-stundas"}, 0)
    entry = {"id": sandris.new_id(), "began_at": _midnight(), "minutes": 45, "task": "meals"}
    await sandris.do(f"{own}/care-entries", entry)
    changed = {"began_at": _midnight(), "minutes": 30, "task": "housework"}
    await sandris.on(f"/v1/care-entries/{entry['id']}", "correct", changed)
    await made_up_codes(gunta, case, request)
    return {
        "requests": request, "places": home_care, "capacity": home_care, "care-entries": entry["id"],
        **await _sessions(gunta, await _started(gunta, sandris, case, housing), housing),
    }  # fmt: skip


async def _started(gunta: Desk, sandris: Desk, case: dict, offer: str) -> str:
    """A request by which the person receives a service now."""
    wish = {"person": case["subjects"][0], "offer": offer, "age": 70, "groups": ["older_people"]}
    request = await sandris.do(f"/v1/cases/{case['id']}/requests", wish)
    own = f"/v1/requests/{request['id']}"
    await gunta.on(own, "decide", {"decision": "granted"})
    # A place is free, so whoever waits is offered it soon.
    await until(lambda: sandris.sees(own, state="offered"))
    await sandris.on(own, "accept")
    await sandris.on(own, "start", {})
    return request["id"]


async def _sessions(gunta: Desk, request: str, offer: str) -> Ids:
    session = await gunta.do("/v1/sessions", {"offer": offer, "planned_at": _midnight(), "minutes": 60})
    own = f"/v1/sessions/{session['id']}"
    await gunta.on(own, "hold", {"minutes": 50})
    await gunta.on(own, "attendance", {"marks": [{"request": request, "result": "came"}]})
    (row,) = (await gunta.read(f"{own}/attendance"))["items"]
    await gunta.on(f"/v1/attendance/{row['attendance']}", "correct", {"result": "came", "minutes": 20})
    return {"sessions": session["id"], "attendance": row["attendance"]}


async def help_elsewhere(gunta: Desk, sandris: Desk, case: dict, shelter: str) -> Ids:
    """A bed for a night, and a benefit that somebody else pays."""
    guest = await gunta.do(f"/v1/shelters/{shelter}/guests", {"handle": WHO, "case": case["id"]})
    granted = {"what": "gmi-pabalsts", "first_on": TODAY, "last_on": SOON, "grantor": "municipality", "decision": WHO}
    path = f"/v1/cases/{case['id']}/benefits"
    benefit = await sandris.do(path, granted | {"person": case["subjects"][0]})
    await sandris.on(f"/v1/benefits/{benefit['id']}", "correct", granted | {"cents": 13_700})
    return {
        "shelters": shelter, "shelter-nights": guest["night"], "shelter-guests": guest["id"],
        "benefits": benefit["id"],
    }  # fmt: skip


async def made_up_codes(gunta: Desk, case: dict, request: str) -> None:
    """A name that looks like a code is one of nothing that there is."""
    path, subject = f"/v1/cases/{case['id']}", case["subjects"][0]
    plan = {"kind": "rehabilitation", "review_on": SOON}
    shared = {"person": subject, "recipient": "ngo", "purpose": "support", "field_set": "contact"}
    benefit = {"person": subject, "what": "gmi-pabalsts", "first_on": TODAY, "grantor": "municipality"}
    said = {
        "person": subject, "said_by": subject, "capacity": "self", "text": "sharing-with-partners", "text_version": 1,
        "answer": "granted", "mode": "video", "said_at": _now(), "witness": case["staff"],
    }  # fmt: skip
    allowed = {"recipient": "ngo", "purpose": CODE, "field_set": "contact"}
    booked = {"unit": case["unit"], "kind": "interactive_game", "theme": "violence_among_peers", "planned_at": LATER}
    for where, body in (
        (f"{path}/plans", plan | {"project": CODE}),
        (f"{path}/conferences", {"mode": "video", "planned_at": LATER, "agencies": [CODE]}),
        (f"{path}/consents", said | {"text": CODE}),
        (f"{path}/consents", said | {"allowances": [allowed]}),
        (f"{path}/sharings", shared | {"purpose": CODE}),
        (f"{path}/sharings", shared | {"duty": CODE}),
        (f"{path}/benefits", benefit | {"what": CODE}),
        (f"{path}/benefits", benefit | {"system": CODE}),
        (f"{path}/documents/issue", {"template": CODE, "fields": {}}),
        (f"/v1/staff/{case['staff']}/trainings", {"training": CODE, "completed_on": "2021-05-16"}),
        ("/v1/activities", booked | {"school": CODE}),
    ):
        await gunta.fails(where, body)
    await gunta.fails(f"/v1/requests/{request}/care-plan", {"level": CODE}, 1)


async def visits(gunta: Desk, sandris: Desk, case: dict) -> Ids:
    path = f"/v1/cases/{case['id']}"
    home = {"mode": "in_person", "planned_at": LATER, "companion": gunta.id, "justification": "violence"}
    visit = await sandris.on(path, "visits", home)
    await sandris.on(f"/v1/visits/{visit['id']}", "confirm")
    call = await sandris.on(path, "visits", {"mode": "phone", "planned_at": LATER})
    done = {"mode": "phone", "minutes": 10, "outcome": "support_given"}
    await sandris.on(f"/v1/visits/{call['id']}", "complete", done)
    weekly = {"mode": "phone", "weekdays": [1, 2, 3, 4, 5], "at": "10:00", "first": TODAY, "count": 2}
    series = await sandris.on(path, "visit-series", weekly)
    return {"visits": visit["id"], "visit-series": series["series"]}


async def around(gunta: Desk, sandris: Desk, case: dict) -> Ids:
    """The case itself: who takes part, who is let in, its risk, its rest; and what stands beside it."""
    path = f"/v1/cases/{case['id']}"
    participant = await gunta.do(f"{path}/participants", {"person": case["subjects"][0], "role": "child"})
    until = {"valid_until": LATER, "reason": "treatment"}
    grant = await gunta.do(f"{path}/grants", until | {"account": gunta.new_id(), "parts": ["summary", "plan"]})
    await gunta.on(path, "risk", {"level": "high", "reasons": ["violence"]})
    await sandris.on(path, "suspend", {"reason": "in_hospital", "until": LATER})
    await sandris.on(path, "resume")
    await sandris.do(f"{path}/distance", {"minutes": 30})
    await gunta.do("/v1/mode/periods", {"reason": "epidemic", "source": WORDS[:300], "from_at": "2126-11-23T00:00:00Z"},
                   (await gunta.read("/v1/mode"))["version"])  # fmt: skip
    (period,) = await gunta.read("/v1/mode/periods")
    unit = f"/v1/units/{case['unit']}"
    await gunta.do(unit, {"address": WHO}, (await gunta.read(unit))["version"])
    booked = {"unit": case["unit"], "kind": "interactive_game", "theme": "violence_among_peers", "planned_at": LATER}
    activity = await gunta.do("/v1/activities", booked | {"class_label": WHO})
    return {
        "participants": participant["id"], "grants": grant["id"], "periods": period["id"],
        "activities": activity["id"], "units": case["unit"], "staff": case["staff"],
    }  # fmt: skip


def _midnight() -> str:
    """The beginning of today, which lies behind, and on the day on which a service began."""
    return datetime.combine(datetime.now(RIGA).date(), time(), RIGA).isoformat()


def _now() -> str:
    return datetime.now(UTC).isoformat()
