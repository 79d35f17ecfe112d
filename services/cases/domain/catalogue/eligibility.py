"""Whom a service is for: by age, by target group, and by the days on which there is such a service."""

from collections.abc import Collection
from datetime import date
from enum import StrEnum

from services.cases.domain.catalogue.service import Service
from shared.contracts.catalogue_codes import ServiceStatus


class NotEligible(StrEnum):
    """Why a service is not for somebody, or for nobody on that day."""

    TOO_YOUNG = "too_young"
    TOO_OLD = "too_old"
    AGE_UNKNOWN = "age_unknown"
    ANOTHER_GROUP = "another_group"
    NOT_YET = "not_yet"
    NO_MORE = "no_more"
    CLOSED = "closed"


def eligible(service: Service, age: int | None, groups: Collection[str], day: date) -> bool:
    """Whether the service is for somebody of this age, in years, and these groups, on this day."""
    return not reasons_against(service, age, groups, day)


def reasons_against(service: Service, age: int | None, groups: Collection[str], day: date) -> tuple[NotEligible, ...]:
    """Everything that speaks against it; nothing for whom it is for.

    Where somebody may come without saying who they are, an age that nobody knows speaks against nothing.
    """
    return (*_against_day(service, day), *_against_age(service, age), *_against_groups(service, groups))


def _against_day(service: Service, day: date) -> tuple[NotEligible, ...]:
    if service.valid_from and day < service.valid_from:
        return (NotEligible.NOT_YET,)
    match service.status_on(day):
        case ServiceStatus.ACTIVE:
            return ()
        case ServiceStatus.DEFUNCT:
            return (NotEligible.NO_MORE,)
        case _:
            return (NotEligible.CLOSED,)


def _against_age(service: Service, age: int | None) -> tuple[NotEligible, ...]:
    if age is None:
        limited = service.minimum_age is not None or service.maximum_age is not None
        return (NotEligible.AGE_UNKNOWN,) if limited and not service.low_threshold else ()
    if service.minimum_age is not None and age < service.minimum_age:
        return (NotEligible.TOO_YOUNG,)
    if service.maximum_age is not None and age > service.maximum_age:
        return (NotEligible.TOO_OLD,)
    return ()


def _against_groups(service: Service, groups: Collection[str]) -> tuple[NotEligible, ...]:
    outside = service.groups and not service.low_threshold and set(service.groups).isdisjoint(groups)
    return (NotEligible.ANOTHER_GROUP,) if outside else ()
