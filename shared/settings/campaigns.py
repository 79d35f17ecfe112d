"""Campaigns (aptaujas): what residents are asked, when to the second, who may answer, and what the first get."""

from datetime import UTC, datetime
from typing import Annotated, Literal, Self

from pydantic import AfterValidator, Field, model_validator

from shared.calendar import RIGA
from shared.contracts.feedback_codes import CampaignKind, RespondentRole
from shared.contracts.fields import PartnerCode
from shared.settings.section import Label, Section


def _second(given: datetime) -> datetime:
    """The instant in UTC. Without an offset it is the clock on the wall in Riga, which must show it exactly once."""
    if given.microsecond:
        raise ValueError("is written to the second; leave out what is finer")
    if given.tzinfo is not None:
        return given.astimezone(UTC)
    first, second = (given.replace(tzinfo=RIGA, fold=fold).astimezone(UTC) for fold in (0, 1))
    if first == second:
        return first
    if first > second:
        raise ValueError("does not exist: the clock in Riga leaves that hour out; write another time")
    raise ValueError("happens twice, because the clock in Riga is set back; write it with its offset, +03:00 or +02:00")


WallTime = Annotated[datetime, AfterValidator(_second)]


class Campaign(Section):
    """One campaign. Both ends belong to it: `closes` is the last second that counts."""

    kind: CampaignKind
    title: Label
    opens: WallTime
    closes: WallTime
    counts: Literal["received", "submitted"] = "received"
    """Which instant decides: when it reached us, or when the portal says that it was sent off there. What comes from
    no portal has only the first."""
    respondents: tuple[RespondentRole, ...] = Field(tuple(RespondentRole), min_length=1)
    """Who may answer."""
    verified_identity: bool = True
    """Whether an answer counts only from somebody whose bank or electronic signature proved who they are."""
    once_per_person: bool = True
    """Whether somebody who is known may answer once only."""
    gifts: int = Field(0, ge=0, le=1_000)
    """How many of the first answers get a gift."""
    portals: tuple[PartnerCode, ...] = ()
    """The partners whose word on who answers, and when, is taken."""
    source: str = Field(min_length=1)
    """Who decided on it, so that whoever doubts knows where to look."""

    @model_validator(mode="after")
    def _is_whole(self) -> Self:
        if self.closes < self.opens:
            raise ValueError("closes before it opens; swap the two")
        if self.gifts and not (self.verified_identity and self.once_per_person):
            raise ValueError("gifts need verified_identity and once_per_person, or one person could take them all")
        if self.counts == "submitted" and not self.portals:
            raise ValueError('counts = "submitted" needs portals: nobody else tells when something was sent off')
        return self
