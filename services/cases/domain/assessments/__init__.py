"""Checklists, and assessments that are made by them."""
