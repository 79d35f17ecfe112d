"""Configuration: one TOML file per municipality, the environment over it, and for each value where it came from.

`Settings.load("liepaja")` gives one frozen object, or one SettingsError with every problem. Terms, clocks and legal
rules are data here, dated and with their source; no other room has them as constants.
"""

from shared.settings.errors import SettingsError
from shared.settings.explain import Explained, explain
from shared.settings.section import SERVICES
from shared.settings.settings import Settings

__all__ = ["SERVICES", "Explained", "Settings", "SettingsError", "explain"]
