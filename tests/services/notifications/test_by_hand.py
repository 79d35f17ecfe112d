"""What staff do with notices: find them, have one brought once more, have another agency told. Each with a reason."""

from dataclasses import replace
from datetime import timedelta

import pytest

from services.notifications.domain.by_hand import add, chosen, refs, resend
from services.notifications.domain.delivery import Delivery, TryOutcome
from services.notifications.domain.notice import Notice
from services.notifications.domain.rules import Rulebook
from services.notifications.handlers import FACTS
from shared.contracts.codes import AgeBand, EscalationLevel, NeedCode, NoticeChannel, Priority
from shared.contracts.notice_codes import AddingReason, ResendReason
from shared.contracts.notifications import NoticeIssued, NoticeResent
from shared.contracts.partner import NoticeAcknowledged
from shared.decision import Refusal
from shared.security import Role
from tests.services.memory import Memory, cause
from tests.services.notifications.conftest import fresh
from tests.services.notifications.machine import Machine
from tests.services.notifications.samples import (
    CENTRE,
    COURT,
    MONDAY,
    RULES,
    accepted,
    closed,
    id_of,
    opened,
    says,
    told,
)
from tests.services.notifications.test_api import NOTICES, agency, key, staff

TO_CENTRE = "crisis-centre-violence"
RECEIVED_NOT = {"reason": "not_received"}


@pytest.fixture
def machine():
    memory = Memory(RULES)
    return Machine(memory, told(memory))


def again(machine, reason=ResendReason.NOT_RECEIVED):
    decision = resend(machine.state, machine.delivery, reason, cause("resend", MONDAY, "staff"))
    return machine.memory.take((), lambda world: decision)


def added(memory, code=TO_CENTRE, name="a"):
    """Have an agency told by the rule of that code."""
    by, rule = cause(f"added {code}", MONDAY, "staff"), chosen(RULES, code, MONDAY.date())
    case = id_of(f"case {name}")
    reason = AddingReason.AGREED_IN_CONFERENCE
    return memory.take(refs(case, rule, by), lambda world: add(world, case, rule, reason, by, RULES))


class TestOnceMore:
    def test_a_notice_that_was_delivered_is_brought_once_more_and_its_clock_runs_on(self, machine):
        machine.try_once(TryOutcome.DELIVERED)
        (fact,) = again(machine).facts
        assert isinstance(fact, NoticeResent) and machine.state.resent is ResendReason.NOT_RECEIVED
        assert machine.is_due and machine.state.acknowledge_by == machine.notice.acknowledge_by
        machine.try_once(TryOutcome.DELIVERED)
        assert not machine.delivery.open

    def test_a_notice_that_a_person_took_over_is_tried_by_its_first_channel(self):
        memory = Memory(RULES)
        told(memory, priority=Priority.URGENT)
        machine = Machine(memory, memory.of(Notice)[1])
        while machine.delivery.open:
            machine.try_once(TryOutcome.REJECTED)
        assert machine.state.level is EscalationLevel.PHONE_TASK
        again(machine)
        assert (machine.delivery.channel, machine.delivery.failures) == (NoticeChannel.WEBHOOK, 0)

    def test_an_agency_that_has_seen_it_may_get_it_again(self, machine):
        says(machine.memory, NoticeAcknowledged(notice=machine.notice.id))
        again(machine, ResendReason.DETAILS_CORRECTED)
        assert machine.delivery.open

    def test_what_is_on_its_way_is_not_sent_twice(self, machine):
        with pytest.raises(Refusal, match="notice-on-its-way"):
            again(machine)

    def test_a_phone_call_is_not_sent(self):
        phone = tuple(replace(rule, channels=(NoticeChannel.PHONE_TASK,)) for rule in RULES.rules)
        memory = Memory(Rulebook(phone, RULES.calendar))
        with pytest.raises(Refusal, match="notice-by-phone"):
            again(Machine(memory, told(memory)))

    def test_a_restored_notice_without_a_delivery_can_be_brought_once_more(self, machine):
        decision = resend(machine.state, None, ResendReason.OTHER, cause("resend", MONDAY, "staff"))
        assert [type(state) for state in decision.states] == [Notice, Delivery]


class TestAnotherAgency:
    def test_it_is_told_on_the_ground_and_with_the_fields_of_a_configured_rule(self, machine):
        (fact,) = added(machine.memory).facts
        rule = chosen(RULES, TO_CENTRE, MONDAY.date())
        assert isinstance(fact, NoticeIssued) and fact.added is AddingReason.AGREED_IN_CONFERENCE
        assert (fact.agency, fact.legal_basis, fact.field_set) == (CENTRE, rule.legal_basis, rule.field_set)
        notice = machine.memory.states[Notice, fact.notice]
        assert (notice.subject, notice.needs, notice.purpose) == (
            id_of("person a"), (NeedCode.VIOLENCE_IN_FAMILY,), rule.purpose,
        )  # fmt: skip
        assert machine.memory.states[Delivery, fact.notice].open

    def test_it_is_withdrawn_with_the_case_like_the_others(self, machine):
        (fact,) = added(machine.memory).facts
        timers = machine.memory.hear(
            FACTS["lv.tilts.cases.case-closed.v1"], closed(), cause("closed", MONDAY, "cases")
        ).timers
        assert fact.notice in {timer.key for timer in timers}

    @pytest.mark.parametrize(
        ("code", "name", "refusal"),
        [
            ("orphans-court-violence-child", "a", "notice-exists"),
            ("orphans-court-redirected", "a", "notice-exists"),
            ("no-such-rule", "a", "rule-unknown"),
            (TO_CENTRE, "nobody", "case-unknown"),
        ],
    )
    def test_what_is_refused(self, machine, code, name, refusal):
        with pytest.raises(Refusal) as said:
            added(machine.memory, code, name)
        assert said.value.code == refusal

    def test_a_rule_counts_on_the_days_on_which_it_holds(self):
        ended = Rulebook((replace(RULES.rules[0], valid_until=MONDAY.date()),), RULES.calendar)
        code = RULES.rules[0].code
        assert chosen(ended, code, MONDAY.date()) is ended.rules[0]
        assert chosen(ended, code, MONDAY.date() + timedelta(days=1)) is None


