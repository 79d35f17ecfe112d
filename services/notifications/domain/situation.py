"""What rules look at: a fact, with what earlier facts said of the same case; and why a rule does not fit it."""

from dataclasses import dataclass
from datetime import date

from shared.contracts.case_codes import TargetGroup
from shared.contracts.codes import AgeBand, NeedCode, Priority
from shared.contracts.mode_codes import ServiceMode
from shared.contracts.plan_codes import RiskLevel
from shared.contracts.target_groups import groups_by

_LEVELS = tuple(RiskLevel)


@dataclass(frozen=True, slots=True)
class Situation:
    """`day` is the day on which it happened, in Latvia: the rules of that day count, whenever it is heard."""

    needs: frozenset[NeedCode]
    priority: Priority
    age_band: AgeBand
    day: date
    on: str = "CaseOpened"
    """The fact that tells of it."""
    risk: RiskLevel | None = None
    """As it was assessed last."""
    risk_before: RiskLevel | None = None
    mode: ServiceMode = ServiceMode.NORMAL
    owner: str | None = None
    """Of a redirected referral, the partner it belongs to now, empty when it is none; None: whoever it may be."""

    @property
    def groups(self) -> tuple[TargetGroup, ...]:
        """The target groups, as cases derives them from the same needs and the same age."""
        return groups_by(self.needs, self.age_band)

    @property
    def is_worse(self) -> bool:
        """Whether the risk is higher than it was; the first one that is assessed is."""
        if self.risk is None:
            return False
        return self.risk_before is None or _LEVELS.index(self.risk) > _LEVELS.index(self.risk_before)
