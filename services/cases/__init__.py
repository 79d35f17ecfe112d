"""Cases (sociālie gadījumi): the work. What happens between the accepted referral and the closed case."""
