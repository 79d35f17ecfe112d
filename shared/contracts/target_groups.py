"""Which needs and which ages make somebody one of a target group (mērķgrupa): said once, for all who ask."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from shared.contracts.case_codes import TargetGroup
from shared.contracts.codes import AgeBand, NeedCode


@dataclass(frozen=True, slots=True)
class Belonging:
    """Somebody belongs to a group by any of these needs, or by any of these ages."""

    needs: tuple[NeedCode, ...] = ()
    ages: tuple[AgeBand, ...] = ()


GROUPS: Mapping[TargetGroup, Belonging] = MappingProxyType(
    {
        TargetGroup.CHILD_SPECIAL_NEEDS: Belonging((NeedCode.CHILD_SPECIAL_NEEDS,)),
        TargetGroup.CARE_LEAVERS: Belonging((NeedCode.CARE_LEAVER,)),
        TargetGroup.YOUTH_ADDICTION: Belonging((NeedCode.ADDICTION_YOUTH,)),
        TargetGroup.VIOLENCE_IN_FAMILY: Belonging((NeedCode.VIOLENCE_IN_FAMILY,)),
        TargetGroup.VIOLENCE_AMONG_PEERS: Belonging((NeedCode.VIOLENCE_AMONG_PEERS,)),
        TargetGroup.DISABILITY: Belonging((NeedCode.DISABILITY, NeedCode.CHILD_SPECIAL_NEEDS)),
        TargetGroup.CHILDREN: Belonging(
            ages=(AgeBand.AGE_0_2, AgeBand.AGE_3_6, AgeBand.AGE_7_13, AgeBand.AGE_14_17)
        ),
        TargetGroup.YOUTH: Belonging((NeedCode.ADDICTION_YOUTH,), (AgeBand.AGE_14_17, AgeBand.AGE_18_24)),
        TargetGroup.OLDER_PEOPLE: Belonging((NeedCode.OLDER_AGE,), (AgeBand.AGE_65_PLUS,)),
    }
)  # fmt: skip


def groups_by(needs: Iterable[NeedCode], age: AgeBand | None) -> tuple[TargetGroup, ...]:
    """All groups of somebody with these needs and of this age, in the order of the codes."""
    named = set(needs)
    return tuple(group for group, by in GROUPS.items() if named & set(by.needs) or age in by.ages)
