"""Names in answers to campaigns: what a portal and a resident may send, whole, broken and hostile."""

import json
from uuid import uuid4

import httpx

from shared.contracts.partner import FeedbackSubmitted
from shared.security import Actor, Purpose, Role
from shared.stream import kafka
from shared.stream.bus import Bus
from tests.privacy.people import HIDDEN_IN_WRONG_PLACES, NARRATIVE, VICTIM
from tests.services.running import PRESS, partner
from tests.shared.runtime.municipality import Municipality

PORTAL, CAMPAIGN = "epakalpojumi", "/v1/campaigns/priekslikumi"
IDENTITY, NAME = f"PNOLV-{VICTIM['personal_code']}", HIDDEN_IN_WRONG_PLACES
RESIDENT = Actor("resident:1", frozenset({Role.RESIDENT}), Purpose.FEEDBACK, identity=IDENTITY)
GOOD = {"role": "resident", "text": NARRATIVE}
BROKEN = (
    {"role": NAME},
    {"worker": VICTIM["given_name"]},
    {"life_improved": NAME},
    {"text": NARRATIVE * 200},
    {"text": f"{NARRATIVE}\u0007"},
    {"submitted_at": NAME},
    {NAME: NAME},
)


async def by_http(municipality: Municipality, answers: list[httpx.Response]) -> None:
    """A portal and a resident answer; a moderator types a name where a code belongs."""
    by_portal = GOOD | {"identity": IDENTITY}
    for actor, good in ((partner(PORTAL), by_portal), (RESIDENT, GOOD)):
        async with municipality.client("intake", actor) as client:
            bodies = (good, *(good | broken for broken in BROKEN))
            answers += [await client.post(f"{CAMPAIGN}/answers", json=body, headers=_key()) for body in bodies]
            answers.append(await client.post(f"/v1/campaigns/{NAME}/answers", json=good, headers=_key()))
            claim = f"{CAMPAIGN}/answers/{uuid4()}/claim"
            answers.append(await client.post(claim, json={"receipt": VICTIM["given_name"]}, headers=_key()))
    async with municipality.client("intake", PRESS) as press:
        (entry, *_) = (await press.get(f"{CAMPAIGN}/moderation")).json()["items"]
        assert entry["text"] == NARRATIVE
        hide = f"{CAMPAIGN}/moderation/{entry['id']}/hide"
        answers.append(await press.post(hide, json={"reason": NAME}, headers=_key() | {"If-Match": '"1"'}))
        answers.append(await press.get(f"{CAMPAIGN}/published"))


async def by_kafka(municipality: Municipality) -> None:
    """The same on the portal's topic; thanks of October 2025 come too late, so that nothing of them may stay."""
    said = GOOD | {"reference": "EPAK-1", "campaign": "priekslikumi", "submitted_at": "2026-01-01T10:00:00Z"}
    late = said | {"campaign": "iedzivotaju-paldies-2025", "identity": IDENTITY, "reference": "EPAK-2"}
    bodies = [said | {"identity": IDENTITY}, late, *(said | broken for broken in BROKEN)]
    sent = []
    for index, body in enumerate(bodies):
        headers = [("ce_id", f"f{index}".encode()), ("ce_type", FeedbackSubmitted.type.encode())]
        sent.append((NAME.encode(), json.dumps(body).encode(), headers))
    bus = Bus(kafka.connection(municipality.settings().broker))
    await bus.send(f"{municipality.slug}.partner.{PORTAL}.referrals", 0, sent)
    await bus.close()


def _key() -> dict[str, str]:
    return {"Idempotency-Key": str(uuid4())}
