"""What stops an installation, in a sentence for the person at the keyboard."""


class Problem(Exception):
    """Says what is wrong, why, and how to mend it."""
