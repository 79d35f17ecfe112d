"""The figures of the October before that November and of the December after it, worked out by hand.

What stands in neither is empty: nearly all that is told happened in November, and none of it counts in other months.
"""

from tests.services.reporting.expected_services import (
    CARE,
    CLUB,
    DAY,
    FLATS,
    HIDDEN,
    HOME,
    HOUR,
    SAND,
    SHELTER,
    by_offer,
)
from tests.services.reporting.expected_services import EXPECTED as OF_NOVEMBER
from tests.services.reporting.november_people import ADULTS, FAMILIES

FAMILIES_ID, ADULTS_ID = str(FAMILIES), str(ADULTS)
_ALWAYS = {name: OF_NOVEMBER[name] for name in ("coverage.gap", "coverage.counts", "institutions")} | {
    # The club is there on one day of November only.
    "capacity.bottleneck": [(str(SAND), "staff", 0, 4, 2)],
    # Whoever is here, and what waits, is as it is now.
    "staff": [(FAMILIES_ID, "social_worker", 1, 1), (ADULTS_ID, "supervisor", 1, 0)],
    "parked": [("cases", "invalid", 1, 0, 0, 0), ("intake", "invalid", 0, 1, 0, 0)],
}

OCTOBER = _ALWAYS | {
    "overview": [(2, 1, 1, 1, 1, 2, 1, 1, 1, 0, 1, 0, 0, 0, 2, 1, 0)],
    # In September nothing happened; C8 and C9 were open, and nobody waited.
    "overview.before": [(0, 0, 0, 0, 0, 2, 0, 0, 0, 0, 0)],
    # R7, and R0 at 23:59 of the last day, both of a school about a child. Nobody decided R0; R7 was decided too late.
    "referrals.over_time": [("2026-10-06", "urgent", 1), ("2026-10-31", "routine", 1)],
    "referrals.by_source": [("school", 2)],
    "referrals.by_kind": [("school.absence", 2)],
    "referrals.by_need": [("child_neglect", 2)],
    "referrals.by_age": [("7-13", 2)],
    "referrals.by_target_group": [("children", 2)],
    "referrals.by_territory": [("unknown", 2)],
    "referrals.by_channel": [("kafka", 2)],
    "referrals.by_state": [("declined", 1), ("received", 1)],
    "referrals.declined": [("not_eligible", 1)],
    "referrals.clock": [("routine", 1, 0, 0, 1), ("urgent", 1, 0, 1, 0)],
    "referrals.early_warnings": [("2026-10-31", "crisis", 4, 1)],
    # R7 took two days, and so did the first visit of C7.
    "turnaround": [("decided", 1, 2 * DAY, 2 * DAY), ("visited", 1, 2 * DAY, 2 * DAY)],
    # C7 opened on the 5th at 10 and C9 in June, C8 closed.
    "cases.age": [("7-29", "routine", 1), ("90-179", "routine", 1)],
    "cases.by_unit": [(ADULTS_ID, 1, 1, 2)],
    "cases.by_class": [("routine", 1, 1, 2)],
    "cases.outcomes": [("moved_away", 1)],
    "cases.first_contact": [("routine", 1, 0, 0, 0)],
    "cases.by_state": [("adult", "open", 1), ("adult", "reopened", 1)],
    "cases.by_risk": [("adult", "unknown", 2)],
    "cases.movements": [("adult", "closed", 1), ("adult", "opened", 1)],
    # L4 L5 L6 L7 came, L5 and L6 were approved and are in force.
    "plans": [("rehabilitation", 4, 0, 2, 2, 0)],
    # V0 and V9.
    "visits.by_mode": [("in_person", 1, 0, 1, 0, 0, 0), ("phone", 1, 1, 0, 0, 0, 0)],
    "visits.duration": [("phone", 15, 15, 15)],
    "visits.missed": [("client_absent", 1)],
    # A day of October is an hour longer.
    "work.by_mode": [("normal", 31 * DAY + HOUR, 2, 1, 0, 1, 0)],
    # Two beds are to come, and the club.
    "capacity.offers": by_offer(
        (SAND, 4, 0, 5, 0), (FLATS, None, None, 2, 2), (CARE, *[None] * 4), (SHELTER, None, None, 8, 8),
        (HIDDEN, None, 3, None, 3),
    ),
    "capacity.pipeline": by_offer(
        (SAND, "2027-01-04", None, 2, None), (SHELTER, "2026-11-30", None, None, 10),
        (HOME, "2027-03-01", None, None, 40), (CLUB, "2026-11-30", 20, 10, None), (CLUB, "2027-02-01", 30, None, None),
    ),
    # Q1 waits for a flat, which Q8 has one of, Q12 for sand play; Q6 and Q10 receive home care.
    "capacity.used": by_offer(
        (SAND, 0, 0, 1, 0), (FLATS, 1, 0, 1, 1), (CARE, 2, 0, 0, None), (SHELTER, 0, 0, 0, 8)
    ),
    # From the 1st and the 3rd at 10 to midnight in Riga.
    "waiting.now": [("flats", 1, *[30 * DAY + 12 * HOUR] * 3), ("sand-play", 1, *[28 * DAY + 12 * HOUR] * 3)],
    "waiting.age": [("7-29", "routine", 1), ("30-89", "routine", 1)],
    # Q1 and Q0 came; Q1 was granted, Q0 not even refused. Q12 Q14 Q15: Q14 was refused and may be contested, nobody
    # has to decide Q15 before December.
    "requests.by_service": [("flats", 2, 0, 1, 0, 1, 1, 0), ("sand-play", 3, 0, 1, 1, 1, 0, 1)],
    "requests.refused": [("unknown", 1)],
    "places.offered": [("sand-play", 1, 0, 1)],
    "places.declined": [("postponed", 1)],
    "services.by_kind": [("group_apartment", 0, 0, 0, 1, 0), ("home_care", 0, 0, 0, 2, 0)],
    # Q6 and Q10: 31 days of 10 minutes each. E0 is of Q6: 250 and 310 short.
    "home_care.hours": [(str(CARE), 2, 620, 60, 560)],
    "home_care.tasks": [("meals", 1, 60)],
    "shelter.nights": [(str(SHELTER), 1, 3, 10, 0, 0)],
    # B5 and B6, which ended on the last day.
    "benefits": [("gimenes-valsts-pabalsts", "state", 0, 1, 0), ("gmi-pabalsts", "municipality", 0, 2, 1)],
    # N0 was refused 27 days later, which is late, and withdrawn after that.
    "agencies.turnaround": [("barintiesa", *[27 * DAY] * 4)],
    "agencies.notices": [("barintiesa", 1, 1, 1, 0, 1, 1, 0, 1, 0)],
    "agencies.by_rule": [("barintiesa", "child-at-risk", 1, 1, 0, 100)],
    "agencies.refusals": [("barintiesa", "unknown", 1)],
    # Nobody has a case; V9 was within office hours.
    "workload.by_role": [("social_worker", 2, 0, 0, None, 0, 0)],
    # Ligita's first aid runs out in November; Gunta's certificate in December, and Ligita's, which is not renewed yet.
    "trainings": [("pirma-palidziba", 0, 1, 1), ("vardarbiba", 0, 2, 2)],
    "coverage.territories": [("0005000", 0, 0, 0), ("0027000", 0, 0, 2), ("unknown", 2, 2, 11)],
    "coverage.needs": [("0005000", "children", 0, 0)],
    # Neither R7 nor R0 was decided in time. Q1 and Q12 wait.
    "indicators": [("in-time", 0, 95, 95), ("waiting", 2, 1, 1), ("flats", 1, 3, 0)],
    "planning.needs": [("crisis", 1, 0, 2), ("reemigrant", 1, 0, 0)],
    "planning.workshops": [("in-april", 41, 3)],
}  # fmt: skip

