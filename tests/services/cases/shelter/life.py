"""A shelter in memory: one house, its nights and guests, as the door of the API has them."""

from datetime import date, datetime
from uuid import UUID, uuid5

from services.cases.domain.shelter import closing, door
from services.cases.domain.shelter.door import Comes
from services.cases.domain.shelter.night import Guest, Night, night_id
from services.cases.domain.shelter.rules import night_of
from shared.calendar import RIGA
from shared.contracts.shelter_codes import NightCorrectionReason, TurnedAwayReason
from shared.decision import Decision
from tests.services.cases.samples import LIGITA, RULES, service
from tests.services.memory import NOBODY, Memory, cause

OFFER = uuid5(NOBODY, "patversme")
EVENING = datetime(2026, 3, 16, 21, 0, tzinfo=RIGA)
MORNING = datetime(2026, 3, 17, 7, 0, tzinfo=RIGA)
TODAY = EVENING.date()
RULE = RULES.places.night_rule("nakts-patversme", EVENING.date())


class Shelter:
    """One shelter with so many beds; two of them are kept."""

    def __init__(self, beds: int | None = 4) -> None:
        self.memory: Memory = service()
        self.beds = beds
        self._acts = 0

    def night(self, at: datetime = EVENING) -> Night:
        return self._night(night_of(at, RULE))

    def come(self, at: datetime = EVENING, **who) -> UUID:
        """Somebody is let in."""
        why = self._cause(at)
        self._take(at, lambda night: door.let_in(night, self.beds, RULE, Comes(**who), why))
        return door.guest_id(why)

    def turn_away(self, reason: TurnedAwayReason, at: datetime = EVENING) -> Decision:
        why = self._cause(at)
        return self._take(at, lambda night: door.turn_away(night, self.beds, RULE, reason, why))

    def leave(self, guest: UUID, at: datetime = EVENING) -> Decision:
        why, known = self._cause(at), self.memory.states[Guest, guest]
        return self.memory.take([], lambda world: door.leave(self.memory.states[Night, known.night], known, why))

    def know(self, guest: UUID, case: UUID) -> Decision:
        return self.memory.take([], lambda world: door.know(self.memory.states[Guest, guest], case))

    def close(self, begins_on: date = TODAY, at: datetime = MORNING) -> Decision:
        why = self._cause(at)
        return self.memory.take([], lambda world: closing.close(self._night(begins_on), self.beds, RULE, why))

    def correct(self, guests: int, turned_away=None, reason=NightCorrectionReason.COUNTED_WRONG) -> Decision:
        why = self._cause(MORNING)
        return self.memory.take([], lambda world: closing.correct(self.night(), guests, turned_away or {}, reason, why))

    def _take(self, at: datetime, rule) -> Decision:
        return self.memory.take([], lambda world: rule(self.night(at)))

    def _night(self, day: date) -> Night:
        return self.memory.states.get((Night, night_id(OFFER, day))) or Night(night_id(OFFER, day), OFFER, day)

    def _cause(self, at: datetime):
        self._acts += 1
        return cause(f"act {self._acts}", at, by=str(LIGITA))
