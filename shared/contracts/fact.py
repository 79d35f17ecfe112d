"""A core fact: something that happened, told to the other services, without a word about who the person is."""

from typing import ClassVar

from shared.contracts.contract import Contract


class Fact(Contract):
    """Base of all core facts.

    `class ReferralReceived(Fact, type="referral-received", version=1, key="referral", to=("cases", …))`: `key` names
    the field (or the first set one of several) whose value orders facts, `to` the services that consume it. Fields
    come from the closed list in `fields` and `codes`.
    """

    to: ClassVar[tuple[str, ...]]

    def __init_subclass__(cls, *, to: tuple[str, ...] = (), **declared) -> None:
        super().__init_subclass__(**declared)
        cls.to = to
