"""A night and a day with personal data everywhere: at every door, well-formed, broken and hostile."""

import json
from uuid import uuid4

import asyncpg
import httpx

from shared.contracts.partner import ReferralSubmitted
from shared.http import etag
from shared.stream import kafka
from shared.stream.bus import Bus
from tests.privacy.people import HIDDEN_IN_WRONG_PLACES, NARRATIVE, REPORTER, VICTIM
from tests.services.running import INESE, partner
from tests.shared.runtime.municipality import Municipality, until

POLICE, SCHOOL = "valsts-policija", "liepajas-6-vidusskola"
REPORT = {
    "reference": "VP-2026-1",
    "kind": "police.family_violence",
    "needs": ["violence_in_family", "child_neglect"],
    "subject": VICTIM,
    "reporter": REPORTER,
    "narrative": NARRATIVE,
}
NAME = HIDDEN_IN_WRONG_PLACES
BROKEN = {
    "a name where a number belongs": REPORT | {"urgent": VICTIM["given_name"]},
    "a name as a date": REPORT | {"subject": VICTIM | {"birth_date": VICTIM["family_name"]}},
    "a code with too many digits": REPORT | {"subject": VICTIM | {"personal_code": "170388-299911"}},
    "a personal code as reference": REPORT | {"reference": VICTIM["personal_code"]},
    "a name as a kind": REPORT | {"kind": NAME, "reference": "VP-2026-2"},
    "a name as the name of a field": REPORT | {NAME: VICTIM["phone"], "subject": {NAME: NAME}},
    "a name as a list": REPORT | {"needs": VICTIM["given_name"]},
    "a kind that is not agreed": REPORT | {"kind": "school.absence"},
    "control characters in a name": REPORT | {"subject": VICTIM | {"given_name": "Zigrīda\u0007"}},
    "a story without an end": REPORT | {"narrative": NARRATIVE * 2_000},
}
PLAIN = {"ce_type": ReferralSubmitted.type, "ce_source": "/policija", "content-type": "application/json"}
HOSTILE = {
    "a name as id": PLAIN | {"ce_id": NAME},
    "a personal code as id": PLAIN | {"ce_id": VICTIM["personal_code"]},
    "a code within an id": PLAIN | {"ce_id": f"zinojums-{VICTIM['personal_code']}-1"},
    "a name as type": {"ce_id": "h1", "ce_type": NAME},
    "a name within a type": {"ce_id": "h2", "ce_type": f"lv.tilts.partner.{NAME}.v1"},
    "names in every other header": PLAIN | {
        "ce_id": "h3", "ce_source": NAME, "ce_subject": NAME, "ce_correlationid": NAME, "ce_time": NAME,
        "ce_traceparent": NAME.ljust(55, "x"), "ce_dataschema": NAME, "ce_municipality": NAME, NAME: NAME,
    },
}  # fmt: skip


async def by_kafka(municipality: Municipality) -> None:
    """What a partner's system may put on its topic, whole or not."""
    whole = json.dumps(REPORT, ensure_ascii=False).encode()
    sent = [(b"k", whole, PLAIN | {"ce_id": "m1"}), (b"k", whole, PLAIN | {"ce_id": "m1"})]
    for index, broken in enumerate(BROKEN.values()):
        sent.append((NAME.encode(), json.dumps(broken).encode(), PLAIN | {"ce_id": f"b{index}"}))
    sent += [(NAME.encode(), whole, headers) for headers in HOSTILE.values()]
    sent += [
        (None, whole[:-40], PLAIN | {"ce_id": "t1"}),
        (None, NARRATIVE.encode(), PLAIN | {"ce_id": "t2"}),
        (None, NAME.encode("utf-16"), PLAIN | {"ce_id": "t3"}),
        (None, whole, {}),
    ]
    await _send(municipality, sent)


