"""How a person may be reminded: by the way they chose, and never by one that a rule of safe contact stands against."""

from dataclasses import replace
from datetime import UTC, datetime, time

import pytest

from services.intake.domain.people.amend import decide_reminders
from services.intake.domain.people.person import Person
from services.intake.domain.people.reminding import ReminderChoice, reach
from services.intake.domain.people.safe_contact import SafeContact
from services.intake.handlers.people import REPLAYED
from shared.contracts.people import ReminderChannelChosen
from shared.contracts.people_codes import ContactChannel, ReminderChannel, ReminderGround, ReminderWay
from shared.decision import Refusal
from tests.services.intake.samples import RULES
from tests.services.memory import NOBODY, Memory, cause

SMS = ReminderChoice(ReminderChannel.TEXT_MESSAGE, number="+37120000000")
MAIL = ReminderChoice(ReminderChannel.EMAIL, email="zane@pasts.example")
CALL, NONE = ReminderChoice(ReminderChannel.CALL), ReminderChoice(ReminderChannel.NONE)
TEXT, POST, AT_WORK = ContactChannel.TEXT_MESSAGE, ContactChannel.POST, ContactChannel.AT_WORK
CALLS = (ContactChannel.MOBILE_PHONE, ContactChannel.HOME_PHONE, AT_WORK)
MONDAY = datetime(2026, 3, 16, 7, 30, tzinfo=UTC)
MORNING = SafeContact(after=time(9), before=time(11, 30))


@pytest.mark.parametrize(
    ("choice", "rules", "way", "ground"),
    [
        (SMS, [], ReminderWay.TEXT_MESSAGE, ReminderGround.CHOSEN),
        (MAIL, [], ReminderWay.EMAIL, ReminderGround.CHOSEN),
        (CALL, [], ReminderWay.CALL, ReminderGround.CHOSEN),
        (None, [], ReminderWay.CALL, ReminderGround.NOTHING_CHOSEN),
        (NONE, [], ReminderWay.UNWANTED, ReminderGround.CHOSEN),
        (replace(SMS, number=None), [], ReminderWay.CALL, ReminderGround.ADDRESS_UNKNOWN),
        (SMS, [SafeContact(forbidden=(POST,))], ReminderWay.TEXT_MESSAGE, ReminderGround.CHOSEN),
        (SMS, [SafeContact(forbidden=(TEXT,))], ReminderWay.CALL, ReminderGround.UNSAFE),
        (SMS, [SafeContact(forbidden=(CALLS[0],))], ReminderWay.CALL, ReminderGround.UNSAFE),
        (SMS, [SafeContact(allowed=(TEXT, AT_WORK))], ReminderWay.TEXT_MESSAGE, ReminderGround.CHOSEN),
        (SMS, [SafeContact(allowed=(AT_WORK,))], ReminderWay.CALL, ReminderGround.UNSAFE),
        (MAIL, [SafeContact(allowed=(TEXT, AT_WORK))], ReminderWay.CALL, ReminderGround.UNSAFE),
        (SMS, [MORNING, SafeContact(forbidden=(TEXT,))], ReminderWay.CALL, ReminderGround.UNSAFE),
        (SMS, [SafeContact(words="Tikai caur māsu.")], ReminderWay.CALL, ReminderGround.UNSAFE),
        (SMS, [SafeContact(never_tell="Vīram")], ReminderWay.CALL, ReminderGround.UNSAFE),
        (SMS, [SafeContact(after=time(22), before=time(6))], ReminderWay.CALL, ReminderGround.UNSAFE),
        (SMS, [MORNING, SafeContact(after=time(12), before=time(14))], ReminderWay.CALL, ReminderGround.UNSAFE),
        (SMS, [SafeContact(forbidden=CALLS)], ReminderWay.NO_CONTACT, ReminderGround.FORBIDDEN),
        (CALL, [SafeContact(allowed=(POST,))], ReminderWay.NO_CONTACT, ReminderGround.FORBIDDEN),
        (None, [SafeContact(forbidden=CALLS)], ReminderWay.NO_CONTACT, ReminderGround.FORBIDDEN),
        (NONE, [SafeContact(forbidden=CALLS)], ReminderWay.UNWANTED, ReminderGround.CHOSEN),
    ],
)
def test_the_wish_holds_as_far_as_safe_contact_leaves_it(choice, rules, way, ground):
    found = reach(choice, rules, is_undecided=False)
    assert (found.way, found.ground) == (way, ground)
    assert bool(found.to) == (way in (ReminderWay.TEXT_MESSAGE, ReminderWay.EMAIL))


def test_while_nobody_has_decided_on_what_is_dangerous_no_machine_writes():
    found = reach(SMS, [SafeContact(forbidden=(POST,))], is_undecided=True)
    assert (found.way, found.ground, found.to) == (ReminderWay.CALL, ReminderGround.UNSAFE, None)


def test_the_hours_are_those_that_all_rules_leave():
    found = reach(SMS, [MORNING, SafeContact(after=time(10), before=time(18))], is_undecided=False)
    assert (found.after, found.before) == (time(10), time(11, 30))


@pytest.mark.parametrize(
    ("choice", "rules", "discreet"),
    [(SMS, [], False), (replace(SMS, discreet=True), [], True), (SMS, [SafeContact(forbidden=(POST,))], True)],
)
def test_a_message_says_nothing_of_the_sender_when_asked_and_where_any_rule_holds(choice, rules, discreet):
    assert reach(choice, rules, is_undecided=False).discreet is discreet


@pytest.mark.parametrize(
    "wish",
    [
        ReminderChoice(ReminderChannel.TEXT_MESSAGE),
        replace(SMS, number="112"),
        replace(SMS, email="zane@pasts.example"),
        ReminderChoice(ReminderChannel.EMAIL),
        replace(CALL, number="+37120000000"),
        replace(NONE, email="zane@pasts.example"),
    ],
)
def test_an_address_that_does_not_belong_to_the_channel_is_refused(wish):
    with pytest.raises(Refusal) as refused:
        decide_reminders(Person(NOBODY), wish, cause("wish", MONDAY))
    assert refused.value.code == "reminder-address"


def test_the_wish_is_told_without_the_address_and_is_rebuilt_without_it():
    decision = decide_reminders(Person(NOBODY), replace(SMS, number="2000 0000"), cause("wish", MONDAY))
    assert decision.states[0].reminders.number == "+37120000000"
    (fact,) = decision.facts
    assert fact == ReminderChannelChosen(person=NOBODY, channel=ReminderChannel.TEXT_MESSAGE)
    memory = Memory(RULES)
    memory.hear(REPLAYED[fact.type], fact, cause("replayed", MONDAY))
    rebuilt = memory.states[Person, NOBODY].reminders
    assert reach(rebuilt, [], is_undecided=False).ground is ReminderGround.ADDRESS_UNKNOWN
