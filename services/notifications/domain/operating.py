"""What operators do with the ways to an agency: pause, resume, enable, drain, replay; each with a reason, as a fact."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from services.notifications.domain.delivery import Delivery, asked_again, settled
from services.notifications.domain.endpoint import Circuit, Endpoint, endpoint_behind, evolve, own_endpoint
from services.notifications.domain.notice import Notice
from services.notifications.domain.notice import evolve as noticed
from services.notifications.domain.passing_on import passed_on
from services.notifications.domain.rules import Rulebook
from services.notifications.domain.trying import by_phone
from shared.contracts.agency_channel_codes import ChannelReason, DrainedTo
from shared.contracts.agency_channels import (
    ChannelDrained,
    ChannelEnabled,
    ChannelFact,
    ChannelPaused,
    ChannelResumed,
    NoticesReplayed,
)
from shared.contracts.codes import NoticeChannel
from shared.contracts.notice_codes import ResendReason
from shared.contracts.notifications import NoticeResent
from shared.decision import Cause, Decision, Ref, Refusal, Timer, World

DRAIN = "drain"
REPLAY = "replay"


@dataclass(frozen=True, slots=True)
class Way:
    """One channel of an agency, as a person speaks of it."""

    agency: str
    channel: NoticeChannel

    @property
    def refs(self) -> Iterable[Ref]:
        """What a decision about it touches."""
        return [(Endpoint, one.id) for one in (own_endpoint(*self._parts), endpoint_behind(*self._parts))]

    def own(self, world: World) -> Endpoint:
        """The agency's endpoint, tried before or not."""
        fresh = own_endpoint(*self._parts)
        return world.get(Endpoint, fresh.id) or fresh

    def behind(self, world: World) -> Endpoint:
        """The endpoint that its tries tell of: the same, or the server that all agencies share."""
        fresh = endpoint_behind(*self._parts)
        return world.get(Endpoint, fresh.id) or fresh

    @property
    def _parts(self) -> tuple[str, NoticeChannel]:
        return self.agency, self.channel


@dataclass(frozen=True, slots=True)
class Replayed:
    """Which notices are brought once more: those issued in a period, those without a word of the agency, or both."""

    since: datetime | None = None
    until: datetime | None = None
    unanswered: bool = False


def pause(world: World, way: Way, reason: ChannelReason, cause: Cause) -> Decision:
    """Nothing goes there until it is resumed. Raises Refusal when it is paused already."""
    own = way.own(world)
    if own.paused_since:
        raise Refusal(
            code="channel-paused", title="The channel is paused",
            detail=f"Nothing goes to {way.agency} by {way.channel} since {own.paused_since:%Y-%m-%d %H:%M} UTC.",
        )  # fmt: skip
    return _told(own, ChannelPaused(**_names(way, cause), reason=reason))


def resume(world: World, way: Way, reason: ChannelReason, cause: Cause) -> Decision:
    """What waits goes out. Raises Refusal when it is not paused."""
    own = way.own(world)
    if own.paused_since is None:
        raise Refusal(
            code="channel-not-paused", title="The channel is not paused",
            detail=f"{way.channel} of {way.agency} was not paused by anybody; one that fails or is gone is enabled.",
        )  # fmt: skip
    return _told(own, ChannelResumed(**_names(way, cause), reason=reason))


def enable(world: World, way: Way, reason: ChannelReason, cause: Cause) -> Decision:
    """Try it again now, as if nothing had failed. Raises Refusal when nothing keeps us from trying."""
    own, behind = way.own(world), way.behind(world)
    if own.disabled_since is None and behind.circuit is Circuit.CLOSED:
        raise Refusal(
            code="channel-enabled", title="The channel is in use",
            detail=f"{way.channel} of {way.agency} is neither disabled nor left alone; one that is paused is resumed.",
        )  # fmt: skip
    fact = ChannelEnabled(**_names(way, cause), reason=reason)
    return Decision(tuple({one.id: evolve(one, fact) for one in (own, behind)}.values()), (fact,))


def drain(way: Way, waiting: Sequence[UUID], to: DrainedTo, reason: ChannelReason, cause: Cause) -> Decision:
    """Take what waits for the channel to the next one, or to a person: each notice by a command of its own."""
    fact = ChannelDrained(**_names(way, cause), reason=reason, drained_to=to, notices=len(waiting))
    timers = tuple(Timer(DRAIN, f"{notice}/{way.channel}/{to}", cause.time) for notice in waiting)
    return Decision(facts=(fact,), timers=timers)


def replay(agency: str, which: Replayed, sent: Sequence[UUID], reason: ChannelReason, cause: Cause) -> Decision:
    """Bring notices once more, each by a command of its own."""
    fact = NoticesReplayed(
        agency=agency, at=cause.time, by=cause.staff, reason=reason, notices=len(sent), unanswered=which.unanswered,
        sent_from=which.since, sent_until=which.until,
    )  # fmt: skip
    return Decision(facts=(fact,), timers=tuple(Timer(REPLAY, notice, cause.time) for notice in sent))


def refs(timer: Timer, cause: Cause, rules: Rulebook) -> Iterable[Ref]:
    notice = _notice(timer)
    return [(Notice, notice), (Delivery, notice)]


def drained(world: World, timer: Timer, cause: Cause, rules: Rulebook) -> Decision:
    """Unless it has left that channel meanwhile. What is a person's now does not go out by itself any more."""
    notice, delivery = world.get(Notice, _notice(timer)), world.get(Delivery, _notice(timer))
    _, channel, to = timer.key.split("/")
    if not delivery.open or delivery.channel != channel:
        return Decision()
    if to == DrainedTo.NEXT_CHANNEL:
        return passed_on(notice, delivery)
    return Decision((settled(delivery),)) + by_phone(notice)


def replayed(world: World, timer: Timer, cause: Cause, rules: Rulebook) -> Decision:
    """Under the same message id where the words are the same; not what is over or under way meanwhile."""
    notice, delivery = world.get(Notice, _notice(timer)), world.get(Delivery, _notice(timer))
    if not notice.is_open or delivery is None or delivery.open:
        return Decision()
    fact = NoticeResent(**notice.names, reason=ResendReason.NOT_RECEIVED)
    return Decision((noticed(notice, fact), asked_again(notice, delivery)), (fact,))


def restored_refs(fact: ChannelFact, cause: Cause, rules: Rulebook) -> Iterable[Ref]:
    return Way(fact.agency, fact.channel).refs


def restored(world: World, fact: ChannelFact, cause: Cause, rules: Rulebook) -> Decision:
    """After a restore: what people said of a channel holds; what tries had told of it is found out anew."""
    own = Way(fact.agency, fact.channel).own(world)
    return Decision((evolve(own, fact),))


def _told(endpoint: Endpoint, fact: ChannelFact) -> Decision:
    return Decision((evolve(endpoint, fact),), (fact,))


def _names(way: Way, cause: Cause) -> dict:
    return {"agency": way.agency, "channel": way.channel, "at": cause.time, "by": cause.staff}


def _notice(timer: Timer) -> UUID:
    return UUID(str(timer.key).partition("/")[0])
