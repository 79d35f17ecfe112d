"""Cases as the others' facts tell of them, the rules of Liepāja, and people nobody can be."""

from datetime import datetime
from typing import Any
from uuid import UUID, uuid5

from services.notifications.domain.notice import Notice
from services.notifications.handlers import COMMANDS, FACTS, MESSAGES
from services.notifications.rules import rules
from shared.calendar import RIGA
from shared.contracts.case_codes import ReopenReason
from shared.contracts.case_life import RiskAssessed
from shared.contracts.cases import CaseClosed, CaseOpened, CaseReopened
from shared.contracts.codes import AgeBand, CaseOutcome, NeedCode, Priority, ReferralKind
from shared.contracts.intake import ReferralAccepted
from shared.contracts.partner import NoticeAcknowledged, NoticeAnswered
from shared.contracts.plan_codes import RiskLevel
from shared.decision import Cause, Decision, Timer
from shared.settings import Settings
from shared.stream.record import message_id
from shared.stream.timers import fired
from tests.services.memory import NOBODY, Memory, cause

COURT, CENTRE, SOCIETY = "barintiesa", "krizes-centrs", "atbalsta-biedriba"
OFFICE = "tilts@liepaja.example"
"""Whom mails are from."""
SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"
ENVIRON = {"TILTS_PARTNERS__KRIZES_CENTRS__WEBHOOK_SECRET": SECRET}
RULES = rules(Settings.load("liepaja", ENVIRON))

PERSON = {
    "given_name": "Elīna",
    "family_name": "Paraudziņa",
    "personal_code": "090515-20006",
    "birth_date": "2015-05-09",
    "address": "Parauga iela 12-7, Liepāja",
    "phone": "+371 20000000",
}


def riga(text: str) -> datetime:
    """An instant by the clock on the wall in Liepāja: `2026-03-16 09:30`."""
    return datetime.fromisoformat(text).replace(tzinfo=RIGA)


MONDAY = riga("2026-03-16 09:30")


def id_of(name: str) -> UUID:
    return uuid5(NOBODY, name)


def accepted(name: str = "a", number: int = 1) -> ReferralAccepted:
    """The referral that the case of this name grows from."""
    return ReferralAccepted(
        referral=id_of(f"referral {name}"), number=f"LPX-2026-{number:06d}", kind=ReferralKind.POLICE_FAMILY_VIOLENCE,
        priority=Priority.URGENT, needs=(NeedCode.VIOLENCE_IN_FAMILY,), subjects=(id_of(f"person {name}"),),
        age_band=AgeBand.AGE_7_13, due_at=MONDAY,
    )  # fmt: skip


def opened(name: str = "a", **changed: Any) -> CaseOpened:
    """A case of violence against a child, which the orphan's court must be told of; with other fields where given."""
    fields = {
        "case": id_of(f"case {name}"), "referrals": (id_of(f"referral {name}"),),
        "subjects": (id_of(f"person {name}"),), "kind": ReferralKind.POLICE_FAMILY_VIOLENCE,
        "priority": Priority.ROUTINE, "needs": (NeedCode.VIOLENCE_IN_FAMILY,), "age_band": AgeBand.AGE_7_13,
        "unit": id_of("unit"), "opened_at": MONDAY,
    }  # fmt: skip
    return CaseOpened(**fields | changed)


def closed(name: str = "a") -> CaseClosed:
    return CaseClosed(
        case=id_of(f"case {name}"), referrals=(id_of(f"referral {name}"),), outcome=CaseOutcome.NEEDS_MET,
        closed_at=MONDAY,
    )  # fmt: skip


def assessed(level: RiskLevel, at: datetime = MONDAY, name: str = "a", **changed: Any) -> RiskAssessed:
    return RiskAssessed(case=id_of(f"case {name}"), level=level, reasons=(), assessed_at=at, **changed)


def reopened(name: str = "a", at: datetime = MONDAY) -> CaseReopened:
    return CaseReopened(
        case=id_of(f"case {name}"), referrals=(id_of(f"referral {name}"),), reason=ReopenReason.NEED_RETURNED,
        reopened_at=at,
    )  # fmt: skip


def told(memory: Memory, name: str = "a", at: datetime = MONDAY, **changed: Any) -> Notice:
    """Let a case be opened; the notice that its first fitting rule leads to."""
    fact = opened(name, **changed)
    memory.hear(FACTS[fact.type], fact, cause(f"opened {name}", at, "cases"))
    return next(notice for notice in memory.of(Notice) if notice.case_id == fact.case)


def by(agency: str, message: str = "m1", at: datetime = MONDAY) -> Cause:
    """An agency's message as the cause of what follows, the same by whichever door it came."""
    return Cause(message_id(agency, message), at, "correlation", f"partner.{agency}", message=message)


def says(
    memory: Memory, said: NoticeAcknowledged | NoticeAnswered, agency: str = COURT, at: datetime = MONDAY
) -> Decision:
    """Let an agency say something to a notice."""
    return memory.hear(MESSAGES[said.type], said, by(agency, at=at))


def runs_out(memory: Memory, timer: Timer) -> Decision:
    """Let a deadline run out."""
    heard = fired(Timer(timer.kind, str(timer.key), timer.due), timer.due)
    return memory.hear(COMMANDS[timer.kind], heard.body, heard.cause)
