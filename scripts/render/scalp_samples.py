"""The sample photo of a scalp: stubble on skin and on a patch that lost its pigment."""

from scripts.render.blotch import Blotch
from scripts.render.camera import Exposure
from scripts.render.chart_drawing import ChartPlace
from scripts.render.lighting import Lighting
from scripts.render.sample import Sample
from scripts.render.scalp import Stubble
from scripts.render.scene import SceneSpec
from scripts.render.skin_texture import Texture
from tonematch.chart.kinds import chart_kind

CHART_WIDTH = 0.44  # of the frame
CHART_KIND = "passport"
WIDTH_PX = 1500


def scalp_samples() -> tuple[Sample, ...]:
    """List the samples of scalps; each seed is the number of its sample."""
    pitch_mm = chart_kind(CHART_KIND).pitch_mm
    if pitch_mm is None:
        raise ValueError(f"The size of {CHART_KIND} is not known.")
    return (
        Sample(
            "15-scalp-stubble.jpg",
            "hard",
            "A tan scalp shaved to dark stubble, with a patch; a Passport chart beside it, in even daylight.",
            SceneSpec(
                seed=15,
                width=WIDTH_PX,
                height=1000,
                bones=((0.28, 0.5, 0.62, 0.30, 0.1, 0.62),),
                ita_deg=20,
                along_deg=80,
                flatness=0.25,
                blotch=Blotch(0.22, 0.34, 0.10, 74, turn_deg=70, ragged=0.2, islands=2),
                charts=(ChartPlace(0.73, 0.34, CHART_WIDTH, 2, (0.03, 0.03)),),
                texture=Texture(hairs=0, moles=1, veins=0.0, pores=1800),
                stubble=Stubble(
                    mm_per_px=6 * pitch_mm / (CHART_WIDTH * WIDTH_PX),
                    density_per_cm2=75,
                    diameter_mm=(0.3, 0.5),
                ),
                backdrop=("grey towel", "towelling"),
                lighting=Lighting(from_deg=250, height_deg=65, direct=0.35, vignette=0.015, chart_shade=0.2),
                exposure=Exposure(camera="Nikon_Z_f", lamp="daylight-5600", stops=-0.2, contrast=0.12),
            ),
            quality=85,
        ),
    )
