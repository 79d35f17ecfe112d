"""What a process that serves has imported; the one that is forked does, and nothing else."""

import gc

from deploy.cli.lean import without_unused

with without_unused():
    import deploy.cli.commands.serve
    import services.cases.app
    import services.intake.app
    import services.notifications.app
    import services.reporting.app
    import shared.observability
    import shared.runtime.serve

__all__ = ["deploy", "services", "shared"]

# Walked by none of the forks: what is only read stays shared between them.
gc.freeze()
