"""Errors of the exact counting packages: label, expected, got."""


class InputError(ValueError):
    """Input refused before any work started.

    The text is ``label: expected ..., got ...``; the three parts are attributes.

    >>> error = InputError("tail.threshold", expected="a finite number", got="nan")
    >>> str(error)
    'tail.threshold: expected a finite number, got nan'
    """

    def __init__(self, label: str, *, expected: str, got: str) -> None:
        message = f"{label}: expected {expected}, got {got}"
        super().__init__(message)
        self.label = label
        self.expected = expected
        self.got = got

    def __reduce__(self) -> tuple[object, ...]:
        return _rebuild, (type(self), self.label, self.expected, self.got)


class TooLargeError(InputError):
    """The work or the memory needed is beyond the stated limit; the figures are in the text."""


def _rebuild(kind: type[InputError], label: str, expected: str, got: str) -> InputError:
    return kind(label, expected=expected, got=got)
