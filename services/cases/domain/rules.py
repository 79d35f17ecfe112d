"""What cases decides by rule. The rules themselves are configuration."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol
from uuid import UUID

from services.cases.domain.assessments.checklist import Checklists
from services.cases.domain.benefits.rules import BenefitRules
from services.cases.domain.consents.rules import ConsentRules
from services.cases.domain.homecare.rules import CareRules
from services.cases.domain.places.rules import PlaceRules
from services.cases.domain.plans.rules import PlanRules
from services.cases.domain.visits.safety import VisitRules
from shared.calendar import Calendar
from shared.contracts.codes import AgeBand, NeedCode
from shared.contracts.mode_codes import ServiceMode


@dataclass(frozen=True, slots=True)
class ModeRule:
    """A rule of a mode, as refusals name it."""

    code: str
    source: str


class Rules(Protocol):
    """The municipality's configuration, in the domain's terms."""

    municipality: str
    """Its slug, as facts name it."""
    consents: ConsentRules
    visits: VisitRules
    calendar: Calendar
    checklists: Checklists
    """Every version of every checklist."""
    plans: PlanRules
    """What plans are judged by."""
    places: PlaceRules
    """Until when requests are decided, and how people wait."""
    sensitive_offers: Collection[UUID]
    """Of which no other service, and not everybody here, is told who has to do with them."""
    benefits: BenefitRules
    """Which benefits there are."""
    care: CareRules
    """The levels of home care."""

    def unit_for(self, needs: Collection[NeedCode], age: AgeBand) -> UUID:
        """The unit that a case with these needs and this age belongs to."""

    def justified_home_visits(self, mode: ServiceMode, time: datetime) -> ModeRule | None:
        """The rule by which a visit in person needs its reason in this mode at `time`; none when it needs none."""

    def prolonged(self, kind: str, due: datetime, mode: ServiceMode) -> datetime:
        """When something of a kind that was due at `due` is due in this mode."""

    def unit_id(self, code: str) -> UUID:
        """The id of a unit everywhere, by its code."""

    def staff_id(self, code: str) -> UUID:
        """The id of a member of staff everywhere, by their code."""

    def gives_cases_to(self, unit: UUID) -> bool:
        """Whether the configuration gives cases to this unit."""

    def names(self, staff: UUID) -> bool:
        """Whether the configuration names this member of staff."""

    def is_training(self, code: str) -> bool:
        """Whether this is a training that the municipality knows."""
