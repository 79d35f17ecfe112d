"""Invented people. Nobody of them can exist: see what each part says about itself."""

from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from shared.contracts import personal_code

AGES = {"child": (2, 12), "pupil": (7, 17), "teen": (14, 17), "adult": (19, 62), "senior": (66, 92)}
"""Whole years, first and last."""

_GIVEN = {
    ("young", "m"): "Ādams Dāvis Emīls Ernests Gustavs Jēkabs Kārlis Ņikita Olivers Roberts Tomass Žanis",
    ("young", "f"): "Ance Anna Džesika Elīza Ērika Katrīna Ļena Paula Rūta Šarlote Ūna Žanete",
    ("grown", "m"): "Aigars Ainārs Edgars Ģirts Jānis Kaspars Ļevs Mārtiņš Oļegs Sandris Uģis Zintis",
    ("grown", "f"): "Agnija Aļona Baiba Inga Jūlija Kristīne Līga Ņina Sņežana Vēsma Zanda Žanna",
    ("old", "m"): "Arvīds Ēvalds Gunārs Imants Jāzeps Leonīds Pēteris Voldemārs",
    ("old", "f"): "Ārija Ērika Ļubova Mirdza Valija Velta Zigrīda Žeņa",
}

# Made from words of the coast, so that the family names are Latvian in form and nobody's.
_FAMILY = (
    ("Bākkalns", "Bākkalna"),
    ("Čiekurlauks", "Čiekurlauka"),
    ("Dūņuzvejnieks", "Dūņuzvejniece"),
    ("Dzintarargs", "Dzintararga"),
    ("Ērgļkāpa", "Ērgļkāpa"),
    ("Grantsmilga", "Grantsmilga"),
    ("Jūrkāvnieks", "Jūrkāvniece"),
    ("Kāpuniedrs", "Kāpuniedra"),
    ("Ķīvītlīcis", "Ķīvītlīce"),
    ("Laivsargs", "Laivsarga"),
    ("Liedagzars", "Liedagzara"),
    ("Molvējš", "Molvēja"),
    ("Ņurdstraumis", "Ņurdstraume"),
    ("Ostmigla", "Ostmigla"),
    ("Rietkrasts", "Rietkrasta"),
    ("Roņlīnis", "Roņlīne"),
    ("Sēkļakmens", "Sēkļakmene"),
    ("Smilgkrants", "Smilgkranta"),
    ("Šķautnbangs", "Šķautnbanga"),
    ("Vējstabiņš", "Vējstabiņa"),
    ("Viļņarājs", "Viļņarāja"),
    ("Žagarzvejs", "Žagarzveja"),
)

# Streets that are there, with house numbers that are not: none of them goes beyond 300.
_STREETS = (
    *("Atmodas bulvāris", "Brīvības iela", "Dunikas iela", "Dzērves iela", "Flotes iela", "Ganību iela", "Graudu iela"),
    *("Kaiju iela", "Klaipēdas iela", "Krūmu iela", "Kūrmājas prospekts", "Lazaretes iela", "Mirdzas Ķempes iela"),
    *("Peldu iela", "Raiņa iela", "Spīdolas iela", "Tukuma iela", "Uliha iela", "Ventas iela", "Zemnieku iela"),
)


@dataclass(frozen=True, slots=True)
class Person:
    """`gender` is m or f. The code is missing for some, as in life."""

    given_name: str
    family_name: str
    gender: str
    birth_date: date
    personal_code: str | None
    address: str
    phone: str


def person(random: Random, who: str, today: date, gender: str | None = None) -> Person:
    """Somebody of the ages of `who` on `today`."""
    gender = gender or random.choice("mf")
    years = random.randint(*AGES[who])
    birth_date = today - timedelta(days=years * 365.25 + random.randint(20, 340))
    generation = "young" if years < 25 else "grown" if years < 63 else "old"
    return Person(
        given_name=random.choice(_GIVEN[generation, gender].split()),
        family_name=random.choice(_FAMILY)[gender == "f"],
        gender=gender,
        birth_date=birth_date,
        personal_code=_personal_code(random, birth_date) if random.random() < 0.9 else None,
        address=f"{random.choice(_STREETS)} {random.randint(301, 398)}-{random.randint(1, 60)}, Liepāja",
        phone=_phone(random),
    )


def _personal_code(random: Random, birth_date: date) -> str:
    """A code of either form that belongs to nobody.

    The new form begins with 39, which the register is far from. The old one has a checksum that does not match: intake
    takes it all the same, with a warning.
    """
    if random.random() < 0.5:
        stem, fits = f"39{random.randint(0, 9999):04}-{random.randint(0, 9999):04}", True
    else:
        century = birth_date.year // 100 - 18
        stem, fits = f"{birth_date:%d%m%y}-{century}{random.randint(0, 999):03}", False
    codes = [f"{stem}{digit}" for digit in range(10)]
    code = random.choice([code for code in codes if ("checksum" not in personal_code.warnings(code)) is fits])
    return code if random.random() < 0.8 else code.replace("-", "")


def _phone(random: Random) -> str:
    """No number of the country begins with 5."""
    return f"+371 5{random.randint(0, 9_999_999):07}"
