"""The operator's view and hand: what waits for each agency by each channel, and what people do about it, over HTTP."""

from datetime import UTC, datetime, timedelta

import pytest

from services.notifications.domain.delivery import TryOutcome
from services.notifications.domain.endpoint import Circuit, Endpoint, own_endpoint
from services.notifications.sending.worker import Worker
from shared.contracts.codes import AgeBand, NoticeChannel, Priority
from shared.contracts.partners import PartnerSuspended
from shared.contracts.standing_codes import SuspensionReason
from shared.security import Role
from shared.settings.municipality import staff_id
from tests.services.notifications.conftest import fresh
from tests.services.notifications.room import LateClock
from tests.services.notifications.samples import CENTRE, COURT, MONDAY, SOCIETY, accepted, opened
from tests.services.notifications.test_api import agency, key, staff
from tests.services.notifications.test_shut import Fails, keep, opened_at

AGENCIES = "/v1/agencies"
OPERATOR = staff(Role.OPERATOR)
BY_WEBHOOK = {"channel": "webhook", "reason": "maintenance"}
WEBHOOK = NoticeChannel.WEBHOOK
MARTA = str(staff_id("liepaja", "marta"))
"""Whose account the samples' operator has."""


@fresh
async def centre(room):
    """Three urgent notices to the crisis centre, by webhook and then by its topic."""
    for name in "abc":
        case = opened(name, priority=Priority.URGENT, age_band=AgeBand.AGE_25_64)
        await room.hear(accepted(name), case)


@pytest.fixture
def post(http):
    async def send(what: str, wish: dict, code: str = CENTRE, who=None):
        return await http.post(f"{AGENCIES}/{code}/{what}", json=wish, headers=(who or OPERATOR) | key())

    return send


@pytest.fixture
def shown(http):
    async def read(code: str = CENTRE, channel: str = "webhook") -> dict:
        answer = await http.get(f"{AGENCIES}/{code}", headers=OPERATOR)
        return next(one for one in answer.json()["channels"] if one["channel"] == channel)

    return read


async def worked(room, outcome: TryOutcome) -> None:
    """Let the centre's webhook be tried."""
    channel = Fails()
    channel.outcome = outcome
    await Worker(room.desk, channel, LateClock()).once()


async def test_every_agency_is_listed_with_its_channels_and_what_waits(http, room, centre):
    items = (await http.get(AGENCIES, headers=OPERATOR)).json()["items"]
    assert [item["agency"] for item in items] == sorted(item["agency"] for item in items)
    assert {COURT, CENTRE, SOCIETY} <= {item["agency"] for item in items}
    found = next(item for item in items if item["agency"] == CENTRE)
    assert (found["state"], found["unanswered"], found["overdue"]) == ("active", 3, 0)
    assert [(one["channel"], one["queue"], one["urgent"]) for one in found["channels"]] == [
        ("partner_topic", 0, 0),
        ("webhook", 3, 3),
    ]


async def test_pages_lead_through_all_of_them(http):
    first = (await http.get(AGENCIES, params={"limit": 2}, headers=OPERATOR)).json()
    rest = (await http.get(AGENCIES, params={"cursor": first["next"]}, headers=OPERATOR)).json()
    whole = (await http.get(AGENCIES, headers=OPERATOR)).json()
    assert len(first["items"]) == 2
    assert first["items"] + rest["items"] == whole["items"]


async def test_what_failed_is_shown_with_the_next_try_and_what_went_well_with_how_long_it_took(room, centre, shown):
    await keep(room, opened_at(datetime.now(UTC)))
    waits = await shown()
    assert waits["circuit"] == "open" and waits["next_try"] > waits["opened_at"]
    await keep(room, own_endpoint(CENTRE, WEBHOOK))
    await worked(room, TryOutcome.DELIVERED)
    went = await shown()
    assert (went["circuit"], went["queue"], went["delivered"], went["next_try"]) == ("closed", 0, 3, None)
    assert went["last_success"] and 0 <= went["p50_seconds"] <= went["p90_seconds"]


async def test_only_those_in_trouble_are_listed_when_that_is_asked(http, room):
    await keep(room, opened_at(MONDAY), Endpoint("other/webhook", WEBHOOK, "other", circuit=Circuit.OPEN))
    answer = await http.get(AGENCIES, params={"troubled": "true"}, headers=OPERATOR)
    assert [item["agency"] for item in answer.json()["items"]] == [CENTRE]


async def test_a_pause_holds_what_waits_until_it_is_resumed(room, centre, post, shown):
    paused = await post("pause", BY_WEBHOOK)
    assert paused.status_code == 200
    assert (await shown())["reason"] == "maintenance"
    assert (await post("pause", BY_WEBHOOK)).json()["type"] == "/problems/channel-paused"
    await worked(room, TryOutcome.DELIVERED)
    assert (await shown())["queue"] == 3
    assert (await post("resume", BY_WEBHOOK)).status_code == 200
    await worked(room, TryOutcome.DELIVERED)
    assert (await shown())["queue"] == 0
    told = [(name, body["agency"], body["reason"]) for name, body in await room.logged() if name.startswith("channel")]
    assert told == [("channel-paused", CENTRE, "maintenance"), ("channel-resumed", CENTRE, "maintenance")]


