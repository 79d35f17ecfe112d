"""A letter as agencies read it where content may not go: in the agency's language, from what `Told` has a place for."""

from uuid import UUID, uuid5

from services.notifications.sending.envelope import Envelope
from services.notifications.sending.letters import Letter
from services.notifications.words.message import Parts, Told, parts
from services.notifications.words.texts import name_in
from shared.settings import Settings
from shared.settings.municipality import ADDRESSES


def link_to(token: str, settings: Settings) -> str:
    """The address of the page that a token opens."""
    base = settings.notifications.public_url or settings.http.base_url("notifications")
    return f"{str(base).rstrip('/')}/answer/{token}"


def address(letter: Letter, settings: Settings) -> str | None:
    """Where the letter goes by its channel; none when the agency's address was taken out of the configuration since."""
    partner = settings.partners.get(letter.due.agency)
    return getattr(partner, ADDRESSES[letter.due.channel]) if partner else None


def written_id(letter: Letter) -> UUID:
    """The same for each try, so that a repeat shows as one; another where somebody asked that it be sent once more."""
    again = letter.due.asked_after
    return uuid5(letter.id, str(again)) if again else letter.id


def told(letter: Letter, settings: Settings) -> Told:
    """What a letter may say without content. Nothing of the message itself is read here."""
    due, partner = letter.due, settings.partners[letter.due.agency]
    return Told(
        agency=name_in(partner.name, partner.language), number=due.number, issued_at=due.issued_at,
        acknowledge_by=due.acknowledge_by, link=link_to(letter.token, settings) if letter.token else None,
        link_until=letter.link_until(settings.notifications.link_days),
    )  # fmt: skip


def written(letter: Letter, settings: Settings) -> Parts:
    """The letter's parts, in the language of its agency."""
    return parts(told(letter, settings), settings.partners[letter.due.agency].language)


def enveloped(letter: Letter, settings: Settings) -> Envelope | None:
    """The letter as it goes out; none when the agency has no address by its channel any more."""
    if (to := address(letter, settings)) is None:
        return None
    words = written(letter, settings)
    sender = name_in(settings.municipality.name, words.language)
    return Envelope(written_id(letter), to, words, sender, letter.begun.begun_at)
