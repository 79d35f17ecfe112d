"""What the parts that are started here raise. Apart, because the command line explains it where psutil is not installed."""


class ServerError(RuntimeError):
    """A server could not be started, or is not running; the message says why and how to mend it."""
