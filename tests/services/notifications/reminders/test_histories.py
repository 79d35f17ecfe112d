"""Whatever happens to a visit while messages are under way: the client knows in the end whether it takes place."""

from datetime import datetime, timedelta
from itertools import pairwise, product

from hypothesis import given, settings
from hypothesis import strategies as some

from services.notifications.domain.delivery import TryOutcome
from services.notifications.domain.reminders.reminder import Reminder, ReminderState, Says
from services.notifications.domain.reminders.trying import TRIED, ReminderTry, Tried
from services.notifications.handlers import COMMANDS
from shared.contracts.reminders import ClientReminded
from shared.decision import Timer
from shared.stream.timers import fired
from tests.services.memory import Memory, cause
from tests.services.notifications.reminders.samples import MONDAY, begun, cancelled, hear, moved, scheduled
from tests.services.notifications.samples import RULES, riga

TIMES = [riga("2026-03-18 10:00"), riga("2026-03-19 10:00"), riga("2026-03-20 10:00")]
_STEPS = ["move", "back", "cancel", "tell", "fire", "begin", "arrive", "fail", "die"]
STEPS = some.lists(some.sampled_from(_STEPS), min_size=2, max_size=20)


class Client:
    """One visit, the messages under way, and what the client was told, by when it is."""

    def __init__(self) -> None:
        self.memory, self.now, self.at, self.is_on = Memory(RULES), MONDAY, TIMES[0], True
        self.under_way: list[ReminderTry] = []
        self.changed_at = self.now
        hear(self.memory, scheduled(self.at), at=self.now)

    @property
    def told(self) -> list[tuple[datetime, Says]]:
        """What the client was told, in order."""
        facts = [fact for fact in self.memory.facts if isinstance(fact, ClientReminded)]
        return [(fact.told_of, Says.CALLED_OFF if fact.called_off else Says.REMINDER) for fact in facts]

    def does(self, step: str) -> None:
        self.now += timedelta(minutes=1)
        match step:
            case "move" | "back" if self.is_on:
                before, turn = self.at, 1 if step == "move" else -1
                self.at = TIMES[(TIMES.index(before) + turn) % len(TIMES)]
                self.changed_at = self.now
                hear(self.memory, moved(self.at, before), at=self.now)
            case "cancel" if self.is_on:
                self.is_on, self.changed_at = False, self.now
                hear(self.memory, cancelled(), at=self.now)
            case "tell":
                for part in ("fire", "begin", "arrive"):
                    self.does(part)
            case "fire":
                self.fire()
            case "begin":
                due = [one for one in self.memory.of(Reminder) if one.state is ReminderState.DUE]
                self.under_way += [begun(self.memory, one) for one in due]
            case "arrive" | "fail" if self.under_way:
                self.ends(self.under_way.pop(0), TryOutcome.DELIVERED if step == "arrive" else TryOutcome.UNREACHABLE)
            case "die" if self.under_way:
                self.under_way.pop()

    def fire(self) -> bool:
        """Let time pass until the next reminder is due; whether there was one."""
        waiting = [one for one in self.memory.of(Reminder) if one.state is ReminderState.PLANNED]
        if not waiting:
            return False
        reminder = min(waiting, key=lambda one: one.due)
        self.now = max(self.now, reminder.due)
        heard = fired(Timer("reminder", str(reminder.id), reminder.due), self.now)
        self.memory.hear(COMMANDS["reminder"], heard.body, heard.cause)
        return True

    def ends(self, row: ReminderTry, outcome: TryOutcome) -> None:
        occasion = next(one.occasion for one in self.memory.of(Reminder) if one.id == row.reminder)
        tried = Tried(row, occasion, outcome, self.now)
        self.memory.hear(COMMANDS[TRIED], tried, cause(f"{row.id} {outcome}", self.now))

    def settles(self) -> None:
        """Let everything arrive that is under way or waits for its time."""
        while True:
            self.does("begin")
            while self.under_way:
                self.does("arrive")
            if not self.fire():
                break

    def could_be_told(self, at: datetime) -> bool:
        """Whether there was time to say of `at` what holds of it now."""
        return self.changed_at < at - timedelta(hours=3)


@settings(max_examples=200, deadline=None)
@given(STEPS)
def test_in_the_end_the_client_knows_whether_it_takes_place_or_a_person_has_to_say_so(steps):
    client = Client()
    for step in steps:
        client.does(step)
    client.settles()
    states = {one.state for one in client.memory.of(Reminder)}
    assert states <= {ReminderState.SENT, ReminderState.TASK, ReminderState.ENDED}
    for at, says in dict(client.told).items():
        takes_place = client.is_on and at == client.at
        if client.could_be_told(at) and ReminderState.TASK not in states:
            assert (says is Says.REMINDER) is takes_place, client.told


@settings(max_examples=200, deadline=None)
@given(STEPS)
def test_nobody_is_told_the_same_by_the_same_rule_twice(steps):
    client = Client()
    for step in steps:
        client.does(step)
    client.settles()
    told = [fact for fact in client.memory.facts if isinstance(fact, ClientReminded)]
    for rule, at in product({fact.rule for fact in told}, TIMES):
        said = [fact.called_off for fact in told if fact.told_of == at and (fact.rule == rule or fact.called_off)]
        assert all(one != other for one, other in pairwise(said)), said
