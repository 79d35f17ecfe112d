"""The figures of the October before that November and of the December after it, worked out by hand.

What stands in neither is empty: nearly all that is told happened in November, and none of it counts in other months.
"""

from tests.services.reporting.expected_services import CARE, CLUB, DAY, FLATS, HOUR, SAND, SHELTER, by_offer
from tests.services.reporting.expected_services import EXPECTED as OF_NOVEMBER
from tests.services.reporting.november_people import ADULTS, FAMILIES

FAMILIES_ID, ADULTS_ID = str(FAMILIES), str(ADULTS)
_STAYS = (
    "capacity.offers", "capacity.bottleneck", "capacity.pipeline", "coverage.gap", "coverage.counts", "institutions",
)  # fmt: skip
"""What was said of services and registers before all three months."""

_ALWAYS = {name: OF_NOVEMBER[name] for name in _STAYS} | {
    # Whoever is here, and what waits, is as it is now.
    "staff": [(FAMILIES_ID, "social_worker", 1, 1), (ADULTS_ID, "supervisor", 1, 0)],
    "parked": [("cases", "invalid", 1, 0, 0, 0), ("intake", "invalid", 0, 1, 0, 0)],
    "benefits": [("gimenes-valsts-pabalsts", "state", 0, 1, 0)],
}

OCTOBER = _ALWAYS | {
    "overview": [(2, 1, 1, 1, 1, 2, 1, 1, 1, 0, 1, 0, 0, 0, 1, 1, 0)],
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
    # V0 and V9.
    "visits.by_mode": [("in_person", 1, 0, 1, 0, 0, 0), ("phone", 1, 1, 0, 0, 0, 0)],
    "visits.duration": [("phone", 15, 15, 15)],
    "visits.missed": [("client_absent", 1)],
    # A day of October is an hour longer.
    "work.by_mode": [("normal", 31 * DAY + HOUR, 2, 1, 0, 1, 0)],
    # Q1 waits for a flat, which Q8 has one of; Q6 receives home care.
    "capacity.used": by_offer(
        (SAND, 0, 0, 0, 0), (FLATS, 1, 0, 1, 1), (CARE, 1, 0, 0, None), (SHELTER, 0, 0, 0, 10), (CLUB, 0, 0, 0, 10)
    ),
    "waiting.now": [("flats", 1, *[30 * DAY + 12 * HOUR] * 3)],
    "waiting.age": [("30-89", "routine", 1)],
    # Q1 and Q0 came; Q1 was granted, Q0 not even refused.
    "requests.by_service": [("flats", 2, 0, 1, 0, 1, 1, 0)],
    "services.by_kind": [("group_apartment", 0, 0, 0, 1, 0), ("home_care", 0, 0, 0, 1, 0)],
    # Q6: 31 days of 10 minutes, E0.
    "home_care.hours": [(str(CARE), 1, 310, 60, 250)],
    "home_care.tasks": [("meals", 1, 60)],
    # N0 was answered 27 days later, which is late.
    "agencies.turnaround": [("barintiesa", *[27 * DAY] * 4)],
    "agencies.notices": [("barintiesa", 1, 1, 1, 1, 0, 1, 0, 0, 0)],
    "agencies.by_rule": [("barintiesa", "child-at-risk", 1, 1, 0, 100)],
    # Nobody has a case; V9 was within office hours.
    "workload.by_role": [("social_worker", 2, 0, 0, None, 0, 0)],
    # Gunta's, which runs out in December.
    "trainings": [("vardarbiba", 0, 1, 1)],
    "coverage.territories": [("0005000", 0, 0, 10), ("0027000", 0, 0, 2), ("unknown", 2, 1, 13)],
    "coverage.needs": [("0005000", "children", 0, 0), ("0005000", "youth", 0, 10)],
    # Neither R7 nor R0 was decided in time. Q1 waits.
    "indicators": [("in-time", 0, 95, 95), ("waiting", 1, 1, 0), ("flats", 1, 3, 0)],
    "planning.needs": [("crisis", 1, 0, 2), ("reemigrant", 1, 0, 0)],
    "planning.workshops": [("in-april", 41, 3)],
}  # fmt: skip