DECEMBER = _ALWAYS | {
    # Late in the middle of it, though nothing of that began in it: C4 C5; T3 T4 T7; V7 V8 V10.
    "overview": [(1, 3, 0, 0, 1, 4, 0, 0, 0, 0, 1, 2, 3, 3, 3, 1, 0)],
    # From the 16th to the 30th of November: R5; R0 R5 undecided; C5 C6 C10, C6 C1; C2 C4 C5 C9 C10; V3 V11; N4
    # N5; Q2 Q3; Q5.
    "overview.before": [(1, 2, 0, 3, 2, 5, 2, 0, 2, 2, 1)],
    # R6, at 00:00 of the first day. Nobody said how urgent it is.
    "referrals.over_time": [("2026-12-01", "unknown", 1)],
    "referrals.by_source": [("resident", 1)],
    "referrals.by_kind": [("self_referral", 1)],
    "referrals.by_need": [("home_care", 1)],
    "referrals.by_age": [("65+", 1)],
    "referrals.by_target_group": [("older_people", 1)],
    "referrals.by_territory": [("unknown", 1)],
    "referrals.by_channel": [("phone", 1)],
    "referrals.by_state": [("received", 1)],
    "referrals.clock": [("unknown", 1, 0, 0, 1)],
    "referrals.early_warnings": [("2026-12-01", "crisis", 3, 0)],
    # At noon of the 15th C5 is open for 16 days, C4 for 32, C2 for 39, C9 since June. C10 was closed
    # at 00:00 of the first day.
    "cases.age": [("7-29", "routine", 1), ("30-89", "routine", 1), ("30-89", "urgent", 1), ("180+", "routine", 1)],
    "cases.by_unit": [(FAMILIES_ID, 0, 0, 2), (ADULTS_ID, 0, 1, 2)],
    "cases.by_class": [("asap", 0, 1, 0), ("routine", 0, 0, 3), ("urgent", 0, 0, 1)],
    "cases.outcomes": [("needs_met", 1)],
    "cases.movements": [("adult", "closed", 1)],
    "cases.by_state": [
        ("adult", "assigned", 1), ("adult", "reopened", 1), ("adult", "suspended", 1), ("household", "services", 1),
    ],
    "cases.by_risk": [("adult", "low", 1), ("adult", "unknown", 2), ("household", "high", 1)],
    # L2 was to be looked at in November; L4 came into force, and is to be looked at today.
    "plans": [("rehabilitation", 0, 0, 1, 2, 1)],
    # From midnight in Riga to noon (UTC) of the 15th.
    "work.by_mode": [("normal", 14 * DAY + 14 * HOUR, 1, 0, 0, 0, 0)],
    "capacity.offers": by_offer(
        (SAND, 4, 0, 5, 0), (FLATS, None, None, 2, 2), (CARE, *[None] * 4), (SHELTER, None, None, 10, 10),
        (HIDDEN, None, 3, None, 3),
    ),
    "capacity.pipeline": by_offer((SAND, "2027-01-04", None, 2, None), (HOME, "2027-03-01", None, None, 40)),
    "capacity.used": by_offer(
        (SAND, 0, 0, 2, 0), (FLATS, 1, 1, 1, 0), (CARE, 1, 0, 0, None), (SHELTER, 0, 0, 0, 10)
    ),
    # Q2 since the 10th of November, Q3 since the 16th and Q13 since the 24th, all at 10.
    "waiting.now": [
        ("flats", 1, *[35 * DAY + 2 * HOUR] * 3),
        ("sand-play", 2, 21 * DAY + 2 * HOUR, *[29 * DAY + 2 * HOUR] * 2),
    ],
    "waiting.age": [("7-29", "routine", 1), ("7-29", "urgent", 1), ("30-89", "routine", 1)],
    # Q4 may be contested until the 20th; Q13 was granted, nobody decided Q5.
    "requests.by_service": [("flats", 0, 0, 0, 0, 0, 0, 1), ("sand-play", 0, 0, 1, 0, 1, 1, 0)],
    "services.by_kind": [
        ("group_apartment", 0, 0, 0, 1, 1), ("home_care", 0, 0, 0, 1, 0), ("undisclosed", 0, 0, 0, 1, 0),
    ],
    # E6 came though Q7 is over.
    "home_care.hours": [(str(CARE), 1, 0, 30, 0)],
    "home_care.tasks": [("meals", 1, 30)],
    # B7, and B8 since the 5th.
    "benefits": [("gimenes-valsts-pabalsts", "state", 0, 1, 0), ("majokla-pabalsts", "municipality", 0, 2, 0)],
    # Ligita has C2 and C4 still, Zane C5. Since the 17th of November only V11 happened.
    "workload.by_role": [("social_worker", 2, 3, 12, 33, 0, 0)],
    # Gunta's holds on its last day; she learned first aid, as Zane did.
    "trainings": [("pirma-palidziba", 1, 2, 1), ("vardarbiba", 0, 2, 1)],
    # Y3 says no; C2 C4 C5 C9 were open, and C10 at midnight.
    "surveys.answers": [("apmierinatiba", 1, 0, 0, 0, 0, 0)],
    "surveys.life_improved": [("client", "no", 1)],
    "surveys.response": [("apmierinatiba", 0, 1, 0, 1, 5, 20)],
    "coverage.territories": [("0005000", 2, 2, 0), ("0027000", 0, 0, 2), ("unknown", 2, 1, 13)],
    "coverage.needs": [("0005000", "children", 1, 0), ("0005000", "violence_in_family", 1, None)],
    # 3 of R0 to R7 is 37.5 %; halves go up.
    "indicators": [("in-time", 38, 95, 57), ("waiting", 3, 1, 2), ("flats", 1, 3, 0)],
    "planning.needs": [("crisis", 3, 0, 4), ("reemigrant", 1, 0, 0)],
    "planning.workshops": [("in-april", 41, 3), ("today", 7, 1), ("to-come", 9, 1)],
}  # fmt: skip
