"""Requests, places and nights: until when is decided, where that is contested, who waits how, which beds are kept."""

from collections.abc import Sequence
from datetime import date, time
from typing import Self, TypeVar

from pydantic import Field, model_validator

from shared.calendar import Term
from shared.contracts.fields import RuleCode
from shared.contracts.request_codes import WaitingCriterion
from shared.contracts.shelter_codes import ShelterBringer
from shared.settings.section import Dated, Label, Section, TermText, once


class _OfServices(Dated):
    """A rule for some services; an empty tuple means any. The first that holds on the day and matches decides."""

    code: RuleCode
    services: tuple[RuleCode, ...] = ()

    def matches(self, service: str, day: date) -> bool:
        return self.holds_on(day) and (not self.services or service in self.services)


class DecidingRule(_OfServices):
    """Until when a request is decided, and how the decision is contested."""

    decide_within: TermText
    contest_within: TermText = Term.parse("1 month")
    ground: Label = Label(
        lv="Administratīvā procesa likuma 63., 65. un 67. pants",
        en="Administrative Procedure Law, sections 63, 65 and 67",
        lt="Administracinio proceso įstatymo 63, 65 ir 67 straipsniai",
    )
    """By which provisions it is decided, as the decision says it."""
    contest: Label
    """Where a decision is contested."""


class WaitingRule(_OfServices):
    """How people wait for a place."""

    order: tuple[WaitingCriterion, ...] = Field(min_length=1, max_length=3)
    """What decides first stands first. Who waits for longer always decides last."""
    answer_within: TermText
    """How long an offered place is kept for whoever it is offered to."""
    ask_every: TermText
    """How often whoever waits is asked whether they still do."""
    ask_within: TermText
    """How long an answer to that is waited for."""
    renewal_notice_days: int = Field(30, ge=1, le=366)
    """How many days before a service runs out its renewal is due."""

    @model_validator(mode="after")
    def _order_is_one(self) -> Self:
        once(f"criteria of {self.code}", list(self.order))
        return self


class NightRule(_OfServices):
    """How the nights of a shelter are counted, and which beds are kept."""

    turns_at: time
    """When one night ends and the next begins, by the clock here: a night belongs to the day on which it begins."""
    closes_from: time
    """From when on in its morning a night may be closed."""
    reserve: int = Field(0, ge=0, le=1000)
    """How many beds are kept for whoever is brought."""
    reserve_for: tuple[ShelterBringer, ...] = ()
    """Who may bring somebody to them."""

    @model_validator(mode="after")
    def _closes_before_it_turns(self) -> Self:
        if self.closes_from >= self.turns_at:
            raise ValueError(f"{self.code}: a night closes in its morning, so closes_from is before turns_at")
        return self


class Places(Section):
    """The rules of requests and places. A municipality with rules of its own copies the file and names the copy."""

    deciding: tuple[DecidingRule, ...] = ()
    waiting: tuple[WaitingRule, ...] = ()
    nights: tuple[NightRule, ...] = ()

    def decided_by(self, service: str, day: date) -> DecidingRule:
        """By which rule a request for this service is decided. Raises LookupError when none holds on `day`."""
        return _first(self.deciding, service, day)

    def waited_by(self, service: str, day: date) -> WaitingRule:
        """By which rule people wait for this service. Raises LookupError when none holds on `day`."""
        return _first(self.waiting, service, day)

    def night_rule(self, service: str, day: date) -> NightRule:
        """By which rule the nights of this shelter are counted. Raises LookupError when none holds on `day`."""
        return _first(self.nights, service, day)

    @model_validator(mode="after")
    def _names_are_unique(self) -> Self:
        once("rules of places", [rule.code for rule in (*self.deciding, *self.waiting, *self.nights)])
        for rules in (self.deciding, self.waiting, self.nights):
            if rules and not any(not rule.services and rule.valid_until is None for rule in rules):
                raise ValueError("places: some rule must hold for every service, and without an end")
        return self


_Rule = TypeVar("_Rule", bound=_OfServices)


def _first(rules: Sequence[_Rule], service: str, day: date) -> _Rule:
    for rule in rules:
        if rule.matches(service, day):
            return rule
    raise LookupError(f"no rule of places holds for {service} on {day}: add one to the municipality's file")
