"""The delivery machine in memory: each step of a try as the worker takes it, in any order a crash may leave."""

from dataclasses import dataclass, field, fields, replace
from datetime import UTC, datetime, timedelta
from uuid import uuid5

from services.notifications.domain.delivery import Delivery, Tried, Try, TryOutcome
from services.notifications.domain.message import Due
from services.notifications.domain.notice import Notice
from services.notifications.domain.trying import KIND
from services.notifications.handlers import COMMANDS
from services.notifications.sending.letters import Letter, letter
from shared.contracts.codes import NoticeContent
from shared.decision import Cause, Decision
from shared.partnership import Partner
from tests.services.memory import Memory
from tests.services.notifications.samples import PERSON

LEASE = timedelta(seconds=60)


@dataclass(eq=False)
class Machine:
    """One notice's deliveries. `now` is the machine's clock, `begun` the tries that were begun, oldest first, with
    their `letters`."""

    memory: Memory
    notice: Notice
    now: datetime = datetime(2026, 3, 16, 7, 30, tzinfo=UTC)
    begun: list[Try] = field(default_factory=list)
    letters: list[Letter] = field(default_factory=list)

    @property
    def delivery(self) -> Delivery:
        return self.memory.states[Delivery, self.notice.id]

    @property
    def state(self) -> Notice:
        return self.memory.states[Notice, self.notice.id]

    @property
    def has_access(self) -> bool:
        partner = self.memory.states.get((Partner, self.notice.agency))
        return partner is None or partner.has_access

    @property
    def is_due(self) -> bool:
        waits = self.delivery.not_before is not None and self.delivery.not_before > self.now
        return self.delivery.open and not waits and self.has_access

    def take(self) -> Due:
        """What the claim's SQL does."""
        claimed = replace(self.delivery, attempt=self.delivery.attempt + 1, not_before=self.now + LEASE)
        self.memory.states[Delivery, claimed.id] = claimed
        return self._due(claimed)

    def give_back(self, due: Due, at: datetime) -> None:
        """What is done with a delivery that cannot go now, unless somebody else has it."""
        if self.delivery.attempt == due.attempt:
            self.memory.states[Delivery, due.notice] = replace(self.delivery, not_before=at)

    def write(self, due: Due) -> Letter | None:
        """The letter, with the ledger's first row and the try's; none where it must not go any more."""
        still = (self.has_access, self.delivery.open, self.delivery.attempt, self.delivery.message)
        if still != (True, True, due.attempt, due.message):
            self.give_back(due, self.now)
            return None
        written = letter(due, {self.notice.subject: PERSON}, self.now)
        rows = [written.begun, *([written.disclosure] if written.disclosure else [])]
        self.memory.states |= {(type(row), row.id): row for row in rows}
        self.begun.append(written.begun)
        self.letters.append(written)
        return written

    def claim(self) -> Try:
        """Both at once."""
        return self.write(self.take()).begun

    def _due(self, claimed: Delivery) -> Due:
        notice = self.state
        same = {field.name: getattr(notice, field.name) for field in fields(Due) if hasattr(notice, field.name)}
        of_delivery = ("attempt", "message", "channel", "urgent", "correlation", "trace", "asked_after")
        asked = {name: getattr(claimed, name) for name in of_delivery}
        return Due(**same | asked, notice=notice.id, number=None)

    def ends(self, begun: Try, outcome: TryOutcome, **more) -> Decision:
        """Record what became of a try."""
        tried = Tried(begun, self.notice.agency, NoticeContent.FULL, outcome, self.now, **more)
        name = uuid5(begun.notice, f"{KIND}/{begun.attempt}")
        return self.memory.hear(COMMANDS[KIND], tried, Cause(name, self.now, "correlation", "notifications"))

    def try_once(self, outcome: TryOutcome, **more) -> Decision:
        """Wait until it is due, claim it and record the outcome."""
        self.now = max(self.now, self.delivery.not_before or self.now)
        return self.ends(self.claim(), outcome, **more)
