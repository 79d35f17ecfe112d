"""The refusals about the catalogue, each with the page that its problem's address names."""

from shared.http import ProblemType

PROBLEMS = (ProblemType("near-what", 409, "A distance is from somewhere", "Send `near` with `within_km`."),)
