"""Social assistance (sociālā palīdzība): benefits are applied for at our door, and calculated elsewhere.

The other family of help, services, is what cases are about. We keep where an application is now and under which number,
and compute nothing.
"""

from dataclasses import replace

from services.intake.domain import receipts
from services.intake.domain.acts import Act, require
from services.intake.domain.referral import Referral, evolve
from services.intake.domain.rules import Rules
from shared.contracts.intake import ApplicationForwarded
from shared.contracts.referral_codes import ReferralOutcome
from shared.decision import Cause, Decision, Refusal


def forward(referral: Referral, system: str, number: str, cause: Cause, rules: Rules) -> Decision:
    """Note that it was entered in `system` under `number`, which stays here. Its sender is told that it is there.

    Raises Refusal for anything but an application for a benefit, when it is decided, or when nobody knows the system.
    """
    require(referral, Act.FORWARD)
    if not rules.is_benefit_system(system):
        raise Refusal(
            code="benefit-system-unknown", title="No such system of benefits",
            detail="Take a code of benefit_systems, or add the system to the municipality's file.",
            pointers=(("/system", "is no system of benefits"),),
        )  # fmt: skip
    fact = ApplicationForwarded(referral=referral.id, system=system, by=cause.staff)
    after = replace(evolve(referral, fact), benefit_number=number)
    return Decision((after,), (fact,), receipts.concluded(referral, ReferralOutcome.FORWARDED))
