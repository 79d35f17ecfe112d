"""Figures of a partner abroad: they stand beside those of our own registers, under the partner's code."""

from collections.abc import Iterable

from services.intake.domain.registers import counts
from services.intake.domain.registers.counts import Figure
from services.intake.domain.rules import Rules
from shared.contracts.partner import AggregateRegistered, AggregateReported
from shared.decision import Cause, Decision, Handler, Ref, Refusal, Reply, World


def _figure(said: AggregateReported, cause: Cause) -> Figure:
    return Figure(
        target_group=said.target_group, count=said.count, source=cause.partner, counted_on=said.counted_on,
        note=said.note,
    )  # fmt: skip


def refs(said: AggregateReported, cause: Cause, rules: Rules) -> Iterable[Ref]:
    return counts.refs(_figure(said, cause), cause, rules)


def report(world: World, said: AggregateReported, cause: Cause, rules: Rules) -> Decision:
    """Enter or correct it. Raises Refusal when the partner is not abroad: others have no figures agreed with us."""
    if not rules.reports_figures(cause.partner):
        raise Refusal(
            code="figures-not-agreed", title="Figures are not agreed with this partner", status=403,
            detail="Figures are taken from partners of the kind foreign: ask the municipality.",
        )  # fmt: skip
    told = AggregateRegistered(
        message=cause.message or str(cause.id), reference=said.reference, target_group=said.target_group,
        counted_on=said.counted_on, received_at=cause.time,
    )  # fmt: skip
    return counts.record(world, _figure(said, cause), cause, rules) + Decision(replies=(Reply(cause.partner, told),))


MESSAGES = {AggregateReported.type: Handler(refs, report)}
