"""Checklists and assessments over HTTP."""