async def test_a_webhook_that_is_gone_stays_off_until_it_is_enabled(room, centre, post, shown):
    await worked(room, TryOutcome.GONE)
    gone = await shown()
    assert gone["disabled_since"] and gone["queue"] == 0
    assert (await shown(channel="partner_topic"))["queue"] == 3
    enabled = await post("enable", BY_WEBHOOK | {"reason": "address_changed"})
    assert enabled.status_code == 200 and (await shown())["disabled_since"] is None
    names = [name for name, _ in await room.logged()]
    assert [name for name in names if name.startswith("channel")] == ["channel-disabled", "channel-enabled"]


async def test_a_queue_is_drained_to_the_next_channel(room, centre, post, shown):
    done = await post("drain", BY_WEBHOOK | {"drained_to": "next_channel"})
    assert (done.status_code, done.json()) == (200, {"agency": CENTRE, "notices": 3})
    await room.run_out()
    assert ((await shown())["queue"], (await shown(channel="partner_topic"))["queue"]) == (0, 3)


async def test_what_has_no_answer_is_replayed_once_however_often_it_is_sent(http, room, centre, shown):
    await worked(room, TryOutcome.DELIVERED)
    wish, once = {"reason": "agency_lost_notices", "unanswered": True}, OPERATOR | key()
    answers = [await http.post(f"{AGENCIES}/{CENTRE}/replay", json=wish, headers=once) for _ in range(2)]
    assert [answer.json()["notices"] for answer in answers] == [3, 3]
    await room.run_out()
    assert (await shown())["queue"] == 3
    assert [name for name, _ in await room.logged()].count("notices-replayed") == 1


@pytest.mark.parametrize(
    ("wish", "notices"),
    [
        ({"sent_from": "2026-01-01T00:00:00Z"}, 3),
        ({"sent_from": "2026-01-01T00:00:00Z", "sent_until": "2026-01-02T00:00:00Z"}, 0),
    ],
)
async def test_what_went_in_a_period_is_replayed(room, centre, post, wish, notices):
    await worked(room, TryOutcome.DELIVERED)
    assert (await post("replay", {"reason": "other"} | wish)).json()["notices"] == notices


@pytest.mark.parametrize(
    ("what", "wish", "code", "status"),
    [
        ("pause", BY_WEBHOOK, "nobody", 404),
        ("pause", {"channel": "sms", "reason": "other"}, CENTRE, 404),
        ("drain", BY_WEBHOOK | {"drained_to": "person"}, COURT, 404),
        ("replay", {"reason": "other", "unanswered": True}, "nobody", 404),
        ("pause", {"channel": "webhook"}, CENTRE, 422),
        ("pause", {"channel": "phone_task", "reason": "other"}, CENTRE, 422),
        ("resume", BY_WEBHOOK, CENTRE, 409),
        ("enable", BY_WEBHOOK, CENTRE, 409),
        ("drain", BY_WEBHOOK, CENTRE, 422),
        ("replay", {"reason": "other"}, CENTRE, 422),
    ],
)
async def test_what_is_refused(http, room, post, what, wish, code, status):
    assert (await post(what, wish, code)).status_code == status
    assert await room.logged() == []


@pytest.mark.parametrize(
    ("who", "reads", "acts"),
    [
        (OPERATOR, 200, 409),
        (staff(Role.SUPERVISOR), 200, 409),
        (staff(Role.HEAD), 200, 403),
        (staff(Role.AUDITOR), 200, 403),
        (staff(), 403, 403),
        (agency(CENTRE), 403, 403),
    ],
    ids=["operator", "supervisor", "head", "auditor", "social worker", "agency"],
)
async def test_who_may_look_and_who_may_act(http, post, who, reads, acts):
    assert (await http.get(AGENCIES, headers=who)).status_code == reads
    assert (await post("resume", BY_WEBHOOK, who=who)).status_code == acts


async def test_who_did_it_stands_in_the_audit_under_the_correlation_of_the_fact(room, post):
    await post("pause", BY_WEBHOOK)
    (audited,) = await room.pool.fetch("select actor, route, correlation from read_audit")
    told = await room.pool.fetchval(
        "select correlation from event_log where type like '%channel-paused%' order by time desc"
    )
    assert tuple(audited) == (MARTA, "POST /v1/agencies/{agency}/pause", told)


async def test_an_agency_without_access_is_shown_as_such(http, room):
    await room.hear(PartnerSuspended(partner=COURT, at=MONDAY, reason=SuspensionReason.TECHNICAL_FAULT))
    assert (await http.get(f"{AGENCIES}/{COURT}", headers=OPERATOR)).json()["state"] == "suspended"


async def test_how_long_the_oldest_has_waited_is_told(room, centre, shown):
    await room.pool.execute("update delivery set since = since - $1::interval", timedelta(minutes=10))
    assert 600 <= (await shown())["oldest_seconds"] < 660