@fresh
async def court(room):
    """A notice to the orphan's court about somebody."""
    await room.hear(accepted(), opened())
    return (await room.notices())[0]


async def test_it_is_asked_for_over_http_at_the_version_that_was_seen(http, room, court):
    path = f"{NOTICES}/{court.id}/resend"
    early = await http.post(path, json=RECEIVED_NOT, headers=staff() | key() | {"If-Match": '"1"'})
    assert (early.status_code, early.json()["type"]) == (409, "/problems/notice-on-its-way")
    await room.says(COURT, NoticeAcknowledged(notice=court.id))
    done = await http.post(path, json=RECEIVED_NOT, headers=staff() | key() | {"If-Match": '"2"'})
    assert (done.status_code, done.json()["version"]) == (200, 3)
    assert await room.pool.fetchval("select open from delivery")
    shown = (await http.get(f"{NOTICES}/{court.id}", headers=staff())).json()
    assert (shown["resent"], shown["added"], shown["also"]) == ("not_received", None, [])
    assert [name for name, _ in await room.logged()][-1] == "notice-resent"


async def test_an_agency_is_added_once_however_often_it_is_sent(http, room, court):
    wish, once = {"case": str(court.case_id), "rule": TO_CENTRE, "reason": "agency_involved"}, key()
    done = await http.post(NOTICES, json=wish, headers=staff() | once)
    same = await http.post(NOTICES, json=wish, headers=staff() | once)
    assert (done.status_code, same.json()) == (201, done.json())
    assert done.headers["Location"].endswith(f"/v1/notices/{done.json()['id']}")
    twice = await http.post(NOTICES, json=wish, headers=staff() | key())
    assert (twice.status_code, twice.json()["type"]) == (409, "/problems/notice-exists")
    assert [body.get("added") for name, body in await room.logged()] == [None, "agency_involved"]


async def test_a_field_set_cannot_be_given(http, court):
    wish = {"case": str(court.case_id), "rule": TO_CENTRE, "reason": "other", "field_set": "identity_and_contact"}
    assert (await http.post(NOTICES, json=wish, headers=staff() | key())).status_code == 422


async def test_the_rules_that_hold_are_listed_with_their_fields(http):
    asked = {"agency": CENTRE, "day": "2026-03-16"}
    answer = await http.get("/v1/rules", params=asked, headers=staff(Role.HEAD))
    assert {rule["agency"] for rule in answer.json()} == {CENTRE}
    assert answer.json()[0]["fields"] == ["address", "family_name", "given_name", "phone"]
    assert (await http.get("/v1/rules", params={"day": "2021-06-30"}, headers=staff())).json() == []


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({}, 2),
        ({"agency": COURT}, 1),
        ({"overdue": "true"}, 1),
        ({"overdue": "false"}, 1),
        ({"from": "2026-01-01T00:00:00Z"}, 2),
        ({"until": "2026-01-01T00:00:00Z"}, 0),
        ({"agency": COURT, "overdue": "true"}, 0),
        ({"state": "issued", "overdue": "true", "agency": CENTRE}, 1),
    ],
)
async def test_the_list_is_filtered(http, room, asked, found):
    await room.hear(accepted(), opened(priority=Priority.URGENT))
    await room.pool.execute("update notice set overdue_since = now() where agency = $1", CENTRE)
    answer = await http.get(NOTICES, params=asked, headers=staff())
    assert len(answer.json()["items"]) == found


async def test_an_agency_that_asks_for_anothers_notices_gets_its_own(http, court):
    answer = await http.get(NOTICES, params={"agency": COURT}, headers=agency(CENTRE))
    assert answer.json()["items"] == []


async def test_each_reading_of_staff_is_recorded_with_whom_it_was_about(http, room, court):
    await http.get(NOTICES, headers=staff())
    await http.get(f"{NOTICES}/{court.id}", headers=staff(Role.AUDITOR))
    await http.get(NOTICES, headers=agency(COURT))
    read = await room.pool.fetch("select roles, subjects from read_audit order by at")
    assert [(row["roles"], row["subjects"]) for row in read] == [
        (["social_worker"], [court.subject]),
        (["auditor"], [court.subject]),
    ]


async def test_what_the_risk_was_and_the_mode_can_be_asked_of_the_rules(http):
    case = {"needs": [], "priority": "routine", "age_band": AgeBand.AGE_7_13, "day": "2026-03-16"}
    risen = case | {"on": "RiskAssessed", "risk": "high", "risk_before": "low"}
    answer = await http.post("/v1/rules/explain", json=risen, headers=staff())
    assert [verdict["rule"] for verdict in answer.json() if verdict["fits"]] == ["orphans-court-risk-raised"]
    unknown = await http.post("/v1/rules/explain", json=case | {"on": "RiskAssessed"}, headers=staff())
    (raised,) = [verdict for verdict in unknown.json() if verdict["rule"] == "orphans-court-risk-raised"]
    assert raised["against"][-1] == "is for a risk that is higher than before, and it was not assessed"
