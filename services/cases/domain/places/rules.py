"""What requests and places are judged by, in the domain's terms. The rules are dated configuration."""

from collections.abc import Sequence
from datetime import date
from typing import Protocol

from services.cases.domain.shelter.rules import NightRule
from shared.calendar import Term
from shared.contracts.request_codes import WaitingCriterion


class Label(Protocol):
    lv: str
    en: str
    lt: str


class DecidingRule(Protocol):
    """Until when a request is decided, and how the decision is contested."""

    code: str
    source: str
    decide_within: Term
    contest_within: Term
    ground: Label
    contest: Label


class WaitingRule(Protocol):
    """How people wait for a place; see the settings for what each means."""

    code: str
    source: str
    order: Sequence[WaitingCriterion]
    answer_within: Term
    ask_every: Term
    ask_within: Term
    renewal_notice_days: int


class PlaceRules(Protocol):
    def decided_by(self, service: str, day: date) -> DecidingRule:
        """By which rule a request for this service is decided."""

    def waited_by(self, service: str, day: date) -> WaitingRule:
        """By which rule people wait for this service."""

    def night_rule(self, service: str, day: date) -> NightRule:
        """By which rule the nights of this shelter are counted."""
