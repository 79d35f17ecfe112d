"""Descriptions of people nobody can be, and the scale that municipalities use unless they have decided otherwise."""

from datetime import date

from hypothesis import strategies as st

from shared.matching import Description, described
from shared.settings import Settings

(_RULE,) = Settings.load("liepaja", {}).intake.matching
SCALE = _RULE.scale()

NAMES = st.sampled_from(["Jānis", "Janis", "Jana", "Anna Marija", "Anna", "Bērziņš", "Bērziņa", "O'Braiens", ""])
DESCRIPTIONS: st.SearchStrategy[Description] = st.builds(
    described,
    given_name=NAMES,
    family_name=NAMES,
    personal_code=st.sampled_from([None, "161175-19997", "161175-19979", "030261-10007", "328673-00679"]),
    birth_date=st.sampled_from([None, date(1961, 2, 3), date(1961, 3, 2), date(1961, 2, 4), date(1999, 9, 9)]),
    phone=st.sampled_from([None, "+371 20000001", "20000002"]),
    address=st.sampled_from([None, "Lielā iela 5-12, Liepāja, LV-3401", "Lielā iela 5-12", "Lielā iela 5-13"]),
)
