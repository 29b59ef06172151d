"""The one exception that a command turns into one clear line and an exit code."""


class Refusal(Exception):  # noqa: N818 - it is an answer to a person, not a fault of the program
    """Say in one line why a command does not go on, and with which exit code it ends."""

    def __init__(self, message: str, *, code: int = 1) -> None:
        """Keep the line that is shown and the exit code (2 = what was asked is not allowed)."""
        super().__init__(message)
        self.code = code
