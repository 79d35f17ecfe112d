"""Notifications over HTTP: staff see whom we told and take back, agencies answer, auditors ask who was told what."""
