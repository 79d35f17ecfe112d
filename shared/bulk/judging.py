"""From a row of a file to the command that it is, or to why it is none. Nothing of what it says is ever quoted."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import NAMESPACE_URL, UUID

from shared.bulk.kind import MESSAGE, Kind
from shared.contracts.errors import InvalidData
from shared.decision import Cause, Refusal, derived
from shared.stream.record import message_id, own_id
from shared.stream.work import Failure, Heard
from shared.tabular.cells import unescaped
from shared.tabular.columns import Column, Header, body
from shared.tabular.rows import Row

_MESSAGE_ID = "Must have 1 to 200 visible ASCII characters and hold no personal code."


class Rejection(ValueError):
    """Why a row is not taken: pairs of a field's dotted name (none for the row as a whole) and a sentence."""

    def __init__(self, errors: Sequence[tuple[str, str]]) -> None:
        self.errors = tuple(errors)
        super().__init__("; ".join(f"{field}: {why}" if field else why for field, why in self.errors))

    @property
    def fields(self) -> str:
        return " ".join(dict.fromkeys(field for field, _ in self.errors if field))


@dataclass(frozen=True, slots=True)
class Judge:
    """Reads the rows of one file. `partner` is who is said to have sent it; none when it is our own."""

    kind: Kind
    header: Header
    digest: str
    """Of the file: with the number of a line it names a row that nobody gave an id."""
    partner: str | None = None
    run: str = ""
    """Names the import: what has no id of its own is said anew by each."""

    @property
    def command(self) -> str:
        """The name of the service's command that each row is."""
        return self.kind.partner_command if self.partner and self.kind.partner_command else self.kind.command

    def heard(self, row: Row, now: datetime) -> Heard:
        """The row as a command under its line's number. Raises Rejection."""
        if row.cells is None:
            raise Rejection([("", "The quotes are broken: this line could not be read as cells.")])
        width = self.header.width
        if len(row.cells) != width:
            raise Rejection([("", f"Has {len(row.cells)} cells where the first line has {width}.")])
        cells = map(unescaped, row.cells) if self.header.fed_back else row.cells
        pairs = self.header.pairs(list(cells))
        try:
            said = self.kind.read(body([pair for pair in pairs if pair[0] is not MESSAGE]))
        except InvalidData as error:
            raise Rejection([(_dotted(pointer), why) for pointer, why in error.errors]) from None
        return Heard(self.command, str(row.line), said, self._cause(pairs, said, row.line, now))

    def _cause(self, pairs: Iterable[tuple[Column, str]], said: object, line: int, now: datetime) -> Cause:
        given = next((cell for column, cell in pairs if column is MESSAGE), None)
        message = given or getattr(said, self.kind.own_id or "", None)
        if message and own_id({"id": message}) is None:
            raise Rejection([(MESSAGE.name if given else str(self.kind.own_id), _MESSAGE_ID)])
        message = message or f"{self.digest}:{line}{'' if self.kind.takes_message else f':{self.run}'}"
        id = self._id(message)
        return Cause(id, now, str(id), f"partner.{self.partner}" if self.partner else "import", message=message)

    def _id(self, message: str) -> UUID:
        """A partner's message is the same by every door; what is our own has a name of its own for each kind."""
        if self.partner:
            return message_id(self.partner, message)
        return derived(NAMESPACE_URL, f"urn:tilts:import:{self.kind.name}:{message}")


def rejection(failure: Failure) -> Rejection:
    """Why a row that was read could not take effect."""
    error = failure.error
    return Rejection(refused(error) if isinstance(error, Refusal) else [("", failure.detail)])


def refused(no: Refusal) -> list[tuple[str, str]]:
    """A rule's refusal in the words that are the same for every row: those about this one could quote it."""
    return [(_dotted(pointer), f"{no.title} ({no.code}).") for pointer, _ in no.pointers or (("", ""),)]


def _dotted(pointer: str) -> str:
    return pointer.removeprefix("/").replace("/", ".")
