"""In which order to deploy a changed contract, in words for whoever made the change."""

from collections.abc import Sequence

from shared.contracts.compatibility import Change
from shared.contracts.contract import Contract
from shared.contracts.fact import Fact
from shared.contracts.registry import topics_of
from shared.contracts.topics import PARTNER


def is_breaking(changes: Sequence[Change]) -> bool:
    """Whether old data, which the log keeps for ever, could no longer be read."""
    return not all(change.reads_old for change in changes)


def order(contract: type[Contract], changes: Sequence[Change]) -> str:
    """One sentence: who goes first, or why nobody may."""
    if is_breaking(changes):
        return (
            f"Breaking: data written before could not be read. Leave version {contract.version} as it was "
            f"and write version {contract.version + 1} beside it."
        )
    if all(change.old_read for change in changes):
        return "Compatible both ways: deploy in any order."
    readers, writers = _named(_readers(contract)), _named(_writers(contract))
    return f"Readers first: deploy {readers}, then {writers}. Before that, a reader would park what it cannot read."


def _readers(contract: type[Contract]) -> list[str]:
    if issubclass(contract, Fact):
        return list(contract.to)
    return [reader for topic in topics_of(contract) for reader in topic.consumers]


def _writers(contract: type[Contract]) -> list[str]:
    return [writer for topic in topics_of(contract) for writer in topic.producers]


def _named(parties: Sequence[str]) -> str:
    return ", ".join("every partner (tell them, and wait)" if party == PARTNER else party for party in parties)
