"""FHIR R4 for health partners: their words for referrals, and ours, mapped both ways. Pure, like the domain.

A ServiceRequest becomes the same message as by any other door and takes the same path; a referral is shown as a Task.
Only the fields named in `resources` are read; all others are passed over.
"""
