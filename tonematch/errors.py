"""What can go wrong, as a tree a caller can catch from.

::

    ToneMatchError
    ├── PhotoError            the file cannot be read as a photo
    ├── ChartNotFoundError    no usable colour chart in the photo
    ├── CalibrationError      a chart was read, but no correction can be trusted
    ├── RegionError           the marked patch or skin cannot be used
    ├── PaletteError          a palette is unknown, or its file is wrong
    ├── NoMatchError          the limits given leave no recipe to suggest
    ├── CaseError             a list, folder or result file cannot be read or written
    └── RecordError           the record or the photo store cannot be read or written
"""


class ToneMatchError(Exception):
    """Something the user can put right.

    Parameters
    ----------
    message
        What was wrong, with which value, and where: one sentence.
    code
        A stable word for programs, such as ``"photo.truncated"``.
    hint
        What to do about it: one sentence, or empty.
    """

    def __init__(self, message: str, *, code: str, hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.code = code
        self.hint = hint

    def __str__(self) -> str:
        return f"{self.message} {self.hint}".strip()


class PhotoError(ToneMatchError):
    """The file cannot be read as a photo."""


class ChartNotFoundError(ToneMatchError):
    """No usable colour chart was found in the photo."""


class CalibrationError(ToneMatchError):
    """A chart was read, but no correction fitted to it can be trusted."""


class RegionError(ToneMatchError):
    """The marked patch or skin cannot be used."""


class PaletteError(ToneMatchError):
    """A palette is unknown, or its file holds a wrong value."""


class NoMatchError(ToneMatchError):
    """The limits given leave no recipe to suggest."""


class CaseError(ToneMatchError):
    """A list, a folder or a result file cannot be read or written."""


class RecordError(ToneMatchError):
    """The record of clients, or the store of their photos, cannot be read or written."""
