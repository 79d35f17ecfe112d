"""What intake tells of registers: how many there are of a group, by whose count. Numbers without anybody in them."""

from typing import ClassVar

from shared.contracts.fact import Fact
from shared.contracts.fields import AtvkCode, Count, Day, Flag, RuleCode, StaffId
from shared.contracts.register_codes import CountNote, TargetGroup


class RegisterCountRecorded(Fact, type="register-count-recorded", version=1, key="target_group", to=("reporting",)):
    """A register's figure was entered, or corrected: the later fact of the same group, source, day, territory and
    `quoted` stands in place of the earlier one."""

    publisher: ClassVar[str] = "intake"

    target_group: TargetGroup
    """Who was counted."""
    count: Count
    """How many there are."""
    source: RuleCode
    """Who counted, by the code that the municipality's configuration has for it."""
    counted_on: Day
    """The day for which the number holds."""
    territory: AtvkCode | None = None
    """The territory for which it holds; the whole municipality when none is named."""
    quoted: Flag = False
    """Whether somebody only said it: a quoted figure stands beside the one that was counted, never in its place."""
    note: CountNote | None = None
    """What is to be known of the number."""
    by: StaffId | None = None
    """Who entered it; none for a file, or an account that is nobody's of the staff."""
