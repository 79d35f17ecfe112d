"""Campaigns (aptaujas) in the domain's terms: the window in which an answer counts, and the order of the answers."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol
from uuid import UUID

from shared.contracts.feedback_codes import AnswerRefusal, CampaignKind, RespondentRole
from shared.decision import Decision, State, World

_SECOND = timedelta(seconds=1)


@dataclass(frozen=True, slots=True)
class Campaign:
    """One campaign as configured. `opens` is the first instant that counts, `closes` begins the last second."""

    id: str
    kind: CampaignKind
    title: Mapping[str, str]
    """By language."""
    opens: datetime
    closes: datetime
    counts_submitted: bool
    respondents: frozenset[RespondentRole]
    verified_identity: bool
    once_per_person: bool
    gifts: int
    portals: frozenset[str]

    def instant(self, submitted: datetime | None, received: datetime) -> datetime:
        """The instant that decides. Nothing was sent off after we had it, whatever the portal's clock says."""
        return min(submitted, received) if self.counts_submitted and submitted else received

    def refusal(self, instant: datetime) -> AnswerRefusal | None:
        """Why an answer of that instant does not count; None when it does."""
        if instant < self.opens:
            return AnswerRefusal.TOO_EARLY
        return AnswerRefusal.TOO_LATE if instant >= self.closes + _SECOND else None


class FeedbackRules(Protocol):
    """The municipality's configuration, as far as feedback needs it."""

    campaigns: Mapping[str, Campaign]
    workers: frozenset[UUID]
    """Who may be thanked: the ids of all staff."""

    def fingerprint(self, text: str) -> str:
        """A keyed digest in hexadecimal digits: the same for the same text, and tells nobody what it was."""


@dataclass(frozen=True, slots=True)
class AnswerSeries:
    """How many answers a campaign has. Whoever answers holds it until the answer is in the log, so that the place an
    answer gets is its place in the order of the log."""

    id: str
    last: int = 0

    def next(self) -> "AnswerSeries":
        return AnswerSeries(self.id, self.last + 1)


@dataclass(frozen=True, slots=True)
class RefusedAnswers:
    """How many answers came too early or too late: all that is kept of them. `id` is campaign and refusal."""

    id: str
    count: int = 0


def refused_id(campaign: str, refusal: AnswerRefusal) -> str:
    return f"{campaign}/{refusal}"


def counters(rules: FeedbackRules) -> Sequence[State]:
    """What counts answers and refusals of each campaign, at nothing."""
    series = [AnswerSeries(campaign) for campaign in rules.campaigns]
    return series + [RefusedAnswers(refused_id(id, refusal)) for id in rules.campaigns for refusal in AnswerRefusal]


def begin(world: World, wanted: Sequence[State]) -> Decision:
    """Make those that are missing, before anybody answers: a hundred who come at once then only queue for them."""
    return Decision(tuple(state for state in wanted if world.get(type(state), state.id) is None))
