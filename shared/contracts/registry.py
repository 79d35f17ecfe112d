"""Every contract by its type: which service consumes what, and from bytes to a model.

Adding a contract means writing its class in the module of its publisher; everything here follows from the classes.
"""

import re
from collections.abc import Mapping
from types import MappingProxyType

from pydantic import ValidationError

from shared.contracts.contract import Contract
from shared.contracts.errors import InvalidData, UndecodableRecord, UnknownType, UnknownVersion, without_values
from shared.contracts.topics import TOPICS, Topic

__all__ = [
    "BY_TYPE",
    "InvalidData",
    "UndecodableRecord",
    "UnknownType",
    "UnknownVersion",
    "consumed_by",
    "decode",
    "ignored_by",
    "read_by",
    "topics_of",
    "unknown",
]

BY_TYPE: Mapping[str, type[Contract]] = MappingProxyType({c.type: c for topic in TOPICS for c in topic.contracts})
_WITHOUT_VERSION = frozenset(type.rpartition(".v")[0] for type in BY_TYPE)
_CLEAN_TYPE = re.compile(r"([a-z][a-z0-9.-]{1,119})\.v[0-9]{1,4}")


def topics_of(contract: type[Contract]) -> tuple[Topic, ...]:
    """The topics it lies on; several only for what any service may say."""
    return tuple(topic for topic in TOPICS if contract in topic.contracts)


def read_by(service: str) -> tuple[Topic, ...]:
    """The topics the service reads."""
    return tuple(topic for topic in TOPICS if service in topic.consumers)


def consumed_by(service: str) -> frozenset[str]:
    """The types the service acts on, from core and edge topics."""
    return frozenset(
        contract.type
        for topic in read_by(service)
        for contract in topic.contracts
        if topic.is_edge or service in contract.to
    )


def ignored_by(service: str) -> frozenset[str]:
    """The types the service meets on the topics it reads and deliberately passes over."""
    return frozenset(c.type for topic in read_by(service) for c in topic.contracts) - consumed_by(service)


def decode(type: str, data: bytes | None) -> Contract:
    """Read a record's body as what its type says, unknown fields ignored.

    Raises UnknownType, UnknownVersion, or InvalidData, whose errors quote nothing of the body.
    """
    contract = BY_TYPE.get(type)
    if contract is None:
        raise unknown(type)
    if not data:
        raise InvalidData(type, (("", "The record has no body."),))
    try:
        return contract.read(data)
    except ValidationError as error:
        raise InvalidData(type, without_values(error)) from None


def unknown(type: str) -> UndecodableRecord:
    """The error for a type that is not known, or not handled here.

    It names the type only when it looks like one: a header is as free as a body.
    """
    clean = _CLEAN_TYPE.fullmatch(type)
    if clean is None:
        return UnknownType("The type is no name this bridge uses, such as lv.tilts.partner.referral-submitted.v1.")
    if type in BY_TYPE:
        return UnknownType(f"{type} is not taken here: it belongs on another topic.")
    if clean[1] in _WITHOUT_VERSION:
        return UnknownVersion(f"{type} is a version this build does not know: deploy the one that does, then replay.")
    return UnknownType(f"{type} is a type this build does not know: deploy the one that does, then replay.")
