"""An edge message: what one partner and one of our services say to each other, personal data included where needed.

Incoming messages are read like facts, unknown fields ignored: a partner's system may know more than we do, and a police
report must not bounce because of it. Codes we do not know become `other`.
"""

from typing import ClassVar

from shared.contracts.contract import Contract


class EdgeMessage(Contract):
    """Base of all edge messages.

    `class ReferralSubmitted(EdgeMessage, type="referral-submitted", version=1, key="reference", topic="referrals")`:
    `topic` is the last part of the topic's name `<municipality>.partner.<partner>.<topic>`.
    """

    topic: ClassVar[str]

    def __init_subclass__(cls, *, topic: str = "", **declared) -> None:
        super().__init_subclass__(**declared)
        cls.topic = topic
