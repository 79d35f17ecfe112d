"""One agency is told once of one matter: what fits the same fact is one notice, and so is what follows within minutes.

The law asks for the least that serves each purpose, each field on a ground that allows it (GDPR, articles 5 and 6). So
a notice that serves several rules stands on the ground of the one whose fields cover those of the others: that is the
union of what they allow, and no field goes on a ground that does not name it. Where no rule covers the other (identity
for one, contact for another), each keeps a notice of its own. The clock is the strictest of them, with its ladder.

Only what concerns one case is joined: its notices are withdrawn with it, and its answers belong to its workers.
"""

from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import datetime
from uuid import UUID

from services.notifications.domain.about import About
from services.notifications.domain.deadlines import acknowledgement
from services.notifications.domain.delivery import Delivery, asked_again, is_urgent
from services.notifications.domain.notice import Notice, Rung, evolve
from services.notifications.domain.rules import Rule
from shared.contracts.codes import FieldSet
from shared.contracts.disclosure import DISCLOSED
from shared.contracts.notifications import NoticeJoined
from shared.decision import Decision

Together = tuple[Rule, ...]
"""Rules that are one notice; the first is the one on whose ground it stands."""
Clock = tuple[datetime, tuple[Rung, ...]]
"""Until when the agency must acknowledge, and the ladder behind it."""


def covers(fields: FieldSet, others: FieldSet) -> bool:
    """Whether the one lets out all that the other does."""
    return DISCLOSED[fields] >= DISCLOSED[others]


def together(rules: Iterable[Rule], alone: Callable[[Rule], bool]) -> tuple[Together, ...]:
    """The rules that fit a fact, as the notices they lead to; an `alone` one is a notice of its own."""
    groups: list[list[Rule]] = []
    for rule in sorted(rules, key=lambda rule: -len(DISCLOSED[rule.field_set])):
        for group in groups:
            first = group[0]
            if first.agency == rule.agency and covers(first.field_set, rule.field_set) and not alone(rule):
                group.append(rule)
                break
        else:
            groups.append([rule])
    return tuple(map(tuple, groups))


def join(notice: Notice, delivery: Delivery | None, id: UUID, rules: Together, about: About, clock: Clock) -> Decision:
    """What would have been notice `id` becomes a part of one that nobody has answered, which is said once more.

    One that has not left yet goes out once, with everything. A stricter clock takes the place of the one that runs.
    """
    acknowledge_by, ladder = clock
    stricter = acknowledge_by < notice.acknowledge_by
    fact = NoticeJoined(
        **notice.names, instead_of=id, rules=tuple(rule.code for rule in rules),
        acknowledge_by=min(acknowledge_by, notice.acknowledge_by),
    )  # fmt: skip
    after = replace(
        evolve(notice, fact), needs=tuple(dict.fromkeys((*notice.needs, *about.needs))),
        ladder=ladder if stricter else notice.ladder,
    )  # fmt: skip
    decision = Decision((after,), (fact,), timers=(acknowledgement(after),) if stricter else ())
    if delivery is None:  # a restored notice has none until its case is heard again
        return decision
    again = asked_again(after, delivery)
    return decision + Decision((replace(again, urgent=again.urgent or is_urgent(about.priority)),))
