"""How old things are, in the steps that figures show."""

AGES = ("0", "1-6", "7-29", "30-89", "90-179", "180+")
"""The steps in full days, the youngest first."""

AGE = "width_bucket({of}, array['1 day', '7 days', '30 days', '90 days', '180 days']::interval[])"
"""The place among `AGES` of an interval, `of`."""