DECEMBER = _ALWAYS | {
    "overview": [(1, 3, 0, 0, 0, 4, 0, 0, 0, 0, 1, 0, 0, 0, 2, 1, 0)],
    # From the 16th to the 30th of November: R5; R0 R5 undecided; C5 C6, C6 C1; C2 C4 C5 C9; V3; N4; Q2 Q3; Q5.
    "overview.before": [(1, 2, 0, 2, 2, 4, 1, 0, 1, 2, 1)],
    # R6, at 00:00 of the first day.
    "referrals.over_time": [("2026-12-01", "routine", 1)],
    "referrals.by_source": [("resident", 1)],
    "referrals.by_kind": [("self_referral", 1)],
    "referrals.by_need": [("home_care", 1)],
    "referrals.by_age": [("65+", 1)],
    "referrals.by_target_group": [("older_people", 1)],
    "referrals.by_territory": [("unknown", 1)],
    "referrals.by_channel": [("phone", 1)],
    "referrals.by_state": [("received", 1)],
    "referrals.clock": [("routine", 1, 0, 0, 1)],
    "referrals.early_warnings": [("2026-12-01", "crisis", 3, 0)],
    # At noon of the 15th C5 is open for 16 days, C4 for 32, C2 for 39, C9 since June. L2 was to be looked at in November.
    "cases.age": [("7-29", "routine", 1), ("30-89", "routine", 1), ("30-89", "urgent", 1), ("180+", "routine", 1)],
    "cases.by_unit": [(FAMILIES_ID, 0, 0, 2), (ADULTS_ID, 0, 0, 2)],
    "cases.by_class": [("routine", 0, 0, 3), ("urgent", 0, 0, 1)],
    "cases.by_state": [
        ("adult", "open", 1), ("adult", "reopened", 1), ("adult", "suspended", 1), ("household", "services", 1),
    ],
    "cases.by_risk": [("adult", "low", 1), ("adult", "unknown", 2), ("household", "high", 1)],
    "plans": [("rehabilitation", 0, 0, 0, 1, 1)],
    # From midnight in Riga to noon (UTC) of the 15th.
    "work.by_mode": [("normal", 14 * DAY + 14 * HOUR, 1, 0, 0, 0, 0)],
    "capacity.used": OF_NOVEMBER["capacity.used"],
    # Q2 since the 10th of November and Q3 since the 16th, both at 10.
    "waiting.now": [("flats", 1, *[35 * DAY + 2 * HOUR] * 3), ("sand-play", 1, *[29 * DAY + 2 * HOUR] * 3)],
    "waiting.age": [("7-29", "urgent", 1), ("30-89", "routine", 1)],
    # Q4 may be contested until the 20th; nobody decided Q5.
    "requests.by_service": [("flats", 0, 0, 0, 0, 0, 0, 1), ("sand-play", 0, 0, 0, 0, 1, 1, 0)],
    "services.by_kind": [("group_apartment", 0, 0, 0, 1, 1), ("undisclosed", 0, 0, 0, 1, 0)],
    # Ligita has C2 and C4 still, and met nobody since the 17th of November.
    "workload.by_role": [("social_worker", 2, 2, 10, 50, None, 0)],
    # Gunta's holds on its last day.
    "trainings": [("vardarbiba", 0, 2, 1)],
    "coverage.territories": OF_NOVEMBER["coverage.territories"],
    "coverage.needs": OF_NOVEMBER["coverage.needs"],
    # 3 of R0 to R7 is 37.5 %; halves go up.
    "indicators": [("in-time", 38, 95, 57), ("waiting", 2, 1, 1), ("flats", 1, 3, 0)],
    "planning.needs": [("crisis", 2, 0, 4), ("reemigrant", 1, 0, 0)],
    "planning.workshops": [("in-april", 41, 3), ("to-come", 9, 1)],
}  # fmt: skip
