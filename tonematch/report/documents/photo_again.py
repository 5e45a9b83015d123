"""The marks by which the photo of a match can be measured again."""

from dataclasses import dataclass

from tonematch.capture.marks import place_of
from tonematch.capture.photo import Photo
from tonematch.errors import CaseError
from tonematch.measure.skin_marks import SkinMarks
from tonematch.report.documents.case_file import CaseFile
from tonematch.report.documents.marks import read_marks


@dataclass(frozen=True, eq=False)
class Marked:
    """Where chart and skin are; corners None to search for the chart."""

    chart: str
    corners: list[list[float]] | None
    skin: SkinMarks

    @property
    def near(self) -> tuple[float, float] | None:
        """The place of the mark, by which a chart is chosen."""
        skin = self.skin
        return place_of(
            patch=skin.patch,
            box=skin.box or skin.lighter_in or skin.darker_in,
            stroke=tuple(skin.stroke or ()),
            skin=skin.skin,
        )


def marks_of(case: CaseFile) -> Marked:
    """Give the marks of a case.

    Raises
    ------
    CaseError
        When it has none, or its sample is not of one photo alone.
    """
    marks = case.asked.get("marks")
    if not isinstance(marks, dict):
        raise CaseError(
            "The file holds no marks on a photo.", code="again.no_marks", hint="Leave the photo out to match again."
        )
    sampling = case.document.get("sampling")
    other_side = isinstance(sampling, dict) and sampling.get("reference") == "contralateral"
    if "shots" in case.document or other_side:
        raise CaseError(
            "The sample in the file comes from several photos, and cannot be measured again from one.",
            code="again.several_photos",
            hint="Leave the photo out to match again, or measure the photos anew.",
        )
    chart, corners = marks.get("chart"), marks.get("corners")
    if not isinstance(chart, str) or "/" in chart or "\\" in chart:
        raise CaseError("The file names no chart.", code="again.chart", hint="Give the file as tonematch wrote it.")
    return Marked(chart, None if corners is None else _corners(corners), read_marks(marks.get("skin")))


def _corners(value: object) -> list[list[float]]:
    try:
        corners = [[float(x), float(y)] for x, y in value]  # type: ignore[attr-defined]
    except (TypeError, ValueError) as problem:
        raise CaseError(
            "The corners of the chart in the file are no places.",
            code="again.corners",
            hint="Give the file as tonematch wrote it.",
        ) from problem
    return corners


def check_digest(case: CaseFile, photo: Photo) -> None:
    """Make sure that a photo is the one of the file.

    Raises
    ------
    CaseError
        When it is another.
    """
    kept = case.document.get("photo")
    if not isinstance(kept, dict) or kept.get("sha256") != photo.sha256:
        raise CaseError(
            f"{photo.name} is not the photo that the match was made of: its SHA-256 is another.",
            code="again.photo",
            hint="Give the very file, not a copy that was edited, sent by a messenger or saved anew.",
        )
