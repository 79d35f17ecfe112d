"""A day in Liepāja, invented: people, stories and the referrals that tell them. For demonstrations and tests."""

from deploy.day.referrals import Sample, referrals

__all__ = ["Sample", "referrals"]
