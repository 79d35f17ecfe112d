"""A partner's standing: has it access, and which of its credentials hold? Intake decides it, others follow its facts.

Pure. What a partner may send and how it is told is configuration; whether it has access now must change at once, in
every process, and so is state: each service that partners call keeps it in a table `partner`.
"""

from shared.partnership.admission import admitted, not_admitted
from shared.partnership.standing import FOLLOWED, Partner, evolve

__all__ = ["FOLLOWED", "Partner", "admitted", "evolve", "not_admitted"]
