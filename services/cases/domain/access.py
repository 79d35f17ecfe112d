"""What of a case somebody may be let into."""

from shared.contracts.case_codes import CasePart as Part

__all__ = ["Part"]
