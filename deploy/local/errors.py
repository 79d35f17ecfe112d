"""What the parts that are started here raise; apart, because psutil is not installed wherever it is explained."""


class ServerError(RuntimeError):
    """A server could not be started, or is not running; the message says why and how to mend it."""
