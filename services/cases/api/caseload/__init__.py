"""Loads over HTTP: who carries what, what it does to them, who should be given a case, moving a caseload."""
