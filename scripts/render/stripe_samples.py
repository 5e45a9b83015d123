"""The sample photo of a test stripe: a film of a mix across the patch it is to cover."""

from scripts.render.blotch import Blotch
from scripts.render.camera import Exposure
from scripts.render.chart_drawing import ChartPlace
from scripts.render.lighting import Lighting
from scripts.render.sample import Sample
from scripts.render.scene import SceneSpec
from scripts.render.skin_texture import Texture
from scripts.render.stripe import Stripe

FOLDER = "stripes"
"""Apart from the photos that Match begins with: these show a stripe."""


def stripe_samples() -> tuple[Sample, ...]:
    """List the samples of stripes; each seed is a hundred and the number of its sample."""
    return (
        Sample(
            f"{FOLDER}/01-too-light-forearm.jpg",
            "easy",
            "A test stripe across a patch on a tan forearm, too light for the skin beside it.",
            SceneSpec(
                seed=101,
                bones=((-0.25, 0.54, 0.22, 1.25, 0.47, 0.235),),
                ita_deg=24,
                along_deg=-4,
                flatness=0.3,
                blotch=Blotch(0.34, 0.505, 0.085, 76, turn_deg=-10, islands=0, ragged=0.2),
                stripe=Stripe(
                    0.32,
                    0.505,
                    length=0.19,
                    breadth=0.05,
                    turn_deg=82,
                    recipe={"F1N": 4, "T1N": 3},
                    strengths={"F1N": 1.3, "T1N": 0.75},
                ),
                charts=(ChartPlace(0.67, 0.175, 0.42, 2, (0.03, 0.05)),),
                texture=Texture(hairs=160, hair_darkness=0.5, moles=1, veins=0.04, flush=0.02),
                backdrop=("grey towel", "towelling"),
                lighting=Lighting(from_deg=250, height_deg=68, direct=0.35, vignette=0.015, chart_shade=0.2),
                exposure=Exposure(camera="Sony_ILCE-7M4", lamp="D65", contrast=0.12, stops=-0.15),
            ),
        ),
    )
