"""What is read by people, in three languages."""

from dataclasses import dataclass

from shared.contracts.fields import PublicLabel


@dataclass(frozen=True, slots=True)
class Words:
    """A name or a short text; empty where nobody translated it."""

    lv: str
    en: str = ""
    lt: str = ""

    @property
    def label(self) -> PublicLabel:
        return PublicLabel(lv=self.lv, en=self.en, lt=self.lt)


NOTHING = Words("")


def told(label: PublicLabel) -> Words:
    """A name as a fact has it."""
    return Words(label.lv, label.en, label.lt)
