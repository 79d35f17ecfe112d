"""How old things are, in the steps that figures show."""

OF_AGE = """
    case when days < 1 then '0' when days < 7 then '1-6' when days < 30 then '7-29'
         when days < 90 then '30-89' when days < 180 then '90-179' else '180+' end
"""
"""The step of a number of full days, `days`."""
