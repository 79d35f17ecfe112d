"""All that happened in that November once more, to other people and all at one instant."""

import json
from datetime import date, datetime
from typing import Any
from uuid import UUID, uuid5

from shared.contracts import registry
from shared.contracts.capacity import CapacityChanged
from shared.contracts.catalogue import CatalogueChanged, OrganizationChanged, ServicePlaceChanged
from shared.contracts.mode import EmergencyModeSwitched
from shared.contracts.stream import RecordDiscarded, RecordParked, RecordReplayed
from shared.contracts.units import StaffChanged, UnitChanged
from shared.stream.event import Recorded
from tests.services.reporting.logs import Logs
from tests.services.reporting.november import november

_SCENE = frozenset(
    fact.type
    for fact in (
        CapacityChanged, CatalogueChanged, EmergencyModeSwitched, OrganizationChanged, ServicePlaceChanged,
        StaffChanged, UnitChanged,
    )
)  # fmt: skip
"""Who and what is there. It stays as it is, as does what could not be processed: that is counted as it is now."""
_STREAM = frozenset({RecordParked.type, RecordReplayed.type, RecordDiscarded.type})


def once_more(at: datetime, day: date) -> Logs:
    """November, and after it all of it again, at this instant of this day."""
    logs = november()
    told = [fact for facts in logs.facts.values() for fact in facts]
    scene = {id for fact in told if fact.event.type in _SCENE for id in _ids(json.loads(fact.event.data))}
    happened = (one for one in told if one.event.type not in _SCENE | _STREAM)
    for fact in sorted(happened, key=_order):
        data = _moved(json.loads(fact.event.data), at, day, scene)
        logs.tell(at, registry.decode(fact.event.type, json.dumps(data).encode()))
    return logs


def _order(fact: Recorded) -> tuple[datetime, int]:
    return fact.event.time, fact.position


def _ids(value: Any) -> set[UUID]:
    if isinstance(value, dict | list):
        return set().union(*map(_ids, value.values() if isinstance(value, dict) else value))
    return {found} if isinstance(found := _read(value), UUID) else set()


def _moved(value: Any, at: datetime, day: date, scene: set[UUID]) -> Any:
    match value:
        case dict():
            return {name: _moved(one, at, day, scene) for name, one in value.items()}
        case list():
            return [_moved(one, at, day, scene) for one in value]
    match _read(value):
        case UUID() as id if id not in scene:
            return str(uuid5(id, "once more"))
        case datetime():
            return at.isoformat()
        case date():
            return str(day)
    return value


def _read(value: Any) -> Any:
    """The id, instant or day that a text is."""
    for read in (UUID, date.fromisoformat, datetime.fromisoformat) if isinstance(value, str) else ():
        try:
            return read(value)
        except ValueError:
            continue
    return value
