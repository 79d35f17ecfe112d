"""Intake over HTTP: partners' referrals, the phone desk, the worker's queue, personal reads."""
