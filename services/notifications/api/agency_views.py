"""What the API shows of the ways to agencies, and takes from whoever operates them. Nothing here is about a person."""

from datetime import datetime
from typing import Literal, Self

from pydantic import BaseModel, Field, model_validator

from services.notifications.agencies import Agency, Channel
from services.notifications.api.views import View, taking
from services.notifications.domain.endpoint import Circuit
from shared.contracts.agency_channel_codes import ChannelReason, DrainedTo
from shared.contracts.codes import NoticeChannel
from shared.contracts.fields import Count, Instant, PartnerCode
from shared.contracts.standing_codes import PartnerState

ByMachine = Literal[
    NoticeChannel.PARTNER_TOPIC, NoticeChannel.WEBHOOK, NoticeChannel.EMAIL, NoticeChannel.SMS, NoticeChannel.E_ADDRESS
]


class ChannelView(View):
    """One channel of an agency."""

    channel: NoticeChannel
    queue: Count
    """How many notices wait for it."""
    urgent: Count
    """Of those, how many are urgent."""
    oldest_seconds: Count | None
    """How long the first of them has been waiting for this channel."""
    circuit: Circuit
    """`open`: too many in a row failed, so nothing is tried but one notice from time to time (`half_open`). Of e-mail,
    SMS and e-address it is that of the server which all agencies share."""
    failures: Count
    """How many different notices failed in a row, five at most."""
    opened_at: datetime | None
    """Since when the circuit is open."""
    next_try: datetime | None
    """Not before then; none when nothing waits, or a person must put it on again."""
    last_success: datetime | None
    paused_since: datetime | None
    reason: ChannelReason | None
    """Why a person paused it."""
    disabled_since: datetime | None
    """Since when the receiver says that it is gone (410); nothing goes there until it is enabled."""
    delivered: Count
    """How many of the notices issued within a day it has taken."""
    p50_seconds: float | None = Field(examples=[0.4])
    """From the issue of those to their delivery: half of them took no longer."""
    p90_seconds: float | None = Field(examples=[2.1])

    @classmethod
    def of(cls, name: NoticeChannel, channel: Channel, now: datetime) -> Self:
        """`now` is the machine's."""
        own, behind = channel.own, channel.behind
        return cls(
            channel=name, queue=channel.queue, urgent=channel.urgent, oldest_seconds=channel.waits(now),
            circuit=behind.circuit, failures=len(behind.failed), opened_at=behind.opened_at, next_try=channel.next_try,
            last_success=own.last_success, paused_since=own.paused_since, reason=own.reason,
            disabled_since=own.disabled_since, delivered=channel.delivered, p50_seconds=channel.p50,
            p90_seconds=channel.p90,
        )  # fmt: skip


class AgencyView(View):
    """An agency that is told of cases, and how it can be reached."""

    agency: PartnerCode
    state: PartnerState
    """Without access it is told nothing: what it would be told is held."""
    unanswered: Count
    """Notices without a word of it."""
    overdue: Count
    """Of those, the ones whose time has run out."""
    channels: list[ChannelView]

    @classmethod
    def of(cls, agency: Agency, now: datetime) -> Self:
        shown = [ChannelView.of(name, channel, now) for name, channel in agency.channels.items()]
        return cls(
            agency=agency.code, state=agency.state, unanswered=agency.unanswered, overdue=agency.overdue, channels=shown
        )


class Moved(View):
    """How many notices it concerns; they follow one by one."""

    agency: PartnerCode
    notices: Count


class Switch(BaseModel):
    """Which channel, and why."""

    model_config = taking(channel="webhook", reason="maintenance")

    channel: ByMachine
    reason: ChannelReason


class Drain(Switch):
    """Which channel's queue, why, and where to: to the agency's next channel, or to a person who picks up the phone."""

    model_config = taking(channel="webhook", reason="unreachable", drained_to="next_channel")

    drained_to: DrainedTo


class Replay(BaseModel):
    """What is brought once more: what was issued in a period, what has no word of the agency, or both; and why."""

    model_config = taking(reason="agency_lost_notices", sent_from="2026-03-15T22:00:00Z", unanswered=True)
    # What the check below asks for, as a description can say it.
    model_config["json_schema_extra"]["anyOf"] = [
        {"required": ["sent_from"], "properties": {"sent_from": {"type": "string"}}},
        {"required": ["unanswered"], "properties": {"unanswered": {"const": True}}},
    ]

    reason: ChannelReason
    sent_from: Instant | None = None
    """Issued then or later."""
    sent_until: Instant | None = None
    """Issued before then."""
    unanswered: bool = False
    """Only what the agency has not said a word to."""

    @model_validator(mode="after")
    def _names_some(self) -> Self:
        if not (self.unanswered or self.sent_from):
            raise ValueError("say from when (sent_from), or only what is unanswered: all there ever was is too much")
        return self
