"""The sample files have every kind of service that a municipality named; and a wrong file is refused."""

import pytest
from pydantic import ValidationError

from services.cases.domain.catalogue.organization import Organization
from services.cases.domain.catalogue.service import Service
from shared.contracts.catalogue_codes import CapacityPart, ProviderKind, ServiceKind
from shared.settings import Settings
from shared.settings.catalogue import Catalogue
from tests.services.cases.catalogue.samples import of, the

SLUGS = ("liepaja", "dobele", "aizkraukle", "dienvidkurzeme")


def test_the_samples_name_every_kind_of_service_and_of_provider_that_the_rows_do():
    entries = [one for slug in SLUGS for one in of(slug)]
    kinds = {one.kind for one in entries if isinstance(one, Service)}
    assert kinds == set(ServiceKind) - {ServiceKind.OTHER}
    providers = {one.provider for one in entries if isinstance(one, Organization)}
    assert providers == set(ProviderKind) - {ProviderKind.COMPANY, ProviderKind.STATE}


@pytest.mark.parametrize(
    ("slug", "code", "field", "value"),
    [
        ("dobele", "smilsu-spele", "funding", "atver-sirdi-zemgale"),
        ("dobele", "psihologs", "maximum_age", 25),
        ("liepaja", "atkaribu-centrs", "sensitive", True),
        ("liepaja", "nakts-patversme", "low_threshold", True),
        ("liepaja", "pensionaru-dienas-centrs", "low_threshold", True),
        ("liepaja", "aprupe-majas", "levels", ("limenis-1-5-stundas", "limenis-2-10-stundas", "limenis-3-20-stundas")),
        ("dienvidkurzeme", "atbalsts-reemigrantiem", "languages", ("lv", "en", "lt")),
    ],
)
def test_a_service_is_as_it_was_named(slug, code, field, value):
    assert getattr(the(slug, code), field) == value


@pytest.mark.parametrize("slug", SLUGS)
def test_everything_has_a_source_and_a_plain_text_in_two_languages(slug):
    file = Settings.load(slug, {}).catalogue
    assert all(one.source for one in (*file.provider, *file.place, *file.service))
    texts = [text for one in file.service for text in (one.short.lv, one.short.en)]
    assert max(len(text.split()) for text in texts) <= 15, "a text that is longer is not plain"


def test_four_social_houses_two_group_apartments_and_the_sand_play_rooms_are_counted():
    liepaja = {one.code: len(one.at) for one in Settings.load("liepaja", {}).catalogue.service}
    assert (liepaja["sociala-maja"], liepaja["grupu-dzivokli"], liepaja["pensionaru-dienas-centrs"]) == (4, 2, 2)
    (sand_play,) = (one.at[0] for one in Settings.load("dobele", {}).catalogue.service if one.code == "smilsu-spele")
    said = {one.part: one.count for one in sand_play.capacity}
    assert (said[CapacityPart.ROOMS], said[CapacityPart.STAFF]) == (2, 0)


PROVIDER = {"code": "dienests", "kind": "municipality", "name": {"lv": "D", "en": "D"}, "short": {"lv": "D", "en": "D"},
            "source": "Invented"}  # fmt: skip
PLACE = {"code": "te", "name": {"lv": "Te", "en": "Here"}, "source": "Invented"}
SERVICE = {"code": "pakalpojums", "provider": "dienests", "kind": "other", "name": {"lv": "P", "en": "S"},
           "short": {"lv": "P", "en": "S"}, "apply": {"lv": "P", "en": "S"}, "at": [{"place": "te"}],
           "source": "Invented"}  # fmt: skip


@pytest.mark.parametrize(
    ("service", "words"),
    [
        ({"provider": "cits"}, "add it as \\[\\[provider\\]\\]"),
        ({"at": [{"place": "tur"}]}, "add it as \\[\\[place\\]\\]"),
        ({"at": [{"place": "te"}, {"place": "te"}]}, "are called te"),
        ({"minimum_age": 25, "maximum_age": 3}, "for nobody"),
        ({"valid_from": "2027-01-02", "valid_until": "2027-01-01"}, "ends before it begins"),
    ],
)
def test_a_file_that_cannot_be_is_refused_with_what_to_do(service, words):
    with pytest.raises(ValidationError, match=words):
        Catalogue.model_validate({"provider": [PROVIDER], "place": [PLACE], "service": [SERVICE | service]})


@pytest.mark.parametrize(
    ("position", "words"),
    [
        ({"latitude": 56.5}, "half of a position"),
        ({"latitude": 96.5, "longitude": 21}, "less than or equal to 90"),
        ({"latitude": 56.5, "longitude": 181}, "less than or equal to 180"),
    ],
)
def test_a_place_is_somewhere_on_earth_or_nowhere(position, words):
    with pytest.raises(ValidationError, match=words):
        Catalogue.model_validate({"place": [PLACE | position]})
