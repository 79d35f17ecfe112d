"""Why a partner's message was rejected, in the form of RFC 9457; receipts and notices say it alike."""

from shared.contracts.fields import Few
from shared.contracts.partner.fields import EdgePart, Pointer, ShortText
from shared.contracts.text import line, prose


class FieldProblem(EdgePart):
    """One thing that is wrong with a message, without the value that is wrong."""

    pointer: Pointer
    """Where, as a JSON pointer, e.g. `/subject/birth_date`; empty for the whole message."""
    message: line(1000)
    """What is wrong and what would be right."""


class Problem(EdgePart):
    """Why a message was rejected, in the form of RFC 9457."""

    type: line(200)
    """The kind of problem, a URI."""
    title: ShortText
    """The kind of problem, in words."""
    detail: prose(2000) | None = None
    """What to do about it."""
    errors: Few[FieldProblem] = ()
    """The fields concerned."""
