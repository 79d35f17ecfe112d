"""What intake tells of kinds of referral as such: more of them came than usual. Counts only."""

from typing import ClassVar

from shared.contracts.codes import ReferralKind
from shared.contracts.fact import Fact
from shared.contracts.fields import Count, Day, RuleCode


class EarlyWarningRaised(Fact, type="early-warning-raised", version=1, key="kind", to=("notifications", "reporting")):
    """More referrals of a kind came in a window of days than in the period before it; once a kind and day at most."""

    publisher: ClassVar[str] = "intake"

    kind: ReferralKind
    """Of what there are more."""
    day: Day
    """The last day of the window, by the calendar of Riga."""
    window_days: Count
    """How many days the window has."""
    counted: Count
    """How many came in it, the one that raised the warning included."""
    baseline_days: Count
    """How many days before the window it is compared with."""
    usual: Count
    """How many came in as many days of that period, in thousandths."""
    rule: RuleCode
    """The rule that raised it."""
