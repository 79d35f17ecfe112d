"""An entry of the worker's queue: a referral, why it has its class, and what may be done with it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Self
from uuid import UUID

import asyncpg
from pydantic import Field, TypeAdapter

from services.intake.api.people.pairs import pair_views, related_views
from services.intake.api.people.views import PairView, RelatedView
from services.intake.api.views import ReferralView, View
from services.intake.domain.acts import OF_THE_WORKER, Act, refusal
from services.intake.domain.jurisdiction import Grounds, Warn, Whose, jurisdiction
from services.intake.domain.people.match import MatchState
from services.intake.domain.referral import Referral
from services.intake.domain.rules import Rules
from shared.contracts.referral_codes import InquiryAnswer, TriageReason

_REFERRAL = TypeAdapter(Referral)


def referral_of(row: Mapping[str, Any]) -> Referral:
    """The referral from a row of its table, as the rules want it."""
    return _REFERRAL.validate_python(dict(row))


class WhyView(View):
    """The rule that gave a referral its class, as it stands written."""

    rule: str = Field(examples=["child-in-danger"])
    source: str = Field(examples=["Convention for a child at immediate risk"])
    valid_from: date


class ActionView(View):
    """An act: possible, or why it is not."""

    act: Act
    allowed: bool
    code: str | None = Field(examples=["referral-already-decided"])
    """The problem that the act would be answered with."""
    why: str | None
    """In words."""


class PlaceView(View):
    """A municipality."""

    code: str = Field(examples=["0027000"])
    """Its ATVK code today."""
    name: dict[str, str] = Field(examples=[{"lv": "Dienvidkurzemes novads", "en": "Dienvidkurzeme Municipality"}])


class JurisdictionView(View):
    """Whose referral it is: the municipality of the declared residence is responsible."""

    whose: Whose
    grounds: Grounds
    responsible: PlaceView | None
    lives_in: PlaceView | None
    """Where the person really lives, when that was said."""
    warnings: list[Warn]
    act_first: WhyView | None
    """The rule by which the person is helped here and now, and redirected after that."""
    suggested: Act | None
    """`redirect` to `responsible`, with its clock kept; or `ask` for the address."""


class QueueEntry(ReferralView):
    """A referral as the intake worker sees it."""

    why: WhyView | None
    """None when a person decided its class, or its rule is not in the configuration any more."""
    triage_reason: TriageReason | None
    triaged_by: UUID | None
    clock_left: int | None
    """While its clock stands still: the minutes that are left."""
    answer: InquiryAnswer | None
    benefit_system: str | None = Field(examples=["sopa"])
    """Where an application for a benefit is now."""
    benefit_number: str | None = Field(examples=["2026-LPX-00412"])
    """Its number there."""
    links: list[UUID]
    """The referrals that belong together with it."""
    jurisdiction: JurisdictionView
    matches: list[PairView]
    """Who else the people may be that it is about, proposed or linked, and why."""
    related: list[RelatedView]
    """Other referrals about the same people."""
    actions: list[ActionView]

    @classmethod
    def of(cls, row: Mapping[str, Any], about: "About", rules: Rules, now: datetime) -> Self:
        """The entry from a row of the referral's table, and what is known of the people it is about."""
        referral = referral_of(row)
        return cls(
            **row, why=rules.why(referral.rule), actions=[_action(referral, act) for act in OF_THE_WORKER],
            matches=[pair for subject in referral.subjects for pair in about.pairs.get(subject, ())],
            related=[
                other for subject in referral.subjects for other in about.referrals.get(subject, ())
                if other.id != referral.id
            ],
            jurisdiction=JurisdictionView.model_validate(jurisdiction(referral, now, rules)),
        )  # fmt: skip


@dataclass(frozen=True, slots=True)
class About:
    """What is known of people, by their ids: their open pairs and links, and the referrals about them."""

    pairs: Mapping[UUID, list[PairView]]
    referrals: Mapping[UUID, list[RelatedView]]


async def about(conn: asyncpg.Connection, rows: Iterable[Mapping[str, Any]]) -> About:
    """What is known of the people whom these referrals are about."""
    people = sorted({subject for row in rows for subject in row["subjects"]})
    shown = (MatchState.PROPOSED, MatchState.LINKED)
    return About(await pair_views(conn, people, shown), await related_views(conn, people))


def _action(referral: Referral, act: Act) -> ActionView:
    no = refusal(referral, act)
    return ActionView(act=act, allowed=no is None, code=no.code if no else None, why=no.detail if no else None)
