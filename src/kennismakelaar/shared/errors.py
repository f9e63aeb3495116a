"""Failures that are expected have a name, and say what was expected, what came and what to do."""


class Refusal(Exception):
    """An action that could not be done. Subclasses are named after it: `UnableToPublish`."""

    def __init__(self, expected: str, *, came: str = "", hint: str = "") -> None:
        self.expected, self.came, self.hint = expected, came, hint
        super().__init__(" ".join(part for part in (str(expected), str(came), str(hint)) if part))


class NotAllowed(Refusal):
    """Somebody without the right tried to do this."""
