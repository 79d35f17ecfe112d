"""The delivery machine in memory: claims and outcomes as the worker brings them, in any order a crash may leave."""

from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from uuid import uuid5

from services.notifications.domain.delivery import Delivery, Tried, Try, TryOutcome, try_id
from services.notifications.domain.disclosure import Disclosure
from services.notifications.domain.notice import Notice
from services.notifications.domain.trying import KIND
from services.notifications.handlers import COMMANDS
from shared.contracts.codes import LegalBasis, NoticeContent
from shared.decision import Cause, Decision
from tests.services.memory import Memory

LEASE = timedelta(seconds=60)


@dataclass
class Machine:
    """One notice's deliveries. `now` is the machine's clock, `begun` the tries that were begun, oldest first."""

    memory: Memory
    notice: Notice
    now: datetime = datetime(2026, 3, 16, 7, 30, tzinfo=UTC)
    begun: list[Try] = field(default_factory=list)

    @property
    def delivery(self) -> Delivery:
        return self.memory.states[Delivery, self.notice.id]

    @property
    def state(self) -> Notice:
        return self.memory.states[Notice, self.notice.id]

    @property
    def is_due(self) -> bool:
        return self.delivery.open and (self.delivery.not_before is None or self.delivery.not_before <= self.now)

    def claim(self) -> Try:
        """What the claim's SQL and the ledger's first row do."""
        claimed = replace(self.delivery, attempt=self.delivery.attempt + 1, not_before=self.now + LEASE)
        id = try_id(claimed.id, claimed.attempt)
        begun = Try(id, claimed.id, claimed.attempt, claimed.channel, claimed.message, self.now)
        told = Disclosure(
            id, claimed.id, claimed.agency, self.notice.subject, ("given_name",), "purpose", "rule",
            LegalBasis.LEGAL_DUTY, "article", claimed.channel, self.now,
        )  # fmt: skip
        self.memory.states |= {(Delivery, claimed.id): claimed, (Try, id): begun, (Disclosure, id): told}
        self.begun.append(begun)
        return begun

    def ends(self, begun: Try, outcome: TryOutcome, **more) -> Decision:
        """Record what became of a try."""
        tried = Tried(begun, NoticeContent.FULL, outcome, self.now, **more)
        name = uuid5(begun.notice, f"{KIND}/{begun.attempt}")
        return self.memory.hear(COMMANDS[KIND], tried, Cause(name, self.now, "correlation", "notifications"))

    def try_once(self, outcome: TryOutcome, **more) -> Decision:
        """Wait until it is due, claim it and record the outcome."""
        self.now = max(self.now, self.delivery.not_before or self.now)
        return self.ends(self.claim(), outcome, **more)
