"""A serving process is spared what libraries import only because it happens to be installed."""

import subprocess
import sys

# In a process of its own: this one has imported some of them for other tests.
SERVING = """
import sys
from deploy.cli.lean import UNUSED, without_unused
with without_unused():
    import shared.runtime.serve
    from deploy.services import chosen
    chosen(())
print(*(name for name in UNUSED if name in sys.modules))
import rich.console
print("and back")
"""


def test_services_are_imported_without_what_they_do_not_use_which_can_be_imported_later():
    done = subprocess.run([sys.executable, "-c", SERVING], check=True, capture_output=True, text=True)
    assert done.stdout == "\nand back\n"
