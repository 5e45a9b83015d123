"""Match skin colour for camouflage and dermatography, from a photo with a colour chart in it.

>>> import tonematch as tm
>>> photo = tm.read_photo(tm.sample_photos()[0])
>>> calibration = tm.fit_calibration(tm.read_chart(photo), photo)
>>> calibration.verdict
'pass'
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from tonematch.bundled import palette_names, sample_photos
    from tonematch.capture.photo import Photo, read_photo
    from tonematch.chart.corners import read_chart
    from tonematch.chart.reading import ChartReading
    from tonematch.colour import Lab
    from tonematch.correct.calibration import Calibration, fit_calibration
    from tonematch.difference import delta_e00
    from tonematch.errors import ToneMatchError
    from tonematch.findings import Finding
    from tonematch.measure.sample import SkinSample, sample_skin
    from tonematch.mix.film.kubelka_munk import Mix, predict_mix
    from tonematch.mix.match import Match, Suggestions, compare_recipes, find_matches, match_target
    from tonematch.mix.palettes.load import load_palette
    from tonematch.mix.palettes.shade import Palette, Shade

__version__ = "0.1.0"
__all__ = [
    "Calibration",
    "ChartReading",
    "Finding",
    "Lab",
    "Match",
    "Mix",
    "Palette",
    "Photo",
    "Shade",
    "SkinSample",
    "Suggestions",
    "ToneMatchError",
    "compare_recipes",
    "delta_e00",
    "find_matches",
    "fit_calibration",
    "load_palette",
    "match_target",
    "palette_names",
    "predict_mix",
    "read_chart",
    "read_photo",
    "sample_photos",
    "sample_skin",
]

_CONTENTS = {
    "bundled": "palette_names sample_photos",
    "capture.photo": "Photo read_photo",
    "chart.corners": "read_chart",
    "chart.reading": "ChartReading",
    "colour": "Lab",
    "correct.calibration": "Calibration fit_calibration",
    "difference": "delta_e00",
    "errors": "ToneMatchError",
    "findings": "Finding",
    "measure.sample": "SkinSample sample_skin",
    "mix.film.kubelka_munk": "Mix predict_mix",
    "mix.match": "Match Suggestions compare_recipes find_matches match_target",
    "mix.palettes.load": "load_palette",
    "mix.palettes.shade": "Palette Shade",
}
_HOMES = {name: module for module, names in _CONTENTS.items() for name in names.split()}


def __getattr__(name: str) -> Any:  # noqa: ANN401  # a table of contents holds everything
    """Import a public name when it is first used, so that ``tonematch --help`` need not load OpenCV."""
    if name not in _HOMES:
        raise AttributeError(f"tonematch has no '{name}'")
    return getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)
