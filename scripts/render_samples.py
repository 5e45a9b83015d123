"""Render the photos in sample_images/, each with the truth beside it.

Run ``python -m scripts.render_samples`` from the top of the repository, with names to render only those.
"""

import json
import sys
from pathlib import Path

import numpy as np

from scripts.render.matched_samples import matched_samples
from scripts.render.photo_file import display_p3_profile, save_photo
from scripts.render.refused_samples import refused_samples
from scripts.render.sample import Sample
from scripts.render.scalp import hair_spectrum
from scripts.render.scalp_samples import scalp_samples
from scripts.render.scene import Scene, SceneSpec, render_scene
from scripts.render.stripe_samples import stripe_samples
from tonematch.colour import FloatArray
from tonematch.spectrum import reflectance_to_lab

OUT = Path(__file__).parent.parent / "sample_images"
SOURCES = [
    "skin: International Skin Spectra Archive, doi 10.6084/m9.figshare.28228571.v4, CC BY 4.0",
    "chart: BabelColor average of 30 ColorChecker Classic, via colour-science, BSD-3-Clause",
    "camera: rawtoaces-data, Apache-2.0",
    "light: CIE 015:2018, via colour-science, BSD-3-Clause",
]


def rounded(numbers: FloatArray, digits: int = 2) -> list[float]:
    """Give numbers as a list with few decimals."""
    listed: list[float] = np.round(np.asarray(numbers, dtype=float), digits).tolist()
    return listed


def truth(sample: Sample, scene: Scene) -> dict[str, object]:
    """Say what is true in a sample."""
    exposure = sample.spec.exposure
    charts = [{"kind": "classic24", "corners": [rounded(c, 1) for c in corners]} for corners in scene.all_corners]
    light = exposure.lamp if exposure.second_lamp is None else f"{exposure.lamp} and {exposure.second_lamp}"
    patch = {"click": scene.click, "lab": rounded(scene.patch_lab)} if scene.patch_lab is not None else None
    return {
        "photo": Path(sample.name).name,
        "tier": sample.tier,
        "expect": sample.expect,
        "what": sample.what,
        "width": sample.spec.width,
        "height": sample.spec.height,
        "chart": charts[0] if charts else None,
        "other_charts": charts[1:],
        "patch": patch,
        "surrounding": {"lab": rounded(scene.surrounding_lab), "skin_click": scene.skin_click},
        **stubble_truth(sample.spec),
        **stripe_truth(sample.spec, scene),
        "light": light,
        "camera": exposure.camera,
        "skin_row": scene.base_row,
        "made_by": "scripts/render_samples.py",
        "sources": SOURCES,
    }


def stubble_truth(spec: SceneSpec) -> dict[str, object]:
    """Say what stands on a scalp; nothing for other skin."""
    if spec.stubble is None:
        return {}
    return {
        "stubble": {
            "lab": rounded(reflectance_to_lab(hair_spectrum(spec.stubble.colour))),
            "per_cm2": spec.stubble.density_per_cm2,
            "diameter_mm": list(spec.stubble.diameter_mm),
            "mm_per_px": round(spec.stubble.mm_per_px, 4),
        }
    }


def stripe_truth(spec: SceneSpec, scene: Scene) -> dict[str, object]:
    """Say what stripe is drawn across the patch; nothing without one."""
    stripe = spec.stripe
    if stripe is None or scene.stripe_lab is None:
        return {}
    return {
        "stripe": {
            "click": scene.stripe_click,
            "lab": rounded(scene.stripe_lab),
            "palette": stripe.palette,
            "recipe": dict(stripe.recipe),
            "coats": stripe.coats,
            "strengths": dict(stripe.strengths),
        }
    }


def render(sample: Sample) -> None:
    """Write one photo and the truth beside it."""
    scene = render_scene(sample.spec)
    path = OUT / sample.name
    path.parent.mkdir(exist_ok=True)
    profile = display_p3_profile() if sample.spec.exposure.primaries == "display-p3" else None
    save_photo(scene.srgb, path, quality=sample.quality, orientation=sample.orientation, profile=profile)
    lines = [f" {json.dumps(key)}: {json.dumps(value)}" for key, value in truth(sample, scene).items()]
    path.with_suffix(".json").write_text("{\n" + ",\n".join(lines) + "\n}\n", encoding="utf-8")
    patch = rounded(scene.patch_lab, 1) if scene.patch_lab is not None else None
    size_kb = path.stat().st_size / 1000
    print(f"{sample.name}: {size_kb:.0f} kB, skin {rounded(scene.surrounding_lab, 1)}, patch {patch}")


def main(names: list[str]) -> None:
    """Render all samples, or those whose names begin so."""
    for sample in (*matched_samples(), *refused_samples(), *scalp_samples(), *stripe_samples()):
        if not names or any(sample.name.startswith(name) for name in names):
            render(sample)


if __name__ == "__main__":
    main(sys.argv[1:])
