"""What the parts that are started here raise; apart, so that it can be explained without importing them."""


class ServerError(RuntimeError):
    """A server could not be started, or is not running; the message says why and how to mend it."""
