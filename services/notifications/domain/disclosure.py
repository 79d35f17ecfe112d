"""What an agency is told about a person: no more than the field set of its rule, and a row for each time it was."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from shared.contracts.codes import FieldSet, LegalBasis, NoticeChannel
from shared.contracts.disclosure import DISCLOSED


class Reached(StrEnum):
    """Whether the agency has the fields."""

    YES = "yes"
    PERHAPS = "perhaps"
    NO = "no"


@dataclass(frozen=True, slots=True)
class Disclosure:
    """Which fields about whom went to whom, by which rule and on which ground; never their values.

    It is written before the try that carries them, under the try's id: what a receiver may have got is never missing
    here, whatever happens in between.
    """

    id: str
    notice: UUID
    agency: str
    subject: UUID
    fields: tuple[str, ...]
    purpose: str
    rule: str
    legal_basis: LegalBasis
    article: str
    channel: NoticeChannel
    at: datetime
    reached: Reached = Reached.PERHAPS


CONTENT_FREE = frozenset({NoticeChannel.EMAIL, NoticeChannel.SMS, NoticeChannel.E_ADDRESS})
"""Channels that others may read on the way: whatever a rule's field set lets out, they carry nothing about anybody."""


def carried(channel: NoticeChannel, field_set: FieldSet) -> FieldSet:
    """Of a rule's field set, what may go by a channel."""
    return FieldSet.NONE if channel in CONTENT_FREE else field_set


def allowed(field_set: FieldSet, person: Mapping[str, Any]) -> dict[str, Any]:
    """Of what is known about a person, the fields that the field set lets out."""
    return {name: person[name] for name in sorted(DISCLOSED[field_set]) if person.get(name) is not None}
