"""A partner who calls: its commands are its messages, the same by whichever door they come."""

from dataclasses import replace
from datetime import datetime
from typing import Annotated

from fastapi import Request

from shared.decision import Cause
from shared.http import Command, allow
from shared.security import Actor, Role
from shared.stream.record import message_id

Partner = Annotated[Actor, allow(Role.PARTNER)]


def cause_of(command: Command, actor: Actor, request: Request, now: datetime) -> Cause:
    """The partner's message as a cause: the Idempotency-Key is the message's id, as `ce_id` is by Kafka."""
    message = request.headers["Idempotency-Key"]
    return replace(
        command.cause(now), id=message_id(actor.partner, message), by=f"partner.{actor.partner}", message=message
    )
