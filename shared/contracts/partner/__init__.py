"""The messages that cross the edge, one module per topic `<municipality>.partner.<partner>.<topic>`.

Names, personal codes and free text are allowed here and nowhere else: each topic has one writer, one reader and short
retention.
"""

from shared.contracts.partner.aggregate_receipts import AggregateRegistered
from shared.contracts.partner.aggregates import AggregateReported
from shared.contracts.partner.answers import NoticeAcknowledged, NoticeAnswered
from shared.contracts.partner.feedback import FeedbackSubmitted
from shared.contracts.partner.feedback_receipts import FeedbackRegistered
from shared.contracts.partner.notices import AnswerRejected, NoticeSent, NoticeSubject, NoticeWithdrawn
from shared.contracts.partner.problem import FieldProblem, Problem
from shared.contracts.partner.receipts import (
    InformationAsked,
    MessageRejected,
    ReferralConcluded,
    ReferralDecided,
    ReferralRegistered,
    ReferralStatus,
)
from shared.contracts.partner.referrals import (
    InformationSupplied,
    ReferralCorrected,
    ReferralSubmitted,
    ReferralWithdrawn,
    StatusAsked,
    Subject,
)
from shared.contracts.partner.reporter import Reporter

__all__ = [
    "AggregateRegistered",
    "AggregateReported",
    "AnswerRejected",
    "FeedbackRegistered",
    "FeedbackSubmitted",
    "FieldProblem",
    "InformationAsked",
    "InformationSupplied",
    "MessageRejected",
    "NoticeAcknowledged",
    "NoticeAnswered",
    "NoticeSent",
    "NoticeSubject",
    "NoticeWithdrawn",
    "Problem",
    "ReferralConcluded",
    "ReferralCorrected",
    "ReferralDecided",
    "ReferralRegistered",
    "ReferralStatus",
    "ReferralSubmitted",
    "ReferralWithdrawn",
    "Reporter",
    "StatusAsked",
    "Subject",
]
