"""How long a referral takes at a steady rate, far below what saturates: to the receipt, the case and the notice.

Beside it what the broker alone takes, measured in the same way: a record produced and consumed, with the same settings.
"""