async def by_http(municipality: Municipality, answers: list[httpx.Response]) -> None:
    """Every door of intake, and addresses, headers and bodies in which names have no business."""

    async def noted(call) -> httpx.Response:
        answers.append(await call)
        return answers[-1]

    async with municipality.client("intake", partner(SCHOOL)) as school:
        good = REPORT | {"kind": "school.neglect_signs", "reference": "L6V-1"}
        for body in (good, *BROKEN.values()):
            await noted(school.post("/v1/referrals", json=body, headers={"Idempotency-Key": str(uuid4())}))
        await noted(school.post("/v1/referrals", content=NARRATIVE.encode(), headers=_json()))
        await noted(school.post("/v1/referrals", content=json.dumps(good)[:-9].encode(), headers=_json()))
        await noted(school.post("/v1/referrals", json=good, headers={"Idempotency-Key": VICTIM["personal_code"]}))
        await noted(school.get(f"/v1/{NAME}"))
        await noted(school.get(f"/v1/referrals/{NAME}"))
        await noted(school.get("/v1/referrals", params={"cursor": NAME}))
        await noted(school.get("/v1/referrals", params={"limit": NAME, NAME: NAME}))
    async with municipality.client("intake", INESE) as inese:
        call = {"kind": "third_party_concern", "reference": "T-1"}
        for body in (REPORT | call, *(broken | call for broken in BROKEN.values())):
            await noted(inese.post("/v1/desk/referrals", json=body, headers={"Idempotency-Key": str(uuid4())}))
        for query in ({"channel": NAME}, {"called_at": NAME}, {"outcome": NAME}):
            await noted(inese.post("/v1/desk/referrals", json=REPORT | call, params=query, headers=_json()))
        await noted(inese.post("/v1/people/read", json={"people": [VICTIM["personal_code"], NAME]}))
        await noted(inese.get("/v1/queue", params={"state": NAME, "priority": VICTIM["given_name"]}))
        wrong = {"Correlation-Id": VICTIM["phone"], "Tilts-Purpose": VICTIM["phone"], "traceparent": VICTIM["phone"]}
        await noted(inese.get("/v1/queue", headers=wrong))
        await noted(inese.post(f"/v1/queue/{uuid4()}/decline", json={"reason": NAME}, headers=_json(version=1)))
        queue = (await inese.get("/v1/queue")).json()["items"]
        for entry in queue:
            path, version = f"/v1/queue/{entry['id']}", entry["version"]
            read = await inese.get(f"{path}/letter")
            assert NARRATIVE in read.text
            assert REPORTER["family_name"] not in read.text
            whose = await inese.get(f"{path}/reporter", headers={"Tilts-Purpose": "intake"})
            assert whose.status_code == 404 or REPORTER["family_name"] in whose.text or "anonymous" in whose.text
            await noted(inese.post(f"{path}/accept", headers=_json(version)))
        named = await inese.post("/v1/people/read", json={"people": queue[0]["subjects"]})
        assert VICTIM["given_name"] in named.text
        person = f"/v1/people/{queue[0]['subjects'][0]}"
        by_text = {"channel": "text_message", "number": VICTIM["phone"]}
        for wish in (
            by_text | {"email": f"{VICTIM['phone'][-8:]}@{NAME}"},
            by_text | {"channel": "email"},
            {NAME: NAME},
        ):
            await noted(inese.post(f"{person}/reminders", json=wish, headers=_json(1)))
        version = (await inese.get(person)).json()["version"]
        chosen = await noted(inese.post(f"{person}/reminders", json=by_text, headers=_json(version)))
        assert chosen.status_code == 200


async def by_residents(municipality: Municipality, answers: list[httpx.Response]) -> None:
    """The door that is open to all: a protected and an anonymous concern, asked about, added to, and hostile ones."""
    concern = {name: value for name, value in REPORT.items() if name != "reference"} | {"kind": "third_party_concern"}
    unnamed = {"reporter": {"identity": "anonymous", "relation": "neighbour"}}
    async with httpx.AsyncClient(base_url=f"http://127.0.0.1:{municipality.port}/intake/v1") as anybody:

        async def sends(path: str, body: dict) -> httpx.Response:
            answers.append(await anybody.post(f"/concerns{path}", json=body, headers=_json()))
            return answers[-1]

        taken = [(await sends("", concern | reporter)).json() for reporter in ({}, unnamed)]
        await sends("", concern | {"reporter": REPORTER | {"identity": "anonymous"}})
        await sends("", concern | {"reporter": REPORTER | {"identity": NAME, "relation": NAME}, "kind": "police"})
        for broken in BROKEN.values():
            await sends("", broken | {"kind": "third_party_concern"})
        for known in ({"number": one["number"], "code": one["code"]} for one in taken):
            await sends("/status", known)
            await sends("/information", known | {"narrative": NARRATIVE})
            await sends("/information", known | {"narrative": f"{NARRATIVE}\u0007"})
            await sends("/withdraw", known)
        await sends("/status", {"number": VICTIM["personal_code"], "code": VICTIM["given_name"]})
        await sends("/status", {"number": NAME * 9, "code": NAME, NAME: NAME})


async def in_a_failing_database(municipality: Municipality, answers: list[httpx.Response]) -> None:
    """Somebody has broken a table: what fails with names in its hands is logged, answered and parked."""
    conn = await asyncpg.connect(municipality.postgres.dsn(f"{municipality.slug}_intake"))
    await conn.execute("alter table letter add constraint broken check (narrative = '') not valid")
    body = REPORT | {"reference": "VP-2026-9"}
    async with municipality.client("intake", INESE) as inese:
        call = body | {"kind": "self_referral"}
        answers.append(await inese.post("/v1/desk/referrals", json=call, headers=_json()))
    await _send(municipality, [(None, json.dumps(body).encode(), PLAIN | {"ce_id": "f1"})])
    parked = "select exists (select from parked where detail like 'the database refused it%')"
    await until(lambda: conn.fetchval(parked))
    await conn.execute("alter table letter drop constraint broken")
    await conn.close()


async def _send(municipality: Municipality, messages: list[tuple]) -> None:
    bus = Bus(kafka.connection(municipality.settings().broker))
    for key, value, headers in messages:
        raw = [(name, text.encode()) for name, text in headers.items()]
        await bus.send(f"{municipality.slug}.partner.{POLICE}.referrals", 0, [(key, value, raw)])
    await bus.close()


def _json(version: int | None = None) -> dict[str, str]:
    headers = {"Idempotency-Key": str(uuid4()), "Content-Type": "application/json"}
    return headers if version is None else headers | {"If-Match": etag(version)}
