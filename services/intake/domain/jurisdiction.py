"""Whose referral it is (piekritība): the municipality of the declared residence, and what had better be done.

Nothing is refused on receipt for it: who is declared elsewhere, or nowhere we know of, is registered like anybody else.
"""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from services.intake.domain.acts import Act, refusal
from services.intake.domain.referral import Referral
from services.intake.domain.rules import Place, Rules, Why


class Whose(StrEnum):
    """Whose it is, as far as what was said tells."""

    OURS = "ours"
    ANOTHERS = "anothers"
    UNKNOWN = "unknown"


class Grounds(StrEnum):
    """Why that is so."""

    DECLARED_HERE = "declared_here"
    DECLARED_ELSEWHERE = "declared_elsewhere"
    NOT_SAID = "not_said"
    CODE_UNKNOWN = "code_unknown"


class Warn(StrEnum):
    """What somebody should look at."""

    DECLARED_CODE_UNKNOWN = "declared_code_unknown"
    ACTUAL_CODE_UNKNOWN = "actual_code_unknown"
    LIVES_ELSEWHERE = "lives_elsewhere"


@dataclass(frozen=True, slots=True)
class Jurisdiction:
    """`responsible` and `lives_in` as the classifier names them on the day. A suggestion is no more than that."""

    whose: Whose
    grounds: Grounds
    responsible: Place | None
    lives_in: Place | None
    warnings: tuple[Warn, ...]
    act_first: Why | None
    """The rule by which the person is helped here and now, and redirected after that."""
    suggested: Act | None
    """`redirect`, to `responsible` and with its clock kept; or `ask` for the address."""


def jurisdiction(referral: Referral, at: datetime, rules: Rules) -> Jurisdiction:
    """Whose it is at that instant: territories merge, and a rule may hold from tomorrow on."""
    responsible, lives_in = _place(referral.declared_residence, at, rules), _place(referral.actual_residence, at, rules)
    whose, grounds = _whose(referral, responsible, at, rules)
    first = None
    if whose is not Whose.OURS:
        first = rules.helped_anyway(referral.needs, referral.age_band, referral.priority, at)
    suggested = None if first else {Whose.ANOTHERS: Act.REDIRECT, Whose.UNKNOWN: Act.ASK}.get(whose)
    if suggested and refusal(referral, suggested):
        suggested = None
    warnings = tuple(_warnings(referral, responsible, lives_in))
    return Jurisdiction(whose, grounds, responsible, lives_in, warnings, first, suggested)


def _place(code: str | None, at: datetime, rules: Rules) -> Place | None:
    return rules.place(code, at) if code else None


def _whose(referral: Referral, responsible: Place | None, at: datetime, rules: Rules) -> tuple[Whose, Grounds]:
    if responsible is None:
        return Whose.UNKNOWN, Grounds.CODE_UNKNOWN if referral.declared_residence else Grounds.NOT_SAID
    if rules.is_ours(responsible.code, at):
        return Whose.OURS, Grounds.DECLARED_HERE
    return Whose.ANOTHERS, Grounds.DECLARED_ELSEWHERE


def _warnings(referral: Referral, responsible: Place | None, lives_in: Place | None):
    if referral.declared_residence and responsible is None:
        yield Warn.DECLARED_CODE_UNKNOWN
    if referral.actual_residence and lives_in is None:
        yield Warn.ACTUAL_CODE_UNKNOWN
    if responsible and lives_in and responsible.code != lives_in.code:
        yield Warn.LIVES_ELSEWHERE
