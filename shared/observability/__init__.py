"""What operators see: structured logs without personal data, one file of metrics, traces where they are wanted."""

from shared.observability.logs import configure
from shared.observability.metrics import Metrics

__all__ = ["Metrics", "configure"]
