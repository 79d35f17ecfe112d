"""What a reminder says, in four languages: when and whom to call, and nothing of why."""

from datetime import timedelta

import pytest

from services.notifications.domain.reminders.reminder import Says
from services.notifications.words.reminder import Told, parts
from shared.contracts.codes import VisitMode
from shared.contracts.people_codes import Language
from shared.contracts.reminder_codes import ReminderOf
from tests.services.notifications.reminders.samples import TUESDAY

LV, EN, LT, RU = Language
CALL = "+371 63489682"
NAMES = ("sociāl", "social", "socialin", "социальн", "dienest", "tarnyb", "служб", "service")


def visit(mode: VisitMode | None = VisitMode.IN_PERSON, says: Says = Says.REMINDER, days: int = 0) -> Told:
    return Told(ReminderOf.VISIT, says, mode, TUESDAY + timedelta(days=days))


def asked(of: ReminderOf, days: int) -> Told:
    return Told(of, Says.REMINDER, None, TUESDAY + timedelta(days=days))


@pytest.mark.parametrize(
    ("language", "short"),
    [
        (LV, "Jums ir norunāta tikšanās: 17.03.2026 10:00. Jautājumi: +371 63489682. Uz šo ziņu neatbildiet."),
        (EN, "You have an appointment: 17.03.2026 10:00. Questions: +371 63489682. Do not reply to this message."),
        (LT, "Jums paskirtas susitikimas: 17.03.2026 10:00. Klausimai: +371 63489682. Į šią žinutę neatsakykite."),
        (RU, "У вас назначена встреча: 17.03.2026 10:00. Вопросы: +371 63489682. Не отвечайте на это сообщение."),
    ],
)
def test_it_says_when_and_whom_to_call(language, short):
    assert parts([visit()], language, discreet=True, call=CALL).short == short


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize("discreet", [True, False])
def test_only_where_it_need_not_be_discreet_it_says_whom_it_is_from(language, discreet):
    said = parts([visit(), asked(ReminderOf.OFFER, 1)], language, discreet=discreet, call=CALL)
    for words in (said.subject, said.text, said.html, said.short):
        assert any(name in words.lower() for name in NAMES) is not discreet, words


@pytest.mark.parametrize(
    ("told", "says"),
    [
        (visit(VisitMode.PHONE), "We will call you: 17.03.2026 10:00."),
        (visit(VisitMode.VIDEO), "You have an online appointment: 17.03.2026 10:00."),
        (visit(None), "You have an appointment: 17.03.2026 10:00."),
        (visit(says=Says.CALLED_OFF), "The appointment will not take place at this time: 17.03.2026 10:00."),
        (asked(ReminderOf.OFFER, 3), "Please call us by: 20.03.2026 10:00."),
        (asked(ReminderOf.WAITING, 3), "Please call us by: 20.03.2026 10:00."),
        (asked(ReminderOf.RENEWAL, 3), "Please call us by: 20.03.2026 10:00."),
    ],
)
def test_of_what_it_is_is_told_by_the_kind_of_meeting_alone(told, says):
    assert parts([told], EN, discreet=True, call=CALL).short.startswith(says)


def test_several_are_one_message_in_order_and_one_request_to_call():
    visits, ends = [visit(days=1), visit(VisitMode.PHONE), visit(days=1)], [9, 3]
    said = parts([*(asked(ReminderOf.OFFER, days) for days in ends), *visits], EN, discreet=True, call=CALL)
    assert said.text.split("\n\n")[:3] == [
        "We will call you: 17 March 2026, 10:00.",
        "You have an appointment: 18 March 2026, 10:00.",
        "Please call us by: 20 March 2026, 10:00.",
    ]
