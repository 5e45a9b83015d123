"""The sample photos that must be refused, each for a reason of its own."""

from scripts.render.blotch import Blotch
from scripts.render.camera import Exposure
from scripts.render.chart_drawing import ChartPlace
from scripts.render.sample import Sample
from scripts.render.scene import SceneSpec


def refused_samples() -> tuple[Sample, ...]:
    """List the samples no colour may be read from."""
    return (
        Sample(
            "12-refused-chart-cut-off.jpg",
            "refused",
            "The chart is cut off by the edge of the frame: the whole chart has to be in the picture.",
            SceneSpec(
                seed=12,
                bones=((-0.2, 0.52, 0.23, 1.3, 0.46, 0.20),),
                ita_deg=28,
                along_deg=-3,
                flatness=0.4,
                blotch=Blotch(0.40, 0.50, 0.075, 74),
                charts=(ChartPlace(0.90, 0.19, 0.42, 3, (0.03, 0.05)),),
                backdrop=("blue drape", "weave"),
                exposure=Exposure(camera="Nikon_D850", lamp="D65", stops=-0.2),
            ),
            quality=82,
        ),
        Sample(
            "13-refused-no-chart.jpg",
            "refused",
            "Skin and a patch, but no chart to judge the colours by.",
            SceneSpec(
                seed=13,
                width=1200,
                height=900,
                bones=((-0.2, 0.34, 0.24, 1.3, 0.42, 0.21),),
                ita_deg=36,
                along_deg=3,
                flatness=0.5,
                blotch=Blotch(0.52, 0.37, 0.09, 75, turn_deg=20),
                backdrop=("green drape", "weave"),
                exposure=Exposure(camera="Fujifilm_X-T4", lamp="D65", stops=-0.2),
            ),
            quality=82,
        ),
        Sample(
            "14-refused-two-charts.jpg",
            "refused",
            "Two charts in one picture: it is not said which of them lies in the light of the patch.",
            SceneSpec(
                seed=14,
                bones=((-0.2, 0.40, 0.17, 1.3, 0.34, 0.15),),
                ita_deg=14,
                along_deg=-3,
                flatness=0.4,
                blotch=Blotch(0.5, 0.37, 0.06, 74),
                charts=(ChartPlace(0.25, 0.15, 0.32, -4, (0.03, 0.04)), ChartPlace(0.72, 0.585, 0.32, 8, (0.02, 0.04))),
                backdrop=("pale table", "laminate"),
                exposure=Exposure(camera="Sony_ILCE-7M4", lamp="D55", stops=-0.25),
            ),
            quality=82,
        ),
    )
