"""What intake tells of people: who is whom, and who lives together. Ids and codes only."""

from typing import ClassVar

from shared.contracts.fact import Fact
from shared.contracts.fields import Count, Few, HouseholdId, PersonId, RuleCode, StaffId
from shared.contracts.people_codes import HouseholdRole, ReminderChannel

_ALL = ("cases", "notifications", "reporting")


class PeopleFact(Fact):
    """A fact about people is intake's."""

    publisher: ClassVar[str] = "intake"


class PersonsLinked(PeopleFact, type="persons-linked", version=1, key="person", to=_ALL):
    """Two entries mean one human being. Both stay as they are, and the link can be taken away again."""

    person: PersonId
    """The one entry: where a rule linked them, the later one."""
    other: PersonId
    """The other one."""
    score: Count
    """How well the two agree, from 0 to 100."""
    rule: RuleCode | None = None
    """The rule that linked them; none when a person did."""
    by: StaffId | None = None
    """Who linked them; none when a rule did."""


class PersonsUnlinked(PeopleFact, type="persons-unlinked", version=1, key="person", to=_ALL):
    """Two entries were linked by mistake: they are two people. Nothing was lost by the link, so nothing is restored."""

    person: PersonId
    """The one entry, as in the fact that linked them."""
    other: PersonId
    """The other one."""
    by: StaffId | None = None
    """Who took the link away."""


class ReminderChannelChosen(PeopleFact, type="reminder-channel-chosen", version=1, key="person", to=("reporting",)):
    """A person said how they wish to be reminded. Where to is in no fact."""

    person: PersonId
    """The entry under which it was noted."""
    channel: ReminderChannel
    """How."""
    by: StaffId | None = None
    """Who noted it."""


class HouseholdChanged(PeopleFact, type="household-changed", version=1, key="household", to=("cases", "reporting")):
    """A household (mājsaimniecība) was made, or others belong to it now. Tells the whole household."""

    household: HouseholdId
    """The household."""
    members: Few[PersonId]
    """Who belongs to it; nobody once it is dissolved."""
    roles: Few[HouseholdRole]
    """What each is in it, in the order of `members`."""
    by: StaffId | None = None
    """Who changed it."""
