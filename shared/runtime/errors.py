"""A service that cannot start says why, once, in words."""


class CannotStart(RuntimeError):
    """The text says what is wrong and how to mend it. Trying again by itself would not help."""
