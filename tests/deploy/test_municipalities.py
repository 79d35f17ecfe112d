"""Every municipality's file loads, tells the truth about its territory, and keeps secrets elsewhere."""

from datetime import date

import pytest

from shared.contracts.codes import NoticeChannel, PartnerKind, StaffRole
from shared.settings import Settings, explain
from shared.settings.settings import MUNICIPALITIES

SLUGS = sorted(file.stem for file in MUNICIPALITIES.glob("*.toml") if "." not in file.stem)


@pytest.fixture(params=SLUGS)
def settings(request):
    return Settings.load(request.param, {})


def test_the_samples_are_there():
    assert SLUGS == ["aizkraukle", "dienvidkurzeme", "dobele", "liepaja"]


@pytest.mark.parametrize("slug", SLUGS)
def test_it_is_named_like_its_file(slug):
    assert Settings.load(slug, {}).municipality.slug == slug


@pytest.mark.parametrize(
    ("slug", "code"),
    [("liepaja", "0005000"), ("aizkraukle", "0020000"), ("dienvidkurzeme", "0027000"), ("dobele", "0028000")],
)
def test_the_code_of_the_territory(slug, code):
    municipality = Settings.load(slug, {}).municipality
    assert municipality.atvk_on(date(2021, 7, 1)) == code
    assert all("MK 379/2021" in entry.source for entry in municipality.atvk)


def test_numbers_and_slugs_of_two_municipalities_never_meet():
    municipalities = [Settings.load(slug, {}).municipality for slug in SLUGS]
    assert len({each.number_prefix for each in municipalities}) == len(SLUGS)
    assert len({each.slug for each in municipalities}) == len(SLUGS)


def test_somebody_takes_in_referrals_somebody_works_and_somebody_leads(settings):
    roles = {member.role for unit in settings.units.values() for member in unit.staff}
    assert {StaffRole.INTAKE_WORKER, StaffRole.SOCIAL_WORKER, StaffRole.SUPERVISOR, StaffRole.HEAD} <= roles


def test_the_police_report_and_the_orphans_court_is_told(settings):
    kinds = {partner.kind for partner in settings.partners.values()}
    assert {PartnerKind.POLICE, PartnerKind.SCHOOL, PartnerKind.ORPHANS_COURT} <= kinds
    assert any(rule.agency == "barintiesa" for rule in settings.notifications.rules.rule)


def test_the_day_in_liepaja_has_its_partners():
    partners = Settings.load("liepaja", {}).partners
    assert {partner.kind for partner in partners.values() if partner.sends} == {
        PartnerKind.POLICE,
        PartnerKind.SCHOOL,
        PartnerKind.KINDERGARTEN,
        PartnerKind.HOSPITAL,
        PartnerKind.ORPHANS_COURT,
        PartnerKind.MUNICIPALITY,
        PartnerKind.PROVIDER,
        PartnerKind.NGO,
        PartnerKind.OTHER,
    }
    assert NoticeChannel.WEBHOOK in partners["krizes-centrs"].notice_channels


def test_no_secret_stands_in_a_file(settings):
    assert not [line for line in explain(settings) if line.value == "••••"]
