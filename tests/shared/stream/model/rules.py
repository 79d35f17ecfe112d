"""What the model plays with: the code of shared/stream. A mutant is the same with one rule broken."""

from collections.abc import Callable, Generator
from dataclasses import dataclass
from typing import Any

from shared.stream import agreement, cursor, judging
from tests.shared.stream.model import actors

Actor = Callable[[Any], Generator[None, int, None]]


@dataclass(frozen=True, slots=True)
class Rules:
    judge_all: Callable = judging.judge_all
    compare: Callable = agreement.compare
    enter: Callable = cursor.enter
    follow: Callable = cursor.follow
    relay: Actor = actors.relay
    consumer: Actor = actors.consumer
    pulled: Callable = actors.pulled
