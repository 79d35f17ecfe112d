"""Whose hand it is: what is signed, approved or promised is so by a member of staff."""

from uuid import UUID

from shared.decision import Cause, Refusal


def staff_of(cause: Cause) -> UUID:
    """The member of staff behind a command. Raises Refusal for an account that is nobody's of the staff."""
    if cause.staff is None:
        raise Refusal(
            code="account-not-staff", status=403, title="The account is nobody's of the staff",
            detail="Sign in as a member of staff: this is kept with whoever did it.",
        )  # fmt: skip
    return cause.staff
