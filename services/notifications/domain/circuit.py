"""The circuit (circuit breaker) of an endpoint: what fails for many is left alone for a while, and tried by one.

closed ─ tries of five notices fail in a row ─▶ open ─ after a pause ─▶ half open: one probe ─▶ closed, or open again
for longer. A success by any try closes it. What concerns one letter only says that somebody is there.
"""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime, timedelta
from uuid import UUID

from services.notifications.domain.delivery import Tried, TryOutcome, spread
from services.notifications.domain.endpoint import SHARED, Circuit, Endpoint, endpoint_behind, evolve, own_endpoint
from shared.contracts.agency_channels import ChannelDisabled
from shared.contracts.codes import NoticeChannel
from shared.decision import Cause, Decision, Ref, World

_ENOUGH = 5
_PAUSES = tuple(timedelta(seconds=s) for s in (30, 60, 120, 300, 600, 900))
_OF_THE_LETTER = frozenset({400, 406, 409, 411, 412, 413, 415, 422, 431, 451})
"""What a receiver answers that reads letters and dislikes this one. Other errors it would give to any letter."""
_BUSY = frozenset({429, 503})
"""With `Retry-After` they speak for all letters."""


def refs(tried: Tried) -> Iterable[Ref]:
    """The endpoints that a try tells of: the one behind it, and the agency's own."""
    for endpoint in _touched(tried):
        yield Endpoint, endpoint.id


def noted(world: World, tried: Tried, cause: Cause) -> Decision:
    """What a try tells of its endpoints. A webhook that is gone is a fact: it stays off until a person puts it on."""
    known = {fresh.id: world.get(Endpoint, fresh.id) or fresh for fresh in _touched(tried)}
    behind, own = (known[fresh.id] for fresh in _touched(tried))
    changed = {one.id: _succeeded(one, tried) for one in (own, behind)}
    changed[behind.id] = after = judged(changed[behind.id], tried)
    if tried.outcome is not TryOutcome.GONE or after.channel is not NoticeChannel.WEBHOOK or after.disabled_since:
        return Decision(tuple(one for one in changed.values() if one != known[one.id]))
    fact = ChannelDisabled(agency=tried.agency, channel=after.channel, at=cause.time)
    return Decision((evolve(after, fact),), (fact,))


def judged(endpoint: Endpoint, tried: Tried) -> Endpoint:
    """The endpoint after a try, whenever that began."""
    if tried.outcome is TryOutcome.GONE and tried.attempt.channel in SHARED:
        # The agency has no address any more: the server was not asked.
        return endpoint
    if _somebody_is_there(tried):
        return replace(
            endpoint, circuit=Circuit.CLOSED, failed=(), reopened=0, opened_at=None, until=None, probe=None
        )  # fmt: skip
    notice = tried.attempt.notice
    failed = tuple(dict.fromkeys((*endpoint.failed, notice)))[-_ENOUGH:]
    endpoint = replace(endpoint, failed=failed)
    asked = tried.retry_after if tried.status in _BUSY else None
    if endpoint.circuit is Circuit.HALF_OPEN and endpoint.probe == notice:
        return _opened(replace(endpoint, reopened=endpoint.reopened + 1), tried, asked)
    if endpoint.circuit is Circuit.CLOSED and (asked or len(failed) >= _ENOUGH):
        return _opened(replace(endpoint, opened_at=tried.at), tried, asked)
    return endpoint


def probing(endpoint: Endpoint, notice: UUID, until: datetime) -> Endpoint:
    """One try goes through, and none beside it before `until`: whoever dies in between leaves it to another."""
    return replace(endpoint, circuit=Circuit.HALF_OPEN, probe=notice, until=until)


def _opened(endpoint: Endpoint, tried: Tried, asked: timedelta | None) -> Endpoint:
    """Until the receiver wants to be asked again, where it said so, and longer each time a probe has failed."""
    pause = spread(_PAUSES[min(endpoint.reopened, len(_PAUSES) - 1)], tried.attempt.notice, endpoint.reopened)
    if asked:
        pause = max(asked, pause) if endpoint.reopened else asked
    return replace(endpoint, circuit=Circuit.OPEN, until=tried.at + pause, probe=None)


def _succeeded(endpoint: Endpoint, tried: Tried) -> Endpoint:
    return replace(endpoint, last_success=tried.at) if tried.outcome is TryOutcome.DELIVERED else endpoint


def _somebody_is_there(tried: Tried) -> bool:
    """Whether the endpoint works, whatever became of this letter."""
    if tried.outcome in (TryOutcome.DELIVERED, TryOutcome.GONE):
        return True
    # A mail server says no to one letter: greylisting, an address that it does not know.
    return tried.status is not None and (tried.attempt.channel in SHARED or tried.status in _OF_THE_LETTER)


def _touched(tried: Tried) -> tuple[Endpoint, Endpoint]:
    begun = tried.attempt
    return endpoint_behind(tried.agency, begun.channel), own_endpoint(tried.agency, begun.channel)
