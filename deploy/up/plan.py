"""What `tilts up` is to start: the options of the command, and the environment that follows from them."""

DEFAULT_PORT = 8080


class PortTaken(RuntimeError):
    """Somebody else listens on the port that was asked for."""

    def __init__(self, port: int) -> None:
        super().__init__(f"port {port} of 127.0.0.1 is taken by another program")
        self.port = port
